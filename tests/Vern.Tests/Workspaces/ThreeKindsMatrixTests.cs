using Vern.Persons.Registration;
using Vern.Platform.Access;
using Vern.Platform.Workspaces;
using Vern.Tests.Access;

namespace Vern.Tests.Workspaces;

/// <summary>Every endpoint × every role × own and other workspace, for all three kinds in one process. There is no list of exceptions.</summary>
public sealed class ThreeKindsMatrixTests
{
    private static readonly string[] Rooms = [ServedRooms.National, ServedRooms.Agency, ServedRooms.Centre];

    [Fact]
    public async Task In_her_own_workspace_a_role_gets_what_its_table_grants_and_in_another_she_is_nobody()
    {
        await using var rooms = await ServedRooms.ServeAsync();
        var faults = new List<string>();
        var asked = Rooms.ToDictionary(id => id, id => Matrix.Endpoints(rooms.Endpoints(id)));
        foreach (var id in Rooms.Skip(1)) // the national unit's own are held against its table by MatrixTests
        {
            faults.AddRange(Matrix.Undeclared(asked[id], ServedRooms.Grants(id)).Select(fault => $"{id}: {fault}"));
            using var browser = rooms.At(id);
            faults.AddRange(await Matrix.FaultsAsync(browser.Client, asked[id], ServedRooms.Grants(id), new($"nobody at {id}", [], null, null, Known: false)));
            faults.AddRange(await Matrix.FaultsAsync(browser.Client, asked[id], ServedRooms.Grants(id), new($"a made-up token at {id}", [], "made-up", null, Known: false)));
        }
        foreach (var home in Rooms)
        {
            var program = home == ServedRooms.Agency ? null : await rooms.Access(home).MakeTokenAsync("kripos", home == ServedRooms.National ? "sender" : WorkspaceGrants.Provider, DateTimeOffset.MaxValue);
            foreach (var role in ServedRooms.Grants(home).Roles.Select(role => role.Name))
            {
                var isPerson = rooms.People(home).Contains(role);
                var token = isPerson ? await rooms.SessionAsync(home, role) : program!;
                foreach (var at in Rooms.Where(at => at != home || home != ServedRooms.National))
                {
                    using var browser = rooms.At(at);
                    var asker = new Asker($"{role} of {home} at {at}", at == home ? [role] : [], isPerson ? token : null, isPerson ? null : token, Known: at == home);
                    faults.AddRange(await Matrix.FaultsAsync(browser.Client, asked[at], ServedRooms.Grants(at), asker));
                    // The same token the other way: a session in the header, a program's token in the cookie. Nobody's at home, too.
                    if (role is WorkspaceGrants.Administrator or WorkspaceGrants.Provider or "sender")
                        faults.AddRange(await Matrix.FaultsAsync(browser.Client, asked[at], ServedRooms.Grants(at), new($"{role} of {home} at {at}, the other way", [], isPerson ? null : token, isPerson ? token : null, Known: false)));
                }
            }
        }
        Assert.True(faults.Count == 0, $"{faults.Count}\n" + string.Join("\n", faults.Take(40)));
        // In the end all sessions still stand at home: none was ended by being shown elsewhere.
        Assert.All(await rooms.Access(ServedRooms.Agency).ListAsync(), account => Assert.NotEmpty(account.Sessions));
    }

    [Fact]
    public void The_tables_in_the_documentation_are_the_tables()
    {
        var text = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "security.md"));
        foreach (var table in (GrantTable[])[AgencyGrants.Table, Vern.Material.Intake.CentreGrants.Table])
        {
            Assert.Contains($"| permission | {string.Join(" | ", table.Roles.Select(role => role.Name))} |", text, StringComparison.Ordinal);
            foreach (var permission in table.Permissions)
                Assert.Contains($"| `{permission}` | {string.Join(" | ", table.Roles.Select(role => Word(role, permission)))} |", text, StringComparison.Ordinal);
        }
    }

    internal static string Word(RoleGrants role, Permission permission) => role.ScopeOf(permission) switch
    {
        Scope.Workspace => "yes",
        Scope.Team => "team",
        Scope.Own => "own",
        _ => role.InEmergency.Contains(permission) ? "emergency" : "–",
    };

    [Fact]
    public void The_administrator_has_no_grant_on_content_and_the_supervisor_changes_nothing()
    {
        foreach (var table in (GrantTable[])[AgencyGrants.Table, Vern.Material.Intake.CentreGrants.Table])
        {
            Assert.All(table.Roles.Single(role => role.Name == "administrator").Permissions, permission => Assert.Contains(permission.Resource, new[] { "account", "accounts", "grants", "jobs", "webhooks" }));
            Assert.All(table.Roles.Single(role => role.Name == "supervisor").Permissions, permission => Assert.True(permission.Action == "read" || permission == Permission.OwnAccount || permission == Permission.ReviewEmergency || permission == AgencyGrants.HandleComplaints)); // K-008: what is about the coordinator goes to her
            // Who watches or keeps accounts is handed no role of those whom she watches or keeps.
            Assert.All(new[] { "supervisor", "administrator" }, role => Assert.DoesNotContain(table.Roles, other => other.Name != role && table.MayHand(other.Name, [role])));
        }
    }
}
