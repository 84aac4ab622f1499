using Vern.Platform.Auditing;

namespace Vern.Persons.Auditing;

/// <summary>
/// The lawful basis of each kind of processing at the national unit (K-010), as Norwegian law has it; another country replaces the provisions here and nowhere else.
/// A proposal for the controller, who decides: the software records what it was told to rest on. The texts beside it say what each processing is for.
/// </summary>
public static class NationalBases
{
    /// <summary>Asking the bodies, reminding them, keeping their register: no person is told of.</summary>
    public static LawfulBasis Round { get; } = new("round", "GDPR art. 6(1)(e)", "staff");
    /// <summary>Taking in encoded submissions, linking them, deciding doubtful pairs.</summary>
    public static LawfulBasis Linkage { get; } = new("linkage", "GDPR art. 6(1)(e), 9(2)(j), 89(1); personopplysningsloven § 8, § 9", "encoded");
    /// <summary>Destroying encodings when they have served (C-024).</summary>
    public static LawfulBasis Destruction { get; } = new("destruction", "GDPR art. 5(1)(e), 17(1)(a)", "encoded");
    /// <summary>The unit's own working tables and record-level exports, for named people.</summary>
    public static LawfulBasis WorkingTables { get; } = new("working-tables", "GDPR art. 6(1)(e), 9(2)(j), 89(1); personopplysningsloven § 8, § 9", "encoded");
    /// <summary>Small tables of other registers, as published.</summary>
    public static LawfulBasis Registers { get; } = new("registers", "GDPR art. 6(1)(e)", "counts");
    /// <summary>Writing, signing and publishing the report: protected figures only.</summary>
    public static LawfulBasis Report { get; } = new("report", "GDPR art. 6(1)(e), 89(1)", "public");

    /// <summary>Answering persons concerned: their requests, by a body's own reference, and what is done about a row.</summary>
    public static LawfulBasis Rights { get; } = new("rights", "GDPR art. 6(1)(c), 12, 15–19; 9(2)(f), 9(2)(j)", "requests");

    /// <summary>All of them, in the order of the page.</summary>
    public static IReadOnlyList<LawfulBasis> All { get; } = [Round, Linkage, Destruction, WorkingTables, Registers, Report, Rights, ControlActs.Basis, Platform.Access.AccessActs.Basis];
}
