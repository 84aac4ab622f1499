using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Vern.Platform.Access;
using Vern.Platform.Interface.Api;
using Vern.Platform.Interface.Api.Pages;
using Vern.Platform.Sealing;

namespace Vern.Hosting;

/// <summary>
/// The document of the interface for programs, OpenAPI 3.1. Paths, parameters, bodies and answers come from the endpoints themselves; here is added what no endpoint says by itself: how one shows
/// who one is, and the headers of lists and of answers that tell when to ask again.
/// </summary>
internal static class ApiDocument
{
    private const string Token = "token", Session = "session";

    /// <summary>How JSON is read and written, and how the document is made of it.</summary>
    public static IServiceCollection AddNationalApi(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            json.SerializerOptions.MaxDepth = 16;
            json.SerializerOptions.RespectNullableAnnotations = true;
            json.SerializerOptions.RespectRequiredConstructorParameters = true;
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false));
        });
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.AddSingleton(provider =>
        {
            // The document does not change while the process lives.
            var read = new Lazy<Task<JsonElement>>(async () =>
            {
                var document = await provider.GetRequiredKeyedService<IOpenApiDocumentProvider>("v1").GetOpenApiDocumentAsync();
                return JsonDocument.Parse(await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1)).RootElement;
            });
            return new ApiDocumentSource(cancel => read.Value.WaitAsync(cancel));
        });
        return services.AddOpenApi("v1", options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            options.AddDocumentTransformer(DescribeAsync);
            options.AddOperationTransformer(DescribeAsync);
            options.AddSchemaTransformer((schema, context, cancel) =>
            {
                // A problem also bears the number that the log knows the request by.
                if (context.JsonTypeInfo.Type == typeof(Microsoft.AspNetCore.Mvc.ProblemDetails))
                {
                    schema.AdditionalPropertiesAllowed = true;
                    (schema.Properties ??= new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal))["traceId"] = new OpenApiSchema { Type = JsonSchemaType.String };
                }
                return Task.CompletedTask;
            });
        });
    }

    private static Task DescribeAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancel)
    {
        document.Info = new() { Title = "Vern: national unit", Version = "1", Description = "Rounds, de-identified submissions, doubtful pairs, the report and the ledger of a national unit. Errors are problem details (RFC 9457). Lists come page by page with a Link header (RFC 8288)." };
        document.Servers = []; // the address that it was asked at is a proxy's or this machine's; a client knows it
        document.Components ??= new();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
        {
            [Token] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "The token of a body's program (vern account token)." },
            [Session] = new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Cookie, Name = AccessCookies.Session, Description = "A signed-in person's session." },
        };
        return Task.CompletedTask;
    }

    private static Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancel)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<Needs>().FirstOrDefault() is { } needs)
        {
            operation.Description = $"Needs the permission {needs.Permission}.";
            operation.Security =
            [
                new() { [new OpenApiSecuritySchemeReference(Token, context.Document)] = [] },
                new() { [new OpenApiSecuritySchemeReference(Session, context.Document)] = [] },
            ];
        }
        // An envelope is no package: only its addressee sees one in it.
        if (operation.RequestBody?.Content?.TryGetValue(Envelope.MediaType, out var envelope) == true) envelope.Schema = new OpenApiSchema { Type = JsonSchemaType.Object, Description = "A sealed envelope (docs/method-sealing.md) with the package inside." };
        if (metadata.OfType<KeepsAnswers>().Any())
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(new OpenApiParameter { Name = KeepsAnswers.Header, In = ParameterLocation.Header, Description = "A word of the client's own for this request, 1 to 255 letters, digits and signs: the same request with the same key is given the same answer for a day.", Schema = new OpenApiSchema { Type = JsonSchemaType.String } });
        }
        foreach (var (status, answer) in operation.Responses ?? [])
        {
            if (answer is not OpenApiResponse response) continue;
            if (status is "429" or "503") Header(response, "Retry-After", "Seconds to wait.", JsonSchemaType.Integer);
            if (status == "201") Header(response, "Location", "Where what was made is read.", JsonSchemaType.String);
            if (status == "200" && operation.Parameters?.Any(parameter => parameter.Name == "page") == true)
            {
                Header(response, "Link", "The pages first, prev, next and last.", JsonSchemaType.String);
                Header(response, "X-Total-Count", "How many there are in all.", JsonSchemaType.Integer);
            }
        }
        return Task.CompletedTask;
    }

    private static void Header(OpenApiResponse response, string name, string description, JsonSchemaType type) =>
        (response.Headers ??= new Dictionary<string, IOpenApiHeader>(StringComparer.Ordinal))[name] = new OpenApiHeader { Description = description, Schema = new OpenApiSchema { Type = type } };
}
