using System.ComponentModel;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Xml.Serialization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Vern.Platform.Access;
using Vern.Platform.Interface.Api;
using Vern.Platform.Interface.Api.Pages;
using Vern.Platform.Sealing;
using Vern.Platform.Workspaces;

namespace Vern.Hosting;

/// <summary>
/// The document of the interface for programs, OpenAPI 3.1, of a national unit or a centre; an agency has no programs. Paths, parameters, bodies and answers come from the endpoints themselves; here
/// is added what no endpoint says by itself: how one shows who one is, the headers of lists and of answers that tell when to ask again, and how records are spelled in XML.
/// </summary>
internal static class ApiDocument
{
    private const string Token = "token", Password = "password", Session = "session";

    /// <summary>How JSON is read and written, and how the document is made of it.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="kind">The kind of its workspace.</param>
    public static IServiceCollection AddApi(this IServiceCollection services, WorkspaceKind kind)
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
            options.AddDocumentTransformer((document, _, _) => Describe(document, kind));
            options.AddOperationTransformer(DescribeAsync);
            options.AddSchemaTransformer((schema, context, cancel) =>
            {
                DescribeXml(schema, context.JsonTypeInfo);
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

    /// <summary>Maps the document and the page made of it; open to everyone.</summary>
    public static void MapApi(this WebApplication app)
    {
        app.MapReference();
        app.MapOpenApi("/openapi/{documentName}.json").OpenToEveryone();
    }

    private static Task Describe(OpenApiDocument document, WorkspaceKind kind)
    {
        document.Info = kind is WorkspaceKind.National
            ? new() { Title = "Vern: national unit", Version = "1", Description = "Rounds, de-identified submissions, doubtful pairs, the report and the ledger of a national unit. Errors are problem details (RFC 9457). Lists come page by page with a Link header (RFC 8288)." }
            : new() { Title = "Vern: centre", Version = "1", Description = "Reports of online child sexual abuse as providers and hotlines send them (JSON under /api, the CyberTipline reporting protocol in XML under /ispws), whether fingerprints are known, the lists of known material and the exchange of hashes (XML under /hashsharing), removal checks, packages for authorities, and the published report of a centre. Never the material. Under /api errors are problem details (RFC 9457); where others have published the interface, errors are its own XML. Lists come page by page with a Link header (RFC 8288)." };
        document.Servers = []; // the address that it was asked at is a proxy's or this machine's; a client knows it
        document.Components ??= new();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
        {
            [Token] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = kind is WorkspaceKind.National ? "The token of a body's program (vern account token)." : "The credential of a provider's or hotline's program, as a reviewer has made it; or the token of an authority's program (vern account token)." },
            [Session] = new OpenApiSecurityScheme { Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Cookie, Name = AccessCookies.Session, Description = "A signed-in person's session." },
        };
        // Where a member may be null, it says so itself beside its type: were null one of the words of a list, too, it would fit both.
        foreach (var schema in document.Components.Schemas?.Values.OfType<OpenApiSchema>() ?? [])
            if (schema.Enum is { } words) schema.Enum = [.. words.Where(word => word is not null && word.GetValueKind() is not System.Text.Json.JsonValueKind.Null && !JsonNullSentinel.IsJsonNullSentinel(word))];
        // An element that may be left out is never null.
        foreach (var members in document.Components.Schemas?.Values.Where(schema => schema.Xml is not null).Select(schema => schema.Properties).OfType<IDictionary<string, IOpenApiSchema>>() ?? [])
            foreach (var (name, member) in members.ToList())
                if (member.OneOf?.FirstOrDefault(choice => choice.Type is not JsonSchemaType.Null) is { } there) members[name] = there;
        if (kind is WorkspaceKind.Centre) document.Components.SecuritySchemes[Password] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "basic", Description = "The program's name and its credential as password: under /ispws and /hashsharing only, whose clients know no other way." };
        return Task.CompletedTask;
    }

