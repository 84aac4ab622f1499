using Vern.Persons.Collection;

namespace Vern.Persons.Statistics;

/// <summary>
/// A table of the unit's own work: unprotected counts, not for publication. It is a type of its own, so that no writer of what leaves the unit can take it.
/// </summary>
/// <param name="Id">Its name.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Columns">Column labels.</param>
/// <param name="Rows">Cells: <see cref="TextCell"/>, int or decimal (percent).</param>
public sealed record WorkingTable(string Id, TextCell Title, IReadOnlyList<TextCell> Columns, IReadOnlyList<IReadOnlyList<object>> Rows)
{
    /// <summary>The mark that every writer of it puts on top.</summary>
    public static TextCell Mark { get; } = new("Working.Mark", true);
}

/// <summary>The unit's own tables of a round: what linkage found, overlaps between bodies, and the persons' tables without protection.</summary>
public static class ComputeWorkingTables
{
    /// <summary>The working tables of a year.</summary>
    public static async Task<IReadOnlyList<WorkingTable>> RunAsync(INationalStore store, int year, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return Of(await LinkRound.RunAsync(store, year, null, cancel), await store.BodiesAsync(cancel));
    }

    /// <summary>The working tables of a linkage.</summary>
    public static IReadOnlyList<WorkingTable> Of(RoundLinkage linkage, IReadOnlyList<Body> bodies)
    {
        ArgumentNullException.ThrowIfNull(linkage);
        var names = bodies.ToDictionary(body => body.Id, body => body.Name);
        string NameOf(BodyId body) => names.GetValueOrDefault(body, body.Value);
        return [Found(linkage), Sizes(linkage), Overlap(linkage, NameOf), Pairs(linkage, NameOf), FormSexAge(linkage), Nationalities(linkage), NotCounted(linkage), LeftOut(linkage, NameOf)];
    }

    private static TextCell Words(string key, params object[] arguments) => new(key, true, arguments);

    private static WorkingTable Found(RoundLinkage linkage)
    {
        var result = linkage.Result;
        return new("found", Words("Working.Found", linkage.Year), [Words("Linkage.What"), Words("Linkage.Value")],
        [
            [Words("Working.Rows"), result.Records], [Words("Working.RowsEncoded"), linkage.Submissions.Sum(submission => submission.Persons.Count(person => person.Encoding is not null))],
            [Words("Working.AllLow"), result.Persons.Low], [Words("Working.AllBest"), result.Persons.Best], [Words("Working.AllHigh"), result.Persons.High],
            [Words("Working.AllSameIfInDoubt"), result.SameIfInDoubt],
            [Words("Working.CountedLow"), linkage.CountedInterval.Low], [Words("Working.CountedBest"), linkage.CountedInterval.Best], [Words("Working.CountedHigh"), linkage.CountedInterval.High],
            [Words("Linkage.ByRule"), linkage.Counted.Count()], [Words("Linkage.Doubtful"), linkage.Undecided.Count],
            [Words("Working.Decided"), linkage.Options.Decisions.Count(decision => decision.Verdict != Vern.Linkage.Linking.PairVerdict.CannotTell)],
        ]);
    }

    private static WorkingTable Sizes(RoundLinkage linkage) =>
        new("sizes", Words("Working.Sizes", linkage.Year), [Words("Working.RowsPerPerson"), Words("Working.Persons"), Words("Working.PersonsCounted")],
            [.. linkage.Persons.GroupBy(person => person.Rows.Count).OrderBy(group => group.Key).Select(group => (IReadOnlyList<object>)[group.Key, group.Count(), group.Count(person => person.Counted)])]);

    private static WorkingTable Overlap(RoundLinkage linkage, Func<BodyId, string> nameOf) =>
        new("overlap", Words("Working.Overlap", linkage.Year), [Words("Column.Body"), Words("Working.Rows"), Words("Working.Persons"), Words("Working.Elsewhere"), Words("Column.ShareOfTotal")],
            [.. linkage.Submissions.Where(submission => submission.Persons.Count > 0).Select(submission =>
            {
                var here = linkage.Persons.Where(person => person.Rows.Any(row => row.Sender == submission.Sender)).ToList();
                var elsewhere = here.Count(person => person.Rows.Any(row => row.Sender != submission.Sender));
                return (IReadOnlyList<object>)[new TextCell(nameOf(submission.Sender)), submission.Persons.Count, here.Count, elsewhere, TableCells.Percent(elsewhere, here.Count)];
            })]);

