using Vern.Hosting;
using Vern.Linkage.Encoding;
using Vern.Linkage.Linking;
using Vern.Persons.Collection;
using Vern.Persons.Pages;
using Vern.Persons.Tests.Collection;
using Vern.Platform.Access;

namespace Vern.Tests.Pages;

/// <summary>A small round of made-up persons, served on a free port of this machine.</summary>
public sealed class SmallRound : IAsyncDisposable
{
    /// <summary>The year of the round.</summary>
    public const int Year = 2014;
    private readonly string _folder;
    private readonly NationalStore _store;
    private readonly AccessStore _access;
    private readonly Microsoft.AspNetCore.Builder.WebApplication _app;

    private SmallRound(string folder, NationalStore store, AccessStore access, Microsoft.AspNetCore.Builder.WebApplication app) { _folder = folder; _store = store; _access = access; _app = app; }

    /// <summary>Where it is served.</summary>
    public Uri Address => new(_app.Urls.First());
    /// <summary>Its store.</summary>
    public INationalStore Store => _store;
    /// <summary>Its accounts; none until a test makes one.</summary>
    public AccessStore Access => _access;
    /// <summary>What the host serves.</summary>
    public IReadOnlyList<Microsoft.AspNetCore.Http.Endpoint> Endpoints => ((Microsoft.AspNetCore.Routing.EndpointDataSource)_app.Services.GetService(typeof(Microsoft.AspNetCore.Routing.EndpointDataSource))!).Endpoints;
    /// <summary>The file of its SQLite database.</summary>
    public string Database => Path.Combine(_folder, "national", "vern.db");
    /// <summary>Its jobs.</summary>
    public Vern.Platform.Jobs.JobStore Jobs => _store.Jobs;
    /// <summary>Its ledger.</summary>
    public Vern.Platform.Auditing.WorkspaceLedger Ledger => _store.Ledger;
    /// <summary>Its figures.</summary>
    public RoundDesk Desk => (RoundDesk)_app.Services.GetService(typeof(RoundDesk))!;

    /// <summary>Opens and serves it; the figures are computed when this returns.</summary>
    /// <param name="empty">Without a round.</param>
    /// <param name="clock">The accounts' time.</param>
    /// <param name="publicAddress">The address of a proxy in front.</param>
    /// <param name="postgres">A PostgreSQL database; SQLite when null.</param>
    /// <param name="provider">An identity provider.</param>
    public static async Task<SmallRound> ServeAsync(bool empty = false, TimeProvider? clock = null, Uri? publicAddress = null, string? postgres = null, ProviderSettings? provider = null)
    {
        var folder = postgres is not null ? Directory.CreateTempSubdirectory("vern-pages-").FullName : (await StoreTemplate.CopyAsync(empty ? "unit" : "round", null, (made, _) => MakeAsync(made, empty))).Folder;
        var store = await NationalStore.OpenAsync(folder, postgres);
        if (postgres is not null && !empty) await FillAsync(store);
        var access = await AccessStore.OpenAsync(folder, "national", postgres, clock);
        var app = NationalHost.Build(store, access, "http://127.0.0.1:0", clock, publicAddress, provider: provider);
        await app.StartAsync();
        var served = new SmallRound(folder, store, access, app);
        if (!empty) await served.Desk.SettledAsync(Year);
        return served;
    }

    /// <summary>An account in a role, and the one-time link that lets it in.</summary>
    public async Task<string> AccountAsync(string name, string person, string role, DateTimeOffset? until = null)
    {
        await _access.AddAsync(name, person, null, role, until);
        return await LinkAsync(name);
    }

    /// <summary>An account in every role that a person can have, who sees and may do the most; and the one-time link that lets it in.</summary>
    public async Task<string> EverybodyAsync(string name = "all")
    {
        await _access.AddAsync(name, $"{name} Example", null, "coordinator", null);
        foreach (var role in NationalGrants.Table.Roles.Where(role => role.Name is not (NationalGrants.Sender or "coordinator"))) await _access.GiveRoleAsync(name, role.Name, null);
        return await LinkAsync(name);
    }

    /// <summary>A one-time link of an account.</summary>
    public async Task<string> LinkAsync(string name) => $"/sign-in/link/{await _access.MakeLinkAsync(name, TimeSpan.FromHours(1))}";

    /// <summary>Publishes an edition of the year before, as two people's signatures do, with made-up content.</summary>
    public Task PublishAsync() => _store.PutEditionAsync(new Edition(Year - 1, 1, null, PublishedDigest, "{}", [new("A. Example", DateTimeOffset.UnixEpoch), new("B. Example", DateTimeOffset.UnixEpoch)], DateTimeOffset.UnixEpoch));

    /// <summary>The digest of what <see cref="PublishAsync"/> publishes.</summary>
    public static string PublishedDigest { get; } = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("{}"u8));

    private static async Task MakeAsync(string folder, bool empty)
    {
        await using var store = await NationalStore.OpenAsync(folder);
        if (!empty) await FillAsync(store);
        await using var access = await AccessStore.OpenAsync(folder, "national", null);
    }

    private static async Task FillAsync(NationalStore store)
    {
        var bodies = (await store.BodiesAsync()).Take(6).Select(body => body.Id).ToList();
        await store.OpenRoundAsync(Year, new DateOnly(2015, 1, 12), new DateOnly(2015, 2, 27), bodies);
        var encoder = new PersonEncoder("made-up key of a test, protects nobody");
        for (var sender = 0; sender < 3; sender++)
        {
            await store.ReceiveAsync(new Submission
            {
                Year = Year, Sender = bodies[sender], Schema = PersonEncoder.SchemaName, KeyCheck = encoder.KeyCheck,
                Persons = [.. Enumerable.Range(1, 12).Select(row => Person(encoder, row, row + sender * 6))],
            });
        }
        await store.AnswerAsync(Year, bodies[3], AnswerKind.Zero);
        await store.AnswerAsync(Year, bodies[4], AnswerKind.SeeOther, bodies[0]);
        await store.DecideAsync(Year, new RowDecision(new ReportedRow(bodies[0], 1), new ReportedRow(bodies[1], 2), PairVerdict.Different, "A. Example", new DateTimeOffset(2015, 3, 1, 9, 0, 0, TimeSpan.Zero)));
    }

    private static ReportedPerson Person(PersonEncoder encoder, int row, int who)
    {
        var encoded = encoder.Encode(new PersonIdentity($"Given{who * 37 % 101}", $"Family{who * 53 % 97}", $"{1975 + who % 20}-0{1 + who % 9}-1{who % 9}", who % 3 == 0 ? "m" : "f", who % 2 == 0 ? "NG" : "RO", null, null))!.Value;
        return new ReportedPerson
        {
            Row = row, Encoding = encoded.Clk, Blocks = encoded.Blocks, Sex = who % 3 == 0 ? Sex.Man : Sex.Woman, Nationality = who % 2 == 0 ? "NG" : "RO", BirthYear = 1975 + who % 20,
            Forms = who % 4 == 0 ? ["LAB"] : ["SEX"], Identified = who % 2 == 0 ? IdentificationYear.ThisYear : IdentificationYear.Earlier, Offer = OfferAnswer.Accepted, ReceivedMeasures = true,
        };
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _access.DisposeAsync();
        await _store.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
