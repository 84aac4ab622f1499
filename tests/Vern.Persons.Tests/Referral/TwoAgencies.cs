using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Vern.Persons.Collection;
using Vern.Persons.OwnReport;
using Vern.Persons.Referral;
using Vern.Persons.Registration;
using Vern.Persons.Tests.Registration;
using Vern.Platform.Sealing;

namespace Vern.Persons.Tests.Referral;

/// <summary>Two agencies that have each other's key in their directories, exchange questions whether somebody knows a person, and share a round's linkage key; messages are carried by hand.</summary>
internal sealed class TwoAgencies(CaseFixture here, CaseFixture there) : IAsyncDisposable
{
    public const string LinkageKey = "a linkage key that only the agencies have";

    public CaseFixture Here => here;
    public CaseFixture There => there;
    public PublicKey HereKey { get; private set; } = null!;
    public PublicKey ThereKey { get; private set; } = null!;

    public static async Task<TwoAgencies> OpenAsync(string database = "sqlite", bool withKey = true)
    {
        var two = new TwoAgencies(await CaseFixture.OpenAsync(database), await CaseFixture.OpenAsync(database, "other agency"));
        (two.HereKey, two.ThereKey) = (await two.Here.Cases.OwnKeyAsync(), await two.There.Cases.OwnKeyAsync());
        await two.Here.Cases.KeepServicesAsync([ConsentStoreTests.Rosa with { Key = two.ThereKey, KnownElsewhere = true }]);
        await two.There.Cases.KeepServicesAsync([new("fjord", "Fjord Example", "outreach") { Key = two.HereKey, CheckedOn = new(2026, 11, 1), KnownElsewhere = true }]);
        using var custodian = KeyPair.New();
        using var unit = KeyPair.New();
        if (withKey) foreach (var one in new[] { two.Here, two.There }) await KeepKeyAsync(one, custodian, unit.Public);
        return two;
    }

    private static async Task KeepKeyAsync(CaseFixture one, KeyPair custodian, PublicKey unit)
    {
        var settings = new ReportSettings(new("fjord"), LegalKind.CrisisCentre, unit, custodian.Public);
        var written = JsonSerializer.Serialize(new { body = "fjord", legal = "crisis-centre", unit = unit.Bytes.ToArray(), custodian = custodian.Public.Bytes.ToArray() });
        await File.WriteAllTextAsync(Path.Combine(one.Below.Folder, CaseFixture.Agency.Id, "report.json"), written);
        var own = await one.Workspace.Keys.PublicAsync();
        var envelope = Envelope.Seal(System.Text.Encoding.UTF8.GetBytes(LinkageKey), NationalStore.LinkageKeyPurpose(2026, new("fjord")), custodian, own, one.Clock.GetUtcNow());
        await one.Cases.KeepRoundKeyAsync(2026, envelope.ToBytes(), settings);
    }

    /// <summary>The key pair of a side, to forge with.</summary>
    public static async Task<KeyPair> PairAsync(CaseFixture side) => (await side.Workspace.Keys.PairsAsync())[0];

    /// <summary>Carries what waits one way, in order; gives the faults.</summary>
    public async Task<List<string?>> CarryAsync(bool back = false, List<byte[]>? seen = null)
    {
        var (from, to) = back ? (there, here) : (here, there);
        var faults = new List<string?>();
        await using var context = from.Cases.Context();
        foreach (var row in await context.Outgoing.AsNoTracking().Where(row => row.SentAt == null).OrderBy(row => row.Id).ToListAsync())
        {
            seen?.Add(row.Envelope!);
            faults.Add(await to.Cases.TakeInAsync(row.Envelope!));
            await from.Cases.HandedOverAsync(row.Message, null, CancellationToken.None);
        }
        return faults;
    }

    public async ValueTask DisposeAsync()
    {
        await here.DisposeAsync();
        await there.DisposeAsync();
    }
}
