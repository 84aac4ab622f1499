using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Vern.Platform.Access;

namespace Vern.Tests.Access;

/// <summary>An endpoint as the matrix asks for it.</summary>
internal sealed record Asked(string Method, string Path, Permission? Needs, bool Open);

/// <summary>Somebody who asks for every endpoint.</summary>
/// <param name="Name">What a fault calls her.</param>
/// <param name="Roles">The roles that count for her there; none for nobody.</param>
/// <param name="Session">Her session's token, shown as a cookie; null: none.</param>
/// <param name="Program">A token shown in the header; null: none.</param>
/// <param name="Known">Whether the workspace knows her: who is known and may not is refused, who is unknown is asked to sign in.</param>
internal sealed record Asker(string Name, IReadOnlyList<string> Roles, string? Session, string? Program, bool Known);

/// <summary>Every endpoint that a host serves, asked for by somebody, held against the table of grants. There is no list of exceptions.</summary>
internal static class Matrix
{
    public static List<Asked> Endpoints(IEnumerable<Microsoft.AspNetCore.Http.Endpoint> endpoints) =>
    [
        .. endpoints.OfType<RouteEndpoint>().SelectMany(endpoint => (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"])
            .Select(method => new Asked(method, PathOf(endpoint.RoutePattern.RawText!), endpoint.Metadata.GetMetadata<Needs>()?.Permission, AccessEndpoints.IsOpen(endpoint)))),
    ];

    private static string PathOf(string pattern)
    {
        var path = Regex.Replace(pattern, @"\{year:int\}", "2014");
        path = Regex.Replace(path, @"\{[a-z]+:(int|long)\}", "1");
        path = Regex.Replace(path, @"\{\*\*[a-z]+\}", "vern.css").Replace("{documentName}", "v1", StringComparison.Ordinal);
        path = Regex.Replace(path, @"\{[a-zA-Z]+\}", "nothing");
        return path.StartsWith('/') ? path : "/" + path;
    }

    /// <summary>What is wrong with the declarations: an endpoint without or with two, a permission outside the table, a grant that opens nothing.</summary>
    public static List<string> Undeclared(IReadOnlyList<Asked> endpoints, GrantTable grants) =>
    [
        .. endpoints.Where(endpoint => endpoint.Open == (endpoint.Needs is not null)).Select(endpoint => $"{endpoint.Method} {endpoint.Path}: a permission or public, and not both"),
        .. endpoints.Where(endpoint => endpoint.Needs is { } needs && !grants.Permissions.Contains(needs)).Select(endpoint => $"{endpoint.Needs} is not in the table"),
        // The other way round: a grant that opens nothing would be a promise of something that is not there.
        .. grants.Permissions.Where(permission => endpoints.All(endpoint => endpoint.Needs != permission)).Select(permission => $"{permission} opens nothing"),
    ];

    /// <summary>What she gets and should not, or should and does not.</summary>
    public static async Task<List<string>> FaultsAsync(HttpClient client, IReadOnlyList<Asked> endpoints, GrantTable grants, Asker asker)
    {
        var faults = new List<string>();
        foreach (var endpoint in endpoints)
        {
            // No form token and no body: what is let through is refused by the form's own guard, and changes nothing.
            using var request = new HttpRequestMessage(new HttpMethod(endpoint.Method), endpoint.Path);
            if (asker.Program is not null) request.Headers.Authorization = new("Bearer", asker.Program);
            if (asker.Session is not null) request.Headers.Add("Cookie", $"{AccessCookies.Session}={asker.Session}");
            using var answer = await client.SendAsync(request);
            var let = endpoint.Open || (endpoint.Needs is { } needs && grants.Allows(asker.Roles, needs));
            var asked = answer.StatusCode is HttpStatusCode.Unauthorized || (answer.StatusCode is HttpStatusCode.SeeOther && answer.Headers.Location!.OriginalString.StartsWith("/sign-in?to=", StringComparison.Ordinal));
            var refused = asker.Known ? answer.StatusCode is HttpStatusCode.Forbidden : asked;
            var passed = !asked && answer.StatusCode is not HttpStatusCode.Forbidden;
            if (let ? !passed : !refused) faults.Add($"{asker.Name}: {endpoint.Method} {endpoint.Path}: {(int)answer.StatusCode}");
            if (answer.StatusCode == HttpStatusCode.InternalServerError) faults.Add($"{asker.Name}: {endpoint.Method} {endpoint.Path} failed");
            foreach (var header in new[] { "Content-Security-Policy", "X-Content-Type-Options", "X-Frame-Options" })
                if (!answer.Headers.Contains(header)) faults.Add($"{asker.Name}: {endpoint.Method} {endpoint.Path} has no {header}");
        }
        return faults;
    }
}
