using Vern.Persons.Tests.Collection;
using Vern.Platform.Access;

namespace Vern.Persons.Tests.Access;

/// <summary>Accounts, links, codes and sessions, the same on SQLite and PostgreSQL.</summary>
public sealed class AccessStoreTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private static Task<AccessStore> OpenAsync(StoreFixture fixture) => AccessStore.OpenAsync(fixture.Folder, "national", fixture.Postgres, fixture.Clock);

    private static async Task<(StoreFixture Fixture, AccessStore Store, OpenedLink In)> SignedInAsync(string database, DateTimeOffset? until = null)
    {
        var fixture = await StoreFixture.OpenAsync(database);
        var store = await OpenAsync(fixture);
        await store.AddAsync("kari", "Kari Example", null, "coordinator", until);
        return (fixture, store, (await store.OpenLinkAsync(await store.MakeLinkAsync("kari", Hour)))!);
    }

    private static string CodeAt(string readable, DateTimeOffset at) => OneTimeCode.Of(FromBase32(readable), OneTimeCode.StepOf(at));

    private static byte[] FromBase32(string text)
    {
        var bits = string.Concat(text.Where(char.IsLetterOrDigit).Select(letter => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(letter, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. Enumerable.Range(0, bits.Length / 8).Select(at => Convert.ToByte(bits.Substring(at * 8, 8), 2))];
    }

    [Theory, MemberData(nameof(StoreFixture.Databases), MemberType = typeof(StoreFixture))]
    public async Task A_link_lets_in_once_and_a_newer_one_kills_it(string database)
    {
        await using var fixture = await StoreFixture.OpenAsync(database);
        await using var store = await OpenAsync(fixture);
        Assert.False(await store.HasAccountsAsync());
        await store.AddAsync("kari", "Kari Example", null, "coordinator", null);
        Assert.True(await store.HasAccountsAsync());
        var old = await store.MakeLinkAsync("kari", Hour);
        var link = await store.MakeLinkAsync("kari", Hour);
        Assert.Null(await store.OpenLinkAsync(old));
        Assert.Equal("Kari Example", await store.WhoseLinkAsync(link));
        var opened = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => store.OpenLinkAsync(link)));
        Assert.Single(opened, one => one is not null);
        Assert.Null(await store.WhoseLinkAsync(link));
        var late = await store.MakeLinkAsync("kari", Hour);
        fixture.Clock.Move(Hour);
        Assert.Null(await store.WhoseLinkAsync(late));
        Assert.Null(await store.OpenLinkAsync(late));
        Assert.Null(await store.OpenLinkAsync("made-up"));
    }

    [Theory, MemberData(nameof(StoreFixture.Databases), MemberType = typeof(StoreFixture))]
    public async Task A_session_ends_by_resting_by_age_by_revocation_and_with_its_account(string database)
    {
        var (fixture, store, opened) = await SignedInAsync(database);
        await using var _ = fixture;
        await using var __ = store;
        Assert.Equal("Kari Example", (await store.SessionAsync(opened.Session))!.Person);
        fixture.Clock.Move(AccessStore.IdleLock);
        Assert.Null(await store.SessionAsync(opened.Session));

        async Task<string> AgainAsync() => (await store.OpenLinkAsync(await store.MakeLinkAsync("kari", Hour)))!.Session;
        var worked = await AgainAsync();
        for (var passed = TimeSpan.Zero; passed + TimeSpan.FromMinutes(20) < AccessStore.LongestSession; passed += TimeSpan.FromMinutes(20))
        {
            fixture.Clock.Move(TimeSpan.FromMinutes(20));
            Assert.NotNull(await store.SessionAsync(worked));
        }
        fixture.Clock.Move(TimeSpan.FromMinutes(20));
        Assert.Null(await store.SessionAsync(worked));

        var ended = await AgainAsync();
        var signedIn = (await store.SessionAsync(ended))!;
        Assert.False(await store.EndSessionAsync(signedIn.AccountId + 1, signedIn.Session));
        Assert.NotNull(await store.SessionAsync(ended));
        Assert.True(await store.EndSessionAsync(signedIn.AccountId, signedIn.Session));
        Assert.Null(await store.SessionAsync(ended));

        var off = await AgainAsync();
        await store.TurnOffAsync("kari");
        Assert.Null(await store.SessionAsync(off));
        await Assert.ThrowsAsync<AccessException>(() => store.MakeLinkAsync("kari", Hour));
        Assert.True(await store.HasAccountsAsync());
    }

    [Theory, MemberData(nameof(StoreFixture.Databases), MemberType = typeof(StoreFixture))]
    public async Task Codes_let_in_from_a_known_browser_only_once_each_and_a_lost_phone_ends_them(string database)
    {
        var (fixture, store, opened) = await SignedInAsync(database);
        await using var _ = fixture;
        await using var __ = store;
        var account = (await store.SessionAsync(opened.Session))!.AccountId;
        Assert.False(await store.KnowsDeviceAsync(opened.Device));
        var secret = await store.BeginCodesAsync(account);
        Assert.Equal(secret, await store.PendingCodesAsync(account));
        Assert.False(await store.ConfirmCodesAsync(account, "000000"));
        Assert.True(await store.ConfirmCodesAsync(account, CodeAt(secret, fixture.Clock.GetUtcNow())));
        Assert.True(await store.KnowsDeviceAsync(opened.Device));
        // The code that confirmed is used up.
        Assert.Null((await store.UseCodeAsync(opened.Device, CodeAt(secret, fixture.Clock.GetUtcNow()))).Session);
        fixture.Clock.Move(TimeSpan.FromSeconds(30));
        var code = CodeAt(secret, fixture.Clock.GetUtcNow());
        Assert.Null((await store.UseCodeAsync("another browser", code)).Session);
        Assert.Null((await store.UseCodeAsync(null, code)).Session);
        Assert.NotNull((await store.UseCodeAsync(opened.Device, code)).Session);
        Assert.Null((await store.UseCodeAsync(opened.Device, code)).Session);
        await store.MakeLinkAsync("kari", Hour, lost: true);
        Assert.False(await store.KnowsDeviceAsync(opened.Device));
        Assert.Null(await store.SessionAsync(opened.Session));
    }

    [Theory, MemberData(nameof(StoreFixture.Databases), MemberType = typeof(StoreFixture))]
    public async Task Guessing_is_stopped_after_five_and_the_right_code_waits_too(string database)
    {
        var (fixture, store, opened) = await SignedInAsync(database);
        await using var _ = fixture;
        await using var __ = store;
        var account = (await store.SessionAsync(opened.Session))!.AccountId;
        var secret = await store.BeginCodesAsync(account);
        Assert.True(await store.ConfirmCodesAsync(account, CodeAt(secret, fixture.Clock.GetUtcNow())));
        fixture.Clock.Move(TimeSpan.FromMinutes(5));
        for (var guess = 0; guess < AccessStore.MostFailures; guess++) Assert.Equal(new CodeAnswer(null, false), await store.UseCodeAsync(opened.Device, "abc"));
        Assert.Equal(new CodeAnswer(null, true), await store.UseCodeAsync(opened.Device, CodeAt(secret, fixture.Clock.GetUtcNow())));
        fixture.Clock.Move(AccessStore.Pause);
        Assert.NotNull((await store.UseCodeAsync(opened.Device, CodeAt(secret, fixture.Clock.GetUtcNow()))).Session);
    }

    [Fact]
    public async Task Wrong_codes_of_all_browsers_of_an_account_are_counted_together()
    {
        var (fixture, store, opened) = await SignedInAsync("sqlite");
        await using var _ = fixture;
        await using var __ = store;
        var account = (await store.SessionAsync(opened.Session))!.AccountId;
        var secret = await store.BeginCodesAsync(account);
        Assert.True(await store.ConfirmCodesAsync(account, CodeAt(secret, fixture.Clock.GetUtcNow())));
        fixture.Clock.Move(TimeSpan.FromMinutes(5));
        List<string> browsers = [opened.Device];
        while (browsers.Count < 4) browsers.Add((await store.OpenLinkAsync(await store.MakeLinkAsync("kari", Hour)))!.Device);
        for (var guess = 0; guess < AccessStore.MostFailuresOfAccount; guess++) Assert.Equal(new CodeAnswer(null, false), await store.UseCodeAsync(browsers[guess % 3], "abc"));
        // A browser of hers that has sent none waits too, with the right code.
        Assert.Equal(new CodeAnswer(null, true), await store.UseCodeAsync(browsers[3], CodeAt(secret, fixture.Clock.GetUtcNow())));
        fixture.Clock.Move(AccessStore.Pause);
        Assert.NotNull((await store.UseCodeAsync(browsers[3], CodeAt(secret, fixture.Clock.GetUtcNow()))).Session);
    }

    [Theory, MemberData(nameof(StoreFixture.Databases), MemberType = typeof(StoreFixture))]
    public async Task A_delegation_ends_on_its_day_while_the_session_goes_on(string database)
    {
        var now = new DateTimeOffset(2015, 2, 1, 12, 0, 0, TimeSpan.Zero);
        var (fixture, store, opened) = await SignedInAsync(database, now.AddMinutes(10));
        await using var _ = fixture;
        await using var __ = store;
        Assert.Equal(["coordinator"], (await store.SessionAsync(opened.Session))!.Roles);
        fixture.Clock.Move(TimeSpan.FromMinutes(10));
        Assert.Empty((await store.SessionAsync(opened.Session))!.Roles);
        await store.GiveRoleAsync("kari", "statistician", null);
        Assert.Equal(["statistician"], (await store.SessionAsync(opened.Session))!.Roles);
        await store.TakeRoleAsync("kari", "statistician");
        Assert.Empty((await store.SessionAsync(opened.Session))!.Roles);
    }

    [Theory, MemberData(nameof(StoreFixture.Databases), MemberType = typeof(StoreFixture))]
    public async Task Two_verified_persons_do_a_grave_act_and_two_accounts_of_one_do_not(string database)
    {
        var (fixture, store, opened) = await SignedInAsync(database);
        await using var _ = fixture;
        await using var __ = store;
        await store.AddAsync("kari2", null, "kari", "deputy", null);
        await store.AddAsync("ola", "Ola Example", null, "deputy", null);
        await Assert.ThrowsAsync<AccessException>(() => store.AddAsync("kari3", "kari  EXAMPLE", null, "deputy", null));
        async Task<SignedIn> InAsync(string name) => (await store.SessionAsync((await store.OpenLinkAsync(await store.MakeLinkAsync(name, Hour)))!.Session))!;
        var kari = (await store.SessionAsync(opened.Session))!;
        var (second, ola) = (await InAsync("kari2"), await InAsync("ola"));
        var act = new GraveAct("report.sign", "2014/1", new string('a', 64));
        Assert.Equal(FourEyesStep.Proposed, (await store.StepAsync(act, kari)).Step);
        Assert.Equal(FourEyesStep.SamePerson, (await store.StepAsync(act, kari)).Step);
        Assert.Equal(FourEyesStep.SamePerson, (await store.StepAsync(act, second)).Step);
        Assert.Equal(FourEyesStep.Proposed, (await store.StepAsync(act with { Digest = new string('b', 64) }, ola)).Step);
        Assert.Equal(FourEyesStep.Proposed, (await store.StepAsync(act, kari)).Step);
        fixture.Clock.Move(FourEyes.Life);
        Assert.Equal(FourEyesStep.Proposed, (await store.StepAsync(act, ola)).Step);
        Assert.Equal(FourEyesStep.Confirmed, (await store.StepAsync(act, second)).Step);
        Assert.Equal(FourEyesStep.Confirmed, (await store.StepAsync(act, kari)).Step);
        Assert.Equal(FourEyesStep.Done, (await store.StepAsync(act, ola)).Step);
    }

    [Fact]
    public async Task The_database_holds_no_token_and_no_secret()
    {
        var (fixture, store, opened) = await SignedInAsync("sqlite");
        await using var _ = fixture;
        await using var __ = store;
        var account = (await store.SessionAsync(opened.Session))!.AccountId;
        var secret = FromBase32(await store.BeginCodesAsync(account));
        var bytes = fixture.Bytes();
        Assert.Contains("Kari Example", bytes, StringComparison.Ordinal);
        foreach (var hidden in new[] { opened.Session, opened.Device, System.Text.Encoding.Latin1.GetString(secret) }) Assert.DoesNotContain(hidden, bytes, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(fixture.Folder, "keys", "access.key")));
    }
}
