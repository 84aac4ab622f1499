using System.CommandLine;
using Vern.Hosting;
using Vern.Persons.Auditing;
using Vern.Persons.Collection;
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
        var workspace = new Option<string>("--workspace") { Description = "The workspace.", DefaultValueFactory = _ => Workspace.NationalId };
        var by = new Option<string?>("--by") { Description = "The account of the person who proposes it, where the workspace has accounts." };
        var command = new Command("erase", """
            Erases by rule what has been kept for its time: row-level content of closed rounds, decided requests, who acted in old entries of the ledger (in an agency or a centre, the last). Published editions stay.
            It cannot be taken back: where the workspace has accounts this proposes it only (--due --by ACCOUNT), and another person confirms on the page /ledger/register.
            Example: vern erase --data ./data --due --dry-run
            """) { data, workspace, postgres, due, round, dry, by };
        command.SetAction((result, cancel) => RunAsync(result.GetValue(data)!, result.GetValue(postgres), result.GetValue(due), result.GetValue(round), result.GetValue(dry), result.GetValue(by), TimeProvider.System, cancel, result.GetValue(workspace)!));
        return command;
    }

    /// <summary>Lists and erases. 1 when something is due that cannot be erased, 2 when the call is wrong.</summary>
    public static async Task<int> RunAsync(string data, string? postgres, bool all, int? round, bool dry, string? by, TimeProvider clock, CancellationToken cancel, string workspace = Workspace.NationalId)
    {
        if (all == round.HasValue) return Wrong("expected either --due or --round YEAR");
        var isNational = workspace == Workspace.NationalId;
        if (round is not null && !isNational) return Wrong("--round: only the national unit has rounds");
        if (!isNational && !Workspace.Ids(data).Contains(workspace)) return Wrong($"--workspace: there is no workspace '{workspace}' in {data}");
        if (isNational && postgres is null && !File.Exists(Path.Combine(data, "national", "vern.db"))) return Wrong($"--data: {data}: no national store there, expected {Path.Combine(data, "national", "vern.db")}");
        try
        {
            await using var room = await OpenedWorkspace.OpenAsync(data, workspace, postgres, clock, cancel);
            var now = clock.GetUtcNow();
            var day = room.National is { } unit ? new DailyJobs(unit, clock).Day : RetentionDay.Of(room.Ledger);
            var due = (await day.Due(now, cancel)).Where(one => all || EraseByRule.YearOf(one) == round).ToList();
            if (round is { } year && due.Count == 0) return Wrong(await WhyNotAsync(room.National!, year, cancel));
            if (due.Count == 0) Console.WriteLine("Nothing is due.");
            foreach (var one in due) Console.WriteLine($"{one.Resource}: rule {one.Rule.Code}, due since {one.Since:yyyy-MM-dd}, {one.Count}{(one.Blocked is null ? "" : $"; not erased: {one.Blocked}")}");
            if (!dry && due.Count > 0 && await room.Access.HasAccountsAsync(cancel)) return await ProposeAsync(room, day, all, by, now, cancel);
            if (!dry)
            {
                var who = Environment.UserName is { Length: > 0 } user ? user : "vern";
                if (room.National is { } store) await EraseByRule.RunAsync(store, due, now, who, cancel);
                else await day.EraseAsync(now, who, cancel);
                if (due.Exists(one => one.Blocked is null)) Console.WriteLine("Erased, and in the ledger. Back-ups from before hold it until they are destroyed; one that is restored is erased again.");
            }
            return due.Exists(one => one.Blocked is not null) ? 1 : 0;
        }
        catch (Exception problem) when (problem is StoreException or Vern.Platform.Sealing.SealingException or IOException or UnauthorizedAccessException or InvalidOperationException or AccessException)
        {
            return Wrong(problem.Message.ReplaceLineEndings(" "));
        }
    }

    // What cannot be taken back takes two verified persons (rule 4): whoever is at the machine is none, so somebody's account is named, and the second is signed in.
    private static async Task<int> ProposeAsync(OpenedWorkspace room, RetentionDay day, bool all, string? by, DateTimeOffset now, CancellationToken cancel)
    {
        if (!all || by is null) return Wrong("the workspace has accounts, so two persons erase: propose it with --due --by ACCOUNT or on the page /ledger/register; another person confirms on the page");
        var (access, grants) = (room.Access, AccountCommand.Grants(room.Workspace.Kind));
        var person = await access.StandForAsync(by, cancel);
        if (!grants.Allows(person.Roles, Permission.Erase)) return Wrong($"--by: '{by}' has no role that erases, expected one of: {string.Join(", ", grants.Holders(Permission.Erase))}");
        Actor.Begin(new(person.Person, string.Join(", ", person.Roles)));
        if (await EraseByTwo.StandingAsync(access, await day.Due(now, cancel), cancel) is { } standing)
        {
            // Never the second here: two accounts named one after the other by one who is at the machine are not two persons.
            Console.WriteLine($"{standing.Name} has proposed it; another person confirms on the page /ledger/register.");
            return 1;
        }
        var step = await EraseByTwo.StepAsync(day, access, room.Ledger, person, EraseByTwo.Act(await day.Due(now, cancel)).Digest, now, cancel);
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
