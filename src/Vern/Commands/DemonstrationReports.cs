using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Vern.Demonstration;
using Vern.Fingerprints.Pdq;
using Vern.Material.Indicators;
using Vern.Material.Intake;
using Vern.Material.Routing;
using Vern.Platform.Access;
using Vern.Platform.Workspaces;

namespace Vern.Commands;

/// <summary>
/// The made-up reports of the demonstration's centre: two providers and a hotline, reports of each kind, some in danger, some sent many times; what two persons have confirmed as known, and a notice to a host. No
/// picture is behind any of it: digests are of made-up words, perceptual hashes of patterns that are computed, addresses are of documentation's ranges.
/// </summary>
internal static class DemonstrationReports
{
    private const int Seed = 2026;
    private static readonly string[] Services = ["Prat Example", "Bilde Example", "Spill Example"];
    private static readonly ReportKind[] Kinds = [ReportKind.Material, ReportKind.Material, ReportKind.Material, ReportKind.Enticement, ReportKind.Extortion, ReportKind.Meeting, ReportKind.SentToChild, ReportKind.Material];

    /// <summary>Makes them.</summary>
    /// <param name="workspace">The centre, with an account for each role.</param>
    /// <param name="data">The data folder.</param>
    /// <param name="cancel">Stops.</param>
    public static async Task MakeAsync(WorkspaceStore workspace, string data, CancellationToken cancel)
    {
        var store = await MaterialStore.OpenAsync(workspace, data, cancel: cancel);
        var now = TimeProvider.System.GetUtcNow();
        var senders = new List<Provider>
        {
            await store.EnrolAsync(new() { Name = "prat", Title = Services[0], Country = "IE", Basis = "voluntary", From = new(2025, 1, 1), Until = DateOnly.FromDateTime(now.UtcDateTime).AddYears(1), KeepsDays = 30 }, cancel),
            await store.EnrolAsync(new() { Name = "bilde", Title = Services[1], Country = "NO", Basis = "duty", From = new(2025, 1, 1), KeepsDays = 180 }, cancel),
            await store.EnrolAsync(new() { Name = "tips", Title = "Tipslinje Example", Kind = SenderKind.Hotline, Country = "DK", Basis = "hotline", From = new(2025, 1, 1) }, cancel),
            await store.EnrolAsync(new() { Name = "prat-test", Title = $"{Services[0]}, for trying", Country = "IE", Basis = "voluntary", From = new(2025, 1, 1), IsTest = true }, cancel),
        };
        for (var number = 0; number < 24; number++) await store.ReceiveAsync(ReportOf(number, senders[number % 3], now), cancel);
        await store.ReceiveAsync(ReportOf(100, senders[3], now), cancel);
        await store.ReceiveAsync(new() { Sender = Sender.Public, Channel = Channel.Public, Facts = new() { Kind = ReportKind.Material, Words = "Somebody shared an address in a group.", Places = [new("web", "https://forum.example/thread/7")], HappenedAt = now.AddDays(-1) } }, cancel);
        await store.ReceiveAsync(new() { Sender = Sender.Public, Channel = Channel.Child, Facts = new() { Kind = ReportKind.Extortion, Signs = ["extortion"], Words = "He says he will send it to my class if I do not answer.", Children = [new(13, null, null)], HappenedAt = now.AddHours(-3) } }, cancel);

        await store.KeepAuthorityAsync(new("kripos", "NO", "Kripos Example", AuthorityKind.National, AuthorityChannel.Inbox, ["nb", "en"], IsOwn: true), cancel);
        await store.KeepAuthorityAsync(new("ncp-dk", "DK", "National Cyber Police Example", AuthorityKind.National, AuthorityChannel.File, ["da", "en"], IsOwn: false), cancel);
        foreach (var inbox in (await workspace.Access.ListAsync(cancel)).Where(one => one.Roles.Any(held => held.Role == CentreGrants.PoliceInbox))) await workspace.Access.SetTeamAsync(inbox.Name, "kripos", cancel);
        var analyst = await AsAsync(workspace, "analyst", cancel);
        var (second, third) = (await AsAsync(workspace, "second-reader", cancel), await AsAsync(workspace, "reviewer", cancel));
        for (var number = 0; number < 4; number++)
        {
            var proposed = await store.ProposeIndicatorAsync(new(number == 3 ? "national-no" : "baseline", number % 2 == 0 ? "a1" : "b2", [new(HashKind.Sha256, DigestOf(number)), .. Pattern(number)], number == 3 ? "penal-code" : null), IndicatorActor.Of(analyst), cancel);
            if (proposed.Indicator is not { } id || number == 2) continue; // one still waits for its first confirmation
            await store.StepIndicatorAsync(id, IndicatorStep.Confirm, IndicatorActor.Of(second), cancel: cancel);
            if (number != 1) await store.StepIndicatorAsync(id, IndicatorStep.Confirm, IndicatorActor.Of(third), cancel: cancel);
        }
        await store.ProposeNoticeAsync(new(new("https://pictures.example/album/42"), "dsa-16", "baseline", "image", "manual-review", new("abuse@host.example", "DK", "da")) { Report = 3, Digests = new Dictionary<string, string>(StringComparer.Ordinal) { ["sha256"] = DigestOf(3) } }, analyst.PersonId!.Value, cancel);
    }

