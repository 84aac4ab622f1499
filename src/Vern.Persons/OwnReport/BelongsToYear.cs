using System.Globalization;
using Vern.Persons.Registration;

namespace Vern.Persons.OwnReport;

/// <summary>Why a person belongs to a year's report.</summary>
public enum YearReason
{
    /// <summary>She was registered in it.</summary>
    Registered,
    /// <summary>She was identified in it.</summary>
    Identified,
    /// <summary>Something that is recorded with its day happened in it: a talk, information on rights, a concern report, a risk assessment, verification, departure.</summary>
    Happened,
    /// <summary>A period overlaps it: a reflection period or permit, a stay, a placement.</summary>
    Period,
    /// <summary>A right was offered, accepted, declined or provided in it.</summary>
    Right,
    /// <summary>A note was written in it.</summary>
    Note,
    /// <summary>She was referred to another body in it.</summary>
    Referred,
}

/// <summary>
/// Decides whether a person belongs to a year's report: whether the agency had contact with her, or she had protection that it follows up, on a day from 1 January to 31 December, by the days in her records (docs/method-own-report.md). Pure.
/// </summary>
public static class BelongsToYear
{
    private static readonly string[] Days = ["law.talk-on", "law.informed-on", "concern.on", "risk.assessed-on", "assessment.verified-on", "journey.departs-on", "emergency.decided-on"];
    private static readonly string[] Periods = ["permit", "stay", "placement", "practice"];
    private static readonly string[] Steps = ["informed", "offered", "accepted", "declined", "evaded", "provided"];
    private const string IdentifiedOn = "assessment.identified-on";

    /// <summary>The fields whose days decide.</summary>
    public static IReadOnlySet<string> Fields { get; } = Days.Append(IdentifiedOn).Concat(Periods.SelectMany(group => (string[])[$"{group}.from", $"{group}.to"])).ToHashSet(StringComparer.Ordinal);

    /// <summary>The reasons, in their order; none: she does not belong to it.</summary>
    /// <param name="record">What is known of her.</param>
    /// <param name="year">The year.</param>
    public static IReadOnlyList<YearReason> Run(YearRecord record, int year)
    {
        ArgumentNullException.ThrowIfNull(record);
        var reasons = new List<YearReason>();
        bool In(DateOnly day) => day.Year == year;
        string? Of(string field, int item = 0) => record.Dated.FirstOrDefault(fact => fact.Field.Id == field && fact.Item == item)?.Value;
        if (In(record.Head.OpenedOn)) reasons.Add(YearReason.Registered);
        if (YearOf(Of(IdentifiedOn)) == year) reasons.Add(YearReason.Identified);
        if (Array.Exists(Days, field => YearOf(Of(field)) == year)) reasons.Add(YearReason.Happened);
        if (Array.Exists(Periods, group => record.Dated.Where(fact => fact.Field.Group == group).Select(fact => fact.Item).Distinct().Any(item => Overlaps(Of($"{group}.from", item), Of($"{group}.to", item), record.Head.ClosedOn, year)))) reasons.Add(YearReason.Period);
        if (record.Rights.Any(step => In(step.On) && Steps.Contains(step.Step))) reasons.Add(YearReason.Right);
        if (record.Notes.Any(In)) reasons.Add(YearReason.Note);
        if (record.Referred.Any(one => In(one.On))) reasons.Add(YearReason.Referred);
        return reasons;
    }

    /// <summary>Why a person is not counted in a year, her own answers about sharing aside; null: she is.</summary>
    /// <param name="record">What is known of her.</param>
    /// <param name="reasons">Why she belongs to the year.</param>
    public static LeftOut? Standing(YearRecord record, IReadOnlyList<YearReason> reasons)
    {
        ArgumentNullException.ThrowIfNull(reasons);
        return reasons.Count == 0 ? LeftOut.NothingInYear : IsOther(record);
    }

    /// <summary>Why a person is no possible victim of her own, by what was concluded; null: she is, or nobody knows yet.</summary>
    public static LeftOut? IsOther(YearRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        var concluded = record["assessment.concluded"];
        if (concluded is "grave-not-trafficking" or "other-need") return LeftOut.NotConcluded;
        // A child who came along is a possible victim of her own when somebody saw, concluded or identified it.
        return record.Head.Parent is not null && concluded is null && record["exploitation.forms"] is null && record["assessment.identified-on"] is null ? LeftOut.WithParent : null;
    }

    /// <summary>The year of a day, month or year as it is kept; null where there is none.</summary>
    public static int? YearOf(string? date) => date is { Length: >= 4 } ? int.Parse(date.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture) : null;

    // A period without a last day goes on until the case is closed; one without a first day counts by its last.
    private static bool Overlaps(string? from, string? to, DateOnly? closed, int year) =>
        YearOf(from) is { } begun ? begun <= year && (YearOf(to) ?? closed?.Year ?? int.MaxValue) >= year : YearOf(to) == year;
}
