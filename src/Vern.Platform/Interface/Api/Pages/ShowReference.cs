using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vern.Platform.Access;
using Vern.Platform.Localisation;

namespace Vern.Platform.Interface.Api.Pages;

/// <summary>Where the document of the interface comes from.</summary>
/// <param name="Read">Reads it, as <c>/openapi/v1.json</c> hands it out.</param>
public sealed record ApiDocumentSource(Func<CancellationToken, Task<JsonElement>> Read);

/// <summary>The reference: the document, told.</summary>
/// <param name="Document">The document.</param>
/// <param name="Address">The address that it is asked at, for the examples.</param>
public sealed record ReferenceModel(JsonElement Document, string Address)
{
    /// <summary>Every operation.</summary>
    public IReadOnlyList<ReferenceOperation> Operations { get; } = [.. Document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Select(operation => new ReferenceOperation(path.Name, operation.Name.ToUpperInvariant(), operation.Value)))];
    /// <summary>Every schema by its name.</summary>
    public IReadOnlyList<JsonProperty> Schemas { get; } = [.. Document.GetProperty("components").GetProperty("schemas").EnumerateObject()];

    /// <summary>A schema in a line: <c>array of RoundEntry</c>.</summary>
    public static (string Words, string? Schema) Name(JsonElement schema)
    {
        if (schema.ValueKind is not JsonValueKind.Object) return ("any", null);
        if (schema.TryGetProperty("$ref", out var reference)) return ("", reference.GetString()!.Split('/')[^1]);
        foreach (var either in new[] { "oneOf", "anyOf" })
            if (schema.TryGetProperty(either, out var choices) && choices.EnumerateArray().Select(Name).ToList() is var named && named.FindIndex(choice => choice.Schema is not null) is >= 0 and var chosen)
                return (string.Concat(named.Where((_, at) => at != chosen).Select(other => $"{other.Words}{other.Schema} or ")) + named[chosen].Words, named[chosen].Schema);
        if (schema.TryGetProperty("items", out var items)) return Name(items) is var (words, name) ? ("array of " + words, name) : default;
        if (schema.TryGetProperty("enum", out var codes)) return (string.Join(", ", codes.EnumerateArray().Select(code => code.ToString())), null);
        var type = schema.TryGetProperty("type", out var told) ? told.ValueKind is JsonValueKind.Array ? string.Join(" or ", told.EnumerateArray().Select(one => one.GetString())) : told.GetString()! : "any";
        return (schema.TryGetProperty("format", out var format) ? $"{type} ({format.GetString()})" : type, null);
    }
}

/// <summary>An operation of the document.</summary>
public sealed partial record ReferenceOperation(string Path, string Method, JsonElement Told)
{
    /// <summary>Its id, and its anchor.</summary>
    public string Id => Told.GetProperty("operationId").GetString()!;
    /// <summary>Whether it is open to everyone.</summary>
    public bool IsOpen => !Told.TryGetProperty("security", out _);
    /// <summary>Its parameters.</summary>
    public IReadOnlyList<JsonElement> Parameters => Told.TryGetProperty("parameters", out var list) ? [.. list.EnumerateArray()] : [];
    /// <summary>The schema of its body, or null.</summary>
    public JsonElement? Body => Told.TryGetProperty("requestBody", out var body) ? body.GetProperty("content").EnumerateObject().First().Value.GetProperty("schema") : null;
    /// <summary>The type that the body is sent as, or null.</summary>
    public string? BodyType => Told.TryGetProperty("requestBody", out var body) ? body.GetProperty("content").EnumerateObject().First().Name : null;

    /// <summary>How it is asked from a shell.</summary>
    public string Example(string address) => "curl " + (Method == "GET" ? "" : $"-X {Method} ")
        + BodyType switch { null => "", "multipart/form-data" => "-F \"$FIELD=$VALUE\" ", { } type => $"-H 'Content-Type: {type}' --data-binary @body.{(type.EndsWith("xml", StringComparison.Ordinal) ? "xml" : "json")} " }
        + (IsOpen ? "" : Told.GetProperty("security")[0].EnumerateObject().First().Name switch { "password" => "-u \"$NAME:$TOKEN\" ", "token" => "-H \"Authorization: Bearer $TOKEN\" ", _ => $"-b \"{AccessCookies.Session}=$SESSION\" " })
        + address + Placeholder().Replace(Path.Replace("{year}", "2014", StringComparison.Ordinal), place => "$" + place.Groups[1].Value.ToUpperInvariant());

    [GeneratedRegex(@"\{([A-Za-z]+)\}")] private static partial Regex Placeholder();
}

/// <summary>Shows the reference of the interface, made from the document that it describes itself by.</summary>
public static class ShowReference
{
    /// <summary>Maps the page; open to everyone, as the document is.</summary>
    public static IEndpointRouteBuilder MapReference(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api", async (HttpContext http, ApiDocumentSource source, CancellationToken cancel) =>
            PageResult.Show<ReferencePage, ReferenceModel>(PageContext.For(http), new(await source.Read(cancel), $"{http.Request.Scheme}://{http.Request.Host}"))).OpenToEveryone().ExcludeFromDescription();
        return routes;
    }
}

/// <summary>The reference's page.</summary>
public abstract class ReferencePageBase : PageComponent<ReferenceModel>
{
    /// <inheritdoc />
    protected override TextSource Source => Texts.Source;
}
