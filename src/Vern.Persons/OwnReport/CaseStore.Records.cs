using Microsoft.EntityFrameworkCore;
using Vern.Persons.OwnReport;
using Vern.Persons.Referral;
using Vern.Persons.Rights.Storage;
using Vern.Persons.Registration.Storage;

namespace Vern.Persons.Registration;

// Reading what a year's report is made of.
public sealed partial class CaseStore
{
    private const int ReadAtOnce = 400;
    private const string Statistics = "statistics";
    private static readonly string[] ToEncode = ["identity.given-name", "identity.family-name", "identity.birth", "identity.duf", "identity.national-number"], Courses = ["case.housing", "case.immigration"], FollowUps = ["hearing.where", "hearing.outcome", "stay.fits"];

    /// <summary>All persons within reach who are not closed before a year, in the order they were registered, with what its report is made of.</summary>
    /// <param name="year">The year.</param>
    /// <param name="reach">Who reads.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<IReadOnlyList<YearRecord>> RecordsOfYearAsync(int year, CaseReach reach, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(reach);
        var first = new DateOnly(year, 1, 1);
        await using var context = Context();
        var persons = await (await WithinAsync(context, reach, cancel)).AsNoTracking().Where(row => row.ClosedOn == null || row.ClosedOn >= first).OrderBy(row => row.OpenedOn).ThenBy(row => row.Id).ToListAsync(cancel);
        var records = new List<YearRecord>(persons.Count);
        foreach (var some in persons.Chunk(ReadAtOnce)) records.AddRange(await RecordsAsync(context, some, reach, cancel));
        return records;
    }

    private async Task<IEnumerable<YearRecord>> RecordsAsync(CaseContext context, PersonRow[] persons, CaseReach reach, CancellationToken cancel)
    {
        var ids = persons.Select(row => row.Id).ToList();
        var keys = await workspace.Keys.KeysAsync([.. persons.Select(row => row.KeyId)], cancel);
        var facts = (await context.Facts.AsNoTracking().Where(row => ids.Contains(row.Person)).ToListAsync(cancel)).ToLookup(row => row.Person);
        var consents = (await context.Consents.AsNoTracking().Where(row => ids.Contains(row.Person) && row.Purpose == Statistics).OrderByDescending(row => row.Id).ToListAsync(cancel)).ToLookup(row => row.Person);
        var rights = (await context.Set<RightStepRow>().AsNoTracking().Where(row => ids.Contains(row.Person)).OrderBy(row => row.Id).Select(row => new { row.Person, row.Name, row.Step, row.OnDay }).ToListAsync(cancel)).ToLookup(row => row.Person);
        var referred = (await context.Referrals.AsNoTracking().Where(row => row.Ours && row.Person != null && ids.Contains(row.Person)).OrderBy(row => row.SentAt).Select(row => new { row.Person, row.Body, row.SentAt, row.State }).ToListAsync(cancel)).ToLookup(row => row.Person);
        // Taken in from another agency is contact, whatever its facts are marked as.
        var taken = (await context.Referrals.AsNoTracking().Where(row => !row.Ours && row.Person != null && ids.Contains(row.Person)).Select(row => row.Person!).ToListAsync(cancel)).ToHashSet(StringComparer.Ordinal);
        var children = await context.Persons.Where(row => row.ErasedAt == null && row.Parent != null && ids.Contains(row.Parent)).GroupBy(row => row.Parent!).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key, group => group.Count, cancel);
        return persons.Where(row => keys.ContainsKey(row.KeyId)).Select(row =>
        {
            var key = keys[row.KeyId];
            var hers = Newest(facts[row.Id].Where(fact => IsFor(fact, FieldOf(fact), reach) && !FieldOf(fact).Secret)).Where(fact => fact.Value is not null).ToList();
            var statistics = Newest(facts[row.Id].Where(fact => fact.Item == 0 && reach.Purposes.Contains(Statistics) && Gives(fact, Statistics))).Where(fact => fact.Value is not null);
            return new YearRecord(HeadOf(row), statistics.ToDictionary(fact => fact.Field, fact => FactOf(fact, key).Fact, StringComparer.Ordinal), [.. hers.Where(fact => BelongsToYear.Fields.Contains(fact.Field)).Select(fact => FactOf(fact, key).Fact)],
                hers.Where(fact => ToEncode.Contains(fact.Field) && IsOurs(fact)).ToDictionary(fact => fact.Field, fact => Opened(fact, key)!, StringComparer.Ordinal), [.. consents[row.Id].Select(consent => ConsentOf(consent, key))])
            {
                Notes = [.. facts[row.Id].Where(fact => fact.Field == "note.text" && fact.Value is not null).Select(fact => DayOf(fact.At)).Distinct()], Children = children.GetValueOrDefault(row.Id),
                Course = [.. facts[row.Id].Where(fact => fact.Value is not null && Courses.Contains(fact.Field) && reach.Purposes.Contains(Statistics) && Gives(fact, Statistics)).Select(fact => (fact.Field, Opened(fact, key)!, DayOf(fact.At)))],
                FollowUp = [.. Newest(facts[row.Id].Where(fact => FollowUps.Contains(fact.Field) && reach.Purposes.Contains(Statistics) && Gives(fact, Statistics))).Where(fact => fact.Value is not null).Select(fact => FactOf(fact, key).Fact)],
                Imported = !taken.Contains(row.Id) && facts[row.Id].Any(fact => fact.Revision == 1) && facts[row.Id].Where(fact => fact.Revision == 1).All(fact => fact.Source is FactSource.Imported),
                Rights = [.. rights[row.Id].Select(step => (step.Name, step.Step, step.OnDay))], Referred = [.. referred[row.Id].Select(one => (one.Body, DayOf(one.SentAt), one.State is ReferralState.Accepted))],
            };
        });
    }

    private bool Gives(FactRow row, string purpose) => row.Purposes.Split(' ').Contains(purpose, StringComparer.Ordinal) && FieldOf(row).Purposes.Contains(purpose);

    // What another agency shared may be read for what it was shared for, and for nothing else.
    private bool IsOurs(FactRow row) => FieldOf(row).Purposes.IsSubsetOf(row.Purposes.Split(' '));

    /// <summary>The day of a moment in Norway.</summary>
    internal static DateOnly DayOf(long milliseconds) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds), Zone).DateTime);
}
