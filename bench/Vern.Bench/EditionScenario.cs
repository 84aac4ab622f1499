using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Vern.Material.Indicators;
using Vern.Material.Intake;
using Vern.Platform.Workspaces;

namespace Vern.Bench;

/// <summary>
/// What an edition of the signed list costs: entries with one random SHA-256 each are put into a centre's database, the first edition is published, 100 entries are withdrawn and 100 come, and the next one is drafted,
/// published and taken. Drafting is what the page of lists does at each view, publishing is the transaction in which nobody else changes entries.
/// <code>dotnet run -c Release --project bench/Vern.Bench -- editions [ENTRIES [POSTGRES]]</code>
/// </summary>
internal static class EditionScenario
{
    private const string Centre = "centre", List = "baseline";
    private const int Changed = 100;

    internal static async Task<int> RunAsync(string[] args)
    {
        var entries = args.Length > 0 ? int.Parse(args[0], NumberStyles.AllowThousands, CultureInfo.InvariantCulture) : 100_000;
        var postgres = args.Length > 1 ? args[1] : null;
        var folder = Directory.CreateTempSubdirectory("vern-editions-bench-").FullName;
        try
        {
            await MakeWorkspace.RunAsync(new(Centre, WorkspaceKind.Centre, "Centre Example", Platform.Localisation.Language.All), null, folder, postgres);
            await using var workspace = await WorkspaceStore.OpenAsync(Workspace.Read(folder, Centre), folder, postgres);
            var store = await MaterialStore.OpenAsync(workspace, folder, postgres);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{entries:N0} entries on {(postgres is null ? "SQLite" : "PostgreSQL")}\n\n| what | clock | processor | peak memory |\n|---|---|---|---|"));
            await AddAsync(store, 1, entries);
            await store.DraftAsync("national-no"); // what is compiled at first use is compiled
            var draft = await TakeAsync("first edition drafted", () => store.DraftAsync(List));
            await TakeAsync("first edition published", () => PublishAsync(store, draft.Content));
            await using (var context = store.Context()) await context.Set<Material.Indicators.Storage.IndicatorRow>().Where(row => row.Id <= Changed).ExecuteUpdateAsync(set => set.SetProperty(row => row.State, IndicatorState.Withdrawn));
            await AddAsync(store, entries + 1, Changed);
            draft = await TakeAsync("next edition drafted: 100 come, 100 go", () => store.DraftAsync(List));
            if ((draft.Added.Count, draft.Removed.Count, draft.Size) != (Changed, Changed, entries)) throw new InvalidOperationException("The draft is not what was changed.");
            await TakeAsync("the same drafted again, nothing changed", () => store.DraftAsync(List));
            await TakeAsync("next edition published", () => PublishAsync(store, draft.Content));
            await TakeAsync("what changed, taken", () => store.ListFileAsync(List, 2, 1));
            await TakeAsync("the whole list, taken", () => store.ListFileAsync(List, 2));
            return 0;
        }
        finally { Directory.Delete(folder, recursive: true); }
    }

    private static async Task<bool> PublishAsync(MaterialStore store, string content) => await store.PublishListAsync(List, content, 1, 2) is not null ? true : throw new InvalidOperationException("It was not published.");

    // Straight into the tables: how entries come about is not what is measured.
    private static async Task AddAsync(MaterialStore store, int from, int count)
    {
        await using var context = store.Context();
        context.Database.SetCommandTimeout(TimeSpan.FromMinutes(10));
        var sqlite = context.Database.ProviderName!.EndsWith("Sqlite", StringComparison.Ordinal);
        FormattableString entries, hashes;
        if (sqlite)
        {
            entries = $"WITH RECURSIVE numbers(n) AS (SELECT {from} UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < {from + count}) INSERT INTO indicators (id, list, class, state, key_id, changed_at, revision) SELECT n, {List}, 'a1', 'Active', '00000000000000000000000000000000', 0, 1 FROM numbers";
            hashes = $"INSERT INTO indicator_hashes (indicator, list, kind, value, slot) SELECT id, list, 'Sha256', lower(hex(randomblob(32))), 0 FROM indicators WHERE id >= {from}";
        }
        else
        {
            entries = $"INSERT INTO indicators (id, list, class, state, key_id, changed_at, revision) OVERRIDING SYSTEM VALUE SELECT n, {List}, 'a1', 'Active', '00000000000000000000000000000000', 0, 1 FROM generate_series({from}, {from + count - 1}) AS n";
            hashes = $"INSERT INTO indicator_hashes (indicator, list, kind, value, slot) SELECT id, list, 'Sha256', encode(sha256(id::text::bytea), 'hex'), 0 FROM indicators WHERE id >= {from}";
        }
        await context.Database.ExecuteSqlAsync(entries);
        await context.Database.ExecuteSqlAsync(hashes);
    }

    private static async Task<T> TakeAsync<T>(string what, Func<Task<T>> work)
    {
        using var process = Process.GetCurrentProcess();
        var (processor, watch) = (process.TotalProcessorTime, Stopwatch.StartNew());
        var result = await work();
        watch.Stop();
        process.Refresh();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {what} | {watch.Elapsed.TotalSeconds:0.0} s | {(process.TotalProcessorTime - processor).TotalSeconds:0.0} s | {process.PeakWorkingSet64 / 1e6:N0} MB |"));
        return result;
    }
}
