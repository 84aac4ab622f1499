using Vern.Persons.Registration;
using Vern.Persons.Registration.Fields;
using Vern.Persons.Tests.Collection;
using Vern.Platform.Access;
using Vern.Platform.Localisation;
using Vern.Platform.Store;
using Vern.Platform.Workspaces;

namespace Vern.Persons.Tests.Registration;

/// <summary>An agency with its casework, in SQLite or PostgreSQL, gone when the test ends.</summary>
internal sealed class CaseFixture : IAsyncDisposable
{
    public static readonly Workspace Agency = new("fjord", WorkspaceKind.Agency, "Fjord Example", [Language.Norwegian, Language.English]);
    private static readonly HashSet<string> Every = [.. FieldCatalogue.Own.Purposes];

    private CaseFixture(StoreFixture below) => Below = below;

    public StoreFixture Below { get; }
    public WorkspaceStore Workspace { get; private set; } = null!;
    public CaseStore Cases { get; private set; } = null!;
    public StandingClock Clock => Below.Clock;
    public DatabaseAddress Place => DatabaseAddress.Of(Below.Folder, Agency.Id, Below.Postgres);

    /// <summary>A caseworker who reaches her team north.</summary>
    public static CaseReach Gry { get; } = Of(1, "Gry Example", "north");
    /// <summary>A colleague of hers.</summary>
    public static CaseReach Henrik { get; } = Of(2, "Henrik Example", "north");
    /// <summary>Of another team.</summary>
    public static CaseReach Siv { get; } = Of(3, "Siv Example", "south");
    /// <summary>Coordinates the whole agency.</summary>
    public static CaseReach Ida { get; } = Of(4, "Ida Example", null) with { Role = "coordinator", Scope = Scope.Workspace };

    public static CaseReach Of(int account, string name, string? team) => new(account, name, "caseworker", team, Scope.Team, Every);

    public static NewPerson Adult(params NewFact[] facts) => Somebody(Audience.Adult, facts);

    public static NewPerson Somebody(Audience audience, params NewFact[] facts) => new(Origin(), audience, facts);

    public static string Origin() => Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16));

    /// <summary>An agency; another has a key pair of its own.</summary>
    public static async Task<CaseFixture> OpenAsync(string database, string which = "agency")
    {
        var fixture = new CaseFixture(await StoreFixture.OpenAsync(database, which, async below =>
        {
            await MakeWorkspace.RunAsync(Agency, null, below.Folder, below.Postgres, below.Clock);
            await using var workspace = await WorkspaceStore.OpenAsync(Agency, below.Folder, below.Postgres, below.Clock);
            await CaseStore.OpenAsync(workspace, below.Folder, below.Postgres, below.Clock);
        }));
        await fixture.ReopenAsync();
        return fixture;
    }

    public async Task ReopenAsync()
    {
        if (Workspace is not null) await Workspace.DisposeAsync();
        Workspace = await WorkspaceStore.OpenAsync(Agency, Below.Folder, Below.Postgres, Clock);
        Cases = await CaseStore.OpenAsync(Workspace, Below.Folder, Below.Postgres, Clock);
    }

    /// <summary>Every byte of the agency's folder, the database's files and the ledger, as Latin-1 text.</summary>
    public string Bytes() => string.Concat(StoredText.Under(Path.Combine(Below.Folder, Agency.Id)));

    public async ValueTask DisposeAsync()
    {
        await Workspace.DisposeAsync();
        await Below.DisposeAsync();
    }
}
