using Vern.Persons.Collection;
using Vern.Persons.Referral;
using Vern.Persons.Tests.Collection;
using Vern.Platform.Sealing;

namespace Vern.Persons.Tests.Referral;

/// <summary>What the unit counts of the messages that it carries.</summary>
public sealed class RelayCountTests
{
    public static TheoryData<string> Databases => StoreFixture.Databases;

    [Theory, MemberData(nameof(Databases))]
    public async Task Messages_are_counted_by_pair_and_month_with_what_waits_and_how_long_it_took(string database)
    {
        await using var fixture = await StoreFixture.OpenAsync(database);
        var (unit, clock) = (fixture.Store, fixture.Clock);
        using var rosa = KeyPair.New();
        using var adora = KeyPair.New();
        await unit.RegisterBodyKeyAsync(new("rosa"), rosa.Public);
        await unit.RegisterBodyKeyAsync(new("adora"), adora.Public);
        async Task<string> CarryAsync(KeyPair from, KeyPair to, string sender)
        {
            var envelope = Envelope.Seal("x"u8, ReferralMessage.Purpose, from, to.Public, clock.GetUtcNow());
            Assert.Equal(Carried.Waits, await unit.CarryAsync(envelope, new(sender)));
            return envelope.Id;
        }
        var (first, second) = (await CarryAsync(rosa, adora, "rosa"), await CarryAsync(rosa, adora, "rosa"));
        clock.Move(TimeSpan.FromMinutes(10));
        Assert.True(await unit.LetGoAsync(new("adora"), first));
        clock.Move(TimeSpan.FromMinutes(20));
        Assert.True(await unit.LetGoAsync(new("adora"), second));
        Assert.True(await unit.LetGoAsync(new("adora"), second)); // fetched twice is fetched once
        var came = clock.GetUtcNow();
        await CarryAsync(rosa, adora, "rosa");
        await CarryAsync(adora, rosa, "adora");
        Assert.Equal(
            [new RelayCount(new("adora"), new("rosa"), new(2015, 2, 1), 1, 1, came, 0, null), new RelayCount(new("rosa"), new("adora"), new(2015, 2, 1), 3, 1, came, 0, TimeSpan.FromMinutes(20))], await unit.RelayCountsAsync());
        clock.Move(TimeSpan.FromDays(60)); // too old to be opened: it is not waited for any more
        Assert.All(await unit.RelayCountsAsync(), count => Assert.Equal((0, null, 1), (count.Waiting, count.OldestWaiting, count.LetGo)));
        clock.Move(TimeSpan.FromDays(400));
        Assert.Empty(await unit.RelayCountsAsync());
    }
}
