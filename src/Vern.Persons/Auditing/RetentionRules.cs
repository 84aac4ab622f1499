using Vern.Platform.Auditing;

namespace Vern.Persons.Auditing;

/// <summary>The rules of retention of the national unit (C-024, K-010): data, in one place. The years are a proposal for the controller, who decides with the archivist.</summary>
public static class RetentionRules
{
    /// <summary>Encodings and block keys: until the round is closed.</summary>
    public static RetentionRule Encodings { get; } = new("encodings", 0, RetentionEnd.Closing, "GDPR art. 5(1)(e), 17(1)(a)");
    /// <summary>The de-identified rows of a round, decisions and linkage: so long after closing, once an edition is published.</summary>
    public static RetentionRule Rows { get; } = new("rows", 5, RetentionEnd.Erase, "GDPR art. 5(1)(e), 89(1)");
    /// <summary>Requests of persons concerned: so long after the decision.</summary>
    public static RetentionRule Requests { get; } = new("requests", 3, RetentionEnd.Erase, "GDPR art. 5(1)(e), 5(2)");
    /// <summary>Published editions: protected figures.</summary>
    public static RetentionRule Editions { get; } = new("editions", 0, RetentionEnd.Kept, "GDPR art. 89(1); arkivlova");
}
