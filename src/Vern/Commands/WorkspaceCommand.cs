using System.CommandLine;
using Vern.Hosting;
using Vern.Persons.Collection;
using Vern.Platform.Access;
using Vern.Platform.Auditing;
using Vern.Platform.Localisation;
using Vern.Platform.Sealing;
using Vern.Platform.Store;
using Vern.Platform.Workspaces;

namespace Vern.Commands;

/// <summary><c>vern workspace</c>: the rooms of a deployment.</summary>
public static class WorkspaceCommand
{
    private static readonly Option<string> Data = new("--data") { Description = "Data folder.", DefaultValueFactory = _ => ServeCommand.DefaultData };
    private static readonly Option<string?> Postgres = new("--postgres") { Description = "PostgreSQL connection string; SQLite under the data folder when absent. The workspace's database is named after the one it names." };

    /// <summary>The option with which other verbs choose a workspace.</summary>
    internal static Option<string> Which() => new("--workspace") { Description = "The workspace's short name (vern workspace list).", DefaultValueFactory = _ => Workspace.NationalId };

    /// <summary>The verb with what can be done to workspaces.</summary>
    public static Command Create() => new("workspace", "Makes, lists, changes, closes and removes workspaces. Example: vern workspace add rosa --kind agency --title \"Rosa\" --languages nb,en") { Add(), Listing(), Change(), Closing(), Opening(), Removal() };

    private static Command Add()
    {
        var id = new Argument<string>("id") { Description = "Its short name: the folder under the data folder, and ID.localhost on this machine." };
        var kind = new Option<string>("--kind") { Description = "agency (a body that meets possible victims) or centre (online reports).", Required = true };
        kind.AcceptOnlyFromAmong("agency", "centre");
        var title = new Option<string>("--title") { Description = "What people call it.", Required = true };
        var languages = new Option<string>("--languages") { Description = "Languages of its pages, the first the default: some of nb,en,da,sv.", DefaultValueFactory = _ => "nb,en,da,sv" };
        var host = new Option<string?>("--public-host") { Description = "The host name at which a proxy on this machine takes requests for it, such as rosa.example.org." };
        var administrator = new Option<string?>("--administrator") { Description = "The name of its first administrator, whom you have identified; her one-time link is printed." };
        var at = new Option<string>("--at") { Description = "The address at which this Vern listens, for the link.", DefaultValueFactory = _ => NationalHost.DefaultAddress };
        var command = new Command("add", "Makes a workspace with a database, keys, a ledger and accounts of its own; a running vern serve takes it up within seconds. Example: vern workspace add rosa --kind agency --title \"Rosa\" --languages nb,en --administrator \"Kari Example\"")
        {
            id, kind, title, languages, host, administrator, at, Data, Postgres,
        };
        command.SetAction((call, cancel) => TriedAsync(call, async () =>
        {
            var (name, data, postgres) = (call.GetValue(id)!, call.GetValue(Data)!, call.GetValue(Postgres));
            if (Workspace.RefusalOfId(name) is { } wrongId) throw new StoreException($"ID: {wrongId}");
            if (name == Workspace.NationalId) throw new StoreException("ID: 'national' is the national unit's, expected another name");
            if (Workspace.RefusalOfTitle(call.GetValue(title)) is { } wrong) throw new StoreException($"--title: {wrong}");
            if (Workspace.RefusalOfHost(call.GetValue(host)) is { } wrongHost) throw new StoreException($"--public-host: {wrongHost}");
            var read = Workspace.ReadLanguages(call.GetValue(languages)!.Split(',', StringSplitOptions.TrimEntries)) ?? throw new StoreException($"--languages: '{call.GetValue(languages)}', expected one or more of {string.Join(",", Language.All)}, none twice, the first the default");
            var workspace = new Workspace(name, Workspace.ReadKind(call.GetValue(kind)!)!.Value, call.GetValue(title)!.Trim(), read, call.GetValue(host));
            var made = await MakeAsync(workspace, call.GetValue(administrator), data, postgres, cancel);
            Console.WriteLine($"{workspace.Id}\t{Workspace.Word(workspace.Kind)}\t{workspace.Title}\t{AddressOf(call.GetValue(at)!, workspace)}");
            if (made.Link is { } link)
            {
                Console.WriteLine(AccountCommand.Address(AddressOf(call.GetValue(at)!, workspace), link));
                await Console.Error.WriteLineAsync("note: the link lets in whoever opens it, once, within a day");
            }
            else await Console.Error.WriteLineAsync($"note: it is closed until it has an account: vern account add NAME --person \"…\" --role administrator --workspace {workspace.Id}");
        }));
        return command;
    }

