using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Vern.Material.Intake;
using Vern.Platform.Access;
using Vern.Platform.Interface;
using Vern.Platform.Interface.Components;
using Vern.Platform.Localisation;

namespace Vern.Material.Redress.Pages;

/// <summary>Were we wrong?</summary>
/// <param name="Matters">A page of them.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Open">Whether open ones are shown.</param>
/// <param name="At">Which page, from 1.</param>
/// <param name="Rate">How often we were wrong this year.</param>
public sealed record ComplaintsModel(IReadOnlyList<Matter> Matters, int Count, bool Open, int At, ErrorRate Rate);

/// <summary>One matter.</summary>
/// <param name="Matter">The matter.</param>
/// <param name="HadPart">Whether the reader had a part in what it is about.</param>
/// <param name="Typed">Reasons that were not taken.</param>
/// <param name="Problems">What stands in the way.</param>
public sealed record ComplaintModel(Matter Matter, bool HadPart, string Typed, IReadOnlyList<Problem> Problems);

/// <summary>Complaints, for reviewers.</summary>
public static class ShowComplaints
{
    internal const int OnPage = 50;

    /// <summary>The list.</summary>
    public static async Task<IResult> GetAsync(HttpContext http, MaterialStore store, CancellationToken cancel)
    {
        var page = PageContext.For(http);
        var (open, at) = (page.Asked("state") is not "decided", int.TryParse(page.Asked("page"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and < 100_000 ? number : 1);
        var (matters, count) = await store.MattersAsync(open, (at - 1) * OnPage, OnPage, cancel);
        return PageResult.Show<ComplaintsPage, ComplaintsModel>(page, new(matters, count, open, at, await store.ErrorRateAsync(PageContext.StartOf(new(page.Today.Year, 1, 1)), page.Now.AddDays(1), cancel)));
    }

    /// <summary>One.</summary>
    public static async Task<IResult> OneAsync(HttpContext http, string id, MaterialStore store, CurrentPerson current, CancellationToken cancel) =>
        await store.MatterAsync(id, cancel) is { } matter ? await ShowAsync(http, matter, store, current, "", [], cancel) : TypedResults.NotFound();

    /// <summary>A text for the provider to tell the account holder with, once it is decided.</summary>
    public static async Task<IResult> LetterAsync(HttpContext http, string id, MaterialStore store, CancellationToken cancel)
    {
        if (await store.MatterAsync(id, cancel) is not { DecidedAt: { } at, Reasons: { } reasons } matter) return TypedResults.NotFound();
        var page = PageContext.For(http);
        var text = Texts.Source.Format(page.Language, matter.State is MatterState.Upheld ? "provider.upheld" : "provider.rejected", store.CentreTitle, page.Date(at), matter.About ?? matter.Subject, reasons);
        return TypedResults.File(Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\r\n")), "text/plain; charset=utf-8", $"{id}.txt");
    }

    /// <summary>Takes it up.</summary>
    public static async Task<IResult> TakeUpAsync(HttpContext http, string id, MaterialStore store, CurrentPerson current, CancellationToken cancel) =>
        await AnswerAsync(http, id, await store.TakeUpAsync(id, current.SignedIn!.PersonId!.Value, current.Name!, cancel), "taken-up", "", store, current, cancel);

    /// <summary>Decides.</summary>
    public static async Task<IResult> DecideAsync(HttpContext http, string id, MaterialStore store, CurrentPerson current, CancellationToken cancel)
    {
        var form = await http.Request.ReadFormAsync(cancel);
        var reasons = form["reasons"].ToString().ReplaceLineEndings("\n").Trim();
        if (await store.MatterAsync(id, cancel) is not { } matter) return TypedResults.NotFound();
        if (form["outcome"].ToString() is not ("upheld" or "rejected") || reasons.Length is 0 or > RedressCodes.LongestWords) return await ShowAsync(http, matter, store, current, reasons, ["wrong.decision"], cancel);
        return await AnswerAsync(http, id, await store.DecideMatterAsync(id, form["outcome"] == "upheld", reasons, current.SignedIn!.PersonId!.Value, current.Name!, cancel), "decided", reasons, store, current, cancel);
    }

    private static async Task<IResult> AnswerAsync(HttpContext http, string id, ReviewStep step, string done, string typed, MaterialStore store, CurrentPerson current, CancellationToken cancel) =>
        step is ReviewStep.Done ? FormGuard.SeeOther($"/complaints/{id}?done={done}") : await store.MatterAsync(id, cancel) is { } matter ? await ShowAsync(http, matter, store, current, typed, [step is ReviewStep.HadPart ? "wrong.had-part" : "wrong.not-now"], cancel) : TypedResults.NotFound();

    private static async Task<IResult> ShowAsync(HttpContext http, Matter matter, MaterialStore store, CurrentPerson current, string typed, IReadOnlyList<string> problems, CancellationToken cancel)
    {
        var page = PageContext.For(http, $"/complaints/{matter.Id}");
        var hadPart = current.SignedIn?.PersonId is { } person && await store.HadPartAsync(matter.About, person, current.Name!, cancel);
        return PageResult.Show<ComplaintPage, ComplaintModel>(page, new(matter, hadPart, typed.Length > 8000 ? typed[..8000] : typed, [.. problems.Select(key => new Problem("reasons", Texts.Source.Format(page.Language, key, RedressCodes.LongestWords)))]), problems.Count > 0 ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK);
    }
}
