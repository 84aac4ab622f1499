using Vern.Linkage.Encoding;

namespace Vern.Linkage.Tests.Encoding;

/// <summary>Numbers here are synthetic (month plus 80) or broken.</summary>
public class IdentityNumberTests
{
    // Completes nine digits to a number whose first sum leaves the given rest.
    private static string? Complete(string nine, int rest)
    {
        for (var checks = 0; checks < 100; checks++)
        {
            var digits = $"{nine}{checks:00}".Select(digit => digit - '0').ToArray();
            int[] first = [3, 7, 6, 1, 8, 9, 4, 5, 2, 1], second = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1];
            if (first.Select((weight, i) => weight * digits[i]).Sum() % 11 == rest && second.Select((weight, i) => weight * digits[i]).Sum() % 11 == 0) return $"{nine}{checks:00}";
        }
        return null;
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_number_by_the_old_and_by_the_new_rule_fits(int rest)
    {
        var numbers = Enumerable.Range(100, 50).Select(individual => Complete($"058390{individual}", rest)).Where(number => number is not null).ToList();
        Assert.NotEmpty(numbers);
        Assert.All(numbers, number =>
        {
            var read = NationalNumber.Read(number);
            Assert.Equal((number, NationalNumberKind.BirthNumber, true, null, null), (read.Digits, read.Kind, read.IsSynthetic, read.Problem, read.Warning));
        });
    }

    [Fact]
    public void A_wrong_check_digit_is_a_warning_and_the_number_is_kept()
    {
        var number = Enumerable.Range(100, 50).Select(individual => Complete($"058390{individual}", 0)).First(number => number is not null)!;
        var wrong = number[..10] + (char)('0' + ((number[10] - '0' + 1) % 10));
        var read = NationalNumber.Read(wrong);
        Assert.Equal(wrong, read.Digits);
        Assert.NotNull(read.Warning);
    }

    [Fact]
    public void A_D_number_is_known_by_its_day() =>
        Assert.Equal(NationalNumberKind.DNumber, NationalNumber.Read("45839012345").Kind);

    [Theory]
    [InlineData("0583901234", "a national number has 11 digits, this has 10")]
    [InlineData("0583901234x", "a national number has digits only")]
    [InlineData("00000000000", "this is a placeholder, not a national number")]
    public void What_is_no_national_number_is_said_why(string text, string problem)
    {
        var read = NationalNumber.Read(text);
        Assert.Null(read.Digits);
        Assert.Equal(problem, read.Problem);
    }

    [Theory]
    [InlineData("201412345678", "201412345678", null)]
    [InlineData(" 2014 123456 78 ", "201412345678", null)]
    [InlineData("20141234567", null, "a DUF number has 12 digits, this has 11")]
    [InlineData("2014-1234567A", null, "a DUF number has digits only")]
    [InlineData("999999999999", null, "this is a placeholder, not a DUF number")]
    [InlineData("", null, null)]
    [InlineData(null, null, null)]
    public void A_DUF_number_has_twelve_digits(string? text, string? digits, string? problem)
    {
        var read = DufNumber.Read(text);
        Assert.Equal((digits, problem), (read.Digits, read.Problem));
    }

    [Fact]
    public void Any_text_is_read_without_an_error() => Prop.ForAll<string>(text =>
    {
        var (national, duf) = (NationalNumber.Read(text), DufNumber.Read(text));
        return (national.Digits is null or { Length: 11 }) && (duf.Digits is null or { Length: 12 });
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("1990-03-12", 1990, 3, 12)]
    [InlineData("1990-01-01", 1990, null, null)]
    [InlineData("1990-12-31", 1990, null, null)]
    [InlineData("1990", 1990, null, null)]
    [InlineData("1990-05", 1990, null, null)]
    [InlineData("1900-05-05", null, null, null)]
    [InlineData("1990-02-30", 1990, null, null)]
    [InlineData("unknown", null, null, null)]
    [InlineData(null, null, null, null)]
    public void A_placeholder_date_is_worth_what_can_be_trusted_of_it(string? text, int? year, int? month, int? day) =>
        Assert.Equal(new BirthDateParts(year, month, day), BirthDateParts.Read(text));
}
