using System.Globalization;
using Vern.Material.Intake;

namespace Vern.Material.Triage;

/// <summary>A report with its files, opened.</summary>
/// <param name="Facts">What it says.</param>
/// <param name="Files">What it says of its files, with their digests.</param>
public sealed record OpenedReport(ReportFacts Facts, IReadOnlyList<OpenedFile> Files);

/// <summary>A file of a report.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Digest">Its strongest digest, ours before the sender's; null: none.</param>
/// <param name="Facts">What is said of it.</param>
public sealed record OpenedFile(string Id, string? Digest, FileFacts Facts);

/// <summary>Says what a report tells that those before it do not: what a duplicate adds is kept and shown.</summary>
public static class WhatIsNew
{
    /// <summary>What is new, in the order of <see cref="NewFact.What"/>'s docstring; each once.</summary>
    /// <param name="report">The later one.</param>
    /// <param name="earlier">Those before it in its bundle.</param>
    public static IReadOnlyList<NewFact> Run(OpenedReport report, IEnumerable<OpenedReport> earlier)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(earlier);
        var told = new ToldSoFar();
        foreach (var one in earlier) told.Add(one);
        return told.NewIn(report);
    }

    // What several reports told.
    internal sealed class ToldSoFar
    {
        private readonly HashSet<NewFact> known = [];

        // How many reports.
        internal int Count { get; private set; }

        internal void Add(OpenedReport report)
        {
            known.UnionWith(Facts(report).Select(Plain));
            Count++;
        }

        internal IReadOnlyList<NewFact> NewIn(OpenedReport report)
        {
            var own = new HashSet<NewFact>();
            return [.. Facts(report).Where(fact => Plain(fact) is var plain && !known.Contains(plain) && own.Add(plain))];
        }
    }

    private static NewFact Plain(NewFact fact) => fact with { Value = fact.Value.Trim().ToUpperInvariant() };

    private static IEnumerable<NewFact> Facts(OpenedReport report)
    {
        var facts = report.Facts;
        foreach (var account in facts.Accounts)
        {
            foreach (var name in (string?[])[account.ServiceId, account.ScreenName, account.Name]) if (!string.IsNullOrWhiteSpace(name)) yield return new("account", account.Service is null ? name : $"{account.Service}: {name}");
            foreach (var contact in account.Mail.Concat(account.Phone)) yield return new("contact", contact);
            foreach (var connection in account.Connections) yield return Connected(connection);
            if (account.Country is { } country) yield return new("country", country);
        }
        foreach (var child in facts.Children) yield return new("child", string.Join(", ", ((string?[])[child.Age?.ToString(CultureInfo.InvariantCulture), child.Country, child.Words]).Where(part => !string.IsNullOrWhiteSpace(part))));
        foreach (var place in facts.Places) if (!string.IsNullOrWhiteSpace(place.Address)) yield return new("place", place.Address);
        foreach (var file in report.Files)
        {
            if (file.Digest is { } digest) yield return new("file", digest);
            if (!string.IsNullOrWhiteSpace(file.Facts.Address)) yield return new("place", file.Facts.Address);
            foreach (var connection in file.Facts.Connections) yield return Connected(connection);
            foreach (var sign in file.Facts.Signs) yield return new("sign", sign);
        }
        foreach (var sign in facts.Signs) yield return new("sign", sign);
        if (!string.IsNullOrWhiteSpace(facts.Haste)) yield return new("haste", facts.Haste);
        if (!string.IsNullOrWhiteSpace(facts.Words)) yield return new("words", facts.Words);
    }

    private static NewFact Connected(Connection connection) => new("connection", connection.At is { } at ? $"{connection.Address}, {at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} UTC" : connection.Address);
}
