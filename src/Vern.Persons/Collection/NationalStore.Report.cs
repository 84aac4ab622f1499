using Microsoft.EntityFrameworkCore;
using Vern.Linkage.Linking;
using Vern.Persons.Auditing;
using Vern.Persons.Collection.Storage;

namespace Vern.Persons.Collection;

// What statistics and the report keep: decisions on pairs, the linkage, imports, the unit's own texts, editions.
public sealed partial class NationalStore
{
    /// <inheritdoc />
    public Task<IReadOnlyList<RowDecision>> DecisionsAsync(int year, CancellationToken cancel = default) => KeptAsync<IReadOnlyList<RowDecision>>($"decisions/{year}", async context =>
    {
        var rows = await context.Decisions.AsNoTracking().Where(row => row.Year == year).ToListAsync(cancel);
        var texts = rows.Exists(row => row.Reason is not null) ? await KeyAsync(await context.Rounds.Where(row => row.Year == year).Select(row => row.TextKey).FirstOrDefaultAsync(cancel), cancel) : null;
        return [.. rows.OrderBy(row => row.SenderA, StringComparer.Ordinal).ThenBy(row => row.RowA).ThenBy(row => row.SenderB, StringComparer.Ordinal).ThenBy(row => row.RowB)
            .Select(row => new RowDecision(new(new(row.SenderA), row.RowA), new(new(row.SenderB), row.RowB), row.Verdict, row.DecidedBy, row.DecidedAt, Opened(texts, PlaceOf(row), DecisionReason, row.Reason)))];
    }, cancel);

    /// <inheritdoc />
    public Task DecideAsync(int year, RowDecision decision, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(decision);
        var (a, b) = (decision.A, decision.B);
        if (a == b) throw new InvalidOperationException("A decision is on two different rows.");
        if (string.CompareOrdinal(a.Sender.Value, b.Sender.Value) is var order && (order > 0 || (order == 0 && a.Row > b.Row))) (a, b) = (b, a);
        return WriteAsync(year, async context =>
        {
            var round = await OpenRowAsync(context, year, cancel);
            foreach (var row in new[] { a, b })
            {
                var submission = await InForceAsync(context, year, row.Sender, cancel);
                if (submission is null || !await context.Persons.AnyAsync(person => person.SubmissionId == submission.Id && person.Row == row.Row, cancel))
                    throw new InvalidOperationException($"'{row.Sender}' has no row {row.Row} in its submission for {year}.");
            }
            await context.Decisions.Where(row => row.Year == year && row.SenderA == a.Sender.Value && row.RowA == a.Row && row.SenderB == b.Sender.Value && row.RowB == b.Row).ExecuteDeleteAsync(cancel);
            if (decision.Verdict is not PairVerdict.CannotTell)
            {
                var kept = new DecisionRow
                {
                    Year = year, SenderA = a.Sender.Value, RowA = a.Row, SenderB = b.Sender.Value, RowB = b.Row, Verdict = decision.Verdict,
                    DecidedBy = decision.DecidedBy, DecidedAt = decision.DecidedAt.ToUniversalTime(),
                };
                kept.Reason = Seal(await KeyAsync(round.TextKey, cancel), PlaceOf(kept), DecisionReason, decision.Reason);
                context.Decisions.Add(kept);
            }
            Record(context, decision.Verdict is PairVerdict.CannotTell ? NationalActs.PairUndone : NationalActs.PairDecided, $"round/{year}/pairs",
                detail: $"{a.Sender}.{a.Row} {b.Sender}.{b.Row} {decision.Verdict}", by: decision.DecidedBy);
            await context.SaveChangesAsync(cancel);
            return true;
        }, cancel, rows: false);
    }

    /// <inheritdoc />
    public Task PutLinkageAsync(int year, string fingerprint, string json, CancellationToken cancel = default) => WriteAsync(year, async context =>
    {
        if (!await context.Rounds.AnyAsync(row => row.Year == year, cancel)) throw new InvalidOperationException($"There is no round for {year}.");
        await context.Linkages.Where(row => row.Year == year && row.Fingerprint == fingerprint).ExecuteDeleteAsync(cancel);
        context.Linkages.Add(new() { Year = year, Fingerprint = fingerprint, Json = json });
        await context.SaveChangesAsync(cancel);
        return true;
    }, cancel, rows: false);

    /// <inheritdoc />
    public async Task<string?> LinkageAsync(int year, string fingerprint, CancellationToken cancel = default)
    {
        await using var context = Context();
        return await context.Linkages.Where(row => row.Year == year && row.Fingerprint == fingerprint).Select(row => row.Json).FirstOrDefaultAsync(cancel);
    }

    /// <inheritdoc />
    public Task PutImportAsync(int year, string name, string csv, string source, CancellationToken cancel = default) => WriteAsync(AllYears, async context =>
    {
        await context.Imports.Where(row => row.Year == year && row.Name == name).ExecuteDeleteAsync(cancel);
        context.Imports.Add(new() { Year = year, Name = name, Csv = csv, Source = source });
        Record(context, NationalActs.RegisterImported, $"report/{year}/register/{name}", DigestOf(csv), source);
        await context.SaveChangesAsync(cancel);
        return true;
    }, cancel, rows: false);

