using System.Globalization;
using Vern.Platform.Localisation;
using Vern.Platform.Workspaces;

namespace Vern.Commands;

/// <summary>Two agencies and a centre of a demonstration, with a made-up person for each role.</summary>
internal static class DemonstrationRooms
{
    private static readonly Workspace[] Rooms =
    [
        new("fjord", WorkspaceKind.Agency, "Fjord Example", [Language.Norwegian, Language.English]),
        new("havn", WorkspaceKind.Agency, "Havn Example", [Language.Norwegian, Language.English]),
        new("nettvern", WorkspaceKind.Centre, "Nettvern Example", Language.All),
    ];

    private static readonly string[] Names = ["Gry", "Henrik", "Ida", "Jon", "Kaja", "Lars", "Mona", "Nils", "Oda", "Petra", "Runa", "Siv", "Tor", "Unni", "Vidar", "Ylva", "Alma", "Brage", "Dina", "Einar", "Finn", "Geir", "Hilde", "Ivar", "Jorunn"];

    /// <summary>Makes them beside the national unit.</summary>
    /// <returns>The address of each, and role and link of each person, one a line.</returns>
    /// <param name="data">The data folder.</param>
    /// <param name="address">Where the national unit is served.</param>
    /// <param name="exchange">Whether the agencies can refer to one another: the national unit then has accounts.</param>
    /// <param name="cancel">Stops.</param>
    public static async Task<string> MakeAsync(string data, string address, bool exchange, CancellationToken cancel)
    {
        var names = new Queue<string>(Names);
        var lines = new List<string>();
        foreach (var room in Rooms)
        {
            await WorkspaceCommand.MakeAsync(room, null, data, null, cancel);
            await using var store = await WorkspaceStore.OpenAsync(room, data, cancel: cancel);
            var at = ServeCommand.LocalAddress(address, room);
            lines.Add($"{room.Title}, {(room.Kind is WorkspaceKind.Agency ? "an agency" : "a centre")} beside the national unit, at {at} with one-time links:");
            foreach (var role in AccountCommand.Grants(room.Kind).Roles.Select(role => role.Name).Where(role => role != WorkspaceGrants.Provider))
            {
                var name = names.Dequeue();
                var account = name.ToLower(CultureInfo.InvariantCulture);
                await store.Access.AddAsync(account, $"{name} Example", null, role, null, cancel);
                if (role is "caseworker" or "team-leader") await store.Access.SetTeamAsync(account, "north", cancel);
                lines.Add($"  {role,-16}{AccountCommand.Address(at, await store.Access.MakeLinkAsync(account, TimeSpan.FromDays(1), cancel: cancel))}");
            }
            if (room.Kind is WorkspaceKind.Agency) await DemonstrationPeople.MakeAsync(store, data, cancel);
            else await DemonstrationReports.MakeAsync(store, data, cancel);
        }
        if (exchange)
            await DemonstrationExchange.SetUpAsync(data, address,
            [
                (Rooms[0], "rosa", new(Rooms[0].Id, Rooms[0].Title, "outreach") { Women = true, Men = true, Offers = ["follow-up", "legal"], Languages = ["nb", "en"], Regions = "Oslo", Hours = "9-16", Contact = "fjord@example.org" }),
                (Rooms[1], "adora", new(Rooms[1].Id, Rooms[1].Title, "housing") { Women = true, Children = true, Offers = ["housing", "acute"], Places = 8, Free = 2, Languages = ["nb", "en", "ro"], Regions = "Bergen", Contact = "havn@example.org" }),
            ], cancel);
        return string.Join('\n', lines);
    }
}
