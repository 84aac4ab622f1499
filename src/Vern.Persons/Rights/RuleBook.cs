namespace Vern.Persons.Rights;

/// <summary>What a track says of one right.</summary>
public enum CellAnswer
{
    /// <summary>The source calls it unclear or says nothing.</summary>
    Unclear,
    /// <summary>Not given on this track.</summary>
    No,
    /// <summary>Given.</summary>
    Yes,
}

/// <summary>A cell of the matrix.</summary>
/// <param name="Column">The right.</param>
/// <param name="Answer">Given, not given, unclear.</param>
/// <param name="What">Code of what is given or lost, or empty where unclear.</param>
/// <param name="Inferred">Whether the cell was inferred, not stated.</param>
public sealed record TrackCell(string Column, CellAnswer Answer, string What, bool Inferred);

/// <summary>A residence status and what it gives.</summary>
/// <param name="Id"><c>reflection</c>, <c>asylum-after-reflection</c> …</param>
/// <param name="Cells">A cell a column, in the columns' order.</param>
public sealed record Track(string Id, IReadOnlyList<TrackCell> Cells)
{
    /// <summary>The cell of a right.</summary>
    public TrackCell this[string column] => Cells.First(cell => cell.Column == column);
}

/// <summary>All rules of a country, as read from its file.</summary>
/// <param name="Country">ISO 3166 code.</param>
/// <param name="Edition">The file's edition; kept with what is computed from it.</param>
/// <param name="StateOfLaw">Which law it describes.</param>
/// <param name="Conventions">How lengths and days are counted.</param>
/// <param name="Days">The country's working days.</param>
/// <param name="Limits">Limits that no law gives.</param>
/// <param name="Rules">Every rule, in the file's order.</param>
/// <param name="TrackSource">Where the matrix was read.</param>
/// <param name="Columns">The matrix's columns.</param>
/// <param name="Tracks">Its rows.</param>
public sealed record RuleBook(string Country, string Edition, string StateOfLaw, IReadOnlyList<string> Conventions, WorkingDays Days, IReadOnlyList<LimitSetting> Limits,
    IReadOnlyList<Rule> Rules, string TrackSource, IReadOnlyList<string> Columns, IReadOnlyList<Track> Tracks)
{
    private static readonly Lazy<RuleBook> Shipped = new(() =>
    {
        using var stream = typeof(RuleBook).Assembly.GetManifestResourceStream("Vern.Persons.Rights.norway.json") ?? throw new InvalidOperationException("norway.json is not embedded.");
        return LoadRules.Run(stream, "norway.json");
    });

    /// <summary>The rules of Norway that Vern ships.</summary>
    public static RuleBook Norway => Shipped.Value;

    /// <summary>The rules that hold on a day, without those another one stands in for then.</summary>
    public IReadOnlyList<Rule> InForce(DateOnly on)
    {
        var inForce = Rules.Where(rule => rule.InForce(on)).ToList();
        var replaced = inForce.Where(rule => rule.Replaces is not null).Select(rule => rule.Replaces!).ToHashSet();
        return [.. inForce.Where(rule => !replaced.Contains(rule.Name))];
    }

    /// <summary>The rules whose first day is not set but whose dates are shown as unconfirmed.</summary>
    public IReadOnlyList<Rule> Pending => [.. Rules.Where(rule => rule.Pending && rule.ShownWhilePending)];

    /// <summary>The rule with this name that holds on a day; if none does, the newest one before it, else the one without a first day.</summary>
    /// <exception cref="KeyNotFoundException">No such rule: the loader has seen to it that none names one.</exception>
    public Rule Rule(string name, DateOnly on) =>
        Rules.Where(rule => rule.Name == name).OrderByDescending(rule => rule.InForce(on)).ThenByDescending(rule => rule.ValidFrom <= on).ThenByDescending(rule => rule.ValidFrom).FirstOrDefault()
        ?? throw new KeyNotFoundException($"No rule '{name}'.");

    /// <summary>Answers a rule's condition.</summary>
    public Finding Find(Rule rule, Situation situation, DateOnly on)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return Find(rule.When, situation, on);
    }

    /// <summary>Answers a condition.</summary>
    public Finding Find(Condition condition, Situation situation, DateOnly on) => EvaluateCondition.Run(condition, name => Rule(name, on).When, situation, on);

    /// <summary>The track with this id.</summary>
    /// <exception cref="KeyNotFoundException">No such track.</exception>
    public Track Track(string id) => Tracks.FirstOrDefault(track => track.Id == id) ?? throw new KeyNotFoundException($"No track '{id}'.");

    /// <summary>Same rules that warn on the days that the agency chose.</summary>
    public RuleBook WithWarnings(IReadOnlyCollection<WarningSetting> warnings)
    {
        ArgumentNullException.ThrowIfNull(warnings);
        if (warnings.Count == 0) return this;
        var own = warnings.ToDictionary(one => (one.Rule, one.Period), one => one.Days);
        return this with { Rules = [.. Rules.Select(rule => rule with { Periods = [.. rule.Periods.Select(period => period.WarnBefore.Count > 0 && own.TryGetValue((rule.Name, period.Id), out var days) ? period with { WarnBefore = days } : period)] })] };
    }

    /// <summary>Same rules with the agency's own limits.</summary>
    public RuleBook With(IEnumerable<LimitSetting> limits)
    {
        var own = limits.ToDictionary(limit => limit.Id);
        return this with { Limits = [.. Limits.Select(limit => own.GetValueOrDefault(limit.Id, limit))] };
    }
}
