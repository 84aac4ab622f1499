using System.Globalization;

namespace Vern.Persons.Registration.Fields;

/// <summary>
/// A day, month or year as people type it: year first with hyphens, day first with dots as in the north, or digits alone, for the number pads of
/// some phones have nothing else. From 1900 to 2100 no two of the forms fit the same digits.
/// </summary>
public static class TypedDay
{
    private static readonly string[] Days = ["yyyy-MM-dd", "d.M.yyyy", "ddMMyyyy", "yyyyMMdd"], Months = ["yyyy-MM", "M.yyyy", "MMyyyy"], Years = ["yyyy"];

    /// <summary>The day; null where it is none from 1900 to 2100.</summary>
    public static DateOnly? Read(string? typed) => Of(typed, Days);

    /// <summary>The day, month or year as <c>2026-11-22</c>, <c>2026-11</c> or <c>2026</c>; null where it is none from 1900 to 2100.</summary>
    public static string? ReadPart(string? typed) =>
        Of(typed, Days)?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? Of(typed, Months)?.ToString("yyyy-MM", CultureInfo.InvariantCulture) ?? Of(typed, Years)?.ToString("yyyy", CultureInfo.InvariantCulture);

    private static DateOnly? Of(string? typed, string[] forms)
    {
        foreach (var form in forms)
            if (DateOnly.TryParseExact(typed?.Trim(), form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 1900 and <= 2100) return day;
        return null;
    }
}
