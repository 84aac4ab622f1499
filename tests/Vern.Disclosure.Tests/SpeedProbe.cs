using System.Diagnostics;
using Vern.Disclosure.Suppression;
using Vern.Disclosure.Tables;

namespace Vern.Disclosure.Tests;

public sealed class SpeedProbe
{
    [Fact]
    public void Probe()
    {
        for (var seed = 1; seed <= 3; seed++)
        {
            var (data, tables) = RandomTables.StatusReport(seed);
            var clock = Stopwatch.StartNew();
            var publication = Protector.Protect(data, tables, cancel: TestContext.Current.CancellationToken);
            var took = clock.Elapsed.TotalSeconds; var cells = publication.Tables.Sum(t => t.Cells.Count);
            TestContext.Current.SendDiagnosticMessage($"{cells} cells, {publication.Audit.Cells.Count} hidden, primary {publication.Audit.Cells.Count(c => c.Reason == Audit.HiddenBecause.SmallCount)} in {clock.Elapsed.TotalSeconds:0.0} s {publication.Audit.Method}");
        }
    }
}
