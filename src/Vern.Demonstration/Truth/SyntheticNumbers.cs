namespace Vern.Demonstration.Truth;

/// <summary>
/// Identity numbers that nobody bears. A Norwegian number with 80 added to its month is set aside for synthetic persons; such a month never
/// occurs in a real one. DUF numbers begin with the year of registration: here 900 is added to it (2914 for 2014), a year in which nobody has registered.
/// </summary>
public static class SyntheticNumbers
{
    private static readonly int[] First = [3, 7, 6, 1, 8, 9, 4, 5, 2];
    private static readonly int[] Second = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2];

    /// <summary>A synthetic D-number (day plus 40, month plus 80) with valid check digits; the third digit of the serial tells the sex.</summary>
    public static string DNumber(DateOnly born, bool woman, ref Draw draw)
    {
        Span<int> digits = stackalloc int[11];
        while (true)
        {
            var serial = born.Year >= 2000 ? draw.Between(500, 999) : draw.Between(0, 499);
            serial = serial / 2 * 2 + (woman ? 0 : 1);
            var text = $"{born.Day + 40:00}{born.Month + 80:00}{born.Year % 100:00}{serial:000}";
            for (var i = 0; i < 9; i++) digits[i] = text[i] - '0';
            var first = Check(digits, First);
            if (first == 10) continue;
            digits[9] = first;
            var second = Check(digits, Second);
            if (second == 10) continue;
            return $"{text}{first}{second}";
        }
    }

    /// <summary>A made-up DUF number of twelve digits for a registration in this year; its year is 900 later.</summary>
    public static string Duf(int year, ref Draw draw) => $"{year + 900:0000}{draw.Next(1_000_000):000000}{draw.Next(100):00}";

    private static int Check(ReadOnlySpan<int> digits, int[] weights)
    {
        var sum = 0;
        for (var i = 0; i < weights.Length; i++) sum += digits[i] * weights[i];
        return (11 - sum % 11) % 11;
    }
}
