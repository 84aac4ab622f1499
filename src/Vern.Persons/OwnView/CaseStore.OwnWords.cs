using System.Text;
using Microsoft.EntityFrameworkCore;
using Vern.Persons.OwnView;
using Vern.Persons.Registration.Storage;

namespace Vern.Persons.Registration;

/// <summary>What she asked or told from her own view.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Person">The person.</param>
/// <param name="Kind">question, correction or withdrawal.</param>
/// <param name="Words">Her words; of a withdrawal the body's name.</param>
/// <param name="At">When.</param>
/// <param name="Answer">What was answered; null before.</param>
/// <param name="AnsweredAt">When.</param>
/// <param name="AnsweredByName">By whom.</param>
public sealed record OwnWords(long Id, PersonId Person, string Kind, string Words, DateTimeOffset At, string? Answer, DateTimeOffset? AnsweredAt, string? AnsweredByName);

// What she asks, and what is answered.
public sealed partial class CaseStore
{
    /// <summary>The longest that she, or who answers, may write at once.</summary>
    public const int LongestOwnWords = 2000;
    private const int MostOpenWords = 20;

    /// <summary>Keeps what she asks or tells; a form sent twice asks once.</summary>
    /// <param name="origin">32 random hexadecimal digits of the form.</param>
    /// <param name="id">The person whose session it is.</param>
    /// <param name="kind">question, correction or withdrawal.</param>
    /// <param name="words">Her words.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>Whether it was kept: not where she is gone, or twenty wait for an answer already.</returns>
    public async Task<bool> AskAsync(string origin, PersonId id, string kind, string words, CancellationToken cancel = default)
    {
        if (kind is not ("question" or "correction" or "withdrawal")) throw new ArgumentException("question, correction or withdrawal was expected.", nameof(kind));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(words?.Length ?? 0, LongestOwnWords);
        if (await KeyIdAsync(id, cancel) is not { } keyId || await KeyAsync(keyId, cancel) is not { } key) return false;
        var kept = false;
        var there = await ChangeAsync(id, HerOwnReach, async (context, row) =>
        {
            kept = await context.OwnWords.AnyAsync(one => one.Origin == origin && one.Person == row.Id, cancel);
            if (kept || await context.OwnWords.CountAsync(one => one.Person == row.Id && one.AnsweredAt == null, cancel) >= MostOpenWords) return;
            context.OwnWords.Add(new() { Person = row.Id, Origin = origin, Kind = kind, At = Now().ToUnixTimeMilliseconds(), Words = key.SealField($"{row.Id}/{origin}", "case_own_words.words", Encoding.UTF8.GetBytes(words!)) });
            Record(context, OwnActs.Asked, id, kind);
            kept = true;
        }, cancel);
        return there && kept;
    }

    /// <summary>What she asked and what was answered, newest first; null where there is no such person within reach.</summary>
    public async Task<IReadOnlyList<OwnWords>?> OwnWordsAsync(PersonId id, CaseReach by, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        await using var context = Context();
        if (!by.Purposes.Contains("protection") || !await (await WithinAsync(context, by, cancel)).AnyAsync(row => row.Id == id.Value, cancel)) return null;
        return await OpenedAsync(context, await context.OwnWords.AsNoTracking().Where(row => row.Person == id.Value).OrderByDescending(row => row.Id).Take(MostTasks).ToListAsync(cancel), cancel);
    }

    /// <summary>What waits for an answer in one's own cases, the oldest first.</summary>
    public async Task<IReadOnlyList<OwnWords>> OwnWordsWaitingAsync(CaseReach by, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        await using var context = Context();
        if (!by.Purposes.Contains("protection")) return [];
        var own = await WithinAsync(context, by with { Scope = Platform.Access.Scope.Own }, cancel);
        return await OpenedAsync(context, await context.OwnWords.AsNoTracking().Where(row => row.AnsweredAt == null && own.Any(person => person.Id == row.Person)).OrderBy(row => row.At).Take(MostTasks).ToListAsync(cancel), cancel);
    }

    /// <summary>Answers her; a withdrawal is noted as seen by it.</summary>
    /// <returns>Whether it is there, unanswered, of a person within reach.</returns>
    public async Task<bool> AnswerAsync(PersonId id, long words, string answer, CaseReach by, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(answer?.Length ?? 0, LongestOwnWords);
        if (await KeyIdAsync(id, cancel) is not { } keyId || await KeyAsync(keyId, cancel) is not { } key) return false;
        var done = false;
        return await ChangeAsync(id, by, async (context, row) =>
        {
            if (await context.OwnWords.FirstOrDefaultAsync(one => one.Id == words && one.Person == row.Id && one.AnsweredAt == null, cancel) is not { } asked) return;
            (asked.AnsweredAt, asked.AnsweredByName, done) = (Now().ToUnixTimeMilliseconds(), by.Name, true);
            asked.Answer = key.SealField($"{row.Id}/{asked.Origin}", "case_own_words.answer", Encoding.UTF8.GetBytes(answer!));
            Record(context, OwnActs.Answered, id, asked.Kind);
        }, cancel) && done;
    }

    private async Task<IReadOnlyList<OwnWords>> OpenedAsync(CaseContext context, List<OwnView.Storage.OwnWordsRow> rows, CancellationToken cancel)
    {
        if (rows.Count == 0) return [];
        var persons = rows.Select(row => row.Person).Distinct().ToList();
        var ids = await context.Persons.Where(row => persons.Contains(row.Id)).ToDictionaryAsync(row => row.Id, row => row.KeyId, cancel);
        var keys = await workspace.Keys.KeysAsync([.. ids.Values], cancel);
        static DateTimeOffset At(long moment) => DateTimeOffset.FromUnixTimeMilliseconds(moment);
        return [.. rows.Where(row => keys.ContainsKey(ids[row.Person])).Select(row =>
        {
            string Open(string column, byte[] box) => Encoding.UTF8.GetString(keys[ids[row.Person]].OpenField($"{row.Person}/{row.Origin}", column, box));
            return new OwnWords(row.Id, PersonId.Read(row.Person)!.Value, row.Kind, Open("case_own_words.words", row.Words), At(row.At), row.Answer is { } box ? Open("case_own_words.answer", box) : null, row.AnsweredAt is { } answered ? At(answered) : null, row.AnsweredByName);
        })];
    }
}
