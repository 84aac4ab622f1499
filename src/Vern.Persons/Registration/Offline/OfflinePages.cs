using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vern.Persons.Pages.BodyForm;
using Vern.Persons.Registration.Pages;
using Vern.Platform.Access;
using Vern.Platform.Interface;
using Vern.Platform.Sealing;

namespace Vern.Persons.Registration.Offline;

/// <summary>The page of questions for a meeting without a signal.</summary>
/// <param name="Tables">What its script needs, as JSON: the agency's public key.</param>
/// <param name="Script">The address of the script.</param>
public sealed record OfflineModel(string Tables, string Script);

/// <summary>
/// Meeting a person where there is no signal: one page with the intake's questions that the browser keeps, empty; what is typed is sealed to the agency's public key in the browser (docs/method-sealing.md) before the
/// phone keeps it, and sent when there is a signal and somebody is signed in. The second of the two pages that run a script.
/// </summary>
public static class OfflinePages
{
    /// <summary>The longest envelope, in bytes of the form that carries it.</summary>
    private const long Longest = 1024 * 1024;

    // Its own script, the worker that keeps the page, and what both ask of us.
    private const string Policy = SecurityHeaders.ContentSecurityPolicy + "; script-src 'self'; worker-src 'self'; connect-src 'self'";

    private static readonly string Script = PageScript.With("offline", Text("offline.js"), "text", "sha256", "seal");
    private static readonly string Worker = Text("worker.js");
    private static readonly string ScriptAddress = $"/people/offline/script?v={Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Script)))[..10]}";

    /// <summary>Maps the page, its script and worker, and the way in.</summary>
    public static IEndpointRouteBuilder MapOfflinePages(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("/people/offline").ExcludeFromDescription();
        // The questions are no secret, and nothing else stands in the page: the browser keeps it as nobody sees it.
        pages.MapGet("", PageAsync).OpenToEveryone();
        pages.MapGet("/script", (HttpContext http) => ScriptOf(http, Script)).OpenToEveryone();
        pages.MapGet("/worker", (HttpContext http) =>
        {
            http.Response.Headers["Service-Worker-Allowed"] = "/people/offline";
            return ScriptOf(http, Worker);
        }).OpenToEveryone();
        pages.MapGet("/token", Token).Needs(AgencyGrants.WritePeople);
        pages.MapPost("", TakeAsync).Needs(AgencyGrants.WritePeople).RequireToken(Longest);
        return routes;
    }

    private static async Task<IResult> PageAsync(HttpContext http, CaseStore store, CancellationToken cancel)
    {
        var key = await store.OwnKeyAsync(cancel);
        http.Response.Headers.ContentSecurityPolicy = Policy;
        var tables = JsonSerializer.Serialize(new { unit = new { key = Convert.ToBase64String(key.Bytes), fingerprint = key.Fingerprint }, ownCase = Array.Empty<string>(), texts = new Dictionary<string, string>() });
        return PageResult.Show<OfflinePage, OfflineModel>(PageContext.For(http), new(tables, ScriptAddress));
    }

    private static IResult ScriptOf(HttpContext http, string script)
    {
        http.Response.Headers.ContentSecurityPolicy = Policy;
        return TypedResults.Text(script, "text/javascript", Encoding.UTF8);
    }

    private static IResult Token(HttpContext http, IAntiforgery forms)
    {
        var tokens = forms.GetAndStoreTokens(http);
        return TypedResults.Json(new { field = tokens.FormFieldName, token = tokens.RequestToken });
    }

    private static async Task<IResult> TakeAsync(HttpContext http, CaseStore store, CurrentPerson current, CancellationToken cancel)
    {
        var form = await http.Request.ReadFormAsync(cancel);
        try
        {
            var (draft, person) = await store.TakeOfflineAsync(Encoding.UTF8.GetBytes(form["envelope"].ToString()), CaseReach.Of(current, AgencyGrants.WritePeople), cancel);
            return TypedResults.Json(new { address = draft is not null ? Intake.Address(draft, "check") : person is { } id ? $"/people/{id}" : "/" });
        }
        catch (EnvelopeRefusedException refused)
        {
            return TypedResults.Json(new { fault = refused.Fault.ToString() }, statusCode: StatusCodes.Status400BadRequest);
        }
    }

    private static string Text(string name)
    {
        using var stream = typeof(OfflinePages).Assembly.GetManifestResourceStream($"Vern.Persons.Registration.Offline.{name}") ?? throw new InvalidOperationException($"{name} is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
