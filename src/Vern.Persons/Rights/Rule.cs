namespace Vern.Persons.Rights;

/// <summary>How sure the source of a rule is.</summary>
public enum Mark
{
    /// <summary>Stated by the source.</summary>
    S,
    /// <summary>Implied, or chosen so that software can compute it.</summary>
    I,
    /// <summary>From outside the source.</summary>
    X,
}

/// <summary>What a rule is for.</summary>
public enum RuleKind
{
    /// <summary>A right of the person, with a state.</summary>
    Right,
    /// <summary>Something a body has to do or answer.</summary>
    Duty,
    /// <summary>How other rules are to be read.</summary>
    Principle,
    /// <summary>A length of time.</summary>
    Period,
    /// <summary>An amount of money.</summary>
    Amount,
    /// <summary>What happens at a change of track.</summary>
    Track,
}

/// <summary>How a period finds its last day.</summary>
public enum PeriodKind
{
    /// <summary>A length after a day; the last day is counted in.</summary>
    Length,
    /// <summary>The last day as a decision or a plan states it; a length, if given, is the most it may be.</summary>
    Stated,
    /// <summary>Length over several stays together (P-02).</summary>
    Sum,
    /// <summary>Days within a rolling window (P-03).</summary>
    Rolling,
    /// <summary>Days that a provider keeps a log; the length, if given, is the longest (P-05).</summary>
    Retention,
    /// <summary>A limit that no law gives: the days are a setting with an owner, or not set.</summary>
    Setting,
}

/// <summary>Lawyer's confirmation of a rule.</summary>
/// <param name="By">Name.</param>
/// <param name="On">Day.</param>
public sealed record Confirmation(string By, DateOnly On);

/// <summary>A period of a rule.</summary>
/// <param name="Id">Its id within the rule.</param>
/// <param name="Kind">How the last day is found.</param>
/// <param name="From">The anchor: an id of <see cref="Anchors"/>.</param>
/// <param name="Years">Years of the length.</param>
/// <param name="Months">Months.</param>
/// <param name="Days">Days.</param>
/// <param name="WindowMonths">Of a rolling period: the window in months, or 0.</param>
/// <param name="WindowDays">The window in days, or 0.</param>
/// <param name="WarnBefore">Days before the end on which to warn, falling.</param>
/// <param name="WarnAtDay">Of a rolling period: the number of days present at which to warn.</param>
/// <param name="MovesToWorkingDay">Whether a last day that is no working day moves to the next one.</param>
/// <param name="When">The condition of this period where it is another than the rule's, or null.</param>
/// <param name="MetWhen">The condition under which nothing more is to be done, or null.</param>
public sealed record RulePeriod(string Id, PeriodKind Kind, string From, int Years, int Months, int Days, int WindowMonths, int WindowDays,
    IReadOnlyList<int> WarnBefore, int? WarnAtDay, bool MovesToWorkingDay, Condition? When, Condition? MetWhen)
{
    /// <summary>Whether it has a length of its own.</summary>
    public bool HasLength => Years + Months + Days > 0;
}

/// <summary>The days on which the agency wants to be warned of a deadline that a rule sets. The deadline itself is the law's.</summary>
/// <param name="Rule">The rule's name.</param>
/// <param name="Period">The period's id.</param>
/// <param name="Days">Days before the end, falling; at least one, so that no deadline passes without a word.</param>
public sealed record WarningSetting(string Rule, string Period, IReadOnlyList<int> Days)
{
    /// <summary>So many days at most.</summary>
    public const int Most = 8;
    /// <summary>The earliest warning, in days before the end.</summary>
    public const int Earliest = 365;

