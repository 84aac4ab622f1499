using Vern.Ledger.Log;
using Vern.Ledger.Proofs;
using Vern.Persons.Auditing;
using Vern.Persons.Tests.Collection;
using Vern.Platform.Access;
using Vern.Platform.Auditing;
using Vern.Persons.Collection;

namespace Vern.Persons.Tests.Auditing;

/// <summary>What is kept of the ledger between two looks at it, and of what the rules found in it, is what reading everything anew gives.</summary>
public sealed class KeptFindingsTests
{
    private static readonly AuditAct[] Kinds = [NationalActs.PairRead, NationalActs.PairRead, NationalActs.PairDecided, NationalActs.SubmissionRead, NationalActs.RecordsExported, ControlActs.AccessRefused, AccessActs.EmergencyBegun];

    [Theory, InlineData(1), InlineData(2)]
    public async Task The_latest_entries_and_what_is_unusual_in_them_are_as_read_anew_whoever_appends_and_erases(int seed)
    {
        await using var fixture = await StoreFixture.OpenAsync("sqlite");
        await using var other = await NationalStore.OpenAsync(fixture.Folder, null, fixture.Clock); // another process on the same folder
        var (draw, ledger) = (new Random(seed), fixture.Store.Ledger);
        for (var step = 0; step < 40; step++)
        {
            var by = draw.Next(3) == 0 ? other.Ledger : ledger;
            fixture.Clock.Move(TimeSpan.FromMinutes(draw.Next(-3, 200)));
            Actor.Begin(new($"Person {draw.Next(3)}", "coordinator", "linkage"));
            switch (draw.Next(8))
            {
                case 0: await by.EraseSealedAsync(fixture.Clock.GetUtcNow().AddHours(-draw.Next(48)), TestContext.Current.CancellationToken); break;
                case 1: break; // looked at again, unchanged
                default:
                    var kind = Kinds[draw.Next(Kinds.Length)];
                    for (var times = draw.Next(1, 9); times > 0; times--) await by.RecordAsync(kind, "round/2014", draw.Next(2) == 0 ? $"{times}" : null, TestContext.Current.CancellationToken);
                    await by.AppendAsync(TestContext.Current.CancellationToken);
                    break;
            }
            var anew = Anew(ledger, (await ledger.Outbox.RememberedAsync(TestContext.Current.CancellationToken))!.Checkpoint.Size);
            var latest = await ledger.LatestAsync(50, TestContext.Current.CancellationToken);
            Assert.Equal(anew.TakeLast(50), latest);
            Assert.Equal(anew, await ledger.ReadAsync(anew.Select(act => act.Place), TestContext.Current.CancellationToken));
            var found = NationalControl.Unusual.Find(latest);
            Assert.Equal(NationalControl.Unusual.Find([.. latest]), found);
            Assert.Same(latest, await ledger.LatestAsync(50, TestContext.Current.CancellationToken)); // unchanged, it is not looked at again
            Assert.Same(found, NationalControl.Unusual.Find(latest));
        }
    }

    [Fact]
    public void Limits_of_a_day_are_those_of_counting_all_acts_of_a_person_and_day()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var draw = new Random(seed);
            var at = new DateTimeOffset(2026, 11, 16, 9, 0, 0, TimeSpan.Zero);
            List<ReadAct> acts = [.. Enumerable.Range(0, 150).Select(place => new ReadAct(place, $"{place}", Kinds[draw.Next(draw.Next(2) == 0 ? 2 : 5)].Kind, at = at.AddMinutes(draw.Next(60)), "round/2014", "linkage", null, draw.Next(9) == 0 ? null : new Actor($"Person {draw.Next(2)}", "coordinator"), null, false))];
            var days = acts.GroupBy(act => (act.By?.Name, TimeZoneInfo.ConvertTimeBySystemTimeZoneId(act.At, "Europe/Oslo").Date)).ToList();
            Expect("pairs", days.Where(day => day.Count(act => act.Kind == "pair.read") > 20 && day.All(act => act.Kind != "pair.decided")).Select(day => day.Last(act => act.Kind == "pair.read")));
            Expect("submissions", days.Where(day => day.Count(act => act.Kind == "submission.read") > 60).Select(day => day.Last(act => act.Kind == "submission.read")));
            Expect("exports", days.Where(day => day.Count(act => act.Kind == "records.exported") > 3).Select(day => day.Last(act => act.Kind == "records.exported")));

            void Expect(string rule, IEnumerable<ReadAct> expected) =>
                Assert.Equal(expected.Select(act => act.Place).OrderDescending(), NationalControl.Unusual.Find(acts).Where(found => found.Rule.Code == rule).Select(found => found.Act.Place));
        }
    }

    // The slow way: every entry from the log's files, every sealed part from its file.
    private static List<ReadAct> Anew(WorkspaceLedger ledger, long size)
    {
        var (tree, payloads) = (new TreeReader(new FolderSource(ledger.Files.Log), size), new PayloadStore(ledger.Files.Payloads));
        return [.. Enumerable.Range(0, (int)size).Select(place => ReadAct.Of(place, tree.Entry(place).Span, payloads))];
    }
}
