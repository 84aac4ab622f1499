namespace Vern.Persons.Collection;

/// <summary>Decides whether an edition of a report may be kept (D-031). Pure.</summary>
public static class CheckEdition
{
    /// <summary>The reason why not, or null.</summary>
    /// <param name="edition">The edition to keep.</param>
    /// <param name="existing">The year's editions by number, and whether each is published.</param>
    public static string? Refusal(Edition edition, IReadOnlyList<(int Number, bool Published)> existing)
    {
        ArgumentNullException.ThrowIfNull(edition);
        ArgumentNullException.ThrowIfNull(existing);
        var signers = edition.Signatures.Select(signature => signature.By.Trim()).Distinct(StringComparer.OrdinalIgnoreCase).Count();
        if (existing.Any(other => other.Number == edition.Number && other.Published))
            return $"Edition {edition.Number} for {edition.Year} is published and cannot be changed; an erratum is edition {existing.Max(other => other.Number) + 1}.";
        if (edition.Number < 1 || (edition.Number > 1 && !existing.Contains((edition.Number - 1, true))))
            return $"Edition {edition.Number} for {edition.Year} has no published edition before it.";
        if (edition.Number > 1 && string.IsNullOrWhiteSpace(edition.Erratum)) return $"Edition {edition.Number} must say what it corrects.";
        if (signers < edition.Signatures.Count) return "One person signs an edition once.";
        return edition.PublishedAt is not null && signers < 2 ? "An edition is published by the signatures of two different people." : null;
    }
}