    private static Command Listing()
    {
        var command = new Command("list", "Lists workspaces: short name, kind, title, languages, public host, and since when one is closed. Example: vern workspace list --data ./data") { Data };
        command.SetAction((call, cancel) => TriedAsync(call, () =>
        {
            foreach (var id in Workspace.Ids(call.GetValue(Data)!))
            {
                var workspace = Workspace.Read(call.GetValue(Data)!, id);
                Console.WriteLine($"{workspace.Id}\t{Workspace.Word(workspace.Kind)}\t{workspace.Title}\t{string.Join(",", workspace.Languages)}\t{workspace.PublicHost ?? workspace.LocalHost}{(workspace.ClosedAt is { } closed ? $"\tclosed {closed:yyyy-MM-dd}" : "")}");
            }
            return Task.CompletedTask;
        }));
        return command;
    }

    private static Command Change()
    {
        var id = new Argument<string>("id") { Description = "Its short name." };
        var title = new Option<string?>("--title") { Description = "What people call it from now on." };
        var languages = new Option<string?>("--languages") { Description = "Languages of its pages, the first the default: some of nb,en,da,sv." };
        var host = new Option<string?>("--public-host") { Description = "The host name at which a proxy takes requests for it; none: it has none any more." };
        var command = new Command("change", "Changes title, languages or public host of a workspace; processes that serve it take it up within seconds. Example: vern workspace change rosa --title \"Rosa and friends\"") { id, title, languages, host, Data, Postgres };
        command.SetAction((call, cancel) => TriedAsync(call, () => ChangedAsync(call, call.GetValue(id)!, former =>
        {
            var changed = former with { Title = call.GetValue(title)?.Trim() ?? former.Title, PublicHost = call.GetValue(host) is { } name ? name == "none" ? null : name : former.PublicHost };
            if (Workspace.RefusalOfTitle(changed.Title) is { } wrong) throw new StoreException($"--title: {wrong}");
            if (Workspace.RefusalOfHost(changed.PublicHost) is { } wrongHost) throw new StoreException($"--public-host: {wrongHost}");
            return call.GetValue(languages) is not { } codes ? changed
                : changed with { Languages = Workspace.ReadLanguages(codes.Split(',', StringSplitOptions.TrimEntries)) ?? throw new StoreException($"--languages: '{codes}', expected one or more of {string.Join(",", Language.All)}, none twice, the first the default") };
        }, cancel)));
        return command;
    }

    private static Command Closing()
    {
        var id = new Argument<string>("id") { Description = "Its short name." };
        var command = new Command("close", "Closes a workspace: within seconds nobody is served in it; what it keeps is kept. Example: vern workspace close rosa") { id, Data, Postgres };
        command.SetAction((call, cancel) => TriedAsync(call, () => ChangedAsync(call, call.GetValue(id)!, former => former.ClosedAt is null ? former with { ClosedAt = TimeProvider.System.GetUtcNow() } : former, cancel)));
        return command;
    }

    private static Command Opening()
    {
        var id = new Argument<string>("id") { Description = "Its short name." };
        var command = new Command("open", "Opens a closed workspace again. Example: vern workspace open rosa") { id, Data, Postgres };
        command.SetAction((call, cancel) => TriedAsync(call, () => ChangedAsync(call, call.GetValue(id)!, former => former with { ClosedAt = null }, cancel)));
        return command;
    }

