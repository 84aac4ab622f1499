using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Vern.Platform.Access;
using Vern.Platform.Jobs;

namespace Vern.Platform.Interface.Api;

/// <summary>Says that an operation takes the header <c>Idempotency-Key</c> and gives the same request the same answer again.</summary>
public sealed record KeepsAnswers
{
    /// <summary>The header.</summary>
    public const string Header = "Idempotency-Key";
    /// <summary>The longest key.</summary>
    public const int Longest = 255;
    /// <summary>What is answered while the same request is being worked on: the one conflict that passes.</summary>
    public const string WorkedOn = "A request with this key is being worked on; ask again in a few seconds.";
}

/// <summary>Set for a request that was begun before and never answered, because the process stopped: what it asks for may be done already.</summary>
/// <param name="At">When it was begun.</param>
public sealed record UnfinishedRequest(DateTimeOffset At);

/// <summary>
/// Keeps answers for repeated requests. The key is taken in the database before the work begins, so that of two at once one works; the answer is put beside it. When the process stops in
/// between, the key is free again after its lease, and the operation is told (<see cref="UnfinishedRequest"/>), so that it can give the receipt of what it had done.
/// </summary>
public static class KeptAnswers
{
    /// <summary>Takes the header on this operation.</summary>
    public static RouteHandlerBuilder KeepingAnswers(this RouteHandlerBuilder route) =>
        route.WithMetadata(new KeepsAnswers()).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity).AddEndpointFilter(RunAsync);

    private static async ValueTask<object?> RunAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (!http.Request.Headers.TryGetValue(KeepsAnswers.Header, out var given)) return await next(context);
        var key = given.ToString();
        if (key.Length is 0 or > KeepsAnswers.Longest || key.Any(letter => letter is < '!' or > '~')) return ApiProblem.Of(StatusCodes.Status400BadRequest, $"{KeepsAnswers.Header}: expected 1 to {KeepsAnswers.Longest} letters, digits and signs without blanks.");
        var longest = http.GetEndpoint()!.Metadata.GetMetadata<IRequestSizeLimitMetadata>()!.MaxRequestBodySize!.Value;
        if (http.Request.ContentLength > longest) return await next(context); // says itself that it is too long
        var store = http.RequestServices.GetRequiredService<JobStore>();
        var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        http.Request.Body = body;
        var client = http.RequestServices.GetRequiredService<CurrentPerson>().SignedIn?.Account ?? "";
        var place = Hex(Encoding.UTF8.GetBytes($"{client}\n{http.Request.Method} {http.Request.Path}\n{key}"));
        var (state, kept, begun) = await store.BeginRequestAsync(place, Hex(body.GetBuffer().AsSpan(0, (int)body.Length)), http.RequestAborted);
        body.Position = 0;
        switch (state)
        {
            case RequestState.Answered: return new Again(kept!);
            case RequestState.OtherBody: return ApiProblem.Of(StatusCodes.Status422UnprocessableEntity, $"{KeepsAnswers.Header}: this key was used for another body; take a new one.");
            case RequestState.Running: return ApiProblem.Of(StatusCodes.Status409Conflict, KeepsAnswers.WorkedOn);
            case RequestState.Unfinished: http.Features.Set(new UnfinishedRequest(begun)); break;
        }
        IResult result;
        try
        {
            result = (IResult)(await next(context))!;
        }
        catch
        {
            await store.ReleaseRequestAsync(place, CancellationToken.None);
            throw;
        }
        return new Keep(store, place, result);
    }

    private static string Hex(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    // Writes the answer to memory first: it is kept before its first byte leaves.
    private sealed class Keep(JobStore store, string place, IResult result) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var (response, sent) = (httpContext.Response, httpContext.Response.Body);
            using var memory = new MemoryStream();
            response.Body = memory;
            try
            {
                await result.ExecuteAsync(httpContext);
                await response.BodyWriter.FlushAsync();
            }
            finally
            {
                response.Body = sent;
            }
            if (response.StatusCode < 500) await store.KeepAnswerAsync(place, new(response.StatusCode, response.Headers.Location, response.ContentType, memory.ToArray()), CancellationToken.None);
            else await store.ReleaseRequestAsync(place, CancellationToken.None);
            await sent.WriteAsync(memory.ToArray(), httpContext.RequestAborted);
        }
    }

    private sealed class Again(KeptAnswer kept) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            (httpContext.Response.StatusCode, httpContext.Response.ContentType) = (kept.Status, kept.ContentType);
            if (kept.Location is not null) httpContext.Response.Headers.Location = kept.Location;
            await httpContext.Response.Body.WriteAsync(kept.Body, httpContext.RequestAborted);
        }
    }
}
