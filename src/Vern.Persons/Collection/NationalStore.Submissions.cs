using Microsoft.EntityFrameworkCore;
using Vern.Persons.Auditing;
using Vern.Persons.Collection.Storage;
using Vern.Platform.Sealing;

namespace Vern.Persons.Collection;

// Submissions: in whole or not at all; what is superseded keeps its attributes and loses its encodings.
public sealed partial class NationalStore
{
    private const int Chunk = 5_000;

    /// <inheritdoc />
    public Task<Submission> ReceiveAsync(Submission submission, CancellationToken cancel = default) => ReceiveAsync(submission, null, cancel);

    private async Task<Submission> ReceiveAsync(Submission submission, Envelope? envelope, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(submission);
        submission = ReceiveSubmission.AsKept(submission);
        var digest = SubmissionPackage.Of(submission).Digest();
        var year = submission.Year;
        var replaced = false;
        var place = $"round/{year}/body/{submission.Sender}";
        string? superseded = null;
        // Before the transaction: the key store is another database. A key that nothing is sealed under in the end goes when the round closes.
        var made = await Keys.NewKeysAsync([EncodingScope(year), TextScope(year)], cancel);
        var (encodings, texts) = (made[0], made[1]);
        async Task<Submission> TakeInAsync() => await WriteAsync(year, async context =>
        {
            if (envelope is not null) await TakeOnceAsync(context, envelope, cancel);
            var former = await InForceAsync(context, year, submission.Sender, cancel);
            if (CheckSubmission.Refusal(submission, digest, await FactsAsync(context, submission, former, cancel)) is { } refusal) throw new SubmissionRefusedException(refusal);
            var latest = await context.Submissions.Where(row => row.Year == year && row.Sender == submission.Sender.Value).MaxAsync(row => (int?)row.Version, cancel) ?? 0;
            var taken = submission with
            {
                Version = latest + 1, ReceivedAt = Now(), State = SubmissionState.Received, Reason = null, Digest = digest,
                EncodedRows = submission.Persons.Count(person => person.Encoding is not null),
            };
            Record(context, former is null ? NationalActs.SubmissionReceived : NationalActs.SubmissionReplaced, place, detail: Sha(digest));
            if (former is not null)
            {
                if (former.Encoded > 0) Record(context, NationalActs.EncodingsDestroyed, place, detail: Sha(former.Digest));
                superseded = former.EncodingKey;
                former.State = SubmissionState.Superseded;
                await context.Encodings.Where(row => row.SubmissionId == former.Id).ExecuteDeleteAsync(cancel);
                await context.Decisions.Where(row => row.Year == year && (row.SenderA == submission.Sender.Value || row.SenderB == submission.Sender.Value)).ExecuteDeleteAsync(cancel);
                await context.Linkages.Where(row => row.Year == year).ExecuteDeleteAsync(cancel);
                replaced = true;
            }
            var answer = await AnswerRowAsync(context, year, submission.Sender, cancel);
            (answer.Answer, answer.SeeOther, answer.AnsweredAt, answer.Remark) = (taken.Answer, null, taken.ReceivedAt, Seal(await KeyAsync(await context.Rounds.Where(row => row.Year == year).Select(row => row.TextKey).FirstAsync(cancel), cancel), submission.Sender.Value, AnswerRemark, taken.Remark));
            await AddAsync(context, taken, encodings, texts, cancel);
            return taken;
        }, cancel);
        Submission received;
        try
        {
            received = await TakeInAsync();
        }
        catch (SubmissionRefusedException)
        {
            // Its sender may be nobody of ours: then the entry tells only that something was refused.
            var known = (await BodiesAsync(cancel)).Any(body => body.Id == submission.Sender);
            await RecordAsync(NationalActs.SubmissionRefused, known ? place : $"round/{year}", detail: Sha(digest), cancel: cancel);
            throw;
        }
        if (superseded is not null) await Keys.EraseAsync([superseded], cancel);
        if (replaced && address.IsSqlite)
        {
            await using var context = Context();
            await CutLogAsync(context, cancel);
        }
        return received;
    }

    /// <inheritdoc />
    public Task<IReadOnlyList<Submission>> SubmissionsAsync(int year, CancellationToken cancel = default) => KeptRowsAsync<IReadOnlyList<Submission>>($"submissions/{year}", async context =>
    {
        var rows = await context.Submissions.AsNoTracking()
            .Where(row => row.Year == year && row.State != SubmissionState.Superseded && row.State != SubmissionState.SentBack).ToListAsync(cancel);
        return await LoadAsync(context, rows.OrderBy(row => ShippedRegister.Position(row.Sender)).ThenBy(row => row.Sender, StringComparer.Ordinal), cancel);
    }, cancel);

