using Vern.Platform.Auditing;

namespace Vern.Persons.Auditing;

/// <summary>What the supervisor of a national unit is pointed to: the rules of every workspace over the unit's own acts, and two limits of a day.</summary>
public static class NationalControl
{
    /// <summary>The rules.</summary>
    public static UnusualAccess Unusual { get; } = new(new WatchedActs
    {
        RowLevel = [NationalActs.SubmissionRead, NationalActs.PairRead, NationalActs.PairsRead, NationalActs.FigureTraced],
        Refusals = [NationalActs.SubmissionRefused, NationalActs.EnvelopeRefused],
        Exports = [NationalActs.WorkingTablesWritten, NationalActs.RecordsExported],
        Records = [NationalActs.RecordsExported],
        Daily = [new("pairs", NationalActs.PairRead, 20, Unless: NationalActs.PairDecided), new("submissions", NationalActs.SubmissionRead, 60)],
    });
}
