using System.IO.Compression;
using Vern.Persons.Collection;
using Vern.Persons.Tests.Collection;
using Vern.Platform.Access;
using Vern.Platform.Auditing;
using Vern.Platform.Store;
using Vern.Platform.Workspaces;

namespace Vern.Persons.Tests.Workspaces;

/// <summary>A back-up is restored into the same and into the other kind of database, and what is restored is what was there.</summary>
public sealed class BackUpTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("vern-backup-").FullName;
    private string BackUp => Path.Combine(folder, "backup.zip");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    public static TheoryData<string, string> Ways => new() { { "sqlite", "sqlite" }, { "sqlite", "postgres" }, { "postgres", "sqlite" }, { "postgres", "postgres" } };

    [Theory, MemberData(nameof(Ways))]
    public async Task What_is_restored_is_what_was_there_and_goes_on(string from, string to)
    {
        await using var source = await FilledAsync(from);
        var before = await StateAsync(source.Store);
        var manifest = await BackUpAsync(source);
        await source.Store.OpenRoundAsync(2016, new(2017, 1, 10), new(2017, 2, 20), [Made.Rosa]); // after the back-up, and not in it

        await using var target = await EmptyAsync(to);
        await CopyKeysAsync(source, target);
        Assert.True(await RestoreAsync(target) > 20);
        await target.ReopenAsync();
        Assert.Equal(before, await StateAsync(target.Store));
        Assert.Equal([2014], await target.Store.YearsAsync());
        Assert.True((await target.Store.Ledger.VerifyAsync()).IsGood);
        Assert.Contains("ledger/checkpoint", manifest.Files.Keys);

        // New rows get numbers that are free, and what is done is recorded.
        await target.Store.ReceiveAsync(Made.Submission(Made.Adora, 5));
        await target.Store.OpenRoundAsync(2015, new(2016, 1, 10), new(2016, 2, 20), [Made.Rosa]);
        await using var access = await AccessStore.OpenAsync(target.Folder, "national", target.Postgres, target.Clock);
        Assert.Equal(["kari", "ola"], (await access.ListAsync()).Select(account => account.Name).Order());
        await access.AddAsync("per", "Per Example", null, "deputy", null);
        await target.Store.Ledger.AppendAsync();
        Assert.Null(target.Store.Ledger.Problem);
        Assert.True((await target.Store.Ledger.VerifyAsync()).IsGood);
    }

    [Theory, MemberData(nameof(StoreFixture.Databases), MemberType = typeof(StoreFixture))]
    public async Task Last_nights_back_up_beside_todays_ledger_learns_what_it_does_not_know(string kind)
    {
        await using var source = await FilledAsync(kind);
        await BackUpAsync(source);
        await source.Store.ReceiveAsync(Made.Submission(Made.Rosa, 9));
        await source.Store.Ledger.AppendAsync();
        var entries = (await source.Store.Ledger.Outbox.RememberedAsync())!.Checkpoint.Size;

        await using var target = await EmptyAsync(kind);
        await CopyKeysAsync(source, target);
        foreach (var name in (string[])["ledger", "ledger.payloads"]) CopyFolder(Path.Combine(source.Folder, "national", name), Path.Combine(target.Folder, "national", name));
        await RestoreAsync(target);
        await target.ReopenAsync();
        Assert.Contains(target.Store.Ledger.Notes, note => note.Contains("older copy of the database", StringComparison.Ordinal));
        Assert.Equal(entries, (await target.Store.Ledger.Outbox.RememberedAsync())!.Checkpoint.Size);
        Assert.Equal(3, (await target.Store.SubmissionsAsync(2014)).Single(submission => submission.Sender == Made.Rosa).Persons.Count);
    }

    [Fact]
    public async Task No_secret_key_and_no_secret_is_in_a_back_up()
    {
        await using var source = await FilledAsync("sqlite");
        await BackUpAsync(source);
        var secret = (await File.ReadAllTextAsync(Path.Combine(source.Folder, "national", "ledger.key"))).Trim().Split('+', 5)[4]; // PRIVATE+KEY+name+hash+secret: the last may hold a plus of its own
        var key = await File.ReadAllBytesAsync(Path.Combine(source.Folder, "keys", "access.key"));
        using var zip = await ZipFile.OpenReadAsync(BackUp);
        foreach (var entry in zip.Entries)
        {
            using var bytes = new MemoryStream();
            await using (var stream = await entry.OpenAsync()) await stream.CopyToAsync(bytes);
            Assert.DoesNotContain(secret, System.Text.Encoding.Latin1.GetString(bytes.ToArray()), StringComparison.Ordinal);
            Assert.Equal(-1, bytes.ToArray().AsSpan().IndexOf(key));
        }
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(BackUp));
    }

    [Fact]
    public async Task A_back_up_with_any_byte_altered_is_refused_or_the_same_and_nothing_is_left_behind()
    {
        await using var source = await FilledAsync("sqlite");
        await BackUpAsync(source);
        var whole = await File.ReadAllBytesAsync(BackUp);
        var random = new Random(20_151);
        var refused = 0;
        for (var at = 0; at < 60; at++)
        {
            var damaged = (byte[])whole.Clone();
            if (at % 3 == 0) damaged = damaged[..random.Next(damaged.Length)];
            else damaged[random.Next(damaged.Length)] ^= (byte)random.Next(1, 256);
            await File.WriteAllBytesAsync(BackUp, damaged);
            try { await RestoreWorkspace.CheckAsync(BackUp); }
            catch (InvalidDataException problem)
            {
                Assert.Contains("backup.zip", problem.Message, StringComparison.Ordinal);
                refused++;
            }
        }
        Assert.True(refused > 30, $"{refused} of 60 refused");

        // What its manifest agrees with, but no row: refused when it is put in, and no database remains.
        await File.WriteAllBytesAsync(BackUp, whole);
        Rewrite("database/national/rounds.jsonl", text => text.Replace("2014", "\"x\"", StringComparison.Ordinal));
        await using var target = await EmptyAsync("sqlite");
        await CopyKeysAsync(source, target);
        await Assert.ThrowsAsync<InvalidDataException>(() => RestoreAsync(target));
        Assert.False(File.Exists(target.File));
        Assert.False(Directory.Exists(Path.Combine(target.Folder, "national", "ledger")));
    }

    [Theory, MemberData(nameof(StoreFixture.Databases), MemberType = typeof(StoreFixture))]
    public async Task What_is_there_is_not_overwritten_and_a_newer_back_up_is_refused(string kind)
    {
        await using var source = await FilledAsync(kind);
        await BackUpAsync(source);
        await Assert.ThrowsAsync<IOException>(() => BackUpAsync(source));
        Assert.Contains("already", (await Assert.ThrowsAsync<StoreException>(() => RestoreAsync(source))).Message, StringComparison.Ordinal);
        await using var target = await EmptyAsync(kind);
        await CopyKeysAsync(source, target);
        Rewrite("manifest.json", text => text.Replace("\"national\": ", "\"national\": 9999", StringComparison.Ordinal));
        Assert.Contains("newer version", (await Assert.ThrowsAsync<StoreException>(() => RestoreAsync(target))).Message, StringComparison.Ordinal);
        Rewrite("manifest.json", text => text.Replace("\"workspace\": \"national\"", "\"workspace\": \"agency\"", StringComparison.Ordinal));
        Assert.Contains("'agency'", (await Assert.ThrowsAsync<InvalidDataException>(() => RestoreAsync(target))).Message, StringComparison.Ordinal);
    }

    private async Task<StoreFixture> FilledAsync(string kind)
    {
        var fixture = await StoreFixture.OpenAsync(kind);
        await fixture.Store.OpenRoundAsync(2014, new(2015, 1, 10), new(2015, 2, 20), [Made.Rosa, Made.Adora, Made.Nadheim]);
        await fixture.Store.ReceiveAsync(Made.Submission(Made.Rosa));
        await fixture.Store.AnswerAsync(2014, Made.Adora, AnswerKind.SeeOther, Made.Rosa);
        await fixture.Store.PutImportAsync(2014, "population", "year,persons\n2014,\"5109056\"\n", "made up");
        await using var access = await AccessStore.OpenAsync(fixture.Folder, "national", fixture.Postgres, fixture.Clock);
        await access.AddAsync("kari", "Kari Example", null, "coordinator", null);
        await access.AddAsync("ola", "Ola Example", null, "deputy", fixture.Clock.GetUtcNow().AddDays(30));
        await fixture.Store.Ledger.AppendAsync();
        return fixture;
    }

    // A fixture makes its store; a back-up goes where there is none yet.
    private static async Task<StoreFixture> EmptyAsync(string kind)
    {
        var fixture = await StoreFixture.OpenAsync(kind);
        await fixture.EmptyAsync();
        return fixture;
    }

    private static async Task<string> StateAsync(NationalStore store) => System.Text.Json.JsonSerializer.Serialize(new
    {
        years = await store.YearsAsync(), bodies = await store.BodiesAsync(), round = await store.RoundAsync(2014),
        submissions = (await store.SubmissionsAsync(2014)).Select(submission => new { submission.Sender, submission.Digest, submission.ReceivedAt, package = SubmissionPackage.Of(submission) }),
        import = (await store.ImportAsync(2014, "population"))?.Csv,
    }, SubmissionPackage.Json);

    private Task<BackUpManifest> BackUpAsync(StoreFixture fixture) => BackUpWorkspace.RunAsync(Place(fixture), Parts(fixture), fixture.Store.Ledger.Files, BackUp, fixture.Clock);

    private Task<long> RestoreAsync(StoreFixture fixture) => RestoreWorkspace.RunAsync(BackUp, Place(fixture), Parts(fixture), new LedgerFiles(Path.Combine(fixture.Folder, "national")));

    private static DatabaseAddress Place(StoreFixture fixture) => DatabaseAddress.Of(fixture.Folder, "national", fixture.Postgres);
    private static StorePart[] Parts(StoreFixture fixture) => [NationalStore.Part(Place(fixture)), AccessStore.Part(Place(fixture)), Vern.Platform.Jobs.JobStore.Part(Place(fixture))];

    private static async Task CopyKeysAsync(StoreFixture from, StoreFixture to)
    {
        Directory.CreateDirectory(Path.Combine(to.Folder, "national"));
        foreach (var name in (string[])["national/ledger.key", "national/ledger.pub"]) File.Copy(Path.Combine(from.Folder, name), Path.Combine(to.Folder, name), overwrite: true);
        foreach (var name in (string[])["access.key", "national.key", "national.erased"])
            if (File.Exists(Path.Combine(from.Folder, "keys", name))) CopyKey(name);
        await from.Store.Keys.CopyAsync(Path.Combine(to.Folder, "keys", "national.db"));

        void CopyKey(string name)
        {
            Directory.CreateDirectory(Path.Combine(to.Folder, "keys"));
            File.Copy(Path.Combine(from.Folder, "keys", name), Path.Combine(to.Folder, "keys", name), overwrite: true);
        }
    }

    private static void CopyFolder(string from, string to)
    {
        foreach (var path in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var place = Path.Combine(to, Path.GetRelativePath(from, path));
            Directory.CreateDirectory(Path.GetDirectoryName(place)!);
            File.Copy(path, place, overwrite: true);
        }
    }

    // Changes a file of the back-up, its manifest's digest of it too, as somebody would who wants to deceive.
    private void Rewrite(string name, Func<string, string> change)
    {
        using var zip = ZipFile.Open(BackUp, ZipArchiveMode.Update);
        var (before, after) = Replace(name, change);
        if (name != "manifest.json") Replace("manifest.json", text => text.Replace(before, after, StringComparison.Ordinal));

        (string Before, string After) Replace(string entry, Func<string, string> with)
        {
            string text;
            using (var reader = new StreamReader(zip.GetEntry(entry)!.Open())) text = reader.ReadToEnd();
            zip.GetEntry(entry)!.Delete();
            using (var writer = new StreamWriter(zip.CreateEntry(entry).Open(), new System.Text.UTF8Encoding(false))) writer.Write(with(text));
            return (Digest(text), Digest(with(text)));
        }
        static string Digest(string text) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
    }
}
