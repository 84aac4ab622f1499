using Microsoft.AspNetCore.Http;
using Vern.Persons.Registration;
using Vern.Persons.Registration.Pages;
using Vern.Platform.Interface;

namespace Vern.Persons.Rights.Pages;

/// <summary>What is she entitled to, and why?</summary>
/// <param name="Top">The person.</param>
/// <param name="Rights">Her rights.</param>
/// <param name="Principles">How the rules are to be read with her: those that hold.</param>
/// <param name="Sheet">The language of the sheet that is offered first.</param>
public sealed record RightsModel(PersonTop Top, PersonRights Rights, IReadOnlyList<Rule> Principles, RightsSheet Sheet);

/// <summary>A person's rights, each with its state, its reason in a sentence and its law.</summary>
public static class ShowRights
{
    /// <summary>The page.</summary>
    public static async Task<IResult> GetAsync(HttpContext http, string id, RightsStore store, CancellationToken cancel)
    {
        if (await PersonTop.ReadAsync(http, id, AgencyGrants.ReadRights, cancel) is not { } top || await store.ReadAsync(top.Person, top.Reach, cancel) is not { } rights) return TypedResults.NotFound();
        var page = PageContext.For(http);
        var principles = store.Book.InForce(rights.Today).Where(rule => rule.Kind == RuleKind.Principle && rule.Id is "R-02" or "R-03" or "R-04" or "R-05" or "A-06" && store.Book.Find(rule, rights.Situation, rights.Today).Value == Truth.Yes).ToList();
        var sheet = RightsSheet.Find(top.Person["contact.language"] ?? "") ?? RightsSheet.Find(page.Language.Code)!;
        return PageResult.Show<RightsPage, RightsModel>(page, new(top, rights, principles, sheet));
    }
}
