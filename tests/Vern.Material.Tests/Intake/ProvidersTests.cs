using Vern.Material.Intake;

namespace Vern.Material.Tests.Intake;

/// <summary>Who sends reports as a body.</summary>
public sealed class ProvidersTests
{
    public static TheoryData<string> Databases => MaterialFixture.Databases;
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    internal static Provider AProvider(string name) => new() { Name = name, Title = $"{name} Example", Country = "NO", Basis = "voluntary", From = new(2026, 1, 1), Until = new(2026, 12, 31), KeepsDays = 21 };

    [Theory, MemberData(nameof(Databases))]
    public async Task Two_credentials_are_good_at_a_time_and_none_once_it_is_closed(string database)
    {
        await using var fixture = await MaterialFixture.OpenAsync(database);
        var (store, access) = (fixture.Store, fixture.Workspace.Access);
        Assert.Null(await store.MakeCredentialAsync("nobody", Cancel));
        await store.EnrolAsync(AProvider("alpha"), Cancel);
        var first = (await store.MakeCredentialAsync("alpha", Cancel))!;
        var second = (await store.MakeCredentialAsync("alpha", Cancel))!;
        Assert.Equal("alpha", (await access.SessionAsync(first, Cancel))!.Account);
        Assert.Equal("alpha", (await access.SessionAsync(second, Cancel))!.Account);
        var third = (await store.MakeCredentialAsync("alpha", Cancel))!;
        Assert.Null(await access.SessionAsync(first, Cancel));
        fixture.Clock.Move(MaterialStore.CredentialOverlap);
        Assert.Null(await access.SessionAsync(second, Cancel));
        Assert.NotNull(await access.SessionAsync(third, Cancel));
        Assert.True(await store.CloseProviderAsync("alpha", Cancel));
        Assert.False(await store.CloseProviderAsync("alpha", Cancel));
        Assert.Null(await access.SessionAsync(third, Cancel));
        Assert.Null(await store.MakeCredentialAsync("alpha", Cancel));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_year_tells_of_those_that_sent_nothing_and_not_of_test_environments(string database)
    {
        await using var fixture = await MaterialFixture.OpenAsync(database);
        var store = fixture.Store;
        var alpha = await store.EnrolAsync(AProvider("alpha"), Cancel);
        await store.EnrolAsync(AProvider("beta"), Cancel);
        var trial = await store.EnrolAsync(AProvider("trial") with { IsTest = true }, Cancel);
        await Assert.ThrowsAsync<ArgumentException>(() => store.EnrolAsync(AProvider("beta"), Cancel));
        foreach (var words in (string[])["one", "two", "three"]) await store.ReceiveAsync(ReceiveTests.AReport(words, sender: alpha.Sender), Cancel);
        await store.ReceiveAsync(ReceiveTests.AReport("trial", sender: trial.Sender), Cancel);
        await store.RetractAsync(1, alpha.Sender, whole: true, Cancel);
        Assert.Equal([("alpha", 2, 4, 1), ("beta", 0, 0, 0)], (await store.ProviderYearsAsync(2026, Cancel)).Select(year => (year.Provider.Name, year.Reports, year.Files, year.Retracted)));
        Assert.Empty(await store.ProviderYearsAsync(2025, Cancel));
        Assert.Equal(2, (await store.FinishedAfterAsync(0, 10, Cancel)).Count);
    }

    [Fact]
    public void A_body_reports_while_its_basis_holds()
    {
        var provider = AProvider("alpha");
        Assert.True(provider.MayReport(new(2026, 1, 1)));
        Assert.False(provider.MayReport(new(2025, 12, 31)));
        Assert.False(provider.MayReport(new(2027, 1, 1)));
        Assert.False((provider with { IsClosed = true }).MayReport(new(2026, 5, 1)));
        Assert.Equal(["name", "title", "country", "basis", "until", "keeps-days", "a-minute"], ((Provider[])
        [
            provider with { Name = "Al pha" }, provider with { Title = " " }, provider with { Country = "no" }, provider with { Basis = "because" }, provider with { Until = new(2025, 1, 1) }, provider with { KeepsDays = -1 }, provider with { AMinute = 0 },
        ]).Select(wrong => wrong.Wrong()));
    }
}
