using Vern.Material.Intake;

namespace Vern.Material.Triage;

/// <summary>How a report stands to others that say the same.</summary>
public enum Fold
{
    /// <summary>Nothing like it was there.</summary>
    First,
    /// <summary>It says the same.</summary>
    Same,
    /// <summary>It says the same and more.</summary>
    More,
}

/// <summary>What rules can see of a report: codes and numbers, no person. What makes it urgent and what makes it complete are kept apart, so that completeness never raises urgency.</summary>
/// <param name="Sets">Codes by name.</param>
/// <param name="Numbers">Numbers by name; one that is not known is left out.</param>
public sealed record ReportFeatures(IReadOnlyDictionary<string, IReadOnlySet<string>> Sets, IReadOnlyDictionary<string, int> Numbers)
{
    /// <summary>The sets that rules of urgency may see.</summary>
    public static IReadOnlySet<string> UrgencySets { get; } = new HashSet<string>(["sign", "kind", "channel", "novelty", "fold", "haste", "told"], StringComparer.Ordinal);
    /// <summary>The numbers that rules of urgency may see.</summary>
    public static IReadOnlySet<string> UrgencyNumbers { get; } = new HashSet<string>(["youngest", "children", "files", "earlier", "days-left"], StringComparer.Ordinal);
    /// <summary>The sets that rules of completeness may see.</summary>
    public static IReadOnlySet<string> CompletenessSets { get; } = new HashSet<string>(["given"], StringComparer.Ordinal);
    /// <summary>The numbers that rules of completeness may see: none.</summary>
    public static IReadOnlySet<string> CompletenessNumbers { get; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>What the rules see.</summary>
    /// <param name="facts">What the report says.</param>
    /// <param name="files">What it says of its files.</param>
    /// <param name="digests">Whether at least one file has a digest of ours or of the sender's.</param>
    /// <param name="channel">How it came.</param>
    /// <param name="novelty">Whether what it shows is known.</param>
    /// <param name="fold">How it stands to others.</param>
    /// <param name="deadline">The last day of its evidence; null: not known.</param>
    /// <param name="today">The day of reckoning.</param>
    public static ReportFeatures Of(ReportFacts facts, IReadOnlyList<FileFacts> files, bool digests, Channel channel, Novelty novelty, Fold fold, DateOnly? deadline, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(files);
        var sets = new Dictionary<string, IReadOnlySet<string>>(StringComparer.Ordinal)
        {
            ["sign"] = SignsOf(facts, files), ["kind"] = One(facts.Kind), ["channel"] = One(channel), ["novelty"] = One(novelty), ["fold"] = One(fold),
            ["haste"] = Present(facts.Haste), ["told"] = Present(facts.Told), ["given"] = GivenBy(facts, files, digests),
        };
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal) { ["children"] = facts.Children.Count, ["files"] = files.Count(file => file.IsReported), ["earlier"] = facts.Accounts.Sum(account => account.Earlier.Count) };
        if (facts.Children.Min(child => child.Age) is { } youngest) numbers["youngest"] = youngest;
        if (deadline is { } last) numbers["days-left"] = last.DayNumber - today.DayNumber;
        return new(sets, numbers);
    }

    /// <summary>The signs of a report and of its files.</summary>
    public static IReadOnlySet<string> SignsOf(ReportFacts facts, IReadOnlyList<FileFacts> files)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return facts.Signs.Concat(files.SelectMany(file => file.Signs)).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>A report that bears one sign and says nothing else.</summary>
    internal static ReportFeatures OfSign(string sign) => Of(new ReportFacts { Kind = ReportKind.Other, Signs = [sign] }, [], false, Channel.Api, Novelty.New, Fold.First, null, DateOnly.MinValue);

    private static HashSet<string> GivenBy(ReportFacts facts, IReadOnlyList<FileFacts> files, bool digests)
    {
        var given = new HashSet<string>(StringComparer.Ordinal);
        void If(bool there, string code) { if (there) given.Add(code); }
        var connections = facts.Accounts.SelectMany(account => account.Connections).Concat(files.SelectMany(file => file.Connections)).ToList();
        If(facts.Accounts.Any(account => account.ScreenName is not null || account.ServiceId is not null), "account");
        If(facts.Accounts.Any(account => account.Mail.Count > 0 || account.Phone.Count > 0), "contact");
        If(facts.Accounts.Any(account => account.Country is not null) || facts.Children.Any(child => child.Country is not null), "country");
        If(connections.Count > 0, "connection");
        If(connections.Any(connection => connection.At is not null), "connection-time");
        If(facts.Places.Any(place => !string.IsNullOrWhiteSpace(place.Address)) || files.Any(file => !string.IsNullOrWhiteSpace(file.Address)), "place");
        If(facts.HappenedAt is not null, "time");
        If(digests || files.Any(file => file.Given.Count > 0), "digest");
        If(files.Any(file => file.Viewed is true), "viewed");
        If(!string.IsNullOrWhiteSpace(facts.Words), "words");
        return given;
    }

    private static HashSet<string> One<T>(T value) where T : struct, Enum => new([value.ToString().ToLowerInvariant()], StringComparer.Ordinal);
    private static HashSet<string> Present(string? text) => string.IsNullOrWhiteSpace(text) ? [] : ["yes"];
}
