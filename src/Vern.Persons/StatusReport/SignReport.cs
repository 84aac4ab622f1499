using System.Globalization;
using System.Text;
using Vern.Persons.Collection;

namespace Vern.Persons.StatusReport;

/// <summary>What became of a signature.</summary>
/// <param name="Edition">The edition to keep; null when the signature was refused.</param>
/// <param name="Refusal">Why it was refused, and what to do; null when it was taken.</param>
public sealed record SignDecision(Edition? Edition, string? Refusal);

/// <summary>
/// Signs a draft. Two different people publish it (rule 4); the second signature freezes the content with its digest, and with it the doubtful decisions of the year.
/// A signature holds for the content it was given under: when the content changes, it falls away.
/// </summary>
public static class SignReport
{
    /// <summary>The decision, without effect.</summary>
    /// <param name="report">The report as prepared now.</param>
    /// <param name="by">Who signs.</param>
    /// <param name="digestSeen">The digest of the content that the signer was shown.</param>
    /// <param name="at">When.</param>
    public static SignDecision Decide(PreparedReport report, string by, string digestSeen, DateTimeOffset at)
    {
        if (string.IsNullOrWhiteSpace(by)) return Refused("A signature needs a name.");
        if (report.State != EditionState.Draft) return Refused($"Edition {report.Edition} is published already. A correction is a new edition: begin an erratum.");
        if (digestSeen != report.Digest) return Refused("The report has changed since it was shown. Read it again, then sign.");
        var problems = report.Problems();
        if (problems.Count > 0) return Refused($"The report can't be published: {problems[0]}" + (problems.Count > 1 ? $" (and {problems.Count - 1} more)" : ""));
        var open = report.Editions.Where(edition => edition.PublishedAt is null).OrderBy(edition => edition.Number).LastOrDefault();
        if (open is null && report.Editions.Any(edition => edition.PublishedAt is not null)) return Refused("An edition is published and the content differs from it. Begin an erratum that says what it corrects, then sign.");
        var standing = open is not null && open.Digest == report.Digest ? open.Signatures : [];
        if (standing.Any(signature => SamePerson(signature.By, by))) return Refused("You have signed already. Another person must sign too.");
        IReadOnlyList<Signature> signatures = [.. standing, new Signature(by.Trim(), at)];
        return new(new Edition(report.Figures.Year, report.Edition, open?.Erratum, report.Digest, report.Content, signatures, signatures.Count >= 2 ? at : null), null);
    }

    /// <summary>Signs and keeps the edition.</summary>
    public static async Task<SignDecision> RunAsync(INationalStore store, PreparedReport report, string by, string digestSeen, TimeProvider clock, CancellationToken cancel = default)
    {
        var decision = Decide(report, by, digestSeen, clock.GetUtcNow());
        if (decision.Edition is { } edition) await store.PutEditionAsync(edition, cancel);
        return decision;
    }

    /// <summary>Whether decisions on doubtful pairs of the year are frozen: since its first edition was published.</summary>
    public static bool DecisionsAreFrozen(IReadOnlyList<Edition> editions) => editions.Any(edition => edition.PublishedAt is not null);

    /// <summary>Whether two names are one person's, whatever the case and the spaces.</summary>
    internal static bool SamePerson(string a, string b) => Fold(a) == Fold(b);

    private static string Fold(string name)
    {
        var folded = new StringBuilder();
        foreach (var letter in name.Normalize(NormalizationForm.FormKC).Where(letter => !char.IsWhiteSpace(letter) && CharUnicodeInfo.GetUnicodeCategory(letter) is not UnicodeCategory.Format)) folded.Append(char.ToUpperInvariant(letter));
        return folded.ToString();
    }

    private static SignDecision Refused(string why) => new(null, why);
}
