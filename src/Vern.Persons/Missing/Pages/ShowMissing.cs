using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vern.Persons.Registration;
using Vern.Persons.Registration.Pages;
using Vern.Persons.Rights;
using Vern.Platform.Access;
using Vern.Platform.Auditing;
using Vern.Platform.Interface;
using Vern.Platform.Localisation;

namespace Vern.Persons.Missing.Pages;

/// <summary>Is she missing, and has everybody been told?</summary>
/// <param name="Top">The person.</param>
/// <param name="Spells">Each time that she was missing, newest first.</param>
/// <param name="Limit">The agency's own limit for the notices in days; null: none is set.</param>
public sealed record MissingModel(PersonTop Top, IReadOnlyList<MissingSpell> Spells, int? Limit);

/// <summary>A page of the slice, with its texts.</summary>
public abstract class MissingPart<TModel> : PageComponent<TModel>
{
    /// <inheritdoc />
    protected override TextSource Source => Missing.Texts.Source;
}

/// <summary>A child who is missing from care: the times, and how long the notices took .</summary>
public static class ShowMissing
{
    /// <summary>Maps the page.</summary>
    public static IEndpointRouteBuilder MapMissingPages(this IEndpointRouteBuilder routes)
    {
        routes.MapGroup("").ExcludeFromDescription().MapGet("/people/{id}/missing", GetAsync).Needs(AgencyGrants.ReadRights).Records(CaseActs.PersonRead, "person/{id}");
        return routes;
    }

    private static Task<IResult> GetAsync(HttpContext http, string id, RightsStore rights, CancellationToken cancel) => PersonTabs.WithAsync(http, id, AgencyGrants.ReadRights, async top =>
        PageResult.Show<MissingPage, MissingModel>(PageContext.For(http), new(top, MissingSpell.Of(top.Person), (await rights.BookAsync(cancel)).Limits.FirstOrDefault(limit => limit.Id == "missing-child-notice")?.Days)), cancel);
}
