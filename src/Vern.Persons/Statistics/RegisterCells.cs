using Vern.Disclosure.Suppression;
using Vern.Disclosure.Tables;

namespace Vern.Persons.Statistics;

/// <summary>
/// Cells of other registers' figures. An import whose source begins with "Published" is public already and stands as it was published;
/// any other goes through disclosure control like the unit's own.
/// </summary>
internal static class RegisterCells
{
    /// <summary>Whether the source says that the figures are public already.</summary>
    public static bool IsPublished(string source) => source.StartsWith("Published", StringComparison.OrdinalIgnoreCase);

    /// <summary>A single count that no other figure adds up with.</summary>
    public static ProtectedCell Of(int count, string source, YearContext context) =>
        IsPublished(source) ? ProtectedCell.AlreadyPublished(count, source)
            : Protector.Protect(new Microdata([new Dimension("all", new Code("Total", new Code("all")))], [new MicrodataRow(["all"], count)]), [new TableRequest("one", ["all"])], new ProtectionRules(context.MinimumCount))["one"]["Total"];
}
