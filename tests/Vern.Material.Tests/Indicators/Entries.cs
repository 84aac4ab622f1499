using Vern.Fingerprints;
using Vern.Material.Indicators;
using Vern.Material.Intake;

namespace Vern.Material.Tests.Indicators;

/// <summary>Made-up entries and the people who confirm them.</summary>
internal static class Entries
{
    public static IndicatorActor Ana { get; } = new(1, "Ana Example");
    public static IndicatorActor Bo { get; } = new(2, "Bo Example");
    public static IndicatorActor Cem { get; } = new(3, "Cem Example");
    public static IndicatorActor Program { get; } = new(null, "hotline");

    public static string Hex(int seed, int digits)
    {
#pragma warning disable CA5394 // reproducible, no secret
        var draw = new Random(seed);
        return string.Concat(Enumerable.Range(0, digits).Select(_ => "0123456789abcdef"[draw.Next(16)]));
#pragma warning restore CA5394
    }

    public static string Near(string pdq, int bits)
    {
        var hash = Hash256.Parse(pdq);
        for (var bit = 0; bit < bits; bit++) hash = hash.WithTurned(bit * 8 + 3);
        return hash.ToString();
    }

    public static Fingerprint Sha256(int seed) => new(HashKind.Sha256, Hex(seed, 64));
    public static Fingerprint Md5(int seed) => new(HashKind.Md5, Hex(seed, 32));
    public static Fingerprint Pdq(int seed, int quality = 90) => new(HashKind.Pdq, Hex(seed, 64), quality, 1, "pixels", "nearest-512");

    public static IndicatorProposal Baseline(params Fingerprint[] hashes) => new(ReadFingerprint.Baseline, "a1", hashes);
    public static IndicatorProposal Norwegian(params Fingerprint[] hashes) => new("national-no", "b2", hashes, "penal-code");

    public static async Task<long> ActiveAsync(this MaterialStore store, IndicatorProposal proposal)
    {
        var proposed = await store.ProposeIndicatorAsync(proposal, Ana);
        Assert.Null(proposed.Problem);
        var id = proposed.Indicator!.Value;
        Assert.Equal(StepOutcome.Done, await store.StepIndicatorAsync(id, IndicatorStep.Confirm, Bo));
        Assert.Equal(StepOutcome.Done, await store.StepIndicatorAsync(id, IndicatorStep.Confirm, Cem));
        return id;
    }

    public static async Task<Material.Indicators.Lists.PublishedEdition> PublishAsync(this MaterialStore store, string list = ReadFingerprint.Baseline)
    {
        var draft = await store.DraftAsync(list);
        var edition = await store.PublishListAsync(list, draft.Content, 4, 5);
        Assert.NotNull(edition);
        return edition;
    }
}
