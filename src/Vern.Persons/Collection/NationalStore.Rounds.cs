using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Vern.Persons.Auditing;
using Vern.Persons.Collection.Storage;
using Vern.Platform.Sealing;

namespace Vern.Persons.Collection;

// Rounds: the request, reminders, answers that are no report, closing.
public sealed partial class NationalStore
{
    /// <inheritdoc />
    public Task<Round?> RoundAsync(int year, CancellationToken cancel = default) => KeptAsync($"round/{year}", context => RoundAsync(context, year, cancel), cancel);

    /// <inheritdoc />
    public async Task OpenRoundAsync(int year, DateOnly requestedOn, DateOnly dueOn, IReadOnlyList<BodyId> asked, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(asked);
        if (dueOn < requestedOn) throw new InvalidOperationException($"The answers cannot be due ({dueOn:yyyy-MM-dd}) before they are asked for ({requestedOn:yyyy-MM-dd}).");
        if (year is < 1990 or > 2200) throw new InvalidOperationException($"A round is for a year from 1990; {year} is none.");
        var texts = await Keys.NewKeyAsync(TextScope(year), cancel);
        await WriteAsync(AllYears, async context =>
        {
            if (await context.Rounds.AnyAsync(row => row.Year == year, cancel)) throw new InvalidOperationException($"The round of {year} is there already.");
            var register = (await BodiesAsync(context, cancel)).Select(body => body.Id).ToHashSet();
            if (asked.FirstOrDefault(body => !register.Contains(body)) is { Value: not null } unknown) throw new InvalidOperationException($"No body '{unknown}' is in the register.");
            context.Rounds.Add(new() { Year = year, DueOn = dueOn, TextKey = texts.Id });
            context.Answers.AddRange(asked.Distinct().Select(body => new AnswerRow { Year = year, Body = body.Value, RequestedOn = requestedOn }));
            Record(context, NationalActs.RoundOpened, $"round/{year}");
            foreach (var body in asked.Distinct()) Record(context, NationalActs.BodyAsked, $"round/{year}/body/{body}");
            await context.SaveChangesAsync(cancel);
            return true;
        }, cancel, rows: false);
    }

    /// <inheritdoc />
    public Task RemindAsync(int year, BodyId body, DateOnly on, CancellationToken cancel = default) => WriteAsync(year, async context =>
    {
        await OpenRowAsync(context, year, cancel);
        var answer = await AnswerRowAsync(context, year, body, cancel);
        if (answer.Answer is not (AnswerKind.NotAnswered or AnswerKind.Blank)) throw new InvalidOperationException($"'{body}' has answered for {year}; there is nothing to remind of.");
        if (!await context.Reminders.AnyAsync(row => row.Year == year && row.Body == body.Value && row.RemindedOn == on, cancel))
        {
            context.Reminders.Add(new() { Year = year, Body = body.Value, RemindedOn = on });
            Record(context, NationalActs.BodyReminded, $"round/{year}/body/{body}");
        }
        await context.SaveChangesAsync(cancel);
        return true;
    }, cancel, rows: false);

    /// <inheritdoc />
    public Task AnswerAsync(int year, BodyId body, AnswerKind answer, BodyId? seeOther = null, string? remark = null, CancellationToken cancel = default)
    {
        if (answer is AnswerKind.Report) throw new InvalidOperationException("A report comes as a submission.");
        if (answer is AnswerKind.SeeOther != seeOther.HasValue || seeOther == body)
            throw new InvalidOperationException("'See another body's figures' names the other body, and no other answer does.");
        return WriteAsync(year, async context =>
        {
            var round = await OpenRowAsync(context, year, cancel);
            if (seeOther is { } other && !await context.Bodies.AnyAsync(known => known.Id == other.Value, cancel)) throw new InvalidOperationException($"No body '{other}' is in the register.");
            if (await InForceAsync(context, year, body, cancel) is { Answer: AnswerKind.Report })
                throw new InvalidOperationException($"'{body}' has sent a report for {year}; exclude it with a reason, or send it back, instead of answering for it.");
            var row = await AnswerRowAsync(context, year, body, cancel);
            (row.Answer, row.SeeOther, row.Remark, row.AnsweredAt) = (answer, seeOther?.Value, Seal(await KeyAsync(round.TextKey, cancel), body.Value, AnswerRemark, remark), answer is AnswerKind.NotAnswered ? null : Now());
            Record(context, NationalActs.AnswerRecorded, $"round/{year}/body/{body}", detail: seeOther is { } see ? $"{answer} {see}" : $"{answer}");
            await context.SaveChangesAsync(cancel);
            return true;
        }, cancel, rows: false);
    }