    private static Command Removal()
    {
        var id = new Argument<string>("id") { Description = "Its short name." };
        var again = new Option<string>("--confirm") { Description = "Its short name once more.", Required = true };
        var command = new Command("remove", """
            Removes a closed workspace: a back-up to removed/ under the data folder, its keys beside that, then database, ledger and accounts. On the page /workspaces it takes two persons.
            Example: vern workspace remove rosa --confirm rosa
            """) { id, again, Data, Postgres };
        command.SetAction((call, cancel) => TriedAsync(call, async () =>
        {
            var name = call.GetValue(id)!;
            if (call.GetValue(again) != name) throw new StoreException($"--confirm: '{call.GetValue(again)}', expected {name} once more");
            await using var desk = await DeskAsync(call.GetValue(Data)!, call.GetValue(Postgres), cancel);
            var removed = await desk.Desk.RemoveAsync(name, cancel);
            Console.WriteLine($"{name}\t{removed.BackUp}\t{removed.Digest}");
            await Console.Error.WriteLineAsync($"note: its keys lie in {Path.ChangeExtension(removed.BackUp, ".keys")}; delete that folder to make what was sealed unreadable for ever");
        }));
        return command;
    }

    private static async Task ChangedAsync(ParseResult call, string id, Func<Workspace, Workspace> change, CancellationToken cancel)
    {
        await using var desk = await DeskAsync(call.GetValue(Data)!, call.GetValue(Postgres), cancel);
        var changed = change(Workspace.Read(call.GetValue(Data)!, id));
        await desk.Desk.ChangeAsync(changed, cancel);
        Console.WriteLine($"{changed.Id}\t{Workspace.Word(changed.Kind)}\t{changed.Title}\t{string.Join(",", changed.Languages)}\t{changed.PublicHost ?? changed.LocalHost}{(changed.ClosedAt is { } closed ? $"\tclosed {closed:yyyy-MM-dd}" : "")}");
    }

    // The national unit's ledger tells of it: without one nobody changes or removes another's room from here.
    private sealed record OpenedDesk(NationalStore Store, WorkspaceDesk Desk) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => Store.DisposeAsync();
    }

    private static async Task<OpenedDesk> DeskAsync(string data, string? postgres, CancellationToken cancel)
    {
        if (!Workspace.Ids(data).Contains(Workspace.NationalId)) throw new StoreException($"--data: {data}: there is no national unit whose ledger could tell of it; change its {Workspace.FileName} by hand");
        var store = await NationalStore.OpenAsync(data, postgres, cancel: cancel);
        return new(store, new WorkspaceDesk(data, postgres, store.Ledger, TimeProvider.System));
    }

    /// <summary>Makes a workspace; where there is a national unit, its ledger tells of it too.</summary>
    internal static async Task<MadeWorkspace> MakeAsync(Workspace workspace, string? administrator, string data, string? postgres, CancellationToken cancel)
    {
        if (!Workspace.Ids(data).Contains(Workspace.NationalId)) return await MakeWorkspace.RunAsync(workspace, administrator, data, postgres, cancel: cancel);
        await using var store = await NationalStore.OpenAsync(data, postgres, cancel: cancel);
        return await new WorkspaceDesk(data, postgres, store.Ledger, TimeProvider.System).MakeAsync(workspace, administrator, cancel);
    }

    private static string AddressOf(string at, Workspace workspace) => workspace.PublicHost is { } host ? $"https://{host}/" : ServeCommand.LocalAddress(at, workspace);

    private static async Task<int> TriedAsync(ParseResult call, Func<Task> work)
    {
        try
        {
            await work();
            return 0;
        }
        catch (Exception problem) when (problem is StoreException or SealingException or AccessException or IOException or UnauthorizedAccessException or UriFormatException)
        {
            await Console.Error.WriteLineAsync($"vern workspace {call.CommandResult.Command.Name}: {problem.Message.ReplaceLineEndings(" ")}");
            return 2;
        }
    }
}
