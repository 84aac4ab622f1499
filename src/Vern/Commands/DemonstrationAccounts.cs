using Vern.Platform.Access;

namespace Vern.Commands;

/// <summary>The accounts of a demonstration: one made-up person for each role, and a one-time link for each.</summary>
internal static class DemonstrationAccounts
{
    private static readonly (string Account, string Person, string Role)[] People =
    [
        ("astrid", "Astrid Example", "coordinator"), ("bjarne", "Bjarne Example", "deputy"), ("cecilie", "Cecilie Example", "statistician"),
        ("dag", "Dag Example", "supervisor"), ("eli", "Eli Example", "administrator"), ("frida", "Frida Example", "key-custodian"),
    ];

    /// <summary>Makes the accounts in a store without any.</summary>
    /// <returns>Role and link of each, one a line.</returns>
    public static async Task<string> MakeAsync(string data, string address, CancellationToken cancel)
    {
        await using var access = await AccessStore.OpenAsync(data, "national", cancel: cancel);
        var lines = new List<string> { "One-time sign-in links, one for each role (each works once, within a day; for more: vern account link NAME --data FOLDER):" };
        foreach (var (account, person, role) in People)
        {
            await access.AddAsync(account, person, null, role, null, cancel);
            lines.Add($"  {role,-14}{AccountCommand.Address(address, await access.MakeLinkAsync(account, TimeSpan.FromDays(1), false, cancel))}");
        }
        return string.Join('\n', lines);
    }
}
