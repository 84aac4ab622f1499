using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Vern.Persons.Auditing;
using Vern.Persons.Collection.Storage;
using Vern.Platform.Auditing;

namespace Vern.Persons.Collection;

// Requests of persons concerned: referred by a body under its own reference, answered in time, each step in the ledger.
public sealed partial class NationalStore
{
    private const string RequestReason = "requests.reason", RequestProlongReason = "requests.prolong_reason";

    /// <summary>Takes a request into the register.</summary>
    /// <param name="kind">What is asked for.</param>
    /// <param name="body">The body through which it came.</param>
    /// <param name="reference">The body's own reference: up to 32 letters, digits and <c>. / _ -</c>, a digit among them.</param>
    /// <param name="arrivedOn">When it arrived; not after today.</param>
    /// <param name="year">The round of the row that it is about, with <paramref name="row"/>; null where the body has named none yet.</param>
    /// <param name="row">The row's number in the body's submission in force.</param>
    /// <param name="cancel">Stops.</param>
    /// <exception cref="RequestException">reference, body, date, or unknown-row.</exception>
    public async Task<PersonRequest> AddRequestAsync(RequestKind kind, BodyId body, string reference, DateOnly arrivedOn, int? year = null, int? row = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(reference);
        if (!Shapes.Reference.Allows(reference)) throw new RequestException("reference");
        // A day ahead of UTC is today somewhere in the north.
        if (arrivedOn > DateOnly.FromDateTime(Now().UtcDateTime.AddHours(2)) || arrivedOn.Year < 2018) throw new RequestException("date");
        if (year.HasValue != row.HasValue) throw new RequestException("unknown-row");
        var key = await Keys.NewKeyAsync("requests", cancel);
        return await WriteAsync(year, async context =>
        {
            if (!await context.Bodies.AnyAsync(known => known.Id == body.Value, cancel)) throw new RequestException("body");
            var kept = new RequestRow { Kind = kind, Body = body.Value, Reference = reference, ArrivedOn = arrivedOn, TextKey = key.Id, Year = year, Row = row };
            if (year is { } round && row is { } number) kept.Version = (await HoldsRowAsync(context, round, body, number, cancel) ?? throw new RequestException("unknown-row")).Version;
            context.Requests.Add(kept);
            await context.SaveChangesAsync(cancel);
            Record(context, NationalActs.RequestReceived, Place(kept), detail: $"{kind} {body} {reference}");
            await context.SaveChangesAsync(cancel);
            return RequestOf(kept, null);
        }, cancel);
    }

    /// <summary>All requests, those that wait first, by the day they are due.</summary>
    public async Task<IReadOnlyList<PersonRequest>> RequestsAsync(CancellationToken cancel = default)
    {
        await using var context = Context();
        var rows = await context.Requests.AsNoTracking().ToListAsync(cancel);
        var keys = await Keys.KeysAsync([.. rows.Select(row => row.TextKey)], cancel);
        return [.. rows.Select(row => RequestOf(row, keys.GetValueOrDefault(row.TextKey))).OrderBy(request => request.State is not RequestState.Open).ThenBy(request => request.State is RequestState.Open ? request.DueOn.DayNumber : -request.Id)];
    }