    /// <inheritdoc />
    public async Task<DestructionRecord> CloseRoundAsync(int year, string closedBy, CancellationToken cancel = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(closedBy);
        var record = await WriteAsync(year, async context =>
        {
            var round = await OpenRowAsync(context, year, cancel);
            var submissions = context.Submissions.Where(row => row.Year == year).Select(row => row.Id);
            var doomed = context.Encodings.Where(row => submissions.Contains(row.SubmissionId));
            var encodings = await doomed.CountAsync(row => row.Clk != null, cancel);
            var blockBytes = await doomed.SumAsync(row => (long)row.Blocks.Length - DataKey.Overhead, cancel);
            await doomed.ExecuteDeleteAsync(cancel);
            var destruction = new DestructionRow { Year = year, At = Now(), ClosedBy = closedBy, Encodings = encodings, BlockKeys = (int)(blockBytes / sizeof(ulong)) };
            round.ClosedAt = destruction.At;
            context.Destructions.Add(destruction);
            Record(context, NationalActs.RoundClosed, $"round/{year}", by: closedBy);
            Record(context, NationalActs.EncodingsDestroyed, $"round/{year}", detail: string.Create(CultureInfo.InvariantCulture, $"{encodings} encodings, {destruction.BlockKeys} block keys"), by: closedBy);
            await context.SaveChangesAsync(cancel);
            return RecordOf(destruction);
        }, cancel);
        await ClearFreedPagesAsync(cancel);
        return record;
    }

    /// <inheritdoc />
    public Task<DestructionRecord?> DestructionAsync(int year, CancellationToken cancel = default) => KeptAsync($"destruction/{year}",
        async context => await context.Destructions.AsNoTracking().FirstOrDefaultAsync(row => row.Year == year, cancel) is { } row ? RecordOf(row) : null, cancel);

    /// <summary>
    /// After the rows are gone, what they stood on: SQLite's file is written anew and its log cut off; PostgreSQL writes the table anew.
    /// Then the round's keys go, so that backups and replicas of this database hold nothing that can be read; backups of the key store are the operator's to destroy.
    /// </summary>
    private async Task ClearFreedPagesAsync(CancellationToken cancel)
    {
        await using var context = Context();
        if (address.IsSqlite)
        {
            await context.Database.ExecuteSqlRawAsync("VACUUM", cancel);
            await CutLogAsync(context, cancel);
        }
        else await context.Database.ExecuteSqlRawAsync("VACUUM (FULL) encodings", cancel);
        var now = Now();
        // The keys last: with them goes what backups of this database still hold.
        foreach (var year in await context.Destructions.Where(row => row.ClearedAt == null).Select(row => row.Year).ToListAsync(cancel)) await Keys.EraseScopeAsync(EncodingScope(year), cancel);
        await context.Destructions.Where(row => row.ClearedAt == null).ExecuteUpdateAsync(set => set.SetProperty(row => row.ClearedAt, now), cancel);
    }

    /// <summary>Empties the write-ahead log, which holds copies of deleted pages until then; waits for readers up to the connection's time-out.</summary>
    private static Task<int> CutLogAsync(NationalContext context, CancellationToken cancel) =>
        context.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)", cancel);

    private async Task<Round?> RoundAsync(NationalContext context, int year, CancellationToken cancel)
    {
        if (await context.Rounds.AsNoTracking().FirstOrDefaultAsync(row => row.Year == year, cancel) is not { } round) return null;
        var reminders = (await context.Reminders.AsNoTracking().Where(row => row.Year == year).ToListAsync(cancel)).ToLookup(row => row.Body, row => row.RemindedOn, StringComparer.Ordinal);
        var answers = await context.Answers.AsNoTracking().Where(row => row.Year == year).ToListAsync(cancel);
        var texts = answers.Any(row => row.Remark is not null) ? await KeyAsync(round.TextKey, cancel) : null;
        return new(year, round.DueOn, [.. answers.OrderBy(row => ShippedRegister.Position(row.Body)).ThenBy(row => row.Body, StringComparer.Ordinal).Select(row => new BodyAnswer(
            new(row.Body), row.RequestedOn, [.. reminders[row.Body].Order()], row.Answer, row.SeeOther is { } other ? new BodyId(other) : null, row.AnsweredAt, Opened(texts, row.Body, AnswerRemark, row.Remark)))], round.ClosedAt);
    }

    private static async Task<RoundRow> OpenRowAsync(NationalContext context, int year, CancellationToken cancel)
    {
        var round = await context.Rounds.FirstOrDefaultAsync(row => row.Year == year, cancel) ?? throw new InvalidOperationException($"There is no round for {year}.");
        return round.ClosedAt is { } closed ? throw new InvalidOperationException($"The round of {year} was closed on {closed:yyyy-MM-dd HH:mm} UTC; it cannot be changed.") : round;
    }

    /// <summary>The body's answer; one that was not asked (B-041) gets a row of its own.</summary>
    private static async Task<AnswerRow> AnswerRowAsync(NationalContext context, int year, BodyId body, CancellationToken cancel)
    {
        if (await context.Answers.FirstOrDefaultAsync(row => row.Year == year && row.Body == body.Value, cancel) is { } row) return row;
        if (!await context.Bodies.AnyAsync(known => known.Id == body.Value, cancel)) throw new InvalidOperationException($"No body '{body}' is in the register.");
        return context.Answers.Add(new() { Year = year, Body = body.Value }).Entity;
    }

    private static DestructionRecord RecordOf(DestructionRow row) => new(row.Year, row.At, row.ClosedBy, row.Encodings, row.BlockKeys);
}