    /// <inheritdoc />
    public Task<IReadOnlyList<Submission>> HistoryAsync(int year, BodyId sender, CancellationToken cancel = default) => KeptRowsAsync<IReadOnlyList<Submission>>($"history/{year}/{sender}", async context =>
    {
        var rows = await context.Submissions.AsNoTracking().Where(row => row.Year == year && row.Sender == sender.Value).OrderByDescending(row => row.Version).ToListAsync(cancel);
        return await LoadAsync(context, rows, cancel, withRestricted: true);
    }, cancel);

    /// <inheritdoc />
    public Task SetStateAsync(int year, BodyId sender, SubmissionState state, string? reason = null, CancellationToken cancel = default)
    {
        if (state is SubmissionState.Superseded) throw new InvalidOperationException("A submission is superseded by a later one, not by hand.");
        if (state is SubmissionState.SentBack or SubmissionState.Excluded && string.IsNullOrWhiteSpace(reason))
            throw new InvalidOperationException("Sending back and excluding need a reason, which is shown (B-038).");
        return WriteAsync(year, async context =>
        {
            await OpenRowAsync(context, year, cancel);
            var row = await context.Submissions.Where(found => found.Year == year && found.Sender == sender.Value && found.State != SubmissionState.Superseded)
                .FirstOrDefaultAsync(cancel) ?? throw new InvalidOperationException($"'{sender}' has sent nothing for {year}.");
            (row.State, row.Reason) = (state, Seal(await KeyAsync(row.TextKey, cancel), "", SubmissionReason, reason));
            var act = state switch { SubmissionState.SentBack => NationalActs.SubmissionSentBack, SubmissionState.Excluded => NationalActs.SubmissionExcluded, _ => NationalActs.SubmissionAccepted };
            Record(context, act, $"round/{year}/body/{sender}", detail: reason is null ? Sha(row.Digest) : $"{Sha(row.Digest)}; {reason}");
            var answer = await AnswerRowAsync(context, year, sender, cancel);
            answer.Answer = state switch { SubmissionState.Excluded => AnswerKind.Excluded, SubmissionState.SentBack => AnswerKind.NotAnswered, _ => row.Answer };
            answer.AnsweredAt = state is SubmissionState.SentBack ? null : row.ReceivedAt;
            await context.SaveChangesAsync(cancel);
            return true;
        }, cancel);
    }

    // Sealed, not public: whoever knows nearly all of a small submission could try the rest against its digest.
    private static string Sha(string digest) => $"SHA-256 {digest}";

    private static Task<SubmissionRow?> InForceAsync(NationalContext context, int year, BodyId sender, CancellationToken cancel) =>
        context.Submissions.FirstOrDefaultAsync(row => row.Year == year && row.Sender == sender.Value && row.State != SubmissionState.Superseded, cancel);

    private async Task<ReceiptFacts> FactsAsync(NationalContext context, Submission submission, SubmissionRow? former, CancellationToken cancel)
    {
        var others = await context.Submissions.Where(row => row.Year == submission.Year && row.Sender != submission.Sender.Value && row.Encoded > 0
                && row.State != SubmissionState.Superseded && row.State != SubmissionState.SentBack)
            .OrderBy(row => row.Id).Select(row => new { row.Sender, row.Schema, row.KeyCheck }).ToListAsync(cancel);
        return new(await RoundAsync(context, submission.Year, cancel), await BodiesAsync(context, cancel), former is null ? null : Head(former, null),
            [.. others.Select(row => (new BodyId(row.Sender), row.Schema, row.KeyCheck))]);
    }

