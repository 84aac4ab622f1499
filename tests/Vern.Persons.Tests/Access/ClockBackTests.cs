using Vern.Persons.Tests.Collection;
using Vern.Platform.Access;
using Vern.Platform.Jobs;

namespace Vern.Persons.Tests.Access;

/// <summary>The machine's clock is put back: nothing that was over begins again, nothing is done twice, and the ledger holds.</summary>
public sealed class ClockBackTests
{
    private static readonly TimeSpan Back = TimeSpan.FromHours(-3);

    [Theory, MemberData(nameof(StoreFixture.Databases), MemberType = typeof(StoreFixture))]
    public async Task A_session_is_over_and_neither_a_code_nor_a_link_is_taken_a_second_time(string database)
    {
        await using var fixture = await StoreFixture.OpenAsync(database);
        await using var store = await AccessStore.OpenAsync(fixture.Folder, "national", fixture.Postgres, fixture.Clock);
        await store.AddAsync("kari", "Kari Example", null, "coordinator", null);
        var link = await store.MakeLinkAsync("kari", TimeSpan.FromHours(1));
        var opened = (await store.OpenLinkAsync(link))!;
        var kari = (await store.SessionAsync(opened.Session))!;
        var secret = FromBase32(await store.BeginCodesAsync(kari.AccountId));
        Assert.True(await store.ConfirmCodesAsync(kari.AccountId, CodeAt(secret, fixture.Clock.GetUtcNow()), kari.Session));
        fixture.Clock.Move(TimeSpan.FromHours(3));
        var earlier = CodeAt(secret, fixture.Clock.GetUtcNow() + Back + TimeSpan.FromMinutes(5));
        var code = CodeAt(secret, fixture.Clock.GetUtcNow());
        var session = (await store.UseCodeAsync(opened.Device, code)).Session!;
        Assert.NotNull(await store.SessionAsync(session));
        // A step as clocks differ from machine to machine disturbs nobody.
        fixture.Clock.Move(-TimeSpan.FromMinutes(1));
        Assert.NotNull(await store.SessionAsync(session));
        fixture.Clock.Move(Back + TimeSpan.FromMinutes(6));
        Assert.Null(await store.SessionAsync(session));
        Assert.Empty((await store.ListAsync()).Single().Sessions);
        Assert.Null((await store.UseCodeAsync(opened.Device, earlier)).Session);
        Assert.Null((await store.UseCodeAsync(opened.Device, code)).Session);
        Assert.Null(await store.OpenLinkAsync(link));
        // The way in is a new link.
        Assert.NotNull(await store.SessionAsync((await store.OpenLinkAsync(await store.MakeLinkAsync("kari", TimeSpan.FromHours(1))))!.Session));
    }

    [Theory, MemberData(nameof(StoreFixture.Databases), MemberType = typeof(StoreFixture))]
    public async Task A_role_that_was_taken_back_stays_so_a_job_is_done_once_and_the_ledger_holds(string database)
    {
        await using var fixture = await StoreFixture.OpenAsync(database);
        await using var store = await AccessStore.OpenAsync(fixture.Folder, "national", fixture.Postgres, fixture.Clock);
        await store.AddAsync("kari", "Kari Example", null, "coordinator", null);
        await store.AddAsync("ola", "Ola Example", null, "statistician", null);
        var kari = (await store.SessionAsync((await store.OpenLinkAsync(await store.MakeLinkAsync("kari", TimeSpan.FromHours(1))))!.Session))!;
        await store.DelegateAsync(kari, "ola", "coordinator", fixture.Clock.GetUtcNow().AddDays(10));
        Assert.True(await store.EndDelegationAsync(kari.AccountId, (await store.DelegationsAsync()).Single().Id));
        var jobs = fixture.Store.Jobs;
        await jobs.AddAsync([JobStore.RowOf("done", "test", "{}", fixture.Clock.GetUtcNow()), JobStore.RowOf("held", "test", "{}", fixture.Clock.GetUtcNow())]);
        Assert.True(await jobs.FinishAsync((await jobs.TakeAsync())!, []));
        var held = (await jobs.TakeAsync())!;
        await fixture.Store.OpenRoundAsync(2014, new(2015, 1, 12), new(2015, 2, 27), [(await fixture.Store.BodiesAsync())[0].Id]);
        await fixture.Store.Ledger.AppendAsync();

        fixture.Clock.Move(Back);
        Assert.DoesNotContain((await store.ListAsync()).Single(account => account.Name == "ola").Roles, role => role.Role == "coordinator");
        Assert.Null(await jobs.TakeAsync()); // its worker still has it
        Assert.True(await jobs.FinishAsync(held, []));
        Assert.Null(await jobs.TakeAsync());
        await fixture.Store.AnswerAsync(2014, (await fixture.Store.BodiesAsync())[0].Id, Vern.Persons.Collection.AnswerKind.Zero);
        await fixture.Store.Ledger.AppendAsync();
        Assert.Null(fixture.Store.Ledger.Problem);
        Assert.True((await fixture.Store.Ledger.VerifyAsync()).IsGood);
    }

    private static string CodeAt(byte[] secret, DateTimeOffset at) => OneTimeCode.Of(secret, OneTimeCode.StepOf(at));

    private static byte[] FromBase32(string text)
    {
        var bits = string.Concat(text.Where(char.IsLetterOrDigit).Select(letter => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(letter, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. Enumerable.Range(0, bits.Length / 8).Select(at => Convert.ToByte(bits.Substring(at * 8, 8), 2))];
    }
}
