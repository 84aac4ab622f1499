using Vern.Linkage.Linking;
using Vern.Persons.Collection;

namespace Vern.Persons.Tests.Collection;

/// <summary>What a process has read and kept is what the database holds, whoever changed it.</summary>
public class KeptReadingTests
{
    public static TheoryData<string> Databases => StoreFixture.Databases;

    [Theory, MemberData(nameof(Databases))]
    public async Task Whatever_another_process_changes_is_read_anew(string database)
    {
        await using var fixture = await StoreFixture.OpenAsync(database);
        await using var other = await NationalStore.OpenAsync(fixture.Folder, fixture.Postgres, fixture.Clock);
        var (store, rosa) = (fixture.Store, new BodyId("rosa"));
        await store.OpenRoundAsync(2014, new(2015, 1, 30), new(2015, 3, 1), [rosa]);
        var before = await AllAsync(store);
        Assert.Equal(before, await AllAsync(store));

        async Task ChangesAsync(int place, Func<Task> change)
        {
            var was = await AllAsync(store);
            await change();
            var now = await AllAsync(store);
            Assert.NotEqual(was[place], now[place]);
            Assert.Equal(await AllAsync(other), now);
        }
        await ChangesAsync(0, () => other.OpenRoundAsync(2013, new(2014, 1, 30), new(2014, 3, 1), [rosa]));
        await ChangesAsync(1, () => other.PutBodyAsync(new(new("ny"), "Ny", "New", BodyKind.Organisation, LegalKind.PublicBody)));
        await ChangesAsync(2, () => other.RemindAsync(2014, rosa, new(2015, 2, 10)));
        await ChangesAsync(3, () => other.ReceiveAsync(Made.Submission(rosa)));
        await ChangesAsync(4, () => other.DecideAsync(2014, new(new(rosa, 1), new(rosa, 2), PairVerdict.Different, "Kari", fixture.Clock.GetUtcNow(), null)));
        await ChangesAsync(3, () => other.SetStateAsync(2014, rosa, SubmissionState.Accepted));
        await ChangesAsync(5, () => other.PutImportAsync(2014, "table6", "year,reports\n2014,44\n", "made up"));
        await ChangesAsync(6, () => other.PutTextAsync(2013, "chapter4", "nb", "Om omfang."));
        await ChangesAsync(7, () => other.PutEditionAsync(new(2014, 1, null, new('a', 64), "{}", [new("Kari", fixture.Clock.GetUtcNow())], null)));
        await ChangesAsync(8, () => other.CloseRoundAsync(2014, "Kari"));
    }

    [Fact]
    public async Task A_request_reads_as_of_one_moment_and_sees_its_own_changes()
    {
        await using var fixture = await StoreFixture.OpenAsync("sqlite");
        await using var other = await NationalStore.OpenAsync(fixture.Folder, null, fixture.Clock);
        await fixture.Store.OpenRoundAsync(2014, new(2015, 1, 30), new(2015, 3, 1), []);
        await Task.Run(async () =>
        {
            fixture.Store.ReadAsOne();
            Assert.Empty(await fixture.Store.TextsAsync(2014));
            await other.PutTextAsync(2014, "chapter4", "nb", "Another's.");
            Assert.Empty(await fixture.Store.TextsAsync(2014));
            await fixture.Store.PutTextAsync(2014, "chapter5", "nb", "Mine.");
            Assert.Equal(2, (await fixture.Store.TextsAsync(2014)).Count);
        });
        Assert.Equal(2, (await fixture.Store.TextsAsync(2014)).Count);
    }

    [Fact]
    public async Task A_reading_that_was_given_up_leaves_nothing_behind()
    {
        await using var fixture = await StoreFixture.OpenAsync("sqlite");
        await fixture.Store.OpenRoundAsync(2014, new(2015, 1, 30), new(2015, 3, 1), []);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fixture.Store.BodiesAsync(new CancellationToken(true)));
        Assert.NotEmpty(await fixture.Store.BodiesAsync());
        var many = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => fixture.Store.SubmissionsAsync(2014))));
        Assert.All(many, Assert.Empty);
    }

    // One line for each kind of reading.
    private static async Task<IReadOnlyList<string>> AllAsync(NationalStore store) =>
    [
        string.Join(' ', await store.YearsAsync()),
        string.Join(' ', (await store.BodiesAsync()).Select(body => body.Id)),
        string.Join(' ', (await store.RoundAsync(2014))!.Answers.SelectMany(answer => answer.RemindedOn)),
        string.Join(' ', (await store.SubmissionsAsync(2014)).Select(one => $"{one.Sender} {one.Version} {one.State} {one.Persons.Count}")) + string.Join(' ', (await store.HistoryAsync(2014, new("rosa"))).Select(one => one.State)),
        string.Join(' ', (await store.DecisionsAsync(2014)).Select(decision => decision.Verdict)),
        string.Join(' ', (await store.ImportsAsync()).Values),
        string.Join(' ', (await store.TextsAsync(2014)).Values),
        string.Join(' ', (await store.EditionsAsync(2014)).Select(edition => edition.Number)),
        $"{await store.DestructionAsync(2014)}",
    ];
}
