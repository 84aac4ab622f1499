using System.Globalization;
using Microsoft.AspNetCore.Http;
using Vern.Persons.Pages;
using Vern.Persons.Registration;
using Vern.Persons.Rights;
using Vern.Platform.Access;
using Vern.Platform.Interface;
using Vern.Platform.Interface.Components;

namespace Vern.Persons.OwnView.Pages;

/// <summary>Were we wrong?</summary>
/// <param name="Complaints">Those that the reader may handle, those that wait first.</param>
/// <param name="Counts">All, by year.</param>
/// <param name="Limit">The agency's own limit for the answer in days; null: none is set.</param>
public sealed record ComplaintsModel(IReadOnlyList<Complaint> Complaints, IReadOnlyList<ComplaintCount> Counts, int? Limit);

/// <summary>One complaint.</summary>
/// <param name="Complaint">The complaint, with its words.</param>
/// <param name="About">The name of the one complained of; null: nobody's.</param>
/// <param name="Limit">The agency's own limit for the answer in days; null: none is set.</param>
/// <param name="Typed">An answer that was not taken.</param>
/// <param name="Problems">What was not understood.</param>
public sealed record ComplaintModel(Complaint Complaint, string? About, int? Limit, string Typed, IReadOnlyList<Problem> Problems);

/// <summary>Complaints, for the coordinator and the supervisor: each sees what she may handle, and never what is about herself (K-008).</summary>
public static class ShowComplaints
{
    /// <summary>The list.</summary>
    public static async Task<IResult> GetAsync(HttpContext http, CaseStore store, RightsStore rights, CurrentPerson current, CancellationToken cancel) =>
        PageResult.Show<ComplaintsPage, ComplaintsModel>(PageContext.For(http), new(await store.ComplaintsAsync(Account(current), cancel), await store.CountComplaintsAsync(cancel), await LimitAsync(rights, cancel)));

    /// <summary>One.</summary>
    public static async Task<IResult> OneAsync(HttpContext http, string number, CaseStore store, RightsStore rights, CurrentPerson current, CancellationToken cancel) =>
        await store.ComplaintAsync(number, Account(current), cancel) is { } complaint ? await ShowAsync(http, complaint, store, rights, "", [], cancel) : TypedResults.NotFound();

    /// <summary>Takes it up, or answers it.</summary>
    public static async Task<IResult> PostAsync(HttpContext http, string number, CaseStore store, RightsStore rights, CurrentPerson current, CancellationToken cancel)
    {
        if (await store.ComplaintAsync(number, Account(current), cancel) is not { } complaint) return TypedResults.NotFound();
        var form = await http.Request.ReadFormAsync(cancel);
        if (!Enum.TryParse<ComplaintState>(form["to"], out var to) || !Enum.IsDefined(to) || !int.TryParse(form["revision"], NumberStyles.None, CultureInfo.InvariantCulture, out var seen)) return TypedResults.BadRequest();
        var answer = SayOwn.Words(form["answer"]);
        if (to is not ComplaintState.UnderTreatment && answer is not { Length: <= CaseStore.LongestComplaint }) return await ShowAsync(http, complaint, store, rights, form["answer"].ToString(), [new("answer", Texts.Source[PageContext.For(http).Language, "complaint.answer.wrong"])], cancel);
        var by = new CaseReach(Account(current), current.Name!, current.Roles is [var role, ..] ? role : "none", null, Scope.Own, new HashSet<string>());
        return await store.MoveComplaintAsync(number, seen, to, answer, by, cancel) switch
        {
            true => Forms.SeeOther($"/complaints/{complaint.Number}"),
            false => await ShowAsync(http, (await store.ComplaintAsync(number, Account(current), cancel))!, store, rights, answer ?? "", [new("answer", Texts.Source[PageContext.For(http).Language, "complaint.stale"])], cancel),
            _ => TypedResults.NotFound(),
        };
    }

    private static int Account(CurrentPerson current) => current.SignedIn?.AccountId ?? 0;

    private static async Task<int?> LimitAsync(RightsStore rights, CancellationToken cancel) => (await rights.BookAsync(cancel)).Limits.FirstOrDefault(limit => limit.Id == "complaint-answer")?.Days;

    private static async Task<IResult> ShowAsync(HttpContext http, Complaint complaint, CaseStore store, RightsStore rights, string typed, IReadOnlyList<Problem> problems, CancellationToken cancel) =>
        PageResult.Show<ComplaintPage, ComplaintModel>(PageContext.For(http, $"/complaints/{complaint.Number}"), new(complaint, complaint.About is { } about ? await store.StaffNameAsync(about, cancel) : null, await LimitAsync(rights, cancel), typed.Length > 8000 ? typed[..8000] : typed, problems), problems.Count > 0 ? 400 : 200);
}
