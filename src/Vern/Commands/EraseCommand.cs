using System.CommandLine;
using Vern.Persons.Auditing;
using Vern.Persons.Collection;
using Vern.Platform.Store;

namespace Vern.Commands;

/// <summary><c>vern erase</c>: what the rules of retention say is due.</summary>
public static class EraseCommand
{
    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var data = new Option<string>("--data") { Description = "Data folder.", DefaultValueFactory = _ => ServeCommand.DefaultData };
        var postgres = new Option<string?>("--postgres") { Description = "PostgreSQL connection string; SQLite under the data folder when absent." };
        var due = new Option<bool>("--due") { Description = "Everything that is due." };
        var round = new Option<int?>("--round") { Description = "The row-level content of one closed round whose time is over." };
        var dry = new Option<bool>("--dry-run") { Description = "Only lists what is due." };
        var command = new Command("erase", """
            Erases by rule what has been kept for its time: row-level content of closed rounds, decided requests, who acted in old entries of the ledger. Published editions stay. It cannot be taken back.
            Example: vern erase --data ./data --due --dry-run
            """) { data, postgres, due, round, dry };
        command.SetAction((result, cancel) => RunAsync(result.GetValue(data)!, result.GetValue(postgres), result.GetValue(due), result.GetValue(round), result.GetValue(dry), TimeProvider.System, cancel));
        return command;
    }

    /// <summary>Lists and erases. 1 when something is due that cannot be erased, 2 when the call is wrong.</summary>
    public static async Task<int> RunAsync(string data, string? postgres, bool all, int? round, bool dry, TimeProvider clock, CancellationToken cancel)
    {
        if (all == round.HasValue) return Wrong("expected either --due or --round YEAR");
        if (postgres is null && !File.Exists(Path.Combine(data, "national", "vern.db"))) return Wrong($"--data: {data}: no national store there, expected {Path.Combine(data, "national", "vern.db")}");
        try
        {
            await using var store = await NationalStore.OpenAsync(data, postgres, clock, cancel);
            var now = clock.GetUtcNow();
            var due = (await EraseByRule.DueAsync(store, now, cancel)).Where(one => all || EraseByRule.YearOf(one) == round).ToList();
            if (round is { } year && due.Count == 0) return Wrong(await WhyNotAsync(store, year, cancel));
            if (due.Count == 0) Console.WriteLine("Nothing is due.");
            foreach (var one in due) Console.WriteLine($"{one.Resource}: rule {one.Rule.Code}, due since {one.Since:yyyy-MM-dd}, {one.Count}{(one.Blocked is null ? "" : $"; not erased: {one.Blocked}")}");
            if (!dry)
            {
                await EraseByRule.RunAsync(store, due, now, Environment.UserName is { Length: > 0 } user ? user : "vern", cancel);
                if (due.Exists(one => one.Blocked is null)) Console.WriteLine("Erased, and in the ledger. Back-ups from before hold it until they are destroyed; one that is restored is erased again.");
            }
            return due.Exists(one => one.Blocked is not null) ? 1 : 0;
        }
        catch (Exception problem) when (problem is StoreException or IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            return Wrong(problem.Message.ReplaceLineEndings(" "));
        }
    }

    private static async Task<string> WhyNotAsync(NationalStore store, int year, CancellationToken cancel)
    {
        if (await store.RoundAsync(year, cancel) is not { } round) return $"--round: there is no round for {year}";
        if (round.ClosedAt is not { } closed) return $"--round: the round of {year} is open; it is closed first";
        return await store.RoundErasureAsync(year, cancel) is { } erased ? $"--round: the row-level content of {year} was erased on {erased.At:yyyy-MM-dd}" : $"--round: {year} is kept until {RetentionRules.Rows.DueAt(closed):yyyy-MM-dd} (rule {RetentionRules.Rows.Code}, {RetentionRules.Rows.Years} years after closing)";
    }

    private static int Wrong(string message)
    {
        Console.Error.WriteLine($"vern erase: {message}");
        return 2;
    }
}
