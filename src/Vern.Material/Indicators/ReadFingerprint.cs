using System.Text.RegularExpressions;
using Vern.Fingerprints.Pdq;

namespace Vern.Material.Indicators;

/// <summary>What a fingerprint, a list or a class may be. A problem is a code whose words are in the texts.</summary>
public static partial class ReadFingerprint
{
    /// <summary>Classes that there are: the age group (a before puberty, b after) and what is shown (1 an act, 2 a display), as providers use them. Others are added here.</summary>
    public static IReadOnlyList<string> Classes { get; } = ["a1", "a2", "b1", "b2"];

    /// <summary>Legal grounds of national lists; a country's own word for them is in its law, not here.</summary>
    public static IReadOnlyList<string> Grounds { get; } = ["penal-code", "court-order", "authority-decision"];

    /// <summary>The list that everyone may have.</summary>
    public const string Baseline = "baseline";

    /// <summary>How many digits a kind has.</summary>
    public static int Digits(HashKind kind) => kind switch { HashKind.Md5 => 32, HashKind.Sha1 => 40, _ => 64 };

    /// <summary>A kind by its word: md5, sha1, sha256, pdq.</summary>
    public static HashKind? Kind(string? word) => word switch { "md5" => HashKind.Md5, "sha1" => HashKind.Sha1, "sha256" => HashKind.Sha256, "pdq" => HashKind.Pdq, _ => null };

    /// <summary>Its word.</summary>
    public static string Word(this HashKind kind) => kind switch { HashKind.Md5 => "md5", HashKind.Sha1 => "sha1", HashKind.Sha256 => "sha256", _ => "pdq" };

    /// <summary>The digits of a fingerprint in small letters; null where it is none of its kind.</summary>
    public static string? Value(HashKind kind, string? text) => text?.Trim() is { } digits && digits.Length == Digits(kind) && Hexadecimal().IsMatch(digits) ? digits.ToLowerInvariant() : null;

    /// <summary>Whether it is a list: <c>baseline</c>, or <c>national-</c> and a country's two letters.</summary>
    public static bool IsList(string? list) => list is not null && ListForm().IsMatch(list);

    /// <summary>A country's list.</summary>
    public static string National(string country)
    {
        ArgumentNullException.ThrowIfNull(country);
        return $"national-{country.ToLowerInvariant()}";
    }

    /// <summary>Why a proposal cannot be taken; null: it can.</summary>
    public static string? Problem(IndicatorProposal proposal)
    {
        ArgumentNullException.ThrowIfNull(proposal);
        if (!IsList(proposal.List)) return "problem.list";
        if (!Classes.Contains(proposal.Class, StringComparer.Ordinal)) return "problem.class";
        if (proposal.Hashes.Count == 0) return "problem.no-hash";
        if (proposal.Hashes.Select(hash => hash.Kind).Distinct().Count() < proposal.Hashes.Count) return "problem.twice";
        if (proposal.List == Baseline ? proposal.Ground is not null : !Grounds.Contains(proposal.Ground, StringComparer.Ordinal)) return "problem.ground";
        foreach (var hash in proposal.Hashes)
        {
            if (Value(hash.Kind, hash.Value) is not { } digits) return "problem.digits";
            if (OfNothing.Contains(digits)) return "problem.empty-file";
            if (hash.Kind is not HashKind.Pdq) continue;
            if (hash.Quality is not (>= 0 and <= 100)) return "problem.no-quality";
            // Below 50 a hash matches what it should not: PDQ's authors discard them, and so do we.
            if (hash.Quality < PdqFingerprint.UsableQuality) return "problem.quality";
        }
        return null;
    }

    // Digests of no bytes: a mistake of whoever sends them, and every empty file would match.
    private static readonly HashSet<string> OfNothing = new(StringComparer.Ordinal)
    {
        "d41d8cd98f00b204e9800998ecf8427e", "da39a3ee5e6b4b0d3255bfef95601890afd80709", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        new('0', 32), new('0', 40), new('0', 64), new('f', 32), new('f', 40), new('f', 64),
    };

    [GeneratedRegex("^[0-9a-fA-F]+$")] private static partial Regex Hexadecimal();
    [GeneratedRegex("^(baseline|national-[a-z]{2})$")] private static partial Regex ListForm();
}