    private static Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancel)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<Needs>().FirstOrDefault() is { } needs)
        {
            var grants = context.ApplicationServices.GetRequiredService<GrantTable>();
            operation.Description = $"Needs the permission {needs.Permission}.";
            operation.Security = [];
            void By(string scheme) => operation.Security.Add(new() { [new OpenApiSecuritySchemeReference(scheme, context.Document)] = [] });
            if (grants.AllowsPrograms(needs.Permission))
            {
                if (LocalAddress.TakesPassword("/" + context.Description.RelativePath)) By(Password);
                By(Token);
            }
            if (grants.AllowsPersons(needs.Permission)) By(Session);
        }
        if (operation.RequestBody is OpenApiRequestBody { Content: { } content } body)
        {
            // An envelope is no package: only its addressee sees one in it.
            if (content.TryGetValue(Envelope.MediaType, out var envelope)) envelope.Schema = new OpenApiSchema { Type = JsonSchemaType.Object, Description = "A sealed envelope (docs/method-sealing.md) with the package inside." };
            // Every type is taken, and one is meant.
            if (metadata.OfType<SentAs>().FirstOrDefault() is { } sent) (body.Required, body.Content) = (true, sent.Types.ToDictionary(type => type, _ => content.Values.First(), StringComparer.Ordinal));
        }
        if (metadata.OfType<KeepsAnswers>().Any())
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(new OpenApiParameter { Name = KeepsAnswers.Header, In = ParameterLocation.Header, Description = "A word of the client's own for this request, 1 to 255 letters, digits and signs: the same request with the same key is given the same answer for a day.", Schema = new OpenApiSchema { Type = JsonSchemaType.String } });
        }
        foreach (var (status, answer) in operation.Responses ?? [])
        {
            if (answer is not OpenApiResponse response) continue;
            foreach (var other in metadata.OfType<OrAnswers>().Where(other => $"{other.Status}" == status))
                foreach (var media in response.Content!.Values) media.Schema = new OpenApiSchema { AnyOf = [media.Schema!, new OpenApiSchemaReference(other.Form.Name, context.Document)] };
            if (status is "429" or "503") Header(response, "Retry-After", "Seconds to wait.", JsonSchemaType.Integer);
            if (status == "401") Header(response, "WWW-Authenticate", "How a program shows who it is.", JsonSchemaType.String);
            if (status == "201") Header(response, "Location", "Where what was made is read.", JsonSchemaType.String);
            if (status == "200" && operation.Parameters?.Any(parameter => parameter.Name == "page") == true)
            {
                Header(response, "Link", "The pages first, prev, next and last.", JsonSchemaType.String);
                Header(response, "X-Total-Count", "How many there are in all.", JsonSchemaType.Integer);
            }
            foreach (var header in metadata.OfType<AnswerHeader>().Where(header => header.Statuses.Any(one => $"{one}" == status))) Header(response, header.Name, header.Says, JsonSchemaType.String, header.Always);
        }
        return Task.CompletedTask;
    }

    private static void Header(OpenApiResponse response, string name, string description, JsonSchemaType type, bool always = true) =>
        (response.Headers ??= new Dictionary<string, IOpenApiHeader>(StringComparer.Ordinal))[name] = new OpenApiHeader { Description = description, Required = always, Schema = new OpenApiSchema { Type = type } };

    // How a record is spelled as elements: what is not there is left out, never empty.
    private static void DescribeXml(OpenApiSchema schema, JsonTypeInfo type)
    {
        schema.Description ??= type.Type.GetCustomAttribute<DescriptionAttribute>()?.Description;
        var root = type.Type.GetCustomAttribute<XmlRootAttribute>();
        if (root is null && type.Type.GetCustomAttribute<XmlTypeAttribute>() is null) return;
        if (root is not null && type.Properties.Count == 0) schema.AdditionalPropertiesAllowed = true; // others have named its elements
        if (root is not null) schema.Xml = new OpenApiXml { Name = root.ElementName, Namespace = root.Namespace is { Length: > 0 } space ? new Uri(space) : null };
        foreach (var property in type.Properties)
        {
            if (schema.Properties?.TryGetValue(property.Name, out var one) is not true || one is not OpenApiSchema member) continue;
            member.Type &= ~JsonSchemaType.Null;
            member.Default = null;
            T? Bears<T>() where T : Attribute => property.AttributeProvider?.GetCustomAttributes(typeof(T), inherit: false).OfType<T>().FirstOrDefault();
            if (Bears<XmlAttributeAttribute>() is not null) member.Xml = new() { Attribute = true };
            if (Bears<XmlTextAttribute>() is not null) (member.Description, member.Xml) = ("The element's own text.", new() { Extensions = new Dictionary<string, IOpenApiExtension>(StringComparer.Ordinal) { ["x-text"] = new JsonNodeExtension(JsonValue.Create(true)) } });
            if (Bears<XmlArrayItemAttribute>() is { } wrapped && member.Items is OpenApiSchema item) (member.Xml, item.Xml) = (new() { Wrapped = true }, new() { Name = wrapped.ElementName });
        }
    }
}
