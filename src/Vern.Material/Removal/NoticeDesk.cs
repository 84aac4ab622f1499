using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Vern.Material.Intake;
using Vern.Platform.Jobs;
using Vern.Platform.Localisation;
using Vern.Platform.Sealing;

namespace Vern.Material.Removal;

/// <summary>What a notice needs from outside the store: the operator's settings and table of contacts, a registry's answer where the operator lets it be asked, and a mail server or a folder for letters.</summary>
/// <param name="store">The centre's store.</param>
/// <param name="clients">Connections to registries.</param>
/// <param name="send">Hands letters to a mail server.</param>
/// <param name="log">Told when a letter could not be sent: why and the server's number, nothing else.</param>
public sealed partial class NoticeDesk(MaterialStore store, IHttpClientFactory clients, SendLetter send, ILogger<NoticeDesk> log)
{
    /// <summary>The name of the connections to registries.</summary>
    public const string Connections = "rdap";
    private const int LongestAnswer = 512 * 1024, MostHops = 3;
    private static readonly TimeSpan KeptFor = TimeSpan.FromHours(24);
    private readonly Dictionary<string, (DateTimeOffset At, HostContact? Contact)> kept = new(StringComparer.Ordinal);
    private readonly Lock gate = new();

    /// <summary>The job of the clock of notices.</summary>
    public JobKind Kind => new(MaterialStore.NoticeJob, ClockAsync, Waits: true);

    /// <summary>The operator's settings.</summary>
    public RemovalSettings Settings => RemovalSettings.Read(store.Folder);

    /// <summary>Who writes.</summary>
    public string Organisation => Settings.Organisation ?? store.CentreTitle;

    /// <summary>The contact of a host: by the operator's table; where that has none and the operator lets registries be asked, by RDAP. Null where neither knows.</summary>
    /// <param name="host">A domain or an IP address.</param>
    /// <param name="cancel">Stops.</param>
    /// <exception cref="AbuseTableException">The table is broken.</exception>
    public async Task<HostContact?> FindAsync(string host, CancellationToken cancel = default)
    {
        var file = Path.Combine(store.Folder, "abuse-contacts.csv");
        if (File.Exists(file))
        {
            using var text = File.OpenText(file);
            if (AbuseTable.Read(text, "abuse-contacts.csv").Find(host) is { } contact) return contact;
        }
        return Settings.AskRegistries ? await AskAsync(host, cancel) : null;
    }

    private async Task<HostContact?> AskAsync(string host, CancellationToken cancel)
    {
        lock (gate)
            if (kept.TryGetValue(host, out var known) && store.Now() - known.At < KeptFor) return known.Contact;
        var bootstrap = new RdapBootstrap();
        foreach (var name in (string[])["dns.json", "ipv4.json", "ipv6.json"])
            if (Path.Combine(store.Folder, "rdap", name) is var path && File.Exists(path)) bootstrap.Add(await File.ReadAllTextAsync(path, cancel), name);
        HostContact? found = null;
        if (bootstrap.Question(host) is { } question)
        {
            try
            {
                using var client = clients.CreateClient(Connections);
                client.MaxResponseContentBufferSize = LongestAnswer;
                for (var hop = 0; ; hop++)
                {
                    using var request = new HttpRequestMessage(HttpMethod.Get, question);
                    request.Headers.Accept.ParseAdd("application/rdap+json");
                    using var answer = await client.SendAsync(request, cancel);
                    // A registry sends on to the one that has it now (RFC 7480, section 5.2); never to one without TLS.
                    if ((int)answer.StatusCode is 301 or 302 or 303 or 307 or 308)
                    {
                        if (hop == MostHops || answer.Headers.Location is not { } place || new Uri(question, place) is not { Scheme: "https" } next) return null;
                        question = next;
                        continue;
                    }
                    // One that has too much to do, or fails, says nothing of the host: it is asked again the next time.
                    if (!answer.IsSuccessStatusCode && answer.StatusCode is not HttpStatusCode.NotFound) return null;
                    if (answer.IsSuccessStatusCode && RdapAnswer.Read(await answer.Content.ReadAsStringAsync(cancel)) is { } read) found = new(read.Mail, read.Country, LanguageOf(read.Country));
                    break;
                }
            }
            catch (Exception away) when (away is HttpRequestException or JsonException or OperationCanceledException && !cancel.IsCancellationRequested) { return null; } // asked again the next time
        }
        lock (gate)
        {
            if (kept.Count > 10_000) kept.Clear();
            kept[host] = (store.Now(), found);
        }
        return found;
    }

    /// <summary>The language in which a country's hosts are written to, where nothing else is said.</summary>
    public static string LanguageOf(string? country) => country switch { "NO" or "SJ" => "nb", "DK" or "GL" or "FO" => "da", "SE" => "sv", _ => "en" };

