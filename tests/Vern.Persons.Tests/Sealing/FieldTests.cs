using System.Security.Cryptography;
using FsCheck;
using FsCheck.Fluent;
using Vern.Platform.Sealing;

namespace Vern.Persons.Tests.Sealing;

public sealed class FieldTests
{
    private static DataKey NewKey() => new(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), RandomNumberGenerator.GetBytes(32));

    [Fact]
    public void A_field_opens_in_its_own_row_and_column_only()
    {
        var (key, other) = (NewKey(), NewKey());
        Prop.ForAll(ArbMap.Default.ArbFor<string>(), text =>
        {
            text = (text ?? "").Replace("\ud800", "", StringComparison.Ordinal);
            if (text.Any(char.IsSurrogate)) return;
            var box = key.SealField("17", "remark", text);
            Assert.True(DataKey.IsSealed(box!));
            Assert.Equal(text, key.OpenField("17", "remark", box));
            Assert.Throws<SealingException>(() => key.OpenField("18", "remark", box));
            Assert.Throws<SealingException>(() => key.OpenField("17", "reason", box));
            Assert.Throws<SealingException>(() => other.OpenField("17", "remark", box));
            Assert.NotEqual(box, key.SealField("17", "remark", text));
        }).QuickCheckThrowOnFailure();
        Assert.Null(key.SealField("17", "remark", (string?)null));
    }

    [Fact]
    public void Something_that_was_never_sealed_is_not_taken_for_sealed()
    {
        var key = NewKey();
        Assert.False(DataKey.IsSealed("Only Oslo."));
        foreach (var text in new[] { "", "Only Oslo.", "sealed1.", "sealed1.AAAA", "sealed1.not base 64" }) Assert.Throws<SealingException>(() => key.OpenField("17", "remark", text));
        Assert.Throws<SealingException>(() => key.OpenField("17", "remark", new byte[27]));
    }

    [Fact]
    public void A_blind_index_finds_the_same_number_however_it_is_written_and_tells_nothing_without_its_key()
    {
        var root = RandomNumberGenerator.GetBytes(32);
        var numbers = BlindIndex.ForIdentityNumbers(root);
        Assert.Equal(numbers.Of("01 82 90 12345"), numbers.Of("01829012345"));
        Assert.NotEqual(numbers.Of("01829012345"), numbers.Of("01829012346"));
        Assert.NotEqual(numbers.Of("01829012345"), BlindIndex.ForIdentityNumbers(RandomNumberGenerator.GetBytes(32)).Of("01829012345"));
        Assert.NotEqual(numbers.Of("ANNA")![..6], BlindIndex.ForPhoneticNames(root).Of("ANNA"));
        Assert.Equal(6, BlindIndex.ForPhoneticNames(root).Of("ann a")!.Length);
        Assert.Null(numbers.Of(" - "));
        // 64 bits: among a million numbers no two are expected to meet.
        Assert.Equal(100_000, Enumerable.Range(0, 100_000).Select(n => numbers.Of($"{n:d11}")).Distinct(StringComparer.Ordinal).Count());
    }
}
