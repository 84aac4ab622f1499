using Vern.Platform.Access;
using Vern.Platform.Jobs;
using Vern.Platform.Localisation;
using Vern.Platform.Workspaces;

namespace Vern.Platform.Auditing.Pages;

/// <summary>The words for what a workspace's ledger tells of: the platform's for what every workspace does, the circuit's own for the rest.</summary>
/// <param name="Acts">The acts that the workspace records, in the order of the page.</param>
/// <param name="Bases">Its register of lawful bases.</param>
/// <param name="Own">Where the circuit's words for <c>act.KIND</c> and <c>basis.CODE</c> are; null where it has none.</param>
public sealed record LedgerWords(IReadOnlyList<AuditAct> Acts, IReadOnlyList<LawfulBasis> Bases, TextSource? Own)
{
    /// <summary>What every workspace records, and nothing else.</summary>
    public static LedgerWords Shared { get; } = new([.. AccessActs.All, .. JobActs.All, .. WorkspaceActs.All, .. ControlActs.All], [AccessActs.Basis, ControlActs.Basis], null);

    /// <summary>A kind of act in a language; an unknown one stands for itself.</summary>
    public string Act(Language language, string kind) => kind == Vern.Ledger.Log.Continuation.Kind ? Texts.Source[language, "act.continues"] : Acts.Any(act => act.Kind == kind) ? Word(language, $"act.{kind}") : kind;

    /// <summary>A lawful basis in a language; an unknown one stands for itself.</summary>
    public string Basis(Language language, string code) => Bases.Any(basis => basis.Code == code) ? Word(language, $"basis.{code}") : code;

    /// <summary>Who did it, in what role and for what purpose.</summary>
    public string Who(Language language, ReadAct act)
    {
        ArgumentNullException.ThrowIfNull(act);
        return act.By is { } by ? by.Name + (by.Role == "machine" ? "" : ", " + by.Role) + (by.Purpose is { } purpose ? $" ({Basis(language, purpose)})" : "") : act.Erased ? Texts.Source[language, "erased"] : "–";
    }

    /// <summary>The circuit's words for a key, or the platform's, its places filled.</summary>
    public string Text(Language language, string key, params object?[] arguments) => string.Format((language ?? throw new ArgumentNullException(nameof(language))).Culture, Word(language, key), arguments);

    private string Word(Language language, string key) => Own?.Find(language, key) ?? Texts.Source[language, key];
}
