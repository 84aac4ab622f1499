using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Vern.Platform.Jobs;

/// <summary>Something that has happened and may be told: ids and counts only.</summary>
/// <param name="Type">What: <c>round.opened</c>.</param>
/// <param name="Timestamp">When.</param>
/// <param name="Data">Ids and counts.</param>
public sealed record WebhookEvent(string Type, DateTimeOffset Timestamp, IReadOnlyDictionary<string, JsonElement> Data);

/// <summary>Tells by webhook what has happened: one job makes a job for each who is told, each of these sends its message until it is taken.</summary>
/// <param name="store">Jobs and webhooks.</param>
/// <param name="clients">Connections.</param>
/// <param name="clock">The time of sending.</param>
public sealed class SendWebhooks(JobStore store, IHttpClientFactory clients, TimeProvider clock)
{
    /// <summary>The name of the connections: with time-out, without redirections, to checked addresses only.</summary>
    public const string Connections = "webhooks";
    private const string Announce = "webhook.announce", Deliver = "webhook.deliver";

    private sealed record Message(int Webhook, string Id, string Body);

    /// <summary>The two kinds of jobs.</summary>
    public IEnumerable<JobKind> Kinds => [new(Announce, AnnounceAsync), new(Deliver, DeliverAsync, Waits: true)];

    /// <summary>The job that tells of an event, for the transaction of what has happened.</summary>
    /// <param name="id">The event's id: what makes it this one event.</param>
    /// <param name="told">The event.</param>
    public static JobRow RowOf(string id, WebhookEvent told)
    {
        ArgumentNullException.ThrowIfNull(told);
        return JobStore.RowOf($"{Announce}/{id}", Announce, JsonSerializer.Serialize(told, JsonSerializerOptions.Web), told.Timestamp);
    }

    private async Task<IReadOnlyCollection<JobRow>> AnnounceAsync(Job job, CancellationToken cancel)
    {
        var told = JsonSerializer.Deserialize<WebhookEvent>(job.Payload, JsonSerializerOptions.Web)!;
        var id = job.Key[(Announce.Length + 1)..];
        return [.. (await store.WebhooksAsync(cancel)).Where(webhook => webhook.Events.Contains(told.Type, StringComparer.Ordinal))
            .Select(webhook => JobStore.RowOf($"{Deliver}/{id}/{webhook.Id}", Deliver, JsonSerializer.Serialize(new Message(webhook.Id, $"msg_{id}_{webhook.Id}", job.Payload)), clock.GetUtcNow()))];
    }

    private async Task<IReadOnlyCollection<JobRow>> DeliverAsync(Job job, CancellationToken cancel)
    {
        var message = JsonSerializer.Deserialize<Message>(job.Payload)!;
        if (await store.WebhookAsync(message.Webhook, cancel) is not { } webhook) throw new JobFailedException("nobody is told there any more", forGood: true);
        if (webhook.Secret is null) throw new JobFailedException("the secret was sealed on another machine; enter the webhook anew", forGood: true);
        var (body, time) = (Encoding.UTF8.GetBytes(message.Body), clock.GetUtcNow().ToUnixTimeSeconds());
        using var request = new HttpRequestMessage(HttpMethod.Post, webhook.Address) { Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } } };
        request.Headers.Add(WebhookSignature.IdHeader, message.Id);
        request.Headers.Add(WebhookSignature.TimeHeader, time.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add(WebhookSignature.SignatureHeader, WebhookSignature.Of(webhook.Secret, message.Id, time, body));
        try
        {
            using var client = clients.CreateClient(Connections);
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
            if (answer.IsSuccessStatusCode) return [];
            throw new JobFailedException($"the other side answered {(int)answer.StatusCode}{((int)answer.StatusCode is >= 300 and < 400 ? "; redirections are not followed" : "")}", forGood: answer.StatusCode is HttpStatusCode.Gone);
        }
        catch (HttpRequestException error)
        {
            throw new JobFailedException(error.InnerException is JobFailedException refused ? refused.Message : $"the other side was not reached ({error.HttpRequestError})");
        }
    }
}
