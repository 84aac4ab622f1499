using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Vern.Linkage.Linking;
using Vern.Persons.Auditing;
using Vern.Persons.Collection.Storage;
using Vern.Persons.Statistics;
using Vern.Platform.Auditing;
using Vern.Platform.Sealing;

namespace Vern.Persons.Collection;

// Erasure of row-level content: of one row at the request of the person concerned, of a round when its time is over. Editions stay: they hold protected figures, from which nobody's
// row can be taken out and nobody can be told (docs/guide-control.md). What is erased is in the ledger, so that a database put back from a backup learns of it.
public sealed partial class NationalStore
{
    /// <summary>All erasures, latest first.</summary>
    public async Task<IReadOnlyList<ErasureRecord>> ErasuresAsync(CancellationToken cancel = default)
    {
        await using var context = Context();
        return [.. (await context.Erasures.AsNoTracking().OrderByDescending(row => row.Id).ToListAsync(cancel)).Select(RecordOf)];
    }

    /// <inheritdoc />
    public Task<ErasureRecord?> RoundErasureAsync(int year, CancellationToken cancel = default) => KeptAsync($"erasure/{year}",
        async context => await context.Erasures.AsNoTracking().FirstOrDefaultAsync(row => row.Year == year && row.Body == null, cancel) is { } row ? RecordOf(row) : null, cancel);

    /// <summary>
    /// Erases the row-level content of a closed round: rows, answers of bodies about themselves, case counts, decisions on pairs, the linkage, and the keys of all texts. What stays: that there
    /// was a round, who answered when with which digest, and the editions.
    /// </summary>
    /// <exception cref="InvalidOperationException">There is no such round, it is open, it was erased already, or no edition of it is published.</exception>
    public async Task<ErasureRecord> EraseRoundAsync(int year, string by, CancellationToken cancel = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(by);
        var erased = await WriteAsync(year, async context =>
        {
            var round = await context.Rounds.FirstOrDefaultAsync(row => row.Year == year, cancel) ?? throw new InvalidOperationException($"There is no round for {year}.");
            if (round.ClosedAt is null) throw new InvalidOperationException($"The round of {year} is open; it is closed first.");
            if (await context.Erasures.AnyAsync(row => row.Year == year && row.Body == null, cancel)) throw new InvalidOperationException($"The row-level content of {year} was erased already.");
            if (!await context.Editions.AnyAsync(row => row.Year == year && row.PublishedAt != null, cancel)) throw new InvalidOperationException($"No edition of {year} is published; its figures would be lost.");
            return await EraseRoundAsync(context, round, by, NationalActs.RoundErased, cancel);
        }, cancel);
        await FinishErasuresAsync(cancel);
        return RecordOf(erased);
    }

    private async Task<ErasureRow> EraseRoundAsync(NationalContext context, RoundRow round, string by, AuditAct act, CancellationToken cancel)
    {
        var year = round.Year;
        var heads = await context.Submissions.Where(row => row.Year == year).ToListAsync(cancel);
        var all = context.Submissions.Where(row => row.Year == year).Select(row => row.Id);
        await context.Encodings.Where(row => all.Contains(row.SubmissionId)).ExecuteDeleteAsync(cancel);
        var rows = await context.Persons.Where(row => all.Contains(row.SubmissionId)).ExecuteDeleteAsync(cancel);
        await context.AgencyAnswers.Where(row => all.Contains(row.SubmissionId)).ExecuteDeleteAsync(cancel);
        await context.PoliceCases.Where(row => all.Contains(row.SubmissionId)).ExecuteDeleteAsync(cancel);
        await context.Decisions.Where(row => row.Year == year).ExecuteDeleteAsync(cancel);
        await context.Linkages.Where(row => row.Year == year).ExecuteDeleteAsync(cancel);
        foreach (var head in heads) (head.Remark, head.MeasureDefinition, head.Reason) = (null, null, null);
        foreach (var answer in await context.Answers.Where(row => row.Year == year && row.Remark != null).ToListAsync(cancel)) answer.Remark = null;
        var erasure = context.Erasures.Add(new() { At = Now(), ErasedBy = by, Year = year, Rows = rows }).Entity;
        Record(context, act, $"round/{year}", detail: string.Create(CultureInfo.InvariantCulture, $"{rows} rows"), by: by);
        await context.SaveChangesAsync(cancel);
        return erasure;
    }

