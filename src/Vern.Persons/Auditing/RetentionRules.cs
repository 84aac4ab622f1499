namespace Vern.Persons.Auditing;

/// <summary>How what a rule is about comes to its end.</summary>
public enum RetentionEnd
{
    /// <summary>When the round is closed, by the closing itself.</summary>
    Closing,
    /// <summary>By the day's job, or by <c>vern erase --due</c> at once, so many years after the event.</summary>
    Erase,
    /// <summary>It is kept.</summary>
    Kept,
}

/// <summary>A rule for how long something is kept. Its words are found by its code.</summary>
/// <param name="Code">encodings, rows, requests, sealed-parts, editions or entries.</param>
/// <param name="Years">Years after the event that its words name; 0 where no years count.</param>
/// <param name="End">How it ends.</param>
/// <param name="Provision">What it rests on, as a lawyer cites it.</param>
public sealed record RetentionRule(string Code, int Years, RetentionEnd End, string Provision)
{
    /// <summary>When something is due whose time began at a moment.</summary>
    public DateTimeOffset DueAt(DateTimeOffset began) => began.AddYears(Years);
}

/// <summary>The rules of retention of the national unit (C-024, K-010): data, in one place. The years are a proposal for the controller, who decides with the archivist.</summary>
public static class RetentionRules
{
    /// <summary>Encodings and block keys: until the round is closed.</summary>
    public static RetentionRule Encodings { get; } = new("encodings", 0, RetentionEnd.Closing, "GDPR art. 5(1)(e), 17(1)(a)");
    /// <summary>The de-identified rows of a round, decisions and linkage: so long after closing, once an edition is published.</summary>
    public static RetentionRule Rows { get; } = new("rows", 5, RetentionEnd.Erase, "GDPR art. 5(1)(e), 89(1)");
    /// <summary>Requests of persons concerned: so long after the decision.</summary>
    public static RetentionRule Requests { get; } = new("requests", 3, RetentionEnd.Erase, "GDPR art. 5(1)(e), 5(2)");
    /// <summary>Who acted and details, in the ledger's sealed parts: so long after the entry.</summary>
    public static RetentionRule SealedParts { get; } = new("sealed-parts", 10, RetentionEnd.Erase, "GDPR art. 5(1)(e), 5(2)");
    /// <summary>Published editions: protected figures.</summary>
    public static RetentionRule Editions { get; } = new("editions", 0, RetentionEnd.Kept, "GDPR art. 89(1); arkivlova");
    /// <summary>The ledger's entries: nobody is told of in their public parts.</summary>
    public static RetentionRule Entries { get; } = new("entries", 0, RetentionEnd.Kept, "GDPR art. 5(2), 24");

    /// <summary>All of them, in the order of the page.</summary>
    public static IReadOnlyList<RetentionRule> All { get; } = [Encodings, Rows, Requests, SealedParts, Editions, Entries];
}
