using System.Net;
using System.Text.Json;
using Vern.Persons.Collection;
using Vern.Persons.Referral;
using Vern.Persons.Registration;
using Vern.Platform.Jobs;
using Vern.Platform.Sealing;

namespace Vern.Persons.OwnReport;

/// <summary>Posts reports to the national unit and fetches the round's linkage key there.</summary>
/// <param name="store">The agency's casework.</param>
/// <param name="folder">The workspace's folder, with <c>relay.json</c> and <c>report.json</c>.</param>
/// <param name="clients">Connections.</param>
public sealed class SendReports(CaseStore store, string folder, IHttpClientFactory clients)
{
    /// <summary>The kind of job.</summary>
    public JobKind Kind => new(CaseStore.ReportJob, SendAsync, Waits: true);

    /// <summary>As whom the agency reports; null: it is not set up.</summary>
    /// <exception cref="InvalidDataException"><c>report.json</c> is no settings.</exception>
    public ReportSettings? Settings => ReportSettings.Read(folder);

    private async Task<IReadOnlyCollection<JobRow>> SendAsync(Job job, CancellationToken cancel)
    {
        var origin = JsonSerializer.Deserialize<string>(job.Payload)!;
        if (await store.WaitingReportAsync(origin, cancel) is not var (year, envelope)) return [];
        var relay = RelaySettings.Read(folder) ?? throw new JobFailedException("no relay is set: DATA/WORKSPACE/relay.json");
        using var client = Client(relay);
        PostedSubmission posted;
        try { posted = await PostSubmission.RunAsync(client, relay.Address, year, envelope, isSealed: true, once: origin, cancel); }
        catch (HttpRequestException error) { throw new JobFailedException($"the unit was not reached ({error.HttpRequestError})"); }
        if (posted.Receipt is { } receipt)
        {
            await store.AnsweredReportAsync(origin, receipt.Version, null, cancel);
            return [];
        }
        if (!posted.IsFinal) throw new JobFailedException($"the unit answered {(int)posted.Status}");
        await store.AnsweredReportAsync(origin, null, posted.Reason, cancel);
        return []; // refused is an answer: the page shows it, and what is sent next is another report
    }

    /// <summary>Fetches the linkage key of a round and keeps its envelope.</summary>
    /// <returns>What stood in the way, by code: <c>settings</c>, <c>away</c>, <c>none</c>, <c>envelope</c>; null: it is here.</returns>
    public async Task<string?> FetchKeyAsync(int year, CancellationToken cancel = default)
    {
        if (Settings is not { } settings || RelaySettings.Read(folder) is not { } relay) return "settings";
        using var client = Client(relay);
        try
        {
            using var answer = await client.GetAsync(new Uri(relay.Address, $"/api/rounds/{year}/linkage-key"), cancel);
            if (!answer.IsSuccessStatusCode) return answer.StatusCode is HttpStatusCode.NotFound ? "none" : "away";
            await store.KeepRoundKeyAsync(year, await answer.Content.ReadAsByteArrayAsync(cancel), settings, cancel);
            return null;
        }
        catch (HttpRequestException) { return "away"; }
        catch (EnvelopeRefusedException) { return "envelope"; }
    }

    private HttpClient Client(RelaySettings relay)
    {
        var client = clients.CreateClient(ExchangeMessages.Connections);
        client.DefaultRequestHeaders.Authorization = new("Bearer", relay.Token);
        return client;
    }
}