    /// <summary>
    /// Erases one row in the transaction given. The body's earlier versions of the submission lose all their rows, since nobody can tell which of them was hers; the other rows' encodings are
    /// sealed anew, so that the old key can go and with it the encoding in every backup. In an open round the linkage is made again; in a closed one the row is taken out of the kept linkage.
    /// </summary>
    private async Task<ErasureRow?> EraseRowAsync(NationalContext context, BodyId body, RequestSubject subject, string by, DataKey fresh, CancellationToken cancel)
    {
        var head = await context.Submissions.FirstOrDefaultAsync(row => row.Year == subject.Year && row.Sender == body.Value && row.Version == subject.Version, cancel);
        if (head is null || await context.Persons.FirstOrDefaultAsync(row => row.SubmissionId == head.Id && row.Row == subject.Row, cancel) is not { } person) return null;
        var erasure = new ErasureRow { At = Now(), ErasedBy = by, Year = subject.Year, Body = body.Value, Version = subject.Version, Row = subject.Row };
        if (!person.Restricted) await TakeOutOfLinkageAsync(context, head, subject.Row, cancel);
        if (await context.Encodings.FirstOrDefaultAsync(row => row.SubmissionId == head.Id && row.Row == subject.Row, cancel) is { } encoding)
        {
            if (encoding.Clk is not null) head.Encoded = Math.Max(0, head.Encoded - 1);
            context.Encodings.Remove(encoding);
            await context.SaveChangesAsync(cancel);
        }
        if (await KeyAsync(head.EncodingKey, cancel) is { } old)
        {
            foreach (var row in await context.Encodings.Where(row => row.SubmissionId == head.Id).ToListAsync(cancel)) Sealed(fresh, Opened(old, row));
            (erasure.Key, head.EncodingKey) = (old.Id, fresh.Id);
        }
        context.Persons.Remove(person);
        await context.SaveChangesAsync(cancel);
        erasure.Rows = 1 + await EraseEarlierAsync(context, subject.Year, body, subject.Version, cancel);
        await context.Decisions.Where(row => row.Year == subject.Year && ((row.SenderA == body.Value && row.RowA == subject.Row) || (row.SenderB == body.Value && row.RowB == subject.Row))).ExecuteDeleteAsync(cancel);
        context.Erasures.Add(erasure);
        Record(context, NationalActs.RowErased, PlaceOfRow(body, subject), detail: string.Create(CultureInfo.InvariantCulture, $"{erasure.Rows} rows, earlier versions' among them"), by: by);
        await context.SaveChangesAsync(cancel);
        return erasure;
    }

    private static async Task<int> EraseEarlierAsync(NationalContext context, int year, BodyId body, int version, CancellationToken cancel)
    {
        var earlier = context.Submissions.Where(row => row.Year == year && row.Sender == body.Value && row.Version < version).Select(row => row.Id);
        await context.Encodings.Where(row => earlier.Contains(row.SubmissionId)).ExecuteDeleteAsync(cancel);
        return await context.Persons.Where(row => earlier.Contains(row.SubmissionId)).ExecuteDeleteAsync(cancel);
    }

    private async Task<bool> RestrictRowAsync(NationalContext context, BodyId body, RequestSubject subject, bool restricted, CancellationToken cancel)
    {
        var head = await context.Submissions.FirstOrDefaultAsync(row => row.Year == subject.Year && row.Sender == body.Value && row.Version == subject.Version, cancel);
        if (head is null || await context.Persons.FirstOrDefaultAsync(row => row.SubmissionId == head.Id && row.Row == subject.Row, cancel) is not { } person || person.Restricted == restricted) return false;
        if (restricted) await TakeOutOfLinkageAsync(context, head, subject.Row, cancel);
        else await context.Linkages.Where(row => row.Year == subject.Year).ExecuteDeleteAsync(cancel);
        person.Restricted = restricted;
        Record(context, restricted ? NationalActs.RowRestricted : NationalActs.RestrictionLifted, PlaceOfRow(body, subject));
        await context.SaveChangesAsync(cancel);
        return true;
    }

    // While the round is open the linkage is made again. Once the encodings are destroyed it cannot be: then the row is taken out of the one that is kept.
    private static async Task TakeOutOfLinkageAsync(NationalContext context, SubmissionRow head, int number, CancellationToken cancel)
    {
        if (!await context.Rounds.AnyAsync(row => row.Year == head.Year && row.ClosedAt != null, cancel))
        {
            await context.Linkages.Where(row => row.Year == head.Year).ExecuteDeleteAsync(cancel);
            return;
        }
        if (head.State is not (SubmissionState.Received or SubmissionState.Accepted)) return;
        var heads = await context.Submissions.AsNoTracking().Where(row => row.Year == head.Year && (row.State == SubmissionState.Received || row.State == SubmissionState.Accepted)).ToListAsync(cancel);
        var sources = new List<List<PersonRow>>();
        foreach (var one in heads.OrderBy(row => row.Sender, StringComparer.Ordinal))
            sources.Add(await context.Persons.AsNoTracking().Where(row => row.SubmissionId == one.Id && !row.Restricted).OrderBy(row => row.Row).ToListAsync(cancel));
        var source = sources.FindIndex(rows => rows.Exists(row => row.SubmissionId == head.Id));
        if (source < 0 || sources[source].FindIndex(row => row.Row == number) is not (>= 0 and var position)) return;
        bool Counts(RowRef row) => CountPersons.CountsByItself(PersonRows.PersonOf(sources[row.Source][row.Row], null), head.Year);
        foreach (var kept in await context.Linkages.Where(row => row.Year == head.Year).ToListAsync(cancel)) kept.Json = LinkRound.Without(kept.Json, source, position, Counts);
    }

    private static string PlaceOfRow(BodyId body, RequestSubject subject) => string.Create(CultureInfo.InvariantCulture, $"round/{subject.Year}/body/{body}/version/{subject.Version}/row/{subject.Row}");

