using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Vern.Platform.Interface.Api;

/// <summary>Reads the JSON of a request, or says in one sentence what is wrong with it. What the client sent is repeated only where it is a field's name.</summary>
public static partial class ReadBody
{
    /// <summary>The body, or the problem to answer with; one of the two.</summary>
    /// <param name="http">The request.</param>
    /// <param name="options">How it is read; the interface's own when null.</param>
    /// <param name="most">The most bytes, where fewer than the operation lets in.</param>
    /// <param name="cancel">Stops.</param>
    public static async Task<(T? Body, ProblemHttpResult? Problem)> AsAsync<T>(HttpContext http, JsonSerializerOptions? options = null, long? most = null, CancellationToken cancel = default) where T : class
    {
        ArgumentNullException.ThrowIfNull(http);
        var longest = most ?? http.GetEndpoint()?.Metadata.GetMetadata<IRequestSizeLimitMetadata>()?.MaxRequestBodySize ?? ApiEndpoints.LongestBody;
        if (http.Request.ContentLength > longest) return (null, TooLong(longest));
        if (!http.Request.HasJsonContentType()) return (null, ApiProblem.Of(StatusCodes.Status415UnsupportedMediaType, "The body is sent as application/json."));
        try
        {
            options ??= http.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
            return await JsonSerializer.DeserializeAsync<T>(http.Request.Body, options, cancel) is { } body ? (body, null) : (null, ApiProblem.Of(StatusCodes.Status400BadRequest, "The body is null, expected an object."));
        }
        catch (JsonException error)
        {
            return (null, ApiProblem.Of(StatusCodes.Status400BadRequest, Words(error)));
        }
        catch (BadHttpRequestException bad)
        {
            return (null, bad.StatusCode == StatusCodes.Status413PayloadTooLarge ? TooLong(longest) : ApiProblem.Of(bad.StatusCode, "The body could not be read from the request."));
        }
    }

    /// <summary>What is wrong with a text of JSON, in English.</summary>
    public static string Words(JsonException error)
    {
        ArgumentNullException.ThrowIfNull(error);
        var line = error.LineNumber is { } at ? $"line {at + 1}: " : "";
        if (error.Message.Contains("maximum configured depth", StringComparison.Ordinal)) return $"{line}the JSON is nested too deeply.";
        if (Unknown().Match(error.Message) is { Success: true } unknown) return $"{line}there is no field '{Shown(unknown.Groups[1].Value)}'.";
        if (Missing().Match(error.Message) is { Success: true } missing) return $"{line}missing: {missing.Groups[1].Value.TrimEnd('.')}.";
        return $"{line}the JSON is not of the expected form at {(error.Path is { } path && PlainPath().IsMatch(path) ? path : "its start")}.";
    }

    private static ProblemHttpResult TooLong(long longest) => ApiProblem.Of(StatusCodes.Status413PayloadTooLarge, $"The body is longer than {(longest >= 1 << 20 ? $"{longest >> 20} MB" : $"{longest >> 10} KB")}.");

    // A name that nobody would give a field may be somebody's.
    private static string Shown(string name) => PlainName().IsMatch(name) ? name : "…";

    [GeneratedRegex("property '(.+?)' could not be mapped")] private static partial Regex Unknown();
    [GeneratedRegex("missing required properties including: (.+)")] private static partial Regex Missing();
    [GeneratedRegex("^[A-Za-z][A-Za-z_-]{0,39}$")] private static partial Regex PlainName();
    [GeneratedRegex(@"^\$(\.[A-Za-z]{1,40}|\[[0-9]{1,9}\])*$")] private static partial Regex PlainPath();
}