    /// <inheritdoc />
    public Task<IReadOnlyDictionary<(int Year, string Name), (string Csv, string Source)>> ImportsAsync(CancellationToken cancel = default) => KeptAsync<IReadOnlyDictionary<(int, string), (string, string)>>("imports",
        async context => (await context.Imports.AsNoTracking().ToListAsync(cancel)).ToDictionary(row => (row.Year, row.Name), row => (row.Csv, row.Source)), cancel);

    /// <inheritdoc />
    public Task<IReadOnlyDictionary<(string Place, string Language), (string Markdown, int FromYear)>> TextsAsync(int year, CancellationToken cancel = default) => KeptAsync<IReadOnlyDictionary<(string, string), (string, int)>>($"texts/{year}",
        async context => (await context.Texts.AsNoTracking().Where(row => row.Year <= year).ToListAsync(cancel)).GroupBy(row => (row.Place, row.Language))
            .ToDictionary(place => place.Key, place => place.MaxBy(row => row.Year) is { } row ? (row.Markdown, row.Year) : default), cancel);

    /// <inheritdoc />
    public Task<bool> PutTextAsync(int year, string place, string language, string markdown, string? over = null, CancellationToken cancel = default) => WriteAsync(AllYears, async context =>
    {
        // Asked within the transaction: of two who write over the same words, the second is told.
        if (over is not null && over != ((await context.Texts.AsNoTracking().Where(row => row.Year == year && row.Place == place && row.Language == language).FirstOrDefaultAsync(cancel))?.Markdown is { } now ? DigestOf(now) : "")) return false;
        await context.Texts.Where(row => row.Year == year && row.Place == place && row.Language == language).ExecuteDeleteAsync(cancel);
        context.Texts.Add(new() { Year = year, Place = place, Language = language, Markdown = markdown });
        Record(context, NationalActs.TextChanged, $"report/{year}/text/{place}/{language}", DigestOf(markdown));
        await context.SaveChangesAsync(cancel);
        return true;
    }, cancel, rows: false);

    /// <inheritdoc />
    public Task<IReadOnlyList<Edition>> EditionsAsync(int year, CancellationToken cancel = default) => KeptAsync<IReadOnlyList<Edition>>($"editions/{year}", async context =>
    {
        var editions = await context.Editions.AsNoTracking().Where(row => row.Year == year).OrderBy(row => row.Number).ToListAsync(cancel);
        var signatures = (await context.Signatures.AsNoTracking().Where(row => row.Year == year).OrderBy(row => row.Position).ToListAsync(cancel)).ToLookup(row => row.Number);
        return [.. editions.Select(row => new Edition(row.Year, row.Number, row.Erratum, row.Digest, row.Content,
            [.. signatures[row.Number].Select(signature => new Signature(signature.SignedBy, signature.SignedAt))], row.PublishedAt))];
    }, cancel);

    /// <inheritdoc />
    public Task PutEditionAsync(Edition edition, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(edition);
        var (year, number) = (edition.Year, edition.Number);
        return WriteAsync(AllYears, async context =>
        {
            var existing = await context.Editions.AsNoTracking().Where(row => row.Year == year).Select(row => new { row.Number, row.PublishedAt }).ToListAsync(cancel);
            if (CheckEdition.Refusal(edition, [.. existing.Select(row => (row.Number, row.PublishedAt is not null))]) is { } refusal) throw new InvalidOperationException(refusal);
            RecordEdition(context, edition, existing.All(row => row.Number != number));
            await context.Signatures.Where(row => row.Year == year && row.Number == number).ExecuteDeleteAsync(cancel);
            await context.Editions.Where(row => row.Year == year && row.Number == number).ExecuteDeleteAsync(cancel);
            context.Editions.Add(new() { Year = year, Number = number, Erratum = edition.Erratum, Digest = edition.Digest, Content = edition.Content, PublishedAt = edition.PublishedAt?.ToUniversalTime() });
            context.Signatures.AddRange(edition.Signatures.Select((signature, at) => new SignatureRow { Year = year, Number = number, Position = at + 1, SignedBy = signature.By, SignedAt = signature.At.ToUniversalTime() }));
            await context.SaveChangesAsync(cancel);
            return true;
        }, cancel, rows: false);
    }

    // A signature under changed content begins anew: then the latest is the only one.
    private void RecordEdition(NationalContext context, Edition edition, bool isNew)
    {
        var place = $"report/{edition.Year}/edition/{edition.Number}";
        if (isNew && edition.Signatures.Count == 0 && edition.Erratum is not null) Record(context, NationalActs.ErratumBegun, place, edition.Digest, edition.Erratum);
        if (edition.Signatures.Count > 0) Record(context, NationalActs.ReportSigned, place, edition.Digest, edition.Signatures.Count == 1 ? "first" : "second", edition.Signatures[^1].By);
        if (edition.PublishedAt is not null) Record(context, NationalActs.ReportPublished, place, edition.Digest, by: edition.Signatures[^1].By);
    }

    private static string DigestOf(string text) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
}
