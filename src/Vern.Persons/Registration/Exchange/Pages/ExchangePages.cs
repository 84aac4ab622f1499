using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vern.Platform.Access;
using Vern.Platform.Auditing;
using Vern.Platform.Interface;
using Vern.Platform.Localisation;

namespace Vern.Persons.Registration.Exchange.Pages;

/// <summary>A page of export and import, with their texts.</summary>
public abstract class ExchangePage<TModel> : PageComponent<TModel>
{
    /// <inheritdoc />
    protected override TextSource Source => Texts.Source;
}

/// <summary>The pages of export and import.</summary>
public static class ExchangePages
{
    private const long Longest = 64 * 1024;

    // A form that brings a file back that was packed and written as text, and the choice for each of its columns.
    private const long LongestImport = (ReadImportFile.Longest * 4L / 3) + (1 << 20);

    /// <summary>Maps the pages.</summary>
    public static IEndpointRouteBuilder MapExchangePages(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("").ExcludeFromDescription();
        pages.MapGet("/people/export", ExportPeople.Get).Needs(AgencyGrants.ExportPeople);
        pages.MapGet("/people/import", ImportPeople.Get).Needs(AgencyGrants.ImportPeople);
        routes.MapGroup("").ExcludeFromDescription().RequireToken(Longest).MapPost("/people/export", ExportPeople.PostAsync).Needs(AgencyGrants.ExportPeople);
        routes.MapGroup("").ExcludeFromDescription().RequireToken(LongestImport).MapPost("/people/import", ImportPeople.PostAsync).Needs(AgencyGrants.ImportPeople).Records(CaseActs.ImportTried, "people/import");
        return routes;
    }
}
