using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Vern.Persons.Collection.Storage;
using Vern.Platform.Sealing;
using Vern.Platform.Store;

namespace Vern.Persons.Collection;

// What is sealed at rest, and under which key: a submission's encodings under one that goes with them, its texts under another, remarks on answers and reasons of
// decisions under the round's. Codes and numbers are not sealed: they are what the unit counts with, and none can name anybody.
public sealed partial class NationalStore
{
    private const string SubmissionRemark = "submissions.remark", SubmissionMeasure = "submissions.measure_definition", SubmissionReason = "submissions.reason",
        AgencyAnswer = "agency_answers.answer", CasesReclassified = "police_cases.reclassified", AnswerRemark = "answers.remark", DecisionReason = "decisions.reason",
        EncodingClk = "encodings.clk", EncodingBlocks = "encodings.blocks";

    private static string EncodingScope(int year) => string.Create(CultureInfo.InvariantCulture, $"encodings/{year}");
    private static string TextScope(int year) => string.Create(CultureInfo.InvariantCulture, $"texts/{year}");
    private static string LineOf(int line) => line.ToString(CultureInfo.InvariantCulture);
    private static string PlaceOf(DecisionRow row) => string.Create(CultureInfo.InvariantCulture, $"{row.SenderA}.{row.RowA} {row.SenderB}.{row.RowB}");

    // Screened first: sealed, an identity number could not be told from anything else.
    private static string? Seal(DataKey? key, string row, string column, string? text)
    {
        if (text is null) return null;
        if (!Shapes.Screened.Allows(text)) throw new StoreException($"The column {column} takes only {Shapes.Screened.Name}; the value given has another form.");
        return (key ?? throw new StoreException($"The key of {column} was erased; nothing can be written there any more.")).SealField(row, column, text);
    }

    // A text whose key was erased is gone.
    private static string? Opened(DataKey? key, string row, string column, string? text) => key?.OpenField(row, column, text);

    private static EncodingRow Sealed(DataKey key, EncodingRow row)
    {
        var place = LineOf(row.Row);
        if (row.Clk is not null) row.Clk = key.SealField(place, EncodingClk, row.Clk);
        row.Blocks = key.SealField(place, EncodingBlocks, row.Blocks);
        return row;
    }

    private static EncodingRow Opened(DataKey key, EncodingRow row)
    {
        var place = LineOf(row.Row);
        if (row.Clk is not null) row.Clk = key.OpenField(place, EncodingClk, row.Clk.AsSpan());
        row.Blocks = key.OpenField(place, EncodingBlocks, row.Blocks.AsSpan());
        return row;
    }

    private async Task<DataKey?> KeyAsync(string? id, CancellationToken cancel) => id is null ? null : (await Keys.KeysAsync([id], cancel)).GetValueOrDefault(id);

    // Opens the key store, finds out whether it belongs to this database and finishes erasures that were cut short.
    private async Task OpenKeysAsync(string dataFolder, string? postgres, CancellationToken cancel)
    {
        try
        {
            Keys = await PersonKeys.OpenAsync(dataFolder, "national", postgres, clock, cancel);
        }
        catch (SealingException problem)
        {
            throw new StoreException(problem.Message, problem);
        }
        await using var context = Context();
        var named = await context.Submissions.AsNoTracking().Select(row => new { row.EncodingKey, row.TextKey, row.State }).ToListAsync(cancel);
        var rounds = await context.Rounds.AsNoTracking().Select(row => row.TextKey).ToListAsync(cancel);
        var ids = named.SelectMany(row => new[] { row.EncodingKey, row.TextKey }).Concat(rounds).OfType<string>().ToList();
        var there = await Keys.KeysAsync(ids, cancel);
        var missing = ids.Where(id => !there.ContainsKey(id)).ToList();
        if (missing.Count - Keys.ErasedOf(missing).Count is > 0 and var lost)
            throw new StoreException($"The key store under {Path.Combine(dataFolder, "keys")} lacks {lost} of the keys that this database is sealed under, and they were not erased: it is another workspace's, or older than the database. Put back the key store's own back-up.");
        await Keys.EraseAsync([.. named.Where(row => row.State is SubmissionState.Superseded).Select(row => row.EncodingKey).OfType<string>()], cancel);
    }
}