    private static async Task AddAsync(NationalContext context, Submission taken, DataKey encodings, DataKey texts, CancellationToken cancel)
    {
        var head = context.Submissions.Add(new()
        {
            Year = taken.Year, Sender = taken.Sender.Value, Version = taken.Version, ReceivedAt = taken.ReceivedAt, State = taken.State, Answer = taken.Answer,
            Schema = taken.Schema, KeyCheck = taken.KeyCheck, Digest = taken.Digest!, Encoded = taken.EncodedRows, Remark = Seal(texts, "", SubmissionRemark, taken.Remark),
            MeasureDefinition = Seal(texts, "", SubmissionMeasure, taken.MeasureDefinition), EncodingKey = encodings.Id, TextKey = texts.Id, LeftOut = string.Join(' ', taken.LeftOut),
        }).Entity;
        await context.SaveChangesAsync(cancel);
        context.AgencyAnswers.AddRange((taken.Agency?.Answers ?? new Dictionary<string, string>()).Select(pair => new AgencyAnswerRow { SubmissionId = head.Id, Field = pair.Key, Answer = Seal(texts, pair.Key, AgencyAnswer, pair.Value)! }));
        context.PoliceCases.AddRange(taken.Cases.Select((line, at) => new PoliceCasesRow
        {
            SubmissionId = head.Id, Line = at + 1, Form = line.Form, Cases = line.Cases, Victims = line.Victims, Reclassified = Seal(texts, LineOf(at + 1), CasesReclassified, line.Reclassified),
        }));
        await context.SaveChangesAsync(cancel);
        context.ChangeTracker.AutoDetectChangesEnabled = false;
        foreach (var chunk in taken.Persons.Chunk(Chunk))
        {
            context.ChangeTracker.Clear();
            foreach (var person in chunk)
            {
                context.Persons.Add(PersonRows.RowOf(head.Id, person));
                if (person.Encoding is not null || person.Blocks.Count > 0)
                    context.Encodings.Add(Sealed(encodings, new() { SubmissionId = head.Id, Row = person.Row, Clk = person.Encoding, Blocks = PersonRows.Bytes(person.Blocks) }));
            }
            await context.SaveChangesAsync(cancel);
        }
    }

    private async Task<IReadOnlyList<Submission>> LoadAsync(NationalContext context, IEnumerable<SubmissionRow> all, CancellationToken cancel, bool withRestricted = false)
    {
        var loaded = new List<Submission>();
        var heads = all.ToList();
        var keys = await Keys.KeysAsync([.. heads.SelectMany(head => new[] { head.EncodingKey, head.TextKey }).OfType<string>()], cancel);
        foreach (var head in heads)
        {
            // Without their key the encodings are destroyed, whatever a database put back from a backup still holds.
            var (encodingKey, texts) = (head.EncodingKey is null ? null : keys.GetValueOrDefault(head.EncodingKey), head.TextKey is null ? null : keys.GetValueOrDefault(head.TextKey));
            var encodings = encodingKey is null ? [] : (await context.Encodings.AsNoTracking().Where(row => row.SubmissionId == head.Id).ToListAsync(cancel)).ToDictionary(row => row.Row, row => Opened(encodingKey, row));
            var persons = await context.Persons.AsNoTracking().Where(row => row.SubmissionId == head.Id && (withRestricted || !row.Restricted)).OrderBy(row => row.Row).ToListAsync(cancel);
            var answers = await context.AgencyAnswers.AsNoTracking().Where(row => row.SubmissionId == head.Id).ToDictionaryAsync(row => row.Field, row => row.Answer, cancel);
            var cases = await context.PoliceCases.AsNoTracking().Where(row => row.SubmissionId == head.Id).OrderBy(row => row.Line).ToListAsync(cancel);
            loaded.Add(Head(head, texts) with
            {
                Persons = [.. persons.Select(row => PersonRows.PersonOf(row, encodings.GetValueOrDefault(row.Row)))],
                Agency = answers.Count == 0 || texts is null ? null : new(answers.ToDictionary(pair => pair.Key, pair => texts.OpenField(pair.Key, AgencyAnswer, pair.Value)!, StringComparer.Ordinal)),
                Cases = [.. cases.Select(line => new PoliceCases(line.Form, line.Cases, line.Victims, Opened(texts, LineOf(line.Line), CasesReclassified, line.Reclassified)))],
            });
        }
        return loaded;
    }

    private static Submission Head(SubmissionRow row, DataKey? texts) => new()
    {
        Year = row.Year, Sender = new(row.Sender), Version = row.Version, ReceivedAt = row.ReceivedAt, State = row.State, Answer = row.Answer, Schema = row.Schema,
        KeyCheck = row.KeyCheck, Digest = row.Digest, EncodedRows = row.Encoded, Remark = Opened(texts, "", SubmissionRemark, row.Remark), MeasureDefinition = Opened(texts, "", SubmissionMeasure, row.MeasureDefinition),
        LeftOut = PersonRows.Split(row.LeftOut), Reason = Opened(texts, "", SubmissionReason, row.Reason),
    };
}
