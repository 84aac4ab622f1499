using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vern.Persons.Pages;
using Vern.Persons.Referral;
using Vern.Persons.Registration;
using Vern.Persons.Registration.Pages;
using Vern.Persons.Rights;
using Vern.Platform.Access;
using Vern.Platform.Auditing;
using Vern.Platform.Interface;
using Vern.Platform.Interface.Components;
using Vern.Platform.Localisation;

namespace Vern.Persons.Return.Pages;

/// <summary>Where does her return stand, and what comes next?</summary>
/// <param name="Top">The person.</param>
/// <param name="Case">The return.</param>
/// <param name="Programme">What the agency keeps about returns as such: funding and contacts.</param>
/// <param name="Typed">What was typed for a payment that was not taken, by field.</param>
/// <param name="Problems">What was not understood.</param>
public sealed record ReturnModel(PersonTop Top, ReturnCase Case, ReturnProgramme Programme, IReadOnlyDictionary<string, string> Typed, IReadOnlyList<Problem> Problems);

/// <summary>A page of the slice, with its texts.</summary>
public abstract class ReturnPart<TModel> : PageComponent<TModel>
{
    /// <inheritdoc />
    protected override TextSource Source => Return.Texts.Source;
}

/// <summary>Return and what comes after: the steps, the support and what is left of it, a payment in one line (F-001 to F-017, F-020).</summary>
public static class ShowReturn
{
    private static readonly string[] Asked = ["payment.on", "payment.amount", "payment.kind", "payment.shown"];

    /// <summary>Maps the pages.</summary>
    public static IEndpointRouteBuilder MapReturnPages(this IEndpointRouteBuilder routes)
    {
        routes.MapGroup("").ExcludeFromDescription().MapGet("/people/{id}/return", GetAsync).Needs(AgencyGrants.ReadRights).Records(CaseActs.PersonRead, "person/{id}");
        routes.MapGroup("").ExcludeFromDescription().RequireToken(64 * 1024).MapPost("/people/{id}/return/payments", PayAsync).Needs(AgencyGrants.WritePeople);
        routes.MapGroup("").ExcludeFromDescription().MapGet("/returns", Returns.GetAsync).Needs(AgencyGrants.KeepReturns).Records(CaseActs.StatisticsRead, "returns");
        routes.MapGroup("").ExcludeFromDescription().RequireToken(64 * 1024).MapPost("/returns", Returns.PostAsync).Needs(AgencyGrants.KeepReturns);
        return routes;
    }

    private static Task<IResult> GetAsync(HttpContext http, string id, CaseStore store, RightsStore rights, CancellationToken cancel) =>
        PersonTabs.WithAsync(http, id, AgencyGrants.ReadRights, top => ShowAsync(http, top, store, rights, new Dictionary<string, string>(), [], cancel), cancel);

    // A payment in one line (F-008): day, amount, kind, and how it is shown.
    private static Task<IResult> PayAsync(HttpContext http, string id, CaseStore store, RightsStore rights, CancellationToken cancel) => PersonTabs.WithAsync(http, id, AgencyGrants.WritePeople, async top =>
    {
        var language = PageContext.For(http).Language;
        var sent = await http.Request.ReadFormAsync(cancel);
        var form = FieldForm.Read([.. Asked.Select(field => store.Catalogue[field]).Where(field => field.For.Contains(top.Person.Head.Audience))], sent, language);
        if (form.Fields.Count == 0) return TypedResults.NotFound();
        if (!int.TryParse(sent["item"], NumberStyles.None, CultureInfo.InvariantCulture, out var item) || !int.TryParse(sent["revision"], NumberStyles.None, CultureInfo.InvariantCulture, out var seen)) return TypedResults.BadRequest();
        var problems = form.Problems.ToList();
        foreach (var field in (string[])["payment.on", "payment.amount", "payment.kind"])
            if (string.IsNullOrWhiteSpace(form.Values[field])) problems.Add(new(field, Texts.Source.Format(language, "payment.missing", FieldWords.Label(store.Catalogue[field], language))));
        if (problems.Count > 0) return await ShowAsync(http, top, store, rights, form.Values, problems, cancel);
        return await store.RecordFactsAsync(top.Person.Head.Id, form.Facts(item, FactSource.Document), seen, top.Reach, cancel) switch
        {
            Recorded.Done => Forms.SeeOther($"/people/{top.Person.Head.Id}/return#payments"),
            Recorded.Stale => await ShowAsync(http, top, store, rights, form.Values, [new("payment.on", Texts.Source[language, "payment.stale"])], cancel, 409),
            _ => TypedResults.NotFound(),
        };
    }, cancel);

    private static async Task<IResult> ShowAsync(HttpContext http, PersonTop top, CaseStore store, RightsStore rights, IReadOnlyDictionary<string, string> typed, IReadOnlyList<Problem> problems, CancellationToken cancel, int wrong = 400)
    {
        if (await PersonTop.ReadAsync(http, top.Person.Head.Id.Value, AgencyGrants.ReadRights, cancel) is not { } now || !now.Reach.Purposes.Contains("protection")) return TypedResults.NotFound();
        var shared = ((await store.ConsentsAsync(now.Person.Head.Id, now.Reach, cancel)) ?? []).Any(one => one.Purpose == "return" && one.On(now.Person.Head.Audience, store.Today) is ConsentState.Holds);
        return PageResult.Show<ReturnPage, ReturnModel>(PageContext.For(http, $"/people/{top.Person.Head.Id}/return"), new(now, ReturnCase.Read(now.Person, await rights.BookAsync(cancel), shared, store.Today), await store.ReturnProgrammeAsync(cancel), typed, problems), problems.Count > 0 ? wrong : 200);
    }
}
