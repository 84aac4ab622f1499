using Npgsql;
using Vern.Persons.Tests.Collection;
using Vern.Platform.Access;
using Vern.Platform.Auditing;
using Vern.Platform.Jobs;
using Vern.Platform.Localisation;
using Vern.Platform.Store;
using Vern.Platform.Workspaces;

namespace Vern.Persons.Tests.Workspaces;

/// <summary>Workspaces beside the national unit: the same on SQLite and PostgreSQL.</summary>
public sealed class WorkspaceStoreTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static Workspace Rosa { get; } = new("rosa", WorkspaceKind.Agency, "Rosa", [Language.Norwegian, Language.English]);
    private static Workspace Centre { get; } = new("sentral-1", WorkspaceKind.Centre, "Sentral", [Language.Swedish], "centre.example.org");

    private static Task<MadeWorkspace> MakeAsync(StoreFixture fixture, Workspace workspace, string? administrator = "Kari Example") => MakeWorkspace.RunAsync(workspace, administrator, fixture.Folder, fixture.Postgres, fixture.Clock);

    private static Task<WorkspaceStore> OpenAsync(StoreFixture fixture, Workspace workspace) => WorkspaceStore.OpenAsync(workspace, fixture.Folder, fixture.Postgres, fixture.Clock);

    [Theory, MemberData(nameof(StoreFixture.Databases), MemberType = typeof(StoreFixture))]
    public async Task A_workspace_has_everything_of_its_own_and_is_there_when_it_is_opened_again(string database)
    {
        await using var fixture = await StoreFixture.OpenAsync(database);
        var made = await MakeAsync(fixture, Rosa);
        Assert.Equal(["national", "rosa"], Workspace.Ids(fixture.Folder));
        string pair;
        await using (var store = await OpenAsync(fixture, Rosa))
        {
            Assert.Equal(["administrator"], (await store.Access.ListAsync()).Select(account => account.Name));
            Assert.NotNull(await store.Access.OpenLinkAsync(made.Link!));
            await store.Jobs.AddAsync([JobStore.RowOf("a/1", "a", "{}", fixture.Clock.GetUtcNow())]);
            pair = (await store.Keys.PublicAsync()).Fingerprint;
        }
        await using var again = await OpenAsync(fixture, Rosa);
        Assert.Equal(1, (await again.Jobs.ListAsync(null, 0, 10)).Count);
        Assert.Equal(pair, (await again.Keys.PublicAsync()).Fingerprint);
        Assert.Null(await again.Access.OpenLinkAsync(made.Link!));
        Assert.True((await again.Ledger.VerifyAsync()).IsGood);
        var (places, _) = await again.Ledger.Outbox.FindAsync(new(), 0, 10);
        Assert.Equal([AccessActs.LinkMade.Kind, AccessActs.AccountMade.Kind, WorkspaceActs.Made.Kind], (await again.Ledger.ReadAsync(places)).Select(act => act.Kind));
        // Nothing of it is the national unit's.
        Assert.NotEqual(pair, (await fixture.Store.Keys.PublicAsync()).Fingerprint);
        Assert.NotEqual(again.Ledger.Key, fixture.Store.Ledger.Key);
        await using var national = await AccessStore.OpenAsync(fixture.Folder, "national", fixture.Postgres, fixture.Clock);
        Assert.False(await national.HasAccountsAsync());
        Assert.Equal(0, (await fixture.Store.Jobs.ListAsync(null, 0, 10)).Count);
    }

    [Theory, MemberData(nameof(StoreFixture.Databases), MemberType = typeof(StoreFixture))]
    public async Task What_one_workspace_gave_out_is_nothing_at_another(string database)
    {
        await using var fixture = await StoreFixture.OpenAsync(database);
        await MakeAsync(fixture, Rosa);
        await MakeAsync(fixture, Centre, "Sven Example");
        await using var rosa = await OpenAsync(fixture, Rosa);
        await using var centre = await OpenAsync(fixture, Centre);
        var link = await rosa.Access.MakeLinkAsync(MakeWorkspace.FirstAccount, Hour);
        Assert.Null(await centre.Access.WhoseLinkAsync(link));
        Assert.Null(await centre.Access.OpenLinkAsync(link));
        var opened = (await rosa.Access.OpenLinkAsync(link))!;
        Assert.Null(await centre.Access.SessionAsync(opened.Session));
        Assert.False(await centre.Access.KnowsDeviceAsync(opened.Device));
        var token = await centre.Access.MakeTokenAsync("platform-1", WorkspaceGrants.Provider, DateTimeOffset.MaxValue);
        Assert.Null(await rosa.Access.SessionAsync(token));
        // The question for a passkey, and a sign-in at the provider that is under way.
        var state = rosa.Access.SealState("a sign-in", "state", Hour);
        Assert.Null(await centre.Access.OpenStateAsync("a sign-in", state, default));
        Assert.Equal("state", await rosa.Access.OpenStateAsync("a sign-in", state, default));
        // A role is handed to somebody of the same workspace only.
        await rosa.Access.AddAsync("lise", "Lise Example", null, "caseworker", null);
        var lise = (await rosa.Access.SessionAsync((await rosa.Access.OpenLinkAsync(await rosa.Access.MakeLinkAsync("lise", Hour)))!.Session))!;
        await centre.Access.AddAsync("ulf", "Ulf Example", null, "analyst", null);
        await Assert.ThrowsAsync<AccessException>(() => rosa.Access.DelegateAsync(lise, "ulf", "caseworker", fixture.Clock.GetUtcNow() + Hour));
    }

    [Theory, MemberData(nameof(StoreFixture.Databases), MemberType = typeof(StoreFixture))]
    public async Task A_workspace_of_a_newer_Vern_is_refused(string database)
    {
        await using var fixture = await StoreFixture.OpenAsync(database);
        await MakeAsync(fixture, Rosa);
        await using (var context = WorkspaceStore.Parts(DatabaseAddress.Of(fixture.Folder, "rosa", fixture.Postgres))[0].Make())
            await Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.ExecuteSqlRawAsync(context.Database, "INSERT INTO \"__WorkspaceMigrationsHistory\" VALUES ('99990101000000_Newer', '10.0.0')");
        Assert.Contains("newer version of Vern", (await Assert.ThrowsAsync<StoreException>(() => OpenAsync(fixture, Rosa))).Message, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(StoreFixture.Databases), MemberType = typeof(StoreFixture))]
    public async Task What_cannot_be_made_leaves_nothing_and_an_id_is_taken_once(string database)
    {
        await using var fixture = await StoreFixture.OpenAsync(database);
        await Assert.ThrowsAsync<AccessException>(() => MakeAsync(fixture, Rosa, new string('a', 81)));
        Assert.Equal(["national"], Workspace.Ids(fixture.Folder));
        Assert.False(Directory.Exists(Path.Combine(fixture.Folder, "rosa")));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(fixture.Folder, "keys"), "rosa*"));
        Assert.Empty(Directory.EnumerateFiles(fixture.Folder, ".rosa*"));

        // A making that was killed just before its end: the next attempt begins anew, with a database of its own.
        await MakeAsync(fixture, Rosa, "Kaja Example");
        File.Move(Path.Combine(fixture.Folder, "rosa", "workspace.json"), Path.Combine(fixture.Folder, "rosa", "workspace.unfinished"));
        Assert.Equal(["national"], Workspace.Ids(fixture.Folder));
        await MakeAsync(fixture, Rosa);
        Assert.Equal(Rosa with { Languages = [] }, Workspace.Read(fixture.Folder, "rosa") with { Languages = [] }); // languages have an order of their own
        Assert.Equal(Rosa.Languages, Workspace.Read(fixture.Folder, "rosa").Languages);
        Assert.StartsWith("workspace 'rosa'", (await Assert.ThrowsAsync<StoreException>(() => MakeAsync(fixture, Rosa))).Message, StringComparison.Ordinal);
        await using var store = await OpenAsync(fixture, Rosa); // and what was there is untouched
        Assert.Single(await store.Access.ListAsync());
    }

    [Theory, MemberData(nameof(StoreFixture.Databases), MemberType = typeof(StoreFixture))]
    public async Task A_back_up_of_a_workspace_is_restored_with_what_it_is(string database)
    {
        await using var fixture = await StoreFixture.OpenAsync(database);
        var file = Path.Combine(fixture.Folder, "centre.zip");
        await MakeAsync(fixture, Centre);
        var place = DatabaseAddress.Of(fixture.Folder, Centre.Id, fixture.Postgres);
        LedgerFiles files;
        await using (var store = await OpenAsync(fixture, Centre))
        {
            files = store.Ledger.Files;
            await BackUpWorkspace.RunAsync(place, WorkspaceStore.Parts(place), files, file, fixture.Clock);
        }
        // Another machine, with SQLite; the secret keys have back-ups of their own.
        var folder = Path.Combine(fixture.Folder, "elsewhere");
        Directory.CreateDirectory(Path.Combine(folder, Centre.Id));
        File.Copy(files.SecretKey, Path.Combine(folder, Centre.Id, "ledger.key"));
        var target = DatabaseAddress.Of(folder, Centre.Id, null);
        await RestoreWorkspace.RunAsync(file, target, WorkspaceStore.Parts(target), new(Path.Combine(folder, Centre.Id)));
        var restored = Workspace.Read(folder, Centre.Id);
        Assert.Equal((Centre.Kind, Centre.Title, Centre.PublicHost), (restored.Kind, restored.Title, restored.PublicHost));
        await using var again = await WorkspaceStore.OpenAsync(restored, folder, clock: fixture.Clock);
        Assert.Equal(["administrator"], (await again.Access.ListAsync()).Select(account => account.Name));
        Assert.True((await again.Ledger.VerifyAsync()).IsGood);
    }

    [Fact]
    public async Task A_role_that_may_not_make_databases_is_told_the_command()
    {
        await using var fixture = await StoreFixture.OpenAsync("postgres");
        var role = new NpgsqlConnectionStringBuilder(fixture.Postgres).Database + "_role";
        var name = DatabaseAddress.Of(fixture.Folder, "rosa", fixture.Postgres).DatabaseName!;
        await ExecuteAsync(fixture.Postgres!, $"CREATE ROLE {role} LOGIN PASSWORD 'made-up'");
        try
        {
            var limited = new NpgsqlConnectionStringBuilder(fixture.Postgres) { Username = role, Password = "made-up" }.ToString();
            var refused = await Assert.ThrowsAsync<StoreException>(() => MakeWorkspace.RunAsync(Rosa, null, fixture.Folder, limited, fixture.Clock));
            Assert.Contains($"CREATE DATABASE \"{name}\" OWNER \"{role}\" TEMPLATE template0 LC_COLLATE 'C';", refused.Message, StringComparison.Ordinal);
            Assert.False(Directory.Exists(Path.Combine(fixture.Folder, "rosa")));
            // Somebody who may has run it: the role makes its workspace in that database, and reaches no other.
            await ExecuteAsync(fixture.Postgres!, $"CREATE DATABASE \"{name}\" OWNER \"{role}\" TEMPLATE template0");
            await ExecuteAsync(fixture.Postgres!, $"REVOKE CONNECT ON DATABASE \"{name[..^5]}\" FROM PUBLIC");
            await MakeWorkspace.RunAsync(Rosa, null, fixture.Folder, limited, fixture.Clock);
            Assert.Equal(["national", "rosa"], Workspace.Ids(fixture.Folder));
        }
        finally
        {
            await ExecuteAsync(fixture.Postgres!, $"DROP DATABASE IF EXISTS \"{name}\" WITH (FORCE)");
            await ExecuteAsync(fixture.Postgres!, $"DROP ROLE {role}");
        }
    }

    [Theory]
    [InlineData("", "line 1")]
    [InlineData("null", "is empty")]
    [InlineData("{\"kind\":\"agency\",\"title\":\"Rosa\"}", "expected kind, title, languages")]
    [InlineData("{\"kind\":\"agency\",\"title\":\"Rosa\",\"languages\":[\"nb\"],\"owner\":\"x\"}", "owner")]
    [InlineData("{\"kind\":\"shop\",\"title\":\"Rosa\",\"languages\":[\"nb\"]}", "kind: 'shop', expected agency or centre")]
    [InlineData("{\"kind\":\"national\",\"title\":\"Rosa\",\"languages\":[\"nb\"]}", "kind: 'national', expected agency or centre")]
    [InlineData("{\"kind\":\"agency\",\"title\":\" \",\"languages\":[\"nb\"]}", "title: expected one line")]
    [InlineData("{\"kind\":\"agency\",\"title\":\"Rosa\",\"languages\":[\"nb\",\"fi\"]}", "languages: expected")]
    [InlineData("{\"kind\":\"agency\",\"title\":\"Rosa\",\"languages\":[\"nb\",\"nb\"]}", "languages: expected")]
    [InlineData("{\"kind\":\"agency\",\"title\":\"Rosa\",\"languages\":[]}", "languages: expected")]
    [InlineData("{\"kind\":\"agency\",\"title\":\"Rosa\",\"languages\":[\"nb\"],\"publicHost\":\"https://rosa.example.org\"}", "publicHost: ")]
    [InlineData("{\"kind\":\"agency\",\"kind\":\"centre\",\"title\":\"Rosa\",\"languages\":[\"nb\"]}", "kind")]
    public void A_file_that_cannot_be_used_is_named_with_what_is_wrong(string content, string told)
    {
        var folder = Directory.CreateTempSubdirectory("vern-workspace-").FullName;
        try
        {
            var file = Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "rosa")).FullName, "workspace.json");
            File.WriteAllText(file, content);
            var message = Assert.Throws<StoreException>(() => Workspace.Read(folder, "rosa")).Message;
            Assert.StartsWith(file + ": ", message, StringComparison.Ordinal);
            Assert.Contains(told, message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', message);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Ids_are_names_of_hosts_and_of_no_other_folder()
    {
        Assert.All(["rosa", "a1", "politi-ost", new string('a', 32)], id => Assert.Null(Workspace.RefusalOfId(id)));
        Assert.All(["", "a", "Rosa", "1a", "a-", "a.b", "a_b", "../a", "keys", "access", "report", "æ1", new string('a', 33)], id => Assert.NotNull(Workspace.RefusalOfId(id)));
    }

    [Fact]
    public void The_widest_scope_of_her_roles_holds_and_an_emergency_widens_it()
    {
        var table = Vern.Persons.Registration.AgencyGrants.Table;
        Assert.Equal(Scope.Team, table.ScopeOf(["team-leader"], Permission.ReadAccounts));
        Assert.Equal(Scope.Workspace, table.ScopeOf(["caseworker", "team-leader", "administrator"], Permission.ReadAccounts));
        Assert.Null(table.ScopeOf(["caseworker"], Permission.ReadAccounts));
        Assert.Equal(Scope.Own, table.ScopeOf(["caseworker"], Permission.OwnAccount));

        CurrentPerson As(string? team, bool emergency = false)
        {
            var current = new CurrentPerson(table);
            current.Become(new(1, "tora", 1, "Tora Example", ["team-leader"], 1) { Team = team, EmergencyUntil = emergency ? DateTimeOffset.MaxValue : null });
            return current;
        }
        var leader = As("north");
        Assert.True(leader.Reaches(Permission.EndSessions, 2, "north"));
        Assert.False(leader.Reaches(Permission.EndSessions, 2, "south"));
        Assert.False(leader.Reaches(Permission.EndSessions, 2, null));
        Assert.False(leader.Reaches(Permission.ReadJobs, 1, "north"));
        // Who has no team reaches herself, not all others who have none.
        Assert.True(As(null).Reaches(Permission.EndSessions, 1, null));
        Assert.False(As(null).Reaches(Permission.EndSessions, 2, null));
        Assert.True(As("north", emergency: true).Reaches(Permission.EndSessions, 2, "south"));
    }

    [Fact]
    public void What_was_read_is_kept_for_one_request_and_only_where_it_changes_nothing()
    {
        var current = new CurrentPerson(Vern.Persons.Registration.AgencyGrants.Table);
        Assert.Null(current.Kept<List<int>>());
        current.OnlyReads = true;
        current.Kept<List<int>>()!.Add(1);
        Assert.Equal([1], current.Kept<List<int>>());
        Assert.Empty(current.Kept<List<string>>()!);
    }

    [Fact]
    public async Task Who_writes_into_a_sqlite_database_waits_for_her_turn_and_who_came_first_goes_first()
    {
        await using var fixture = await StoreFixture.OpenAsync("sqlite");
        await MakeAsync(fixture, Rosa);
        await using var store = await OpenAsync(fixture, Rosa);
        var turns = new List<int>();
        var first = await store.WriteTurnAsync(TestContext.Current.CancellationToken);
        var others = Enumerable.Range(1, 3).Select(async number =>
        {
            using var turn = await store.WriteTurnAsync(TestContext.Current.CancellationToken);
            turns.Add(number);
        }).ToList();
        using (var given = new CancellationTokenSource())
        {
            var leaves = store.WriteTurnAsync(given.Token);
            await given.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leaves); // and holds up nobody
        }
        Assert.Empty(turns);
        first!.Dispose();
        await Task.WhenAll(others);
        Assert.Equal([1, 2, 3], turns);
    }

    [Fact]
    public async Task No_workspace_is_opened_with_the_key_of_another()
    {
        Assert.Equal("VERN_WORKSPACE_KEY", Vern.Platform.Sealing.WorkspaceKey.VariableOf("national"));
        Assert.Equal("VERN_WORKSPACE_KEY_ROSA_NORD", Vern.Platform.Sealing.WorkspaceKey.VariableOf("rosa-nord"));
        await using var fixture = await StoreFixture.OpenAsync("sqlite");
        await MakeAsync(fixture, Rosa);
        var keys = Path.Combine(fixture.Folder, "keys");
        File.Copy(Path.Combine(keys, "national.key"), Path.Combine(keys, "rosa.key"), overwrite: true);
        await Assert.ThrowsAsync<Vern.Platform.Sealing.SealingException>(() => OpenAsync(fixture, Rosa));
        File.Delete(Path.Combine(keys, "rosa.key"));
        Assert.Contains("VERN_WORKSPACE_KEY_ROSA", (await Assert.ThrowsAsync<Vern.Platform.Sealing.SealingException>(() => OpenAsync(fixture, Rosa))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_its_owner_keeps_elsewhere_is_never_copied_to_the_host()
    {
        await using var fixture = await StoreFixture.OpenAsync("sqlite");
        var link = Path.Combine(fixture.Folder, "keys", "rosa.key");
        var elsewhere = Directory.CreateDirectory(Path.Combine(fixture.Folder, "stick")).FullName;
        await Vern.Platform.Sealing.SecretFile.WriteNewAsync(Path.Combine(elsewhere, "rosa.key"), System.Text.Encoding.ASCII.GetBytes(Convert.ToBase64String(new byte[32]) + "\n"));
        File.CreateSymbolicLink(link, Path.Combine(elsewhere, "rosa.key"));
        await MakeAsync(fixture, Rosa);
        await using (var store = await OpenAsync(fixture, Rosa))
        {
            var before = await File.ReadAllTextAsync(link);
            await store.Keys.RotateWorkspaceKeyAsync();
            Assert.NotEqual(before, await File.ReadAllTextAsync(Path.Combine(elsewhere, "rosa.key")));
        }
        Assert.NotNull(new FileInfo(link).LinkTarget);
        File.Delete(link); // the stick is taken out
        await Assert.ThrowsAsync<Vern.Platform.Sealing.SealingException>(() => OpenAsync(fixture, Rosa));
        File.CreateSymbolicLink(link, Path.Combine(elsewhere, "rosa.key"));
        await using var again = await OpenAsync(fixture, Rosa);
        Assert.Single(await again.Access.ListAsync());
    }

    private static async Task ExecuteAsync(string connection, string sql)
    {
        await using var open = new NpgsqlConnection(connection);
        await open.OpenAsync();
        await using var command = new NpgsqlCommand(sql, open);
        await command.ExecuteNonQueryAsync();
    }
}
