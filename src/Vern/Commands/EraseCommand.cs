using System.CommandLine;
using Vern.Persons.Auditing;
using Vern.Persons.Collection;
using Vern.Persons.Pages;
using Vern.Platform.Access;
using Vern.Platform.Auditing;
using Vern.Platform.Store;
using Vern.Platform.Workspaces;

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
        var by = new Option<string?>("--by") { Description = "The account of the person who proposes it, where the unit has accounts." };
        var command = new Command("erase", """
            Erases by rule what has been kept for its time: row-level content of closed rounds, decided requests, who acted in old entries of the ledger. Published editions stay. It cannot be taken back:
            where the unit has accounts this proposes it only (--due --by ACCOUNT), and another person confirms on the page /ledger/register.
            Example: vern erase --data ./data --due --dry-run
            """) { data, postgres, due, round, dry, by };
        command.SetAction((result, cancel) => RunAsync(result.GetValue(data)!, result.GetValue(postgres), result.GetValue(due), result.GetValue(round), result.GetValue(dry), result.GetValue(by), TimeProvider.System, cancel));
        return command;
    }

    /// <summary>Lists and erases. 1 when something is due that cannot be erased, 2 when the call is wrong.</summary>
    public static async Task<int> RunAsync(string data, string? postgres, bool all, int? round, bool dry, string? by, TimeProvider clock, CancellationToken cancel)
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
            await using var access = await AccessStore.OpenAsync(data, Workspace.NationalId, postgres, clock, cancel);
            access.RecordIn(store.Ledger);
            if (!dry && due.Count > 0 && await access.HasAccountsAsync(cancel)) return await ProposeAsync(store, access, all, by, now, clock, cancel);
            if (!dry)
            {
                await EraseByRule.RunAsync(store, due, now, Environment.UserName is { Length: > 0 } user ? user : "vern", cancel);
                if (due.Exists(one => one.Blocked is null)) Console.WriteLine("Erased, and in the ledger. Back-ups from before hold it until they are destroyed; one that is restored is erased again.");
            }
            return due.Exists(one => one.Blocked is not null) ? 1 : 0;
        }
        catch (Exception problem) when (problem is StoreException or IOException or UnauthorizedAccessException or InvalidOperationException or AccessException)
        {
            return Wrong(problem.Message.ReplaceLineEndings(" "));
        }
    }

    // What cannot be taken back takes two verified persons (rule 4): whoever is at the machine is none, so somebody's account is named, and the second is signed in.
    private static async Task<int> ProposeAsync(NationalStore store, AccessStore access, bool all, string? by, DateTimeOffset now, TimeProvider clock, CancellationToken cancel)
    {
        if (!all || by is null) return Wrong("the unit has accounts, so two persons erase: propose it with --due --by ACCOUNT or on the page /ledger/register; another person confirms on the page");
        var person = await access.StandForAsync(by, cancel);
        if (!NationalGrants.Table.Allows(person.Roles, Permission.Erase)) return Wrong($"--by: '{by}' has no role that erases, expected one of: {string.Join(", ", NationalGrants.Table.Holders(Permission.Erase))}");
        var day = new DailyJobs(store, clock).Day;
        Actor.Begin(new(person.Person, string.Join(", ", person.Roles)));
        if (await EraseByTwo.StandingAsync(access, await day.Due(now, cancel), cancel) is { } standing)
        {
            // Never the second here: two accounts named one after the other by one who is at the machine are not two persons.
            Console.WriteLine($"{standing.Name} has proposed it; another person confirms on the page /ledger/register.");
            return 1;
        }
        var step = await EraseByTwo.StepAsync(day, access, store.Ledger, person, EraseByTwo.Act(await day.Due(now, cancel)).Digest, now, cancel);
        Console.WriteLine(step is ErasureStep.Proposed ? $"Proposed by {person.Person}; another person confirms on the page /ledger/register." : "Nothing is erased: all that is due is blocked.");
        return 1;
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