    private static NewReport ReportOf(int number, Provider sender, DateTimeOffset now)
    {
        var draw = Draw.For(Seed, number, 9);
        var kind = Kinds[number % Kinds.Length];
        // Every third file is one of the three that are sent again and again.
        var file = number % 3 == 0 ? number % 9 / 3 : number;
        var happened = now.AddHours(-6 - 5 * number);
        return new()
        {
            Sender = sender.Sender, Channel = number % 2 == 0 ? Channel.Tipline : Channel.Api,
            Facts = new()
            {
                Kind = kind, HappenedAt = happened, Reference = string.Create(CultureInfo.InvariantCulture, $"case-{1000 + number}"),
                Signs = kind switch { ReportKind.Meeting => ["meeting-planned"], ReportKind.Extortion => ["extortion", .. number > 10 ? (string[])["suicide-threat"] : []], ReportKind.Material when number % 3 == 0 => ["viral"], ReportKind.Material when number == 7 => ["self-produced"], _ => [] },
                Accounts = number % 5 == 4 ? [] : [new() { Service = Services[number % 3], ScreenName = string.Create(CultureInfo.InvariantCulture, $"user{7000 + number}"), Country = number % 4 == 0 ? "NO" : null, CountryVerified = number % 8 == 0, Connections = [new(string.Create(CultureInfo.InvariantCulture, $"203.0.113.{10 + number}"), happened, "upload", number % 7 == 0)] }],
                Children = kind is ReportKind.Material ? [] : [new(11 + draw.Next(5), number % 2 == 0 ? "NO" : null, null)],
                Places = kind is ReportKind.Material ? [new("web", string.Create(CultureInfo.InvariantCulture, $"https://pictures.example/album/{40 + number}"))] : [],
            },
            Files = kind is not (ReportKind.Material or ReportKind.Extortion) ? [] : [new(new() { Sha256 = DigestOf(file), Pdq = Pattern(file) is [var print] ? print.Value : null, Quality = Pattern(file) is [var hash] ? hash.Quality : null, Length = 40_000 + number }, new() { Viewed = number % 2 == 0, Class = "b2", UploadedAt = happened })],
        };
    }

    private static string DigestOf(int file) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"a made-up file {file}"))));

    // A pattern of waves: no picture, but with a hash as one. Empty where its hash is of too little quality to be used.
    private static Fingerprint[] Pattern(int file)
    {
        const int Side = 128;
        var draw = Draw.For(Seed, file, 3);
        var waves = Enumerable.Range(0, 9).Select(_ => (X: draw.Share() * 0.4, Y: draw.Share() * 0.4, Shift: draw.Share() * 6, Height: 10 + draw.Share() * 30)).ToList();
        var pixels = new byte[Side * Side];
        for (var at = 0; at < pixels.Length; at++) pixels[at] = (byte)Math.Clamp(128 + waves.Sum(wave => wave.Height * Math.Sin(wave.X * (at % Side) + wave.Y * (at / Side) + wave.Shift)), 0, 255);
        var hash = PdqHasher.Hash(pixels, Side, Side, 1);
        return hash.Quality < PdqFingerprint.UsableQuality ? [] : [new(HashKind.Pdq, hash.Hash.ToString(), hash.Quality)];
    }

    private static async Task<SignedIn> AsAsync(WorkspaceStore workspace, string role, CancellationToken cancel)
    {
        var account = (await workspace.Access.ListAsync(cancel)).First(one => one.Roles.Any(held => held.Role == role));
        var opened = await workspace.Access.OpenLinkAsync(await workspace.Access.MakeLinkAsync(account.Name, TimeSpan.FromMinutes(5), cancel: cancel), cancel: cancel);
        var person = (await workspace.Access.SessionAsync(opened!.Session, cancel))!;
        await workspace.Access.EndSessionAsync(opened.Session, cancel);
        return person;
    }
}