    /// <summary>Days as typed, parted by blanks or commas; null: not 1 to 8 different whole numbers from 0 to 365.</summary>
    public static IReadOnlyList<int>? Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var days = new List<int>();
        foreach (var word in text.Split([' ', ',', ';'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (!int.TryParse(word, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var day) || day > Earliest) return null;
            days.Add(day);
        }
        return days.Count is > 0 and <= Most && days.Distinct().Count() == days.Count ? [.. days.OrderDescending()] : null;
    }
}

/// <summary>An amount of a rule.</summary>
/// <param name="Id">What it is.</param>
/// <param name="Value">How much.</param>
/// <param name="Unit"><c>USD</c>, <c>hours</c> …</param>
public sealed record RuleAmount(string Id, decimal Value, string Unit);

/// <summary>A rule as the data file states it.</summary>
/// <param name="Id"><c>R-11</c>.</param>
/// <param name="Variant">Tells apart what stands under one id, or empty.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="ValidFrom">First day, or null: not in force until a day is set.</param>
/// <param name="ValidTo">Last day, or null.</param>
/// <param name="LawRef">The law.</param>
/// <param name="Source">Where the rule was read.</param>
/// <param name="Mark">How sure the source is.</param>
/// <param name="Confirmed">A lawyer's confirmation, or null.</param>
/// <param name="When">The condition.</param>
/// <param name="Words">The condition as written.</param>
/// <param name="ProvidedWhen">The condition under which facts say that it is provided, so that nobody has to record it twice; or null.</param>
/// <param name="Parts">Sub-rights with a state each (housing, health …), or none.</param>
/// <param name="Periods">Its periods.</param>
/// <param name="Amounts">Its amounts.</param>
/// <param name="Gives">What it gives, in English, for who reads the file.</param>
/// <param name="Exceptions">What it does not cover, in English.</param>
/// <param name="Notes">What a lawyer should know: later law, doubts.</param>
/// <param name="Replaces">The rule it stands in for while it is in force, or null.</param>
/// <param name="ShownWhilePending">Whether its dates are shown, as unconfirmed, before it has a first day.</param>
public sealed record Rule(string Id, string Variant, RuleKind Kind, DateOnly? ValidFrom, DateOnly? ValidTo, string LawRef, string Source, Mark Mark, Confirmation? Confirmed,
    Condition When, string Words, Condition? ProvidedWhen, IReadOnlyList<string> Parts, IReadOnlyList<RulePeriod> Periods, IReadOnlyList<RuleAmount> Amounts, string Gives,
    IReadOnlyList<string> Exceptions, IReadOnlyList<string> Notes, string? Replaces, bool ShownWhilePending)
{
    /// <summary>Id and variant: what a text and a stored state are kept under.</summary>
    public string Name => Variant.Length == 0 ? Id : $"{Id}.{Variant}";
    /// <summary>Key of its title; what stands under it is <c>rule.R-11.gist</c>.</summary>
    public string Title => $"rule.{Name}.title";
    /// <summary>Whether it holds on a day.</summary>
    public bool InForce(DateOnly on) => ValidFrom <= on && (ValidTo is null || on <= ValidTo);
    /// <summary>Whether its dates have not been set: it waits for a lawyer.</summary>
    public bool Pending => ValidFrom is null;
    /// <summary>Whether it must be shown as unconfirmed: implied or from outside, and no lawyer's name and day stand on it.</summary>
    public bool Unconfirmed => Confirmed is null && Mark != Mark.S;
    /// <summary>An amount.</summary>
    /// <exception cref="InvalidOperationException">The rule has no such amount.</exception>
    public decimal Amount(string id) => Amounts.FirstOrDefault(amount => amount.Id == id)?.Value ?? throw new InvalidOperationException($"Rule {Name} has no amount '{id}'.");
}

/// <summary>A limit that no law gives: the agency sets it and names who answers for it.</summary>
/// <param name="Id">Which.</param>
/// <param name="Source">Where the need was read.</param>
/// <param name="Days">Days, or null: not set.</param>
/// <param name="Owner">Who answers for it, or null.</param>
public sealed record LimitSetting(string Id, string Source, int? Days, string? Owner);
