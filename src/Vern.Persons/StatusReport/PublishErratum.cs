using Vern.Persons.Collection;

namespace Vern.Persons.StatusReport;

/// <summary>Begins an erratum: a new edition that says what it corrects (D-031). It is published by two signatures like any other; the edition before stays as it is.</summary>
public static class PublishErratum
{
    /// <summary>The decision, without effect.</summary>
    /// <param name="report">The report as prepared now.</param>
    /// <param name="correction">What is corrected, in words for the reader (Markdown).</param>
    public static SignDecision Decide(PreparedReport report, string correction)
    {
        if (string.IsNullOrWhiteSpace(correction)) return new(null, "Say what the new edition corrects.");
        var last = report.Editions.Where(edition => edition.PublishedAt is not null).OrderBy(edition => edition.Number).LastOrDefault();
        if (last is null) return new(null, "No edition is published yet: change the draft itself.");
        if (report.Editions.Any(edition => edition.PublishedAt is null && edition.Number > last.Number && edition.Signatures.Count > 0)) return new(null, "An erratum is waiting for its second signature. Let it be signed first.");
        return new(new Edition(report.Figures.Year, last.Number + 1, correction.Trim(), report.Digest, report.Content, [], null), null);
    }

    /// <summary>Begins the erratum and keeps it.</summary>
    public static async Task<SignDecision> RunAsync(INationalStore store, PreparedReport report, string correction, CancellationToken cancel = default)
    {
        var decision = Decide(report, correction);
        if (decision.Edition is { } edition) await store.PutEditionAsync(edition, cancel);
        return decision;
    }
}
