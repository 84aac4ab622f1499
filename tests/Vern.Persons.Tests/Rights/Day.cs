using System.Globalization;
using Vern.Persons.Rights;

namespace Vern.Persons.Tests.Rights;

/// <summary>Short words of these tests.</summary>
internal static class Day
{
    public static DateOnly Of(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static RuleBook Book => RuleBook.Norway;

    /// <summary>An identified person about whom little else is known.</summary>
    public static Situation Identified(string on = "2024-03-03") => new() { Statuses = [new Status(StatusKind.Identified, Of(on), DecidingBody.Other)] };

    public static Truth Holds(this Situation situation, string rule, string on = "2024-06-01") => Book.Find(Book.Rule(rule, Of(on)), situation, Of(on)).Value;

    public static IReadOnlyList<Deadline> All(this Situation situation, string name, string on) => [.. ComputeDeadlines.Run(situation, Book, Of(on)).Where(one => $"{one.Rule.Name}.{one.Period.Id}" == name)];

    public static Deadline The(this Situation situation, string name, string on) => Assert.Single(situation.All(name, on));

    /// <summary>A deadline's last day and state.</summary>
    public static (string? On, DeadlineState State) Ends(this Situation situation, string name, string on)
    {
        var one = situation.The(name, on);
        return (one.On?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), one.State);
    }

    public static Permit Reflection(string from, string? to = null) => new(PermitKind.Reflection, Of(from), to is null ? null : Of(to));

    public static Stay Stay(string from, string? to = null) => new(Of(from), to is null ? null : Of(to));
}
