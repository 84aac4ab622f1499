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
    public static Command Create() => new("workspace", "Makes and lists workspaces. Example: vern workspace add rosa --kind agency --title \"Rosa\" --languages nb,en") { Add(), Listing() };

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
        var command = new Command("list", "Lists workspaces: short name, kind, title, languages, public host. Example: vern workspace list --data ./data") { Data };
        command.SetAction((call, cancel) => TriedAsync(call, () =>
        {
            foreach (var id in Workspace.Ids(call.GetValue(Data)!))
            {
                var workspace = Workspace.Read(call.GetValue(Data)!, id);
                Console.WriteLine($"{workspace.Id}\t{Workspace.Word(workspace.Kind)}\t{workspace.Title}\t{string.Join(",", workspace.Languages)}\t{workspace.PublicHost ?? workspace.LocalHost}");
            }
            return Task.CompletedTask;
        }));
        return command;
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
