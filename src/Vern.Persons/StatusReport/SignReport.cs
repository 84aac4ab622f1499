using System.Globalization;
using Vern.Persons.Collection;
using Vern.Platform.Access;

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
    private const string SignedAlready = "You have signed already. Another person must sign too.";

    /// <summary>The decision, without effect.</summary>
    /// <param name="report">The report as prepared now.</param>
    /// <param name="by">Who signs.</param>
    /// <param name="digestSeen">The digest of the content that the signer was shown.</param>
    /// <param name="at">When.</param>
    /// <param name="first">The signature that stands already; when null, those that the open edition holds. None where the first signer's has expired.</param>
    public static SignDecision Decide(PreparedReport report, string by, string digestSeen, DateTimeOffset at, IReadOnlyList<Signature>? first = null)
    {
        if (string.IsNullOrWhiteSpace(by)) return Refused("A signature needs a name.");
        if (report.State != EditionState.Draft) return Refused($"Edition {report.Edition} is published already. A correction is a new edition: begin an erratum.");
        if (digestSeen != report.Digest) return Refused("The report has changed since it was shown. Read it again, then sign.");
        var problems = report.Problems();
        if (problems.Count > 0) return Refused($"The report can't be published: {problems[0]}" + (problems.Count > 1 ? $" (and {problems.Count - 1} more)" : ""));
        var open = report.Editions.Where(edition => edition.PublishedAt is null).OrderBy(edition => edition.Number).LastOrDefault();
        if (open is null && report.Editions.Any(edition => edition.PublishedAt is not null)) return Refused("An edition is published and the content differs from it. Begin an erratum that says what it corrects, then sign.");
        var standing = first ?? (open is not null && open.Digest == report.Digest ? open.Signatures : []);
        if (standing.Any(signature => PersonName.Same(signature.By, by))) return Refused(SignedAlready);
        IReadOnlyList<Signature> signatures = [.. standing, new Signature(by.Trim(), at)];
        return new(new Edition(report.Figures.Year, report.Edition, open?.Erratum, report.Digest, report.Content, signatures, signatures.Count >= 2 ? at : null), null);
    }

    /// <summary>What two verified persons sign.</summary>
    public static GraveAct Act(PreparedReport report) => new("report.sign", string.Create(CultureInfo.InvariantCulture, $"{report.Figures.Year}/{report.Edition}"), report.Digest);

    /// <summary>Signs as a verified person and keeps the edition: she is the first of two or the second, by who she is and not by her account (rule 4).</summary>
    public static async Task<SignDecision> RunAsync(INationalStore store, AccessStore access, PreparedReport report, SignedIn person, string digestSeen, TimeProvider clock, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(access);
        ArgumentNullException.ThrowIfNull(person);
        var now = clock.GetUtcNow();
        if (Decide(report, person.Person, digestSeen, now, []) is { Edition: null } refused) return refused;
        var (step, first) = await access.StepAsync(Act(report), person, cancel);
        if (step is FourEyesStep.Done) return Refused("Two others have signed this content.");
        // A first signature that a crash kept out of the edition is put there when the same person signs again.
        var kept = report.Editions.Any(edition => edition.PublishedAt is null && edition.Digest == report.Digest && edition.Signatures.Count > 0);
        if (step is FourEyesStep.SamePerson && kept) return Refused(SignedAlready);
        var decision = Decide(report, person.Person, digestSeen, now, step is FourEyesStep.Confirmed ? [new Signature(first.Name, first.At)] : []);
        if (decision.Edition is { } edition) await store.PutEditionAsync(edition, cancel);
        return decision;
    }

    /// <summary>Takes the first signature back, by the person who gave it, while the second is missing.</summary>
    /// <returns>Whether there was one of hers.</returns>
    public static async Task<bool> WithdrawAsync(INationalStore store, AccessStore access, PreparedReport report, SignedIn person, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(access);
        ArgumentNullException.ThrowIfNull(report);
        if (!await access.WithdrawAsync(Act(report), person, cancel)) return false;
        if (report.Editions.FirstOrDefault(edition => edition.PublishedAt is null && edition.Number == report.Edition) is { Signatures.Count: > 0 } open) await store.PutEditionAsync(open with { Signatures = [] }, cancel);
        return true;
    }

    /// <summary>Whether decisions on doubtful pairs of the year are frozen: since its first edition was published.</summary>
    public static bool DecisionsAreFrozen(IReadOnlyList<Edition> editions) => editions.Any(edition => edition.PublishedAt is not null);

    private static SignDecision Refused(string why) => new(null, why);
}
