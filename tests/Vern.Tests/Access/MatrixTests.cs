using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Vern.Persons.Pages;
using Vern.Platform.Access;
using Vern.Tests.Pages;

namespace Vern.Tests.Access;

/// <summary>Every endpoint that the host serves, as every role and as nobody, held against the table of grants. There is no list of exceptions.</summary>
public sealed class MatrixTests
{
    private sealed record Asked(string Method, string Path, Permission? Needs, bool Open);

    private static List<Asked> Endpoints(SmallRound round) =>
    [
        .. round.Endpoints.OfType<RouteEndpoint>().SelectMany(endpoint => (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"])
            .Select(method => new Asked(method, PathOf(endpoint.RoutePattern.RawText!), endpoint.Metadata.GetMetadata<Needs>()?.Permission, AccessEndpoints.IsOpen(endpoint)))),
    ];

    private static string PathOf(string pattern)
    {
        var path = Regex.Replace(pattern, @"\{year:int\}", "2014");
        path = Regex.Replace(path, @"\{[a-z]+:int\}", "1");
        path = Regex.Replace(path, @"\{\*\*[a-z]+\}", "vern.css").Replace("{documentName}", "v1", StringComparison.Ordinal);
        path = Regex.Replace(path, @"\{[a-zA-Z]+\}", "nothing");
        return path.StartsWith('/') ? path : "/" + path;
    }

    [Fact]
    public async Task Every_endpoint_declares_a_permission_of_the_table_or_is_public_and_not_both()
    {
        await using var round = await SmallRound.ServeAsync();
        var endpoints = Endpoints(round);
        Assert.True(endpoints.Count > 40, $"only {endpoints.Count} endpoints were found");
        var faults = endpoints.Where(endpoint => endpoint.Open == (endpoint.Needs is not null)).Select(endpoint => $"{endpoint.Method} {endpoint.Path}").ToList();
        Assert.True(faults.Count == 0, string.Join(", ", faults));
        Assert.All(endpoints.Where(endpoint => endpoint.Needs is not null), endpoint => Assert.Contains(endpoint.Needs!.Value, NationalGrants.Table.Permissions));
        // The other way round: a grant that opens nothing would be a promise of something that is not there.
        Assert.All(NationalGrants.Table.Permissions, permission => Assert.Contains(endpoints, endpoint => endpoint.Needs == permission));
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
            foreach (var endpoint in endpoints)
            {
                // No form token and no body: what is let through is refused by the form's own guard, and changes nothing.
                using var request = new HttpRequestMessage(new HttpMethod(endpoint.Method), endpoint.Path);
                if (program is not null) request.Headers.Authorization = new("Bearer", program);
                if (session is not null) request.Headers.Add("Cookie", $"{AccessCookies.Session}={session}");
                using var answer = await visitor.Client.SendAsync(request);
                var let = endpoint.Open || (endpoint.Needs is { } needs && NationalGrants.Table.Allows(roles, needs));
                var asked = answer.StatusCode is HttpStatusCode.Unauthorized || (answer.StatusCode is HttpStatusCode.SeeOther && answer.Headers.Location!.OriginalString.StartsWith("/sign-in?to=", StringComparison.Ordinal));
                var refused = role.Length == 0 ? asked : answer.StatusCode is HttpStatusCode.Forbidden;
                var passed = !asked && answer.StatusCode is not HttpStatusCode.Forbidden;
                if (let ? !passed : !refused) faults.Add($"{(role.Length == 0 ? "nobody" : role)}: {endpoint.Method} {endpoint.Path}: {(int)answer.StatusCode}");
                if (answer.StatusCode == HttpStatusCode.InternalServerError) faults.Add($"{role}: {endpoint.Method} {endpoint.Path} failed");
                foreach (var header in new[] { "Content-Security-Policy", "X-Content-Type-Options", "X-Frame-Options" })
                    if (!answer.Headers.Contains(header)) faults.Add($"{role}: {endpoint.Method} {endpoint.Path} has no {header}");
            }
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
        Assert.All(administrator.Permissions, permission => Assert.Contains(permission.Resource, new[] { "account", "accounts", "grants", "jobs", "webhooks" }));
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
            var row = $"| `{permission}` | {string.Join(" | ", NationalGrants.Table.Roles.Select(role => role.Permissions.Contains(permission) ? "yes" : "–"))} |";
            Assert.Contains(row, text, StringComparison.Ordinal);
        }
    }

    private static async Task<string> SessionAsync(SmallRound round, string role)
    {
        await round.Access.AddAsync(role, $"{role} Example", null, role == "ended" ? "deputy" : role, role == "ended" ? DateTimeOffset.UnixEpoch : null);
        return (await round.Access.OpenLinkAsync(await round.Access.MakeLinkAsync(role, TimeSpan.FromHours(1))))!.Session;
    }
}
