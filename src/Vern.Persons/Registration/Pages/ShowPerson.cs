using Microsoft.AspNetCore.Http;
using Vern.Platform.Interface;

namespace Vern.Persons.Registration.Pages;

/// <summary>Where do things stand?</summary>
/// <param name="Top">The person.</param>
public sealed record PersonModel(PersonTop Top);

/// <summary>A person's page, first tab: what is known of her.</summary>
public static class ShowPerson
{
    /// <summary>The page.</summary>
    public static async Task<IResult> GetAsync(HttpContext http, string id, CancellationToken cancel) =>
        await PersonTop.ReadAsync(http, id, AgencyGrants.ReadPeople, cancel) is { } top ? PageResult.Show<PersonPage, PersonModel>(PageContext.For(http), new(top)) : TypedResults.NotFound();
}
