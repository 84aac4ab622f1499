namespace Vern.Platform.Auditing;

/// <summary>How what a rule of retention is about comes to its end.</summary>
public enum RetentionEnd
{
    /// <summary>When what it is kept for is closed, by the closing itself.</summary>
    Closing,
    /// <summary>By the day's job, or by <c>vern erase --due</c> at once, so many years after the event.</summary>
    Erase,
    /// <summary>By a decision for each, by whoever is responsible.</summary>
    Decision,
    /// <summary>It is kept.</summary>
    Kept,
}

/// <summary>A rule for how long something is kept. Its words are found by its code.</summary>
/// <param name="Code">Its code, such as <c>sealed-parts</c>.</param>
/// <param name="Years">Years after the event that its words name; 0 where no years count.</param>
/// <param name="End">How it ends.</param>
/// <param name="Provision">What it rests on, as a lawyer cites it.</param>
public sealed record RetentionRule(string Code, int Years, RetentionEnd End, string Provision)
{
    /// <summary>Who acted and details, in the ledger's sealed parts: so long after the entry, in every workspace.</summary>
    public static RetentionRule SealedParts { get; } = new("sealed-parts", 10, RetentionEnd.Erase, "GDPR art. 5(1)(e), 5(2)");
    /// <summary>The ledger's entries: nobody is told of in their public parts.</summary>
    public static RetentionRule Entries { get; } = new("entries", 0, RetentionEnd.Kept, "GDPR art. 5(2), 24");

    /// <summary>When something is due whose time began at a moment.</summary>
    public DateTimeOffset DueAt(DateTimeOffset began) => began.AddYears(Years);
}

/// <summary>Something whose time is over.</summary>
/// <param name="Rule">By which rule.</param>
/// <param name="Resource">What, as a path: <c>ledger/before/2016-11-22</c>.</param>
/// <param name="Count">How many.</param>
/// <param name="Since">When its time was over.</param>
/// <param name="Blocked">Why it cannot be erased yet, in English; null where it can.</param>
public sealed record DueErasure(RetentionRule Rule, string Resource, int Count, DateTimeOffset Since, string? Blocked = null);

/// <summary>One processing as the register of GDPR art. 30 tells of it (K-010); the words are found by the codes.</summary>
/// <param name="Basis">Lawful basis and data.</param>
/// <param name="Subjects">Whom it is about.</param>
/// <param name="Recipients">Who gets it.</param>
/// <param name="Retention">The rules by which it ends.</param>
/// <param name="Acts">What is recorded of it.</param>
public sealed record Processing(LawfulBasis Basis, string Subjects, IReadOnlyList<string> Recipients, IReadOnlyList<RetentionRule> Retention, IReadOnlyList<AuditAct> Acts)
{
    /// <summary>The register of a circuit: what it processes, then what every workspace does. Each act that it records stands under its basis.</summary>
    /// <param name="own">The circuit's processing, with no acts yet.</param>
    /// <param name="acts">Every act that the workspace records.</param>
    public static IReadOnlyList<Processing> Register(IEnumerable<Processing> own, IReadOnlyList<AuditAct> acts) =>
    [
        .. own.Append(new(ControlActs.Basis, "staff", ["supervisor", "coordinator"], [RetentionRule.SealedParts, RetentionRule.Entries], []))
            .Append(new(Access.AccessActs.Basis, "staff", ["supervisor", "administrator"], [RetentionRule.SealedParts, RetentionRule.Entries], []))
            .Select(one => one with { Acts = [.. acts.Where(act => act.Basis == one.Basis)] }),
    ];
}
