using Vern.Material.Intake;
using Vern.Material.Triage;

namespace Vern.Material.Transparency.Volume;

/// <summary>Reports of one of two years that are alike in what drivers are told by.</summary>
/// <param name="Last">Whether they are of the last twelve whole months; false: of the twelve before.</param>
/// <param name="Channel">How they came.</param>
/// <param name="Sender">A body's name, as its address has it; null: the open forms, which count as one.</param>
/// <param name="Kind">What they are about.</param>
/// <param name="Novelty">Whether what they show is known; null: not weighed yet.</param>
/// <param name="Count">How many.</param>
public sealed record AlikeReports(bool Last, Channel Channel, string? Sender, ReportKind Kind, Novelty? Novelty, long Count);

/// <summary>A part of the change.</summary>
/// <param name="Code">Of what; null: the open forms, or not weighed yet.</param>
/// <param name="Before">In the twelve months before.</param>
/// <param name="Last">In the last twelve.</param>
public sealed record Driver(string? Code, long Before, long Last)
{
    /// <summary>What it adds to the whole change; of all of a table, the whole change.</summary>
    public long Change => Last - Before;
}

/// <summary>The whole change taken apart in one way.</summary>
/// <param name="By"><c>channel</c>, <c>sender</c>, <c>kind</c> or <c>novelty</c>.</param>
/// <param name="Drivers">The parts, those that changed most first.</param>
public sealed record DriverTable(string By, IReadOnlyList<Driver> Drivers)
{
    /// <summary>The whole.</summary>
    public Driver Whole => new(null, Drivers.Sum(one => one.Before), Drivers.Sum(one => one.Last));
}

/// <summary>Why more comes, or less: the change between two years taken apart in four ways, each of which sums to the whole (H-025). Pure.</summary>
public static class VolumeDrivers
{
    /// <summary>The four tables.</summary>
    public static IReadOnlyList<DriverTable> Of(IReadOnlyList<AlikeReports> reports) =>
    [
        By(reports, "channel", one => Code(one.Channel)),
        By(reports, "sender", one => one.Sender),
        By(reports, "kind", one => Code(one.Kind)),
        By(reports, "novelty", one => one.Novelty is { } novelty ? Code(novelty) : null),
    ];

    private static DriverTable By(IReadOnlyList<AlikeReports> reports, string by, Func<AlikeReports, string?> code) => new(by,
    [
        .. reports.GroupBy(code, StringComparer.Ordinal).Select(group => new Driver(group.Key, group.Where(one => !one.Last).Sum(one => one.Count), group.Where(one => one.Last).Sum(one => one.Count)))
            .OrderByDescending(one => Math.Abs(one.Change)).ThenByDescending(one => one.Last).ThenBy(one => one.Code, StringComparer.Ordinal),
    ]);

    private static string Code<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();
}
