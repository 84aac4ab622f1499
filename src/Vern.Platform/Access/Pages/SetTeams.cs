using Microsoft.AspNetCore.Http;
using Vern.Platform.Interface;
using Vern.Platform.Interface.Components;

namespace Vern.Platform.Access.Pages;

/// <summary>Who is in which team?</summary>
/// <param name="Teams">The accounts of people by their team; the one without a name is of those who are in none.</param>
/// <param name="Grants">The workspace's table.</param>
/// <param name="Wrong">The account whose team was not understood, and what was written; null: none.</param>
public sealed record TeamsModel(IReadOnlyList<IGrouping<string?, AccountState>> Teams, GrantTable Grants, (string Account, string Written)? Wrong);

/// <summary>The administrator puts people into teams.</summary>
public static class SetTeams
{
    /// <summary>The page.</summary>
    public static Task<IResult> GetAsync(HttpContext http, AccessStore store, GrantTable grants, CancellationToken cancel) => ShowAsync(http, store, grants, null, cancel);

    /// <summary>Puts one account into a team, or into none.</summary>
    public static async Task<IResult> PostAsync(HttpContext http, string name, AccessStore store, GrantTable grants, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(store);
        if ((await store.ListAsync(cancel)).FirstOrDefault(account => account.Name == name && account is { Person: not null, Off: false }) is not { } account) return TypedResults.NotFound();
        var written = (await http.Request.ReadFormAsync(cancel))["team"].ToString().Trim();
        if (written == (account.Team ?? "")) return FormGuard.SeeOther("/teams");
        try
        {
            await store.SetTeamAsync(name, written.Length == 0 ? null : written, cancel);
        }
        catch (AccessException)
        {
            return await ShowAsync(http, store, grants, (name, written), cancel);
        }
        return FormGuard.SeeOther("/teams?done=set");
    }

    private static async Task<IResult> ShowAsync(HttpContext http, AccessStore store, GrantTable grants, (string, string)? wrong, CancellationToken cancel)
    {
        var people = (await store.ListAsync(cancel)).Where(account => account is { Person: not null, Off: false });
        return PageResult.Show<TeamsPage, TeamsModel>(PageContext.For(http, "/teams"), new([.. people.GroupBy(account => account.Team).OrderBy(team => team.Key is null).ThenBy(team => team.Key, StringComparer.Ordinal)], grants, wrong), wrong is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }
}