    /// <summary>One request, or null.</summary>
    public async Task<PersonRequest?> RequestAsync(long id, CancellationToken cancel = default)
    {
        await using var context = Context();
        return await context.Requests.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancel) is { } row ? RequestOf(row, await KeyAsync(row.TextKey, cancel)) : null;
    }

    /// <summary>Prolongs the time by two months, once (GDPR art. 12(3)).</summary>
    /// <param name="id">The request.</param>
    /// <param name="reason">Why, as the person concerned is told.</param>
    /// <param name="today">The day; not after the first month.</param>
    /// <param name="cancel">Stops.</param>
    /// <exception cref="RequestException">reason, decided, or past.</exception>
    public Task ProlongRequestAsync(long id, string? reason, DateOnly today, CancellationToken cancel = default) => WriteAsync(null, async context =>
    {
        var row = await OpenRequestAsync(context, id, reason, cancel);
        if (!RequestOf(row, null).CanBeProlonged(today)) throw new RequestException("past");
        (row.ProlongedOn, row.ProlongReason) = (today, Seal(await KeyAsync(row.TextKey, cancel), LineOf((int)id), RequestProlongReason, reason));
        Record(context, NationalActs.RequestProlonged, Place(row));
        return await context.SaveChangesAsync(cancel);
    }, cancel);

    /// <summary>Keeps the reason for which granting an erasure is proposed, until another person confirms it (rule 4).</summary>
    /// <exception cref="RequestException">reason or decided.</exception>
    public Task ProposeErasureAsync(long id, string? reason, CancellationToken cancel = default) => WriteAsync(null, async context =>
    {
        var row = await OpenRequestAsync(context, id, reason, cancel);
        row.Reason = Seal(await KeyAsync(row.TextKey, cancel), LineOf((int)id), RequestReason, reason);
        Record(context, NationalActs.RequestErasureProposed, Place(row));
        return await context.SaveChangesAsync(cancel);
    }, cancel);

    /// <summary>
    /// Decides a request and does what was decided, in one transaction: an erasure that is granted erases the row, a restriction sets it aside. A rectification is done by the body's corrected
    /// submission, an access by the list of who has read the row.
    /// </summary>
    /// <param name="id">The request.</param>
    /// <param name="outcome">Granted, Partly or Refused; only Granted acts on the row.</param>
    /// <param name="reason">As the person concerned is to read it.</param>
    /// <param name="by">Who decides.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>Whether a row was erased or set aside.</returns>
    /// <exception cref="RequestException">reason, decided, or unknown-row: an erasure or restriction is granted for a row, or it is not there any more.</exception>
    public async Task<bool> DecideRequestAsync(long id, RequestState outcome, string? reason, string by, CancellationToken cancel = default)
    {
        if (outcome is RequestState.Open || !Enum.IsDefined(outcome)) throw new ArgumentOutOfRangeException(nameof(outcome));
        ArgumentException.ThrowIfNullOrWhiteSpace(by);
        var asked = await RequestAsync(id, cancel) ?? throw new RequestException("decided");
        var acts = outcome is RequestState.Granted && asked.Kind is (RequestKind.Erasure or RequestKind.Restriction);
        if (acts && asked.Subject is null) throw new RequestException("unknown-row");
        var fresh = acts && asked.Kind is RequestKind.Erasure ? await Keys.NewKeyAsync(EncodingScope(asked.Subject!.Year), cancel) : null;
        var erased = await WriteAsync(acts ? asked.Subject!.Year : null, async context =>
        {
            var row = await OpenRequestAsync(context, id, reason, cancel);
            ErasureRow? erasure = null;
            if (acts && asked.Kind is RequestKind.Erasure) erasure = await EraseRowAsync(context, asked.Body, asked.Subject!, by, fresh!, cancel) ?? throw new RequestException("unknown-row");
            else if (acts && !await RestrictRowAsync(context, asked.Body, asked.Subject!, true, cancel)) throw new RequestException("unknown-row");
            (row.State, row.DecidedAt, row.DecidedBy, row.Reason) = (outcome, Now(), by, Seal(await KeyAsync(row.TextKey, cancel), LineOf((int)id), RequestReason, reason));
            Record(context, NationalActs.RequestDecided, Place(row), detail: $"{asked.Kind} {outcome}", by: by);
            await context.SaveChangesAsync(cancel);
            return erasure;
        }, cancel);
        if (erased is not null) await FinishErasuresAsync(cancel);
        return acts;
    }

    /// <summary>Takes the restriction of a row back, while its round is open: afterwards the linkage cannot be made again.</summary>
    /// <exception cref="RequestException">unknown-row, or round: the round is closed.</exception>
    public async Task LiftRestrictionAsync(long id, CancellationToken cancel = default)
    {
        var asked = await RequestAsync(id, cancel);
        if (asked is not { Kind: RequestKind.Restriction, State: RequestState.Granted, Subject: { } subject }) throw new RequestException("unknown-row");
        await WriteAsync(subject.Year, async context =>
        {
            if (await context.Rounds.AnyAsync(row => row.Year == subject.Year && row.ClosedAt != null, cancel)) throw new RequestException("round");
            return await RestrictRowAsync(context, asked.Body, subject, false, cancel) ? true : throw new RequestException("unknown-row");
        }, cancel);
    }

    /// <summary>Whether the row of a request is set aside now.</summary>
    public async Task<bool> IsRestrictedAsync(BodyId body, RequestSubject subject, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(subject);
        await using var context = Context();
        return await context.Submissions.Where(row => row.Year == subject.Year && row.Sender == body.Value && row.Version == subject.Version)
            .AnyAsync(head => context.Persons.Any(row => row.SubmissionId == head.Id && row.Row == subject.Row && row.Restricted), cancel);
    }

    /// <summary>Erases what the register keeps of requests that were decided before a moment: rule <c>requests</c> of <see cref="RetentionRules"/>.</summary>
    /// <returns>How many.</returns>
    public async Task<int> EraseRequestsAsync(DateTimeOffset decidedBefore, CancellationToken cancel = default)
    {
        var keys = await WriteAsync(null, async context =>
        {
            var rows = (await context.Requests.Where(row => row.DecidedAt != null).ToListAsync(cancel)).Where(row => row.DecidedAt < decidedBefore).ToList();
            foreach (var row in rows)
            {
                Record(context, NationalActs.RequestErased, Place(row));
                context.Requests.Remove(row);
            }
            await context.SaveChangesAsync(cancel);
            return rows.ConvertAll(row => row.TextKey);
        }, cancel);
        await Keys.EraseAsync(keys, cancel);
        return keys.Count;
    }

    private static string Place(RequestRow row) => string.Create(CultureInfo.InvariantCulture, $"request/{row.Id}");

    private static async Task<RequestRow> OpenRequestAsync(NationalContext context, long id, string? reason, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(reason) || !Shapes.Screened.Allows(reason)) throw new RequestException("reason");
        return await context.Requests.FirstOrDefaultAsync(row => row.Id == id && row.State == RequestState.Open, cancel) ?? throw new RequestException("decided");
    }

    private static PersonRequest RequestOf(RequestRow row, Platform.Sealing.DataKey? key) => new(row.Id, row.Kind, new(row.Body), row.Reference,
        row is { Year: { } year, Version: { } version, Row: { } number } ? new(year, version, number) : null, row.ArrivedOn, row.ProlongedOn,
        row.ProlongReason is null ? null : Opened(key, LineOf((int)row.Id), RequestProlongReason, row.ProlongReason), row.State, row.DecidedAt, row.DecidedBy,
        row.Reason is null ? null : Opened(key, LineOf((int)row.Id), RequestReason, row.Reason));

    private static async Task<SubmissionRow?> HoldsRowAsync(NationalContext context, int year, BodyId body, int number, CancellationToken cancel) =>
        await InForceAsync(context, year, body, cancel) is { } head && await context.Persons.AnyAsync(row => row.SubmissionId == head.Id && row.Row == number, cancel) ? head : null;
}
