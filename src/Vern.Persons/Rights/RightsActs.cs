using Vern.Persons.Registration;
using Vern.Platform.Auditing;

namespace Vern.Persons.Rights;

/// <summary>What the ledger tells of rights.</summary>
public static class RightsActs
{
    /// <summary>A step of a right was recorded.</summary>
    public static AuditAct Moved { get; } = new("right.moved", CaseActs.Casework);
    /// <summary>A rights sheet was opened for printing: she was to be informed .</summary>
    public static AuditAct SheetPrinted { get; } = new("sheet.printed", CaseActs.Casework, IsRead: true);
    /// <summary>A person's deadlines left for a calendar.</summary>
    public static AuditAct CalendarTaken { get; } = new("calendar.taken", CaseActs.Casework, IsRead: true);

    /// <summary>A limit of the agency's own, or a help line, was set.</summary>
    public static AuditAct SettingChanged { get; } = new("setting.changed", CaseActs.Casework);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<AuditAct> All { get; } = [Moved, SheetPrinted, CalendarTaken, SettingChanged];
}
