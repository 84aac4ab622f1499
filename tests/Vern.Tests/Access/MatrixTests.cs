using Vern.Persons.Pages;
using Vern.Platform.Access;
using Vern.Tests.Pages;

namespace Vern.Tests.Access;

/// <summary>Every endpoint that the host serves, as every role and as nobody, held against the table of grants. There is no list of exceptions.</summary>
public sealed class MatrixTests
{
    private static List<Asked> Endpoints(SmallRound round) => Matrix.Endpoints(round.Endpoints);

    [Fact]
    public async Task Every_endpoint_declares_a_permission_of_the_table_or_is_public_and_not_both()
    {
        await using var round = await SmallRound.ServeAsync();
        var endpoints = Endpoints(round);
        Assert.True(endpoints.Count > 40, $"only {endpoints.Count} endpoints were found");
        var faults = Matrix.Undeclared(endpoints, NationalGrants.Table);
        Assert.True(faults.Count == 0, string.Join(", ", faults));
    }

    [Fact]
    public async Task Each_role_gets_what_the_table_grants_and_nothing_else_and_nobody_gets_what_is_public()
    {
        await using var round = await SmallRound.ServeAsync();
        var endpoints = Endpoints(round);
        var faults = new List<string>();
        foreach (var role in NationalGrants.Table.Roles.Select(role => role.Name).Append("").Append("role-of-yesterday").Append("ended"))
        {
            using var visitor = new Visitor(round);
            var program = role == NationalGrants.Sender ? await round.Access.MakeTokenAsync("kripos", role, DateTimeOffset.MaxValue) : null;
            // Ended: a deputy whose delegation is over.
            var session = role.Length == 0 || program is not null ? null : await SessionAsync(round, role);
            string[] roles = role.Length == 0 || role == "ended" ? [] : [role];
            faults.AddRange(await Matrix.FaultsAsync(visitor.Client, endpoints, NationalGrants.Table, new(role.Length == 0 ? "nobody" : role, roles, session, program, Known: role.Length > 0)));
        }
        Assert.True(faults.Count == 0, string.Join("\n", faults.Take(40)));
    }

    [Fact]
    public void What_declares_nothing_is_denied_to_every_role()
    {
        var undeclared = new Permission("nothing", "declared");
        Assert.All(NationalGrants.Table.Roles, role => Assert.False(NationalGrants.Table.Allows([role.Name], undeclared)));
    }

    [Fact]
    public void The_administrator_has_no_grant_on_content_and_the_supervisor_changes_nothing()
    {
        var administrator = NationalGrants.Table.Roles.Single(role => role.Name == "administrator");
        Assert.All(administrator.Permissions, permission => Assert.Contains(permission.Resource, new[] { "account", "accounts", "grants", "jobs", "webhooks", "workspaces" }));
        var supervisor = NationalGrants.Table.Roles.Single(role => role.Name == "supervisor");
        Assert.All(supervisor.Permissions, permission => Assert.True(permission.Action == "read" || permission == Permission.OwnAccount || permission == Permission.ReviewEmergency));
        // In an emergency nothing that cannot be taken back.
        Assert.All(NationalGrants.Table.Roles.SelectMany(role => role.InEmergency), permission => Assert.DoesNotContain(permission, new[] { NationalGrants.CloseRounds, NationalGrants.SignReport }));
        // Who holds the linkage key sees nothing that the key could open.
        Assert.All(NationalGrants.Table.Roles.Single(role => role.Name == NationalGrants.KeyCustodian).Permissions, permission => Assert.Contains(permission.Resource, new[] { "account", "grants", "keys" }));
    }

    [Fact]
    public void The_table_in_the_documentation_is_the_table()
    {
        var text = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "security.md"));
        foreach (var permission in NationalGrants.Table.Permissions)
        {
            var row = $"| `{permission}` | {string.Join(" | ", NationalGrants.Table.Roles.Select(role => Workspaces.ThreeKindsMatrixTests.Word(role, permission)))} |";
            Assert.Contains(row, text, StringComparison.Ordinal);
        }
    }

    private static async Task<string> SessionAsync(SmallRound round, string role)
    {
        await round.Access.AddAsync(role, $"{role} Example", null, role == "ended" ? "deputy" : role, role == "ended" ? DateTimeOffset.UnixEpoch : null);
        return (await round.Access.OpenLinkAsync(await round.Access.MakeLinkAsync(role, TimeSpan.FromHours(1))))!.Session;
    }
}