    // After what was erased is gone from the tables: its keys, and the pages that it stood on. Done again at the next opening where Vern was stopped in between.
    private async Task FinishErasuresAsync(CancellationToken cancel)
    {
        await using var context = Context();
        var pending = await context.Erasures.Where(row => row.ClearedAt == null).ToListAsync(cancel);
        if (pending.Count == 0) return;
        await Keys.EraseAsync([.. pending.Select(row => row.Key).OfType<string>()], cancel);
        foreach (var year in pending.Where(row => row.Body is null).Select(row => row.Year).Distinct())
        {
            var heads = await context.Submissions.AsNoTracking().Where(row => row.Year == year).Select(row => new { row.EncodingKey, row.TextKey }).ToListAsync(cancel);
            var round = await context.Rounds.Where(row => row.Year == year).Select(row => row.TextKey).FirstOrDefaultAsync(cancel);
            await Keys.EraseAsync([.. heads.SelectMany(row => new[] { row.EncodingKey, row.TextKey }).Append(round).OfType<string>()], cancel);
        }
        if (address.IsSqlite)
        {
            await context.Database.ExecuteSqlRawAsync("VACUUM", cancel);
            await CutLogAsync(context, cancel);
        }
        else await context.Database.ExecuteSqlRawAsync("VACUUM (FULL) encodings, persons, submissions, agency_answers, police_cases, answers, decisions, linkages", cancel);
        foreach (var row in pending) row.ClearedAt = Now();
        await context.SaveChangesAsync(cancel);
    }

    /// <summary>
    /// Does again what the ledger tells was erased and this database still holds: it was put back from a backup that is older than the erasure. Done at every opening, before anything is served.
    /// </summary>
    /// <returns>What was erased again, as places in the ledger's words.</returns>
    public async Task<IReadOnlyList<string>> ReplayErasuresAsync(CancellationToken cancel = default)
    {
        await using var context = Context();
        var kinds = new[] { NationalActs.RowErased.Kind, NationalActs.RoundErased.Kind };
        var told = await context.Set<ActRow>().AsNoTracking().Where(row => kinds.Contains(row.Kind)).OrderBy(row => row.Sequence).Select(row => new { row.Kind, row.Resource }).ToListAsync(cancel);
        var again = new List<string>();
        foreach (var act in told)
            if (act.Resource.Split('/') is ["round", var asked, ..] parts && int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out var year))
                if (await ReplayAsync(year, parts, cancel)) again.Add(act.Resource);
        if (again.Count > 0) await FinishErasuresAsync(cancel);
        return again;
    }

    private async Task<bool> ReplayAsync(int year, string[] parts, CancellationToken cancel)
    {
        const string by = "vern";
        if (parts.Length == 2)
        {
            return await WriteAsync(year, async context =>
            {
                if (await context.Rounds.FirstOrDefaultAsync(row => row.Year == year, cancel) is not { } round || await context.Erasures.AnyAsync(row => row.Year == year && row.Body == null, cancel)) return false;
                round.ClosedAt ??= Now();
                await EraseRoundAsync(context, round, by, NationalActs.ErasureReplayed, cancel);
                return true;
            }, cancel);
        }
        if (parts is not [_, _, "body", var body, "version", var of, "row", var number]) return false;
        var subject = new RequestSubject(year, int.Parse(of, CultureInfo.InvariantCulture), int.Parse(number, CultureInfo.InvariantCulture));
        await using (var look = Context())
        {
            var there = await look.Submissions.AsNoTracking().Where(row => row.Year == year && row.Sender == body && row.Version <= subject.Version).Select(row => new { row.Id, row.Version }).ToListAsync(cancel);
            var (ids, earlier) = (there.Where(row => row.Version == subject.Version).Select(row => row.Id).ToList(), there.Where(row => row.Version < subject.Version).Select(row => row.Id).ToList());
            if (!await look.Persons.AnyAsync(row => (ids.Contains(row.SubmissionId) && row.Row == subject.Row) || earlier.Contains(row.SubmissionId), cancel)) return false;
        }
        var fresh = await Keys.NewKeyAsync(EncodingScope(year), cancel);
        return await WriteAsync(year, async context =>
        {
            var rows = (await EraseRowAsync(context, new(body), subject, by, fresh, cancel))?.Rows ?? await EraseEarlierAsync(context, year, new(body), subject.Version, cancel);
            Record(context, NationalActs.ErasureReplayed, PlaceOfRow(new(body), subject), detail: string.Create(CultureInfo.InvariantCulture, $"{rows} rows"));
            await context.Linkages.Where(row => row.Year == year && !context.Rounds.Any(round => round.Year == year && round.ClosedAt != null)).ExecuteDeleteAsync(cancel);
            await context.SaveChangesAsync(cancel);
            return true;
        }, cancel);
    }

    private static ErasureRecord RecordOf(ErasureRow row) => new(row.At, row.ErasedBy, row.Year, row.Body is { } body ? new BodyId(body) : null, row.Version, row.Row, row.Rows);
}
