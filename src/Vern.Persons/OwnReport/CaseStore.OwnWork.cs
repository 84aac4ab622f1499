using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Vern.Persons.OwnReport;

namespace Vern.Persons.Registration;

// What the agency answers about its own work.
public sealed partial class CaseStore
{
    private const string OwnWorkColumn = "case_own_work.content";

    /// <summary>The answers of a year.</summary>
    public async Task<OwnWork> OwnWorkAsync(int year, CancellationToken cancel = default)
    {
        await using var context = Context();
        if (await context.OwnWork.AsNoTracking().FirstOrDefaultAsync(row => row.Year == year, cancel) is not { } row || await KeyAsync(row.KeyId, cancel) is not { } key) return OwnWork.Empty;
        return new(JsonSerializer.Deserialize<Dictionary<string, string>>(key.OpenField(OwnWorkPlace(year, row.Revision), OwnWorkColumn, row.Content))!, row.Revision);
    }

    /// <summary>Keeps the answers of a year, in place of the former.</summary>
    /// <param name="year">The year.</param>
    /// <param name="answers">By the form's field.</param>
    /// <param name="seen">The revision that the form was filled in over.</param>
    /// <param name="by">Who answers.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>Whether they stand; not when somebody else kept others meanwhile.</returns>
    public async Task<bool> KeepOwnWorkAsync(int year, IReadOnlyDictionary<string, string> answers, int seen, CaseReach by, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(answers);
        ArgumentNullException.ThrowIfNull(by);
        var former = await OwnWorkAsync(year, cancel);
        if (former.Revision != seen) return former.Answers.Count == answers.Count && answers.All(answer => former.Answers.GetValueOrDefault(answer.Key) == answer.Value); // a double click
        var key = await workspace.Keys.NewKeyAsync("report", cancel);
        string? old = null;
        try
        {
            await WriteAsync(async context =>
            {
                var row = await context.OwnWork.FirstOrDefaultAsync(row => row.Year == year, cancel);
                if ((row?.Revision ?? 0) != seen) throw new DbUpdateConcurrencyException();
                var sealedAnswers = key.SealField(OwnWorkPlace(year, seen + 1), OwnWorkColumn, JsonSerializer.SerializeToUtf8Bytes(answers));
                if (row is null) context.OwnWork.Add(new() { Year = year, KeyId = key.Id, Content = sealedAnswers, Revision = 1, At = Now().ToUnixTimeMilliseconds(), By = by.Account });
                else
                {
                    old = row.KeyId;
                    (row.KeyId, row.Content, row.Revision, row.At, row.By) = (key.Id, sealedAnswers, seen + 1, Now().ToUnixTimeMilliseconds(), by.Account);
                }
                RecordReport(context, CaseActs.OwnWorkKept, year, null);
                await context.SaveChangesAsync(cancel);
                return true;
            }, cancel);
        }
        catch (DbUpdateException)
        {
            await workspace.Keys.EraseAsync([key.Id], CancellationToken.None);
            if ((await OwnWorkAsync(year, cancel)).Revision != seen) return false;
            throw;
        }
        if (old is not null) await workspace.Keys.EraseAsync([old], cancel);
        return true;
    }

    private static string OwnWorkPlace(int year, int revision) => string.Create(CultureInfo.InvariantCulture, $"{year}/{revision}");
}
