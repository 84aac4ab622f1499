using Vern.Persons.Registration;
using Vern.Platform.Access;

namespace Vern.Persons.OwnStatistics;

/// <summary>Makes an agency's own figures, once a day for each year: the same question asked again the same day has the same answer, so that nobody learns of one person from the difference of two looks.</summary>
/// <param name="store">The agency's casework.</param>
public sealed class OwnFiguresDesk(CaseStore store)
{
    // The machine counts what was given for statistics; whoever asks sees what has been through disclosure control, whatever else she may read.
    private static readonly CaseReach Machine = new(0, "Vern", "machine", null, Scope.Workspace, new HashSet<string>(StringComparer.Ordinal) { "statistics" });
    private readonly Lock gate = new();
    private readonly Dictionary<int, (DateOnly On, Task<OwnFigures> Made)> kept = [];

    /// <summary>The figures of a year, as of today.</summary>
    public async Task<OwnFigures> ReadAsync(int year, CancellationToken cancel = default)
    {
        Task<OwnFigures> made;
        lock (gate)
        {
            var today = store.Today;
            if (!kept.TryGetValue(year, out var one) || one.On != today || one.Made.IsFaulted) kept[year] = one = (today, Task.Run(() => MakeAsync(year), CancellationToken.None));
            made = one.Made;
        }
        return await made.WaitAsync(cancel);
    }

    private async Task<OwnFigures> MakeAsync(int year) => CountOwnFigures.Run(await store.RecordsOfYearAsync(year, Machine), await store.ReferralsOfYearAsync(year), year, store.Today);
}
