using System.Globalization;

namespace Vern.Linkage.Encoding;

/// <summary>A birth date as far as it can be trusted: a placeholder day stands for the year alone, a placeholder year for nothing.</summary>
/// <param name="Year">1901 or later, or null.</param>
/// <param name="Month">1 to 12; null together with <paramref name="Day"/>.</param>
/// <param name="Day">1 to 31; null together with <paramref name="Month"/>.</param>
public readonly record struct BirthDateParts(int? Year, int? Month, int? Day)
{
    /// <summary>The year as four digits, or empty.</summary>
    public string YearText => Year?.ToString("0000", CultureInfo.InvariantCulture) ?? "";
    /// <summary>The day as two digits, or empty.</summary>
    public string DayText => Day?.ToString("00", CultureInfo.InvariantCulture) ?? "";
    /// <summary>The month as two digits, or empty.</summary>
    public string MonthText => Month?.ToString("00", CultureInfo.InvariantCulture) ?? "";
    /// <summary>Day and month, the smaller first, so that a swap of the two does not count; or empty.</summary>
    public string Days => Day is { } day && Month is { } month ? string.Create(CultureInfo.InvariantCulture, $"{Math.Min(day, month):00}{Math.Max(day, month):00}") : "";

    /// <summary>Reads yyyy-MM-dd, yyyy-MM or yyyy; anything else is missing.</summary>
    public static BirthDateParts Read(string? text)
    {
        var parts = text?.Trim().Split('-') ?? [];
        if (parts.Length is 0 or > 3 || parts[0].Length != 4 || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var year)) return default;
        int? known = year > 1900 ? year : null; // 1900 and before stand for "unknown" in registers
        if (parts.Length < 3) return new(known, null, null);
        if (!int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var month) || !int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var day)) return new(known, null, null);
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return new(known, null, null);
        var placeholder = known is null || (month == 1 && day == 1) || (month == 12 && day == 31);
        return placeholder ? new(known, null, null) : new(known, month, day);
    }
}
