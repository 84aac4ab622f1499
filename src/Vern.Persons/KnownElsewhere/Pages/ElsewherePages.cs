using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vern.Persons.Pages;
using Vern.Persons.Registration;
using Vern.Platform.Access;
using Vern.Platform.Auditing;
using Vern.Platform.Interface;
using Vern.Platform.Interface.Components;

namespace Vern.Persons.KnownElsewhere.Pages;

/// <summary>May somebody whom another agency asks about be one of ours?</summary>
/// <param name="Matches">Those who wait for an answer, oldest first.</param>
/// <param name="Typed">What was typed.</param>
/// <param name="Problems">What was not understood.</param>
public sealed record ElsewhereModel(IReadOnlyList<ElsewhereMatch> Matches, IReadOnlyDictionary<string, string> Typed, IReadOnlyList<Problem> Problems);

/// <summary>Maps the slice's pages; the coordinator's own, with those here whom other agencies may know.</summary>
public static class ElsewherePages
{
    private const long Longest = 16 * 1024;

    /// <summary>Maps the pages.</summary>
    public static IEndpointRouteBuilder MapElsewherePages(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("").ExcludeFromDescription();
        pages.MapGet("/elsewhere", GetAsync).Needs(AgencyGrants.AnswerElsewhere).Records(CaseActs.ElsewhereRead, "elsewhere");
        pages.MapGet("/people/{id}/elsewhere", AskElsewhere.GetAsync).Needs(AgencyGrants.WritePeople).Records(CaseActs.PersonRead, "person/{id}");
        var changes = routes.MapGroup("").ExcludeFromDescription().RequireToken(Longest);
        changes.MapPost("/elsewhere/{match}", PostAsync).Needs(AgencyGrants.AnswerElsewhere);
        changes.MapPost("/people/{id}/elsewhere", AskElsewhere.PostAsync).Needs(AgencyGrants.WritePeople);
        changes.MapPost("/people/{id}/elsewhere/consent", AskElsewhere.ConsentAsync).Needs(AgencyGrants.WritePeople);
        changes.MapPost("/people/{id}/elsewhere/questions/{question}/end", AskElsewhere.TakeBackAsync).Needs(AgencyGrants.WritePeople);
        changes.MapPost("/people/{id}/elsewhere/matches/{match}", AskElsewhere.AnswerAsync).Needs(AgencyGrants.WritePeople);
        return routes;
    }

    private static Task<IResult> GetAsync(HttpContext http, CaseStore store, CurrentPerson current, CancellationToken cancel) => ShowAsync(http, store, current, new Dictionary<string, string>(), [], 200, cancel);

    private static async Task<IResult> PostAsync(HttpContext http, string match, CaseStore store, CurrentPerson current, CancellationToken cancel)
    {
        var (sent, language) = (await http.Request.ReadFormAsync(cancel), PageContext.For(http).Language);
        var (contact, problem) = AskElsewhere.ReadAnswer(sent, match, language);
        if (problem is not null) return await ShowAsync(http, store, current, new Dictionary<string, string> { [match] = Forms.Line(sent["contact"], 2000) ?? "" }, [problem], 400, cancel);
        return await store.AnswerElsewhereAsync(match, contact, CaseReach.Of(current, AgencyGrants.AnswerElsewhere), cancel) switch
        {
            ElsewhereDone.Done => Forms.SeeOther($"/elsewhere?done={(contact is null ? "declined" : "agreed")}"),
            var not => await ShowAsync(http, store, current, new Dictionary<string, string>(), [new(null, Texts.Source[language, $"not.{not}"])], not is ElsewhereDone.Gone ? 404 : 409, cancel),
        };
    }

    private static async Task<IResult> ShowAsync(HttpContext http, CaseStore store, CurrentPerson current, IReadOnlyDictionary<string, string> typed, IReadOnlyList<Problem> problems, int status, CancellationToken cancel)
    {
        var waiting = await store.ElsewhereWaitingAsync(CaseReach.Of(current, AgencyGrants.AnswerElsewhere), cancel);
        RecordedReads.Tell(http, string.Join(' ', waiting.Select(one => one.Person).Distinct()));
        return PageResult.Show<ElsewherePage, ElsewhereModel>(PageContext.For(http, "/elsewhere"), new(waiting, typed, problems), status);
    }
}
