using System.Globalization;
using System.Text.Json;

namespace Vern.Persons.Rights;

/// <summary>A rules file that can't be used: one line with the file, the rule and what was expected.</summary>
/// <param name="message">The line.</param>
public sealed class RulesException(string message) : Exception(message);

/// <summary>Reads a country's rules strictly: a word it does not know is an error, never ignored, since a rule that is half understood computes wrong dates.</summary>
public static partial class LoadRules
{
    /// <summary>Most bytes of a file.</summary>
    public const int Largest = 1 << 20;
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    /// <summary>The rules.</summary>
    /// <param name="stream">The file's bytes.</param>
    /// <param name="file">Its name, for messages.</param>
    /// <exception cref="RulesException">Anything that is not as expected.</exception>
    public static RuleBook Run(Stream stream, string file)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var bytes = new MemoryStream();
        var buffer = new byte[8192];
        for (var read = stream.Read(buffer); read > 0; read = stream.Read(buffer))
        {
            bytes.Write(buffer, 0, read);
            if (bytes.Length > Largest) throw new RulesException($"{file}: expected at most {Largest} bytes.");
        }
        if (!System.Text.Unicode.Utf8.IsValid(bytes.ToArray())) throw new RulesException($"{file}: expected UTF-8.");
        try
        {
            using var document = JsonDocument.Parse(bytes.ToArray(), Strict);
            return Book(new Node(document.RootElement, file, ""));
        }
        catch (JsonException error)
        {
            throw new RulesException($"{file}, line {error.LineNumber + 1}: expected JSON without repeated names.");
        }
        catch (InvalidOperationException)
        {
            // An escape such as \ud800 is half a letter.
            throw new RulesException($"{file}: expected whole letters in every text.");
        }
    }

    private static RuleBook Book(Node root)
    {
        root.Only("country", "edition", "state_of_law", "conventions", "time_zone", "holidays", "limits", "rules", "tracks");
        var country = root.Text("country");
        if (country.Length != 2 || !country.All(char.IsAsciiLetterUpper)) root.Fail("an ISO 3166 code of two letters in 'country'");
        var zone = root.Text("time_zone");
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _)) root.Fail($"a time zone in 'time_zone', not '{zone}'");
        var limits = root.List("limits").Select(Limit).ToList();
        if (Repeated(limits.Select(limit => limit.Id)) is { } limit) root.Fail($"each limit once, not '{limit}' twice");
        var rules = root.List("rules").Select(Rule).ToList();
        if (rules.Count == 0) root.Fail("at least one rule");
        foreach (var period in rules.SelectMany(rule => rule.Periods.Where(period => period.Kind == PeriodKind.Setting).Select(period => (rule, period))))
            if (limits.All(one => one.Id != period.period.Id)) Fail(root, period.rule, $"a limit '{period.period.Id}' among 'limits'");
        Together(root, rules);
        var (source, columns, tracks) = Matrix(root.Object("tracks"));
        return new RuleBook(country, root.Text("edition"), root.Text("state_of_law"), root.Texts("conventions"), Holidays(root.Object("holidays")), limits, rules, source, columns, tracks);
    }

    // What can only be seen with all rules at hand: names that exist, no circles, no two versions on one day.
    private static void Together(Node root, List<Rule> rules)
    {
        var names = rules.Select(rule => rule.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var rule in rules)
        {
            var named = rule.When.Rules().Concat(rule.Periods.SelectMany(Named)).Concat(rule.Replaces is null ? [] : [rule.Replaces]);
            if (named.FirstOrDefault(name => !names.Contains(name)) is { } missing) Fail(root, rule, $"a rule of this file, not '{missing}'");
            if (Reaches(rule.Name, rule.Name, rules, [])) Fail(root, rule, "conditions that do not lead back to themselves");
        }
        foreach (var versions in rules.GroupBy(rule => rule.Name))
        {
            var ordered = versions.OrderBy(rule => rule.ValidFrom ?? DateOnly.MaxValue).ToList();
            for (var at = 1; at < ordered.Count; at++)
                if (ordered[at].Pending || ordered[at - 1].ValidTo is not { } end || ordered[at].ValidFrom <= end) Fail(root, ordered[at], "versions of one rule that do not overlap");
        }
    }

    private static bool Reaches(string from, string target, List<Rule> rules, HashSet<string> seen) =>
        rules.Where(rule => rule.Name == from).SelectMany(rule => rule.When.Rules().Concat(rule.Periods.SelectMany(Named)))
            .Any(next => next == target || (seen.Add(next) && Reaches(next, target, rules, seen)));

    private static IEnumerable<string> Named(RulePeriod period) => (period.When?.Rules() ?? []).Concat(period.MetWhen?.Rules() ?? []);

    private static WorkingDays Holidays(Node node)
    {
        node.Only("fixed", "easter", "weekend");
        var fixedDays = node.Texts("fixed").Select(text =>
            DateOnly.TryParseExact("2000-" + text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? (day.Month, day.Day) : throw node.Error($"month and day as 05-17 in 'fixed', not '{text}'")).ToList();
        var easter = node.Numbers("easter", -70, 70);
        var weekend = node.Texts("weekend").Select(text => Enum.GetValues<DayOfWeek>().Cast<DayOfWeek?>().FirstOrDefault(day => Facts.Code(day!.Value) == text) ?? throw node.Error($"a day of the week in 'weekend', not '{text}'")).Distinct().ToList();
        if (weekend.Count > 5) node.Fail("at most five days in 'weekend'");
        return new WorkingDays(fixedDays, easter, weekend);
    }

    private static LimitSetting Limit(Node node)
    {
        node.Only("id", "source", "days", "owner");
        var limit = new LimitSetting(node.Code("id"), node.Text("source"), node.NumberOrNull("days", 1, 3650), node.TextOrNull("owner"));
        if (limit.Days is not null && limit.Owner is null) node.Fail($"an owner of the limit '{limit.Id}' as soon as it has days");
        return limit;
    }

    private static (string, IReadOnlyList<string>, IReadOnlyList<Track>) Matrix(Node node)
    {
        node.Only("source", "columns", "rows");
        var columns = node.Texts("columns");
        if (columns.Count == 0 || Repeated(columns) is not null) node.Fail("each column once in 'columns'");
        var rows = node.List("rows").Select(row =>
        {
            row.Only(["id", "mark", "inferred", .. columns]);
            var inferred = row.TextsOrNone("inferred");
            var mark = row.Choice<Mark>("mark", exact: true);
            if (inferred.FirstOrDefault(name => !columns.Contains(name)) is { } other) row.Fail($"a column in 'inferred', not '{other}'");
            return new Track(row.Code("id"), [.. columns.Select(column => Cell(row, column, mark != Mark.S || inferred.Contains(column)))]);
        }).ToList();
        if (Repeated(rows.Select(row => row.Id)) is { } twice) node.Fail($"each track once, not '{twice}' twice");
        return (node.Text("source"), columns, rows);
    }

    private static TrackCell Cell(Node row, string column, bool inferred)
    {
        var words = row.Text(column).Split(' ');
        return words switch
        {
            ["unclear"] => new TrackCell(column, CellAnswer.Unclear, "", inferred),
            ["yes", var what] when Node.IsCode(what) => new TrackCell(column, CellAnswer.Yes, what, inferred),
            ["no", var what] when Node.IsCode(what) => new TrackCell(column, CellAnswer.No, what, inferred),
            _ => throw row.Error($"'unclear', 'yes CODE' or 'no CODE' in '{column}'"),
        };
    }

    private static string? Repeated(IEnumerable<string> names) => names.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1)?.Key;

    private static void Fail(Node root, Rule rule, string expected) => throw new RulesException($"{root.File}, rule {rule.Name}: expected {expected}.");
}
