using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Vern.Platform.Access;
using Vern.Platform.Interface.Api;

namespace Vern.Tests.Api;

/// <summary>A request to an operation, and what it must be answered with.</summary>
/// <param name="Name">The operation's id.</param>
/// <param name="Method">How it is asked.</param>
/// <param name="Path">Where.</param>
/// <param name="Who">A header Authorization, or a session; empty: nobody.</param>
/// <param name="Status">The answer's status.</param>
/// <param name="Body">What is sent.</param>
/// <param name="Says">What a refusal says; of an answer in XML or text whatever the status.</param>
/// <param name="Type">The type of what is sent.</param>
/// <param name="Key">The header <c>Idempotency-Key</c>.</param>
/// <param name="Sends">What is sent, where it is no text.</param>
internal sealed record Call(string Name, string Method, string Path, string Who, int Status, string? Body = null, string Says = "", string Type = "application/json", string? Key = null, Func<HttpContent>? Sends = null);

/// <summary>An operation as the code has it.</summary>
internal sealed record Operation(string Method, string Path, RouteEndpoint Endpoint)
{
    public string Name => Endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()!.EndpointName;
}

/// <summary>The document of a workspace's interface, held against its endpoints and its answers.</summary>
internal sealed class DocumentCheck
{
    private readonly JsonElement document;
    private readonly IEnumerable<Microsoft.AspNetCore.Http.Endpoint> endpoints;
    private readonly HttpClient client;

    private DocumentCheck(JsonElement document, IEnumerable<Microsoft.AspNetCore.Http.Endpoint> endpoints, HttpClient client) => (this.document, this.endpoints, this.client) = (document, endpoints, client);

