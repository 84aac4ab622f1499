using Vern.Material.Identification;
using Vern.Material.Intake;

namespace Vern.Material.Tests.Identification;

/// <summary>Series in the store, on both databases.</summary>
public sealed class SeriesStoreTests
{
    public static TheoryData<string> Databases => MaterialFixture.Databases;
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private static SeriesPart Part(char digit) => new("sha256", new string(digit, 64));

    [Theory, MemberData(nameof(Databases))]
    public async Task Nobody_registers_or_identifies_the_same_child_twice(string database)
    {
        await using var fixture = await MaterialFixture.OpenAsync(database);
        var store = fixture.Store;
        var (id, _) = await store.RegisterSeriesAsync([Part('1'), new("report", "12")], new(2020, 1, 1), 2, "Unit One", Cancel);
        var (none, elsewhere) = await store.RegisterSeriesAsync([Part('2'), new("report", "12")], new(2025, 1, 1), 1, "Unit Two", Cancel);
        Assert.Null(none);
        Assert.Equal([id!], elsewhere);
        Assert.Equal([id!], await store.SeriesOfAsync([Part('1')], Cancel));
        Assert.True(await store.JoinSeriesAsync(id!, "Unit Two", Cancel));
        Assert.False(await store.HandOverSeriesAsync(id!, "Unit Two", "Unit Three", Cancel)); // does not lead
        Assert.False(await store.HandOverSeriesAsync(id!, "Unit One", null, Cancel)); // leads, and another works on it
        Assert.True(await store.HandOverSeriesAsync(id!, "Unit One", "Unit Two", Cancel));
        var series = (await store.SeriesAsync(id!, Cancel))!;
        Assert.Equal(["Unit Two", "Unit One"], series.Units.Select(unit => unit.Title));
        var child = series.Children[0].Id;
        Assert.Equal(IdentifyStep.Done, await store.IdentifyChildAsync(child, new(2026, 1, 31), "Unit Two", Cancel));
        Assert.Equal(IdentifyStep.Already, await store.IdentifyChildAsync(child, new(2026, 1, 31), "Unit One", Cancel));
        Assert.Equal(IdentifyStep.NotNow, await store.IdentifyChildAsync(series.Children[1].Id, new(2026, 2, 3), "Unit One", Cancel)); // tomorrow is not yet
        Assert.Equal(new Backlog(1, 0, [0, 0, 0, 1], 1, 1, 0) with { Ages = [] }, await store.BacklogAsync(Cancel) with { Ages = [] });
        Assert.True(await store.ReportedToInterpolAsync(child, new(2026, 2, 1), Cancel));
        Assert.True(await store.LinkChildAsync(child, "A-4711", new(2026, 2, 1), Cancel));
        Assert.True(await store.NoteSeriesAsync(id!, "Seen in a forum", "Kari Example", Cancel));
        Assert.True(await store.KeepJudgmentAsync(new("", "Example tingrett", "25-001", new(2025, 5, 1), 4, 1, id), Cancel));
        Assert.False(await store.KeepJudgmentAsync(new("", "Example tingrett", "25-001", new(2025, 5, 1), 4, 1, id), Cancel));
        Assert.Equal(3, (await store.BacklogAsync(Cancel)).Missing);
        foreach (var secret in (string[])["A-4711", "Seen in a forum"]) Assert.DoesNotContain(secret, fixture.Bytes(), StringComparison.Ordinal);
    }
}
