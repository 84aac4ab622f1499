using System.Globalization;
using Vern.Persons.Registration;

namespace Vern.Persons.Missing;

/// <summary>Once that a child was missing from care, with its times .</summary>
/// <param name="Item">Which.</param>
/// <param name="LastSeen">When she was last seen.</param>
/// <param name="Discovered">When it was found that she was gone.</param>
/// <param name="PoliceTold">When the police were told.</param>
/// <param name="ChildWelfareTold">When the child welfare emergency service was told.</param>
/// <param name="Found">When she was found or came back.</param>
public sealed record MissingSpell(int Item, DateTimeOffset? LastSeen, DateTimeOffset? Discovered, DateTimeOffset? PoliceTold, DateTimeOffset? ChildWelfareTold, DateTimeOffset? Found)
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Oslo");

    /// <summary>Whether she is still missing.</summary>
    public bool GoesOn => Discovered is not null && Found is null;

    /// <summary>From the discovery to a notice; null where either is not known.</summary>
    public TimeSpan? ToNotice(DateTimeOffset? told) => told - Discovered;

    /// <summary>From when she was last seen to the first notice, the time in which nobody searched.</summary>
    public TimeSpan? Unsearched => new[] { PoliceTold, ChildWelfareTold }.Where(told => told is not null).Min() - LastSeen;

    /// <summary>Whether the times contradict each other: found before discovered, told before last seen.</summary>
    public bool Contradicts => Found < Discovered || Discovered < LastSeen || PoliceTold < LastSeen || ChildWelfareTold < LastSeen;

    /// <summary>The spells of a person, newest first.</summary>
    public static IReadOnlyList<MissingSpell> Of(CasePerson person)
    {
        ArgumentNullException.ThrowIfNull(person);
        return [.. person.Items("missing").OrderDescending().Select(item => new MissingSpell(item, Read(person["missing.last-seen", item]), Read(person["missing.discovered", item]), Read(person["missing.police", item]), Read(person["missing.child-welfare", item]), Read(person["missing.found", item])))];
    }

    /// <summary>A local time as a fact has it (<c>2026-03-29T01:30</c>, Europe/Oslo): in the hour that comes twice in autumn, the first; in the one that is skipped in spring, the hour after.</summary>
    public static DateTimeOffset? Read(string? value)
    {
        if (!DateTime.TryParseExact(value, "yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)) return null;
        if (Zone.IsInvalidTime(local)) local = local.AddHours(1);
        return new DateTimeOffset(local, Zone.IsAmbiguousTime(local) ? Zone.GetAmbiguousTimeOffsets(local).Max() : Zone.GetUtcOffset(local));
    }
}
