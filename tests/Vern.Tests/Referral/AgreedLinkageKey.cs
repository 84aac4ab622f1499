using System.Text.Json;
using Vern.Persons.Collection;
using Vern.Persons.Registration;
using Vern.Platform.Sealing;

namespace Vern.Tests.Referral;

/// <summary>A linkage key of 2026 that agencies of a test have from one custodian.</summary>
internal static class AgreedLinkageKey
{
    /// <summary>Gives it to an agency, with the settings of its report.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="agency">The agency.</param>
    /// <param name="cases">Its store.</param>
    /// <param name="custodian">Who sealed the key.</param>
    public static async Task KeepAsync(string folder, string agency, CaseStore cases, KeyPair custodian)
    {
        using var unit = KeyPair.New();
        await File.WriteAllTextAsync(Path.Combine(folder, agency, "report.json"), JsonSerializer.Serialize(new { body = agency, legal = "crisis-centre", unit = unit.Public.Bytes.ToArray(), custodian = custodian.Public.Bytes.ToArray() }));
        var own = await cases.OwnKeyAsync();
        var key = Envelope.Seal("a linkage key that only the agencies have"u8.ToArray(), NationalStore.LinkageKeyPurpose(2026, new(agency)), custodian, own, TimeProvider.System.GetUtcNow());
        await cases.KeepRoundKeyAsync(2026, key.ToBytes(), new(new(agency), LegalKind.CrisisCentre, unit.Public, custodian.Public));
    }
}
