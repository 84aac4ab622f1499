using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Vern.Persons.Registration;
using Vern.Platform.Jobs;
using Vern.Platform.Sealing;

namespace Vern.Persons.Referral;

/// <summary>Where sealed messages go by: the national unit, which carries what it can't read. From <c>DATA/WORKSPACE/relay.json</c>.</summary>
/// <param name="Address">The unit's address.</param>
/// <param name="Token">The body's token there.</param>
public sealed record RelaySettings(Uri Address, string Token)
{
    /// <summary>The settings of a workspace, read anew each time; null: there are none.</summary>
    /// <param name="folder">The workspace's folder.</param>
    /// <exception cref="JobFailedException">The file is no settings.</exception>
    public static RelaySettings? Read(string folder)
    {
        var file = Path.Combine(folder, "relay.json");
        if (!File.Exists(file)) return null;
        try
        {
            var read = JsonSerializer.Deserialize<RelaySettings>(File.ReadAllText(file), JsonSerializerOptions.Web);
            if (read is { Token.Length: > 0, Address: { IsAbsoluteUri: true } address } && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))) return read;
        }
        catch (JsonException) { }
        throw new JobFailedException("relay.json: expected an https address and a token");
    }
}

/// <summary>A message that waits at the relay.</summary>
/// <param name="Id">The envelope's id.</param>
public sealed record WaitingMessage(string Id);

/// <summary>Hands sealed messages over to the relay and fetches those that wait there: once each, in their order.</summary>
/// <param name="store">The agency's casework.</param>
/// <param name="folder">The workspace's folder.</param>
/// <param name="clients">Connections.</param>
public sealed class ExchangeMessages(CaseStore store, string folder, IHttpClientFactory clients)
{
    /// <summary>The name of the connections.</summary>
    public const string Connections = "relay";

    /// <summary>The kinds of jobs: handing over, clocks, and comparing what was asked.</summary>
    public IEnumerable<JobKind> Kinds => [new(CaseStore.DeliverJob, DeliverAsync, Waits: true), new(CaseStore.ClockJob, ClockAsync), new(CaseStore.ElsewhereJob, ElsewhereAsync)];

    private async Task<IReadOnlyCollection<JobRow>> ClockAsync(Job job, CancellationToken cancel)
    {
        if (JsonSerializer.Deserialize<string[]>(job.Payload) is [var what, var referral]) await store.ClockAsync(what, referral, cancel);
        return [];
    }

    private async Task<IReadOnlyCollection<JobRow>> ElsewhereAsync(Job job, CancellationToken cancel)
    {
        if (JsonSerializer.Deserialize<string[]>(job.Payload) is [var what, var question]) await store.ElsewhereClockAsync(what, question, cancel);
        return [];
    }

    private async Task<IReadOnlyCollection<JobRow>> DeliverAsync(Job job, CancellationToken cancel)
    {
        var message = JsonSerializer.Deserialize<string>(job.Payload)!;
        var (envelope, waits) = await store.OutgoingAsync(message, cancel);
        if (envelope is null) return [];
        if (waits) throw new JobFailedException("an earlier message of the same referral was not handed over yet");
        var relay = RelaySettings.Read(folder) ?? throw new JobFailedException("no relay is set: DATA/WORKSPACE/relay.json");
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(relay.Address, "/api/messages")) { Content = new ByteArrayContent(envelope) { Headers = { ContentType = new MediaTypeHeaderValue(Envelope.MediaType) } } };
        using var answer = await SendAsync(relay, request, cancel);
        if (answer.IsSuccessStatusCode)
        {
            await store.HandedOverAsync(message, null, cancel);
            return [];
        }
        // An address that the relay does not know, or knows no more, will not become right by trying.
        var forGood = answer.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone or HttpStatusCode.BadRequest or HttpStatusCode.Conflict or HttpStatusCode.RequestEntityTooLarge;
        if (forGood) await store.HandedOverAsync(message, answer.StatusCode switch { HttpStatusCode.Gone => "key-revoked", HttpStatusCode.NotFound => "unknown-key", _ => "refused" }, cancel);
        throw new JobFailedException($"the relay answered {(int)answer.StatusCode}", forGood);
    }

    /// <summary>Fetches what waits and takes it in.</summary>
    /// <returns>How many messages were fetched, and how many of them refused.</returns>
    /// <exception cref="JobFailedException">The relay is not reached or refuses.</exception>
    public async Task<(int Fetched, int Refused)> FetchAsync(CancellationToken cancel = default)
    {
        if (RelaySettings.Read(folder) is not { } relay) return (0, 0);
        var (fetched, refused) = (0, 0);
        using var list = await SendAsync(relay, new HttpRequestMessage(HttpMethod.Get, new Uri(relay.Address, "/api/messages")), cancel);
        if (!list.IsSuccessStatusCode) throw new JobFailedException($"the relay answered {(int)list.StatusCode}");
        foreach (var waiting in JsonSerializer.Deserialize<WaitingMessage[]>(await list.Content.ReadAsStringAsync(cancel), JsonSerializerOptions.Web) ?? [])
        {
            if (waiting.Id.Length != 32 || !waiting.Id.All(char.IsAsciiHexDigitLower)) continue;
            using var one = await SendAsync(relay, new HttpRequestMessage(HttpMethod.Get, new Uri(relay.Address, $"/api/messages/{waiting.Id}")), cancel);
            if (!one.IsSuccessStatusCode) continue;
            if (await store.TakeInAsync(await one.Content.ReadAsByteArrayAsync(cancel), cancel) is not null) refused++;
            fetched++;
            // Taken or refused, it is not handed out again; died in between, it comes once more and is known as the same.
            using var done = await SendAsync(relay, new HttpRequestMessage(HttpMethod.Delete, new Uri(relay.Address, $"/api/messages/{waiting.Id}")), cancel);
        }
        return (fetched, refused);
    }

    private async Task<HttpResponseMessage> SendAsync(RelaySettings relay, HttpRequestMessage request, CancellationToken cancel)
    {
        request.Headers.Authorization = new("Bearer", relay.Token);
        using var client = clients.CreateClient(Connections);
        try { return await client.SendAsync(request, cancel); }
        catch (HttpRequestException error) { throw new JobFailedException($"the relay was not reached ({error.HttpRequestError})"); }
    }
}

/// <summary>Fetches what waits at the relay, every few seconds while the agency is served.</summary>
/// <param name="exchange">The exchange.</param>
/// <param name="every">How often.</param>
public sealed class FetchMessages(ExchangeMessages exchange, TimeSpan every) : BackgroundService
{
    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(every);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try { await exchange.FetchAsync(stoppingToken); }
                catch (Exception error) when (error is JobFailedException or TaskCanceledException && !stoppingToken.IsCancellationRequested || Platform.Store.OpenDatabase.IsAway(error)) { } // the next round tries again
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { }
    }
}