    private static WorkingTable Pairs(RoundLinkage linkage, Func<BodyId, string> nameOf) =>
        new("pairs", Words("Working.Pairs", linkage.Year), [Words("Column.Body"), Words("Working.AndBody"), Words("Working.PersonsInBoth")],
            [.. linkage.Persons.SelectMany(person =>
                {
                    var senders = person.Rows.Select(row => row.Sender).Distinct().OrderBy(sender => sender.Value, StringComparer.Ordinal).ToList();
                    return senders.SelectMany((sender, index) => senders.Skip(index + 1).Select(other => (sender, other)));
                }).GroupBy(pair => pair).OrderByDescending(group => group.Count()).ThenBy(group => group.Key.sender.Value, StringComparer.Ordinal).ThenBy(group => group.Key.other.Value, StringComparer.Ordinal)
                .Select(group => (IReadOnlyList<object>)[new TextCell(nameOf(group.Key.sender)), new TextCell(nameOf(group.Key.other)), group.Count()])]);

    private static WorkingTable FormSexAge(RoundLinkage linkage)
    {
        var counted = linkage.Counted.ToList();
        string[] groups = ["W18", "G17", "M18", "B17", "X18", "X17"];
        groups = [.. groups.Where(group => group[0] != 'X' || counted.Exists(person => person.SexAge == group))];
        return new("form-sex-age", Words("Working.Table3", linkage.Year), [Words("Column.Form"), Words("Column.Total"), .. groups.Select(group => Words("SexAge." + group))],
            [.. PersonMicrodata.Forms.Append("Total").Select(form =>
            {
                var here = counted.Where(person => form == "Total" || person.Form == form).ToList();
                return (IReadOnlyList<object>)[Words(form == "Total" ? "Column.Total" : "Form." + form), here.Count, .. groups.Select(group => (object)here.Count(person => person.SexAge == group))];
            })]);
    }

    private static WorkingTable Nationalities(RoundLinkage linkage) =>
        new("nationalities", Words("Working.Nationalities", linkage.Year), [Words("International.CitizenshipName"), Words("Column.Total"), Words("SexAge.W18"), Words("SexAge.M18"), Words("SexAge.minors")],
            [.. linkage.Counted.GroupBy(person => person.Nationality, StringComparer.Ordinal).OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal).Select(group =>
                (IReadOnlyList<object>)[CountryNames.Knows(group.Key) ? Words("Country." + group.Key) : GroupNationalities.IsUnknown(group.Key) ? Words("Nationality." + group.Key) : new TextCell(group.Key),
                    group.Count(), group.Count(person => person.SexAge == "W18"), group.Count(person => person.SexAge == "M18"), group.Count(person => person.SexAge.EndsWith("17", StringComparison.Ordinal))])]);

    private static WorkingTable NotCounted(RoundLinkage linkage) =>
        new("not-counted", Words("Working.NotCounted", linkage.Year), [Words("Working.Why"), Words("Working.Persons")],
            [.. linkage.Persons.Where(person => !person.Counted).GroupBy(person => person.WhyNot!, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => (IReadOnlyList<object>)[Words(group.Key), group.Count()])]);

    private static WorkingTable LeftOut(RoundLinkage linkage, Func<BodyId, string> nameOf) =>
        new("left-out", Words("Working.LeftOut", linkage.Year), [Words("Column.Body"), Words("Working.Fields")],
            [.. linkage.Submissions.Where(submission => submission.LeftOut.Count > 0).Select(submission => (IReadOnlyList<object>)[new TextCell(nameOf(submission.Sender)), new TextCell(string.Join(", ", submission.LeftOut))])]);
}