    public static async Task<DocumentCheck> ReadAsync(HttpClient client, IEnumerable<Microsoft.AspNetCore.Http.Endpoint> endpoints) =>
        new(JsonDocument.Parse(await client.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative))).RootElement, endpoints, client);

    public JsonElement Document => document;

    /// <summary>What programs can ask for: all that lies where programs ask, and what is published beside a page.</summary>
    public List<Operation> InCode() =>
    [
        .. endpoints.OfType<RouteEndpoint>().Where(endpoint => endpoint.RoutePattern.RawText!.TrimStart('/') is var path && path != "api" && !path.StartsWith("openapi/", StringComparison.Ordinal) && (LocalAddress.IsForPrograms($"/{path}") || ApiEndpoints.IsOperation(endpoint)))
            .SelectMany(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(method => new Operation(method.ToLowerInvariant(), "/" + Regex.Replace(endpoint.RoutePattern.RawText!, ":[a-z]+}", "}").TrimStart('/'), endpoint))),
    ];

    private IEnumerable<(string Path, string Method, JsonElement Told)> Told => document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Select(operation => (path.Name, operation.Name, operation.Value)));

    /// <summary>The schemes by which an operation says that one shows who one is.</summary>
    public IReadOnlyList<string> Schemes(Operation operation) => Told.Single(told => (told.Path, told.Method) == (operation.Path, operation.Method)).Told is var told && told.TryGetProperty("security", out var security) ? [.. security.EnumerateArray().Select(one => one.EnumerateObject().Single().Name)] : [];

    /// <summary>Every operation of the code is in the document as it is, and there is no other.</summary>
    public void HoldsTheCode()
    {
        Assert.StartsWith("3.1", document.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        var documented = Told.ToDictionary(found => (found.Path, found.Method), found => found.Told);
        var code = InCode();
        Assert.Equal(code.Select(operation => $"{operation.Method} {operation.Path}").Order(StringComparer.Ordinal), documented.Keys.Select(key => $"{key.Method} {key.Path}").Order(StringComparer.Ordinal));
        Assert.Equal(documented.Count, documented.Values.Select(told => told.GetProperty("operationId").GetString()).Distinct().Count());
        foreach (var operation in code)
        {
            var (told, metadata, what) = (documented[(operation.Path, operation.Method)], operation.Endpoint.Metadata, $"{operation.Method} {operation.Path}");
            // Parameters: those of the address, and what the handler takes from the query.
            var route = operation.Endpoint.RoutePattern.Parameters.Select(parameter => parameter.Name).ToList();
            var handler = metadata.GetMetadata<System.Reflection.MethodInfo>()!;
            var query = handler.GetParameters().Where(parameter => !route.Contains(parameter.Name!) && (parameter.ParameterType == typeof(string) || Nullable.GetUnderlyingType(parameter.ParameterType) is not null)).Select(parameter => $"query {parameter.Name}");
            var expected = route.Select(name => $"path {name}").Concat(query).Concat(metadata.OfType<KeepsAnswers>().Select(_ => "header Idempotency-Key"));
            var parameters = told.TryGetProperty("parameters", out var list) ? list.EnumerateArray().ToList() : [];
            Assert.Equal(expected.Order(StringComparer.Ordinal), parameters.Select(parameter => $"{parameter.GetProperty("in").GetString()} {parameter.GetProperty("name").GetString()}").Order(StringComparer.Ordinal));
            Assert.Equal(metadata.GetMetadata<IAcceptsMetadata>() is not null, told.TryGetProperty("requestBody", out var body));
            if (body.ValueKind is not JsonValueKind.Undefined) Assert.All(body.GetProperty("content").EnumerateObject(), media => Assert.True(!media.Name.Contains('*', StringComparison.Ordinal) && media.Value.TryGetProperty("schema", out _), $"{what}: a body of any type"));
            Assert.True(metadata.OfType<IProducesResponseTypeMetadata>().Select(answer => answer.StatusCode).Distinct().Order().SequenceEqual(told.GetProperty("responses").EnumerateObject().Select(answer => int.Parse(answer.Name, null)).Order()), $"{what}: other statuses");
            foreach (var answer in told.GetProperty("responses").EnumerateObject().Where(answer => answer.Name[0] is '4' or '5'))
                Assert.True(LocalAddress.TakesPassword(operation.Path) ? answer.Value.GetProperty("content").EnumerateObject().Single().Name.EndsWith("/xml", StringComparison.Ordinal) : answer.Value.GetProperty("content").TryGetProperty("application/problem+json", out _), $"{what}: {answer.Name} is no problem");
            var open = AccessEndpoints.IsOpen(operation.Endpoint);
            Assert.Equal(open, told.TryGetProperty("tags", out var tags) && tags.EnumerateArray().Any(tag => tag.GetString() == AccessEndpoints.PublicTag));
            Assert.Equal(open, Schemes(operation).Count == 0);
            Assert.False(string.IsNullOrWhiteSpace(told.GetProperty("summary").GetString()));
        }
    }

    /// <summary>Every operation that is not open, asked by nobody, by who may not, and with a token that is none.</summary>
    /// <param name="other">Who is known and may nothing of it.</param>
    /// <param name="filled">An address with its values.</param>
    public IEnumerable<Call> Refused(string other, Func<string, string> filled) => InCode().Where(operation => !AccessEndpoints.IsOpen(operation.Endpoint)).SelectMany(operation => (Call[])
    [
        new(operation.Name, operation.Method.ToUpperInvariant(), filled(operation.Path), "", 401),
        new(operation.Name, operation.Method.ToUpperInvariant(), filled(operation.Path), other, 403),
        new(operation.Name, operation.Method.ToUpperInvariant(), filled(operation.Path), "Bearer nothing", 401),
    ]);

    /// <summary>A request of a call.</summary>
    public static HttpRequestMessage Request(Call call)
    {
        var request = new HttpRequestMessage(new HttpMethod(call.Method), call.Path);
        if (call.Who.Contains(' ', StringComparison.Ordinal)) request.Headers.TryAddWithoutValidation("Authorization", call.Who);
        else if (call.Who.Length > 0) request.Headers.Add("Cookie", $"{AccessCookies.Session}={call.Who}");
        if (call.Body is not null)
        {
            request.Content = new StringContent(call.Body, Encoding.UTF8);
            request.Content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(call.Type);
        }
        request.Content ??= call.Sends?.Invoke();
        // Refused before it is sent: otherwise the connection is cut while it is. And one on which a body was refused unread is not used again.
        if (call.Body is { Length: > 60_000 } || call.Sends is not null) (request.Headers.ExpectContinue, request.Headers.ConnectionClose) = (true, true);
        if (call.Key is not null) request.Headers.Add("Idempotency-Key", call.Key);
        return request;
    }

    /// <summary>Makes the calls in their order, and fails with all that is answered otherwise than the document says, and with what it says and nobody was ever answered.</summary>
    public async Task AnswersAsToldAsync(IEnumerable<Call> calls)
    {
        var faults = new List<string>();
        var seen = new HashSet<(string Operation, int Status)>();
        foreach (var call in calls)
        {
            using var request = Request(call);
            HttpResponseMessage answer;
            try { answer = await client.SendAsync(request); }
            catch (HttpRequestException problem)
            {
                faults.Add($"{call.Name} {call.Path} {call.Status}: {problem.InnerException?.Message}");
                continue;
            }
            using var done = answer;
            var text = await answer.Content.ReadAsStringAsync();
            if ((int)answer.StatusCode != call.Status) faults.Add($"{call.Name} {call.Path}: {(int)answer.StatusCode} and not {call.Status}: {text}");
            else if (Conforms(call, answer, text) is { } fault) faults.Add($"{call.Name} {call.Path} {call.Status}: {fault}");
            seen.Add((call.Name, (int)answer.StatusCode));
        }
        // What every operation can meet is asked for elsewhere: too many requests, a database that is away (FaultTests).
        foreach (var (_, _, told) in Told)
            foreach (var status in told.GetProperty("responses").EnumerateObject().Select(answer => int.Parse(answer.Name, null)).Where(status => status is not (429 or 500 or 503 or 507)))
                if (!seen.Contains((told.GetProperty("operationId").GetString()!, status))) faults.Add($"{told.GetProperty("operationId")}: {status} is documented and was never given");
        Assert.True(faults.Count == 0, string.Join("\n", faults));
    }

    /// <summary>What of an answer is not as the document says; null: nothing.</summary>
    public string? Conforms(Call call, HttpResponseMessage answer, string text)
    {
        var operation = Told.Single(found => found.Told.GetProperty("operationId").GetString() == call.Name).Told;
        if (!operation.GetProperty("responses").TryGetProperty($"{(int)answer.StatusCode}", out var documented)) return "is not documented";
        if (documented.TryGetProperty("headers", out var headers))
            foreach (var header in headers.EnumerateObject().Where(header => header.Value.TryGetProperty("required", out var always) && always.GetBoolean() && !answer.Headers.Contains(header.Name))) return $"has no header {header.Name}";
        if (!documented.TryGetProperty("content", out var content)) return text.Length == 0 ? null : "has a body";
        var type = answer.Content.Headers.ContentType?.MediaType ?? "";
        if (!content.TryGetProperty(type, out var media)) return $"is of the type '{type}'";
        var schema = media.GetProperty("schema");
        if (type.EndsWith("/xml", StringComparison.Ordinal))
        {
            if (new XmlByForm(document).Faults(schema, XElement.Parse(text)) is { Count: > 0 } wrong) return string.Join("; ", wrong) + ": " + text;
            return text.Contains(call.Says, StringComparison.Ordinal) ? null : $"does not say '{call.Says}': {text}";
        }
        var isText = type.StartsWith("text/", StringComparison.Ordinal);
        var faults = new JsonSchemaCheck(document).Faults(schema, isText ? JsonSerializer.SerializeToElement(text) : JsonDocument.Parse(text).RootElement);
        if (faults.Count > 0) return string.Join("; ", faults);
        return (call.Status >= 400 || isText) && !text.Contains(call.Says, StringComparison.Ordinal) ? $"does not say '{call.Says}': {text}" : null;
    }
}
