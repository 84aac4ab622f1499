using System.Text;
using Vern.Platform.Access;

namespace Vern.Persons.Tests.Access;

/// <summary>RFC 6238, appendix B (the rows for SHA-1), and what the RFC leaves to us.</summary>
public sealed class OneTimeCodeTests
{
    private static readonly byte[] Secret = Encoding.ASCII.GetBytes("12345678901234567890");

    [Theory]
    [InlineData(59, "94287082")]
    [InlineData(1111111109, "07081804")]
    [InlineData(1111111111, "14050471")]
    [InlineData(1234567890, "89005924")]
    [InlineData(2000000000, "69279037")]
    [InlineData(20000000000, "65353130")]
    public void The_codes_are_the_RFCs(long seconds, string code)
    {
        var at = DateTimeOffset.FromUnixTimeSeconds(seconds);
        Assert.Equal(code, OneTimeCode.Of(Secret, OneTimeCode.StepOf(at), 8));
        Assert.Equal(code[2..], OneTimeCode.Of(Secret, OneTimeCode.StepOf(at)));
    }

    [Fact]
    public void A_code_counts_in_its_step_and_the_two_beside_it_and_never_twice()
    {
        var at = DateTimeOffset.FromUnixTimeSeconds(1_700_000_010);
        var step = OneTimeCode.StepOf(at);
        foreach (var (offset, taken) in new[] { (-2, false), (-1, true), (0, true), (1, true), (2, false) })
            Assert.Equal(taken ? step + offset : null, OneTimeCode.Match(Secret, OneTimeCode.Of(Secret, step + offset), at, 0));
        Assert.Null(OneTimeCode.Match(Secret, OneTimeCode.Of(Secret, step), at, step));
        Assert.Equal(step, OneTimeCode.Match(Secret, OneTimeCode.Of(Secret, step).Insert(3, " "), at, step - 1));
        foreach (var wrong in new[] { "", "12345", "abcdef", "1234567" }) Assert.Null(OneTimeCode.Match(Secret, wrong, at, 0));
    }

    // RFC 4648, section 10: base32 of "fooba".
    [Fact]
    public void The_secret_is_written_in_base32() => Assert.Equal("MZXW 6YTB", OneTimeCode.Readable("fooba"u8));
}