    /// <summary>The letter that a notice's step needs, as a message, with its recipient; null where there is nobody to write to (no authority is known in the country).</summary>
    /// <param name="notice">The notice.</param>
    /// <param name="step">What it is for.</param>
    /// <param name="isByMachine">Whether a job sends it, and not a person.</param>
    public byte[]? Letter(Notice notice, NoticeStep step, bool isByMachine = false)
    {
        ArgumentNullException.ThrowIfNull(notice);
        var settings = Settings;
        if (To(notice, step, settings) is not { } to || notice.Address is null) return null;
        var at = notice.StepAt ?? store.Now();
        var language = step is NoticeStep.Escalate ? Language.Find(LanguageOf(notice.Country))! : Language.Find(notice.Language) ?? Language.English;
        return NoticeLetter.Message(notice, step, to, Organisation, settings, language, step is NoticeStep.Withdraw ? null : Xarf(notice), at, isByMachine);
    }

    private static string? To(Notice notice, NoticeStep step, RemovalSettings settings) => step is not NoticeStep.Escalate ? notice.Mail : notice.Country is { } country ? settings.Authorities.GetValueOrDefault(country) : null;

    /// <summary>The notice as XARF, checked strictly before it leaves.</summary>
    /// <exception cref="JobFailedException">It is not of the form, which is a defect of ours or of the settings.</exception>
    public string Xarf(Notice notice)
    {
        ArgumentNullException.ThrowIfNull(notice);
        var report = XarfReport.Write(notice, Organisation, Settings, notice.Moments.LastOrDefault(one => one.What is NoticeEvent.Confirmed or NoticeEvent.StillThere or NoticeEvent.Reappeared)?.At ?? notice.MadeAt, notice.StepAt ?? notice.MadeAt);
        return CheckXarf.Problems(report, strict: true) is [var problem, ..] ? throw new JobFailedException($"the XARF report is not of its form: {problem}", forGood: true) : report;
    }

    // A step is due: the letter leaves by the mail server or is laid into the outbox, whichever the operator has. Without either a person sees on the page that it is due.
    private async Task<IReadOnlyCollection<JobRow>> ClockAsync(Job job, CancellationToken cancel)
    {
        if (JsonSerializer.Deserialize<string>(job.Payload) is not { } id || await store.NoticeAsync(id, cancel) is not { } notice || notice.StepAt is not { } at || at > store.Now() || notice.Step is NoticeStep.None or NoticeStep.Check) return [];
        if (await store.PutOffAsync(id, cancel)) return [];
        var settings = Settings;
        if (settings is { Smtp: null, Outbox: null or "" } || Letter(notice, notice.Step, isByMachine: true) is not { } letter) return [];
        if (settings.Smtp is { } server) return await PostAsync(notice, letter, server, settings, cancel);
        // The same name for the same step: what is done twice lies there once. The owner alone can read it.
        await SecretFile.WriteAsync(Path.Combine(settings.Outbox!, string.Create(CultureInfo.InvariantCulture, $"{notice.Id}-{notice.Round}-{notice.Step.ToString().ToLowerInvariant()}-{at.ToUnixTimeSeconds()}.eml")), letter, cancel);
        await store.NoticeSentAsync(id, notice.Step, settings, null, cancel);
        return [];
    }

    // That it is in hand is written before the server is asked, and what it said after, whatever is stopped meanwhile. If the process dies in between, the same letter is sent again under the same Message-ID.
    private async Task<IReadOnlyCollection<JobRow>> PostAsync(Notice notice, byte[] letter, SmtpSettings server, RemovalSettings settings, CancellationToken cancel)
    {
        var password = server.PasswordFile is null ? null : server.Password(store.Folder);
        var messageId = notice.MessageId(notice.Step, settings.Domain);
        var (isMine, again) = await store.BeginLetterAsync(notice.Id, notice.Step, messageId, cancel);
        if (again is { } then) return [JobStore.RowOf(string.Create(CultureInfo.InvariantCulture, $"{MaterialStore.NoticeJob}/{messageId}/after/{then.ToUnixTimeMilliseconds()}"), MaterialStore.NoticeJob, $"\"{notice.Id}\"", then)];
        if (!isMine) return [];
        var answer = await send.SendAsync(letter, server.From ?? settings.Contact, To(notice, notice.Step, settings)!, server, password, settings.Domain, cancel);
        await store.EndLetterAsync(notice.Id, messageId, answer, settings);
        if (answer.Why is { } why) Log.NotSent(log, why, answer.Code);
        return [];
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A letter of a notice was not sent: {Why} {Code}")]
        public static partial void NotSent(ILogger logger, string why, int? code);
    }
}
