using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Vern.Platform.Access;

namespace Vern.Persons.Registration.Pages;

/// <summary>The next thing that must not wait, above the tabs of a person's page.</summary>
/// <param name="What">What, and until when, in the page's language.</param>
/// <param name="More">What follows if nothing is done.</param>
/// <param name="Action">The words of the button; null: none.</param>
/// <param name="Address">Where it leads.</param>
public sealed record NextDeadline(string What, string More, string? Action, string? Address);

/// <summary>Finds the next deadline of a person; the slice that computes deadlines registers it. Null: there is none.</summary>
public delegate Task<NextDeadline?> FindNextDeadline(CasePerson person, Platform.Interface.PageContext page, CancellationToken cancel);

/// <summary>What stands on every tab of a person's page: who, where things stand, what comes next.</summary>
/// <param name="Person">The person, as far as the reader may see her.</param>
/// <param name="Reach">How far the reader reaches.</param>
/// <param name="Next">What must not wait; null: nothing.</param>
public sealed record PersonTop(CasePerson Person, CaseReach Reach, NextDeadline? Next)
{
    /// <summary>Reads it for a tab's page; null where there is no such person within the reader's reach, and the page is then not there.</summary>
    /// <param name="http">The request.</param>
    /// <param name="id">The id in the address.</param>
    /// <param name="needs">The permission that the page needs; its scope is the reach.</param>
    /// <param name="cancel">Stops.</param>
    public static async Task<PersonTop?> ReadAsync(HttpContext http, string id, Permission needs, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(http);
        var services = http.RequestServices;
        var reach = CaseReach.Of(services.GetRequiredService<CurrentPerson>(), needs);
        if (PersonId.Read(id) is not { } person || await services.GetRequiredService<CaseStore>().PersonAsync(person, reach, cancel: cancel) is not { } found) return null;
        return new(found, reach, services.GetService<FindNextDeadline>() is { } find ? await find(found, Platform.Interface.PageContext.For(http), cancel) : null);
    }
}
