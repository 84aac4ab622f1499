using Vern.Persons.Tests.Collection;
using Vern.Platform.Sealing;

namespace Vern.Persons.Tests.Sealing;

public sealed class PersonKeysTests
{
    public static TheoryData<string> Databases => StoreFixture.Databases;

    private static Task<PersonKeys> OpenAsync(StoreFixture fixture) => PersonKeys.OpenAsync(fixture.Folder, "national", fixture.Postgres, fixture.Clock);

    [Theory, MemberData(nameof(Databases))]
    public async Task A_key_comes_back_after_a_restart_and_is_gone_once_it_is_erased(string database)
    {
        await using var fixture = await StoreFixture.OpenAsync(database);
        await using var keys = await OpenAsync(fixture);
        var made = await keys.NewKeyAsync("person");
        var box = made.SealField("1", "name", "Made-up Person");
        await using (var again = await OpenAsync(fixture))
        {
            Assert.Equal("Made-up Person", (await again.KeysAsync([made.Id]))[made.Id].OpenField("1", "name", box));
            Assert.Equal(1, await again.EraseAsync([made.Id]));
        }
        Assert.Empty(await keys.KeysAsync([made.Id]));
        Assert.Contains(made.Id, keys.ErasedOf([made.Id]));
        Assert.Equal(0, await keys.EraseAsync([made.Id]));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_rotation_while_others_work_loses_nothing_and_the_old_key_opens_nothing_afterwards(string database)
    {
        await using var fixture = await StoreFixture.OpenAsync(database);
        await using var running = await OpenAsync(fixture);
        var file = Path.Combine(fixture.Folder, "keys", "national.key");
        var before = await File.ReadAllTextAsync(file);
        var made = new List<(DataKey Key, string? Box)>();
        for (var n = 0; n < 20; n++)
        {
            var key = await running.NewKeyAsync("person");
            made.Add((key, key.SealField("1", "name", $"Made-up {n}")));
        }
        await using var other = await OpenAsync(fixture);
        var going = Task.Run(async () =>
        {
            var more = new List<DataKey>();
            for (var n = 0; n < 40; n++) more.Add(await running.NewKeyAsync("person"));
            return more;
        });
        for (var round = 0; round < 3; round++) Assert.True(await other.RotateWorkspaceKeyAsync() >= 20);
        var during = await going;
        Assert.Equal(made.Count + during.Count, (await running.KeysAsync([.. made.Select(pair => pair.Key.Id), .. during.Select(key => key.Id)])).Count);
        foreach (var (key, box) in made) Assert.StartsWith("Made-up", (await running.KeysAsync([key.Id]))[key.Id].OpenField("1", "name", box));
        var after = (await File.ReadAllTextAsync(file)).Trim();
        Assert.NotEqual(before.Trim(), after);
        Assert.DoesNotContain("\n", after);
        await File.WriteAllTextAsync(file, before);
        Assert.Contains("restore it", (await Assert.ThrowsAsync<SealingException>(() => OpenAsync(fixture))).Message);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_rotation_that_was_stopped_after_its_new_key_was_written_is_finished_by_the_next(string database)
    {
        await using var fixture = await StoreFixture.OpenAsync(database);
        await using var keys = await OpenAsync(fixture);
        var made = await keys.NewKeyAsync("person");
        var next = await (await WorkspaceKey.OpenAsync(fixture.Folder, "national", mayMake: false)).WithNewAsync(); // and stopped here
        await using var opened = await OpenAsync(fixture);
        Assert.Single(await opened.KeysAsync([made.Id]));
        await opened.NewKeyAsync("person");
        Assert.NotEqual(next.CurrentId, (await opened.StateAsync()).WorkspaceKey);
        await opened.RotateWorkspaceKeyAsync();
        Assert.Equal(next.CurrentId, (await opened.StateAsync()).WorkspaceKey);
        Assert.Single(await keys.KeysAsync([made.Id]));
    }

    [Fact]
    public async Task A_key_store_put_back_from_last_night_replays_the_erasures_before_it_serves()
    {
        await using var fixture = await StoreFixture.OpenAsync("sqlite");
        var file = Path.Combine(fixture.Folder, "keys", "national.db");
        string erased, kept;
        await using (var keys = await OpenAsync(fixture))
        {
            (erased, kept) = ((await keys.NewKeyAsync("person")).Id, (await keys.NewKeyAsync("person")).Id);
        }
        await fixture.Store.DisposeAsync();
        File.Copy(file, file + ".last-night");
        await using (var keys = await OpenAsync(fixture)) await keys.EraseAsync([erased]);
        foreach (var part in new[] { "-wal", "-shm" }) File.Delete(file + part);
        File.Copy(file + ".last-night", file, overwrite: true);
        await using (var keys = await OpenAsync(fixture))
        {
            Assert.Equal([kept], (await keys.KeysAsync([erased, kept])).Keys);
            Assert.Equal(0, await keys.ReplayErasuresAsync());
        }
        // Without its log the store does not serve: nobody could say what was erased.
        File.Delete(Path.Combine(fixture.Folder, "keys", "national.erased"));
        Assert.Contains("newest copy", (await Assert.ThrowsAsync<SealingException>(() => OpenAsync(fixture))).Message);
    }

    [Fact]
    public async Task The_bytes_of_an_erased_key_are_no_longer_in_the_key_stores_files()
    {
        await using var fixture = await StoreFixture.OpenAsync("sqlite");
        await using var keys = await OpenAsync(fixture);
        var made = await keys.NewKeyAsync("person");
        Assert.Contains(made.Id, Bytes(fixture));
        await keys.EraseAsync([made.Id]);
        Assert.DoesNotContain(made.Id, Bytes(fixture));
    }

    private static string Bytes(StoreFixture fixture) => string.Concat(Directory.GetFiles(Path.Combine(fixture.Folder, "keys"), "*.db*").Select(path =>
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
        return reader.ReadToEnd();
    }));

    [Fact]
    public async Task A_line_of_the_erasure_log_that_a_crash_cut_does_not_count_and_does_not_spoil_the_next()
    {
        await using var fixture = await StoreFixture.OpenAsync("sqlite");
        await using var keys = await OpenAsync(fixture);
        var (first, second) = (await keys.NewKeyAsync("person"), await keys.NewKeyAsync("person"));
        await File.WriteAllTextAsync(Path.Combine(fixture.Folder, "keys", "national.erased"), $"2015-02-01T12:00:00Z {first.Id[..20]}");
        await using var again = await OpenAsync(fixture);
        await again.EraseAsync([second.Id]);
        Assert.Equal([first.Id], (await again.KeysAsync([first.Id, second.Id])).Keys);
        Assert.Equal([second.Id], again.ErasedOf([first.Id, second.Id]));
    }

    [Fact]
    public async Task The_key_file_is_its_owners_alone_and_is_not_made_anew_when_it_is_lost()
    {
        await using var fixture = await StoreFixture.OpenAsync("sqlite");
        var file = Path.Combine(fixture.Folder, "keys", "national.key");
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
            Assert.Contains("mode to 600", (await Assert.ThrowsAsync<SealingException>(() => OpenAsync(fixture))).Message);
        }
        File.Delete(file);
        Assert.Contains("restore it from its back-up", (await Assert.ThrowsAsync<SealingException>(() => OpenAsync(fixture))).Message);
    }

    [Fact]
    public async Task A_key_from_the_environment_goes_before_the_file_and_an_older_one_behind_it_still_opens()
    {
        var (old, next) = (Convert.ToBase64String(Enumerable.Repeat((byte)1, 32).ToArray()), Convert.ToBase64String(Enumerable.Repeat((byte)2, 32).ToArray()));
        var first = await WorkspaceKey.OpenAsync("nowhere", "national", mayMake: false, old);
        var box = first.Wrap("id", "a key"u8);
        var both = await WorkspaceKey.OpenAsync("nowhere", "national", mayMake: false, $"{next} {old}");
        Assert.NotEqual(first.CurrentId, both.CurrentId);
        Assert.Equal("a key"u8.ToArray(), both.Unwrap("id", first.CurrentId, box));
        Assert.Throws<SealingException>(() => both.Unwrap("other", first.CurrentId, box));
        Assert.Contains("blank between", (await Assert.ThrowsAsync<SealingException>(() => both.WithNewAsync())).Message);
        foreach (var bad in new[] { "AAAA", "not base 64", old + "AA" }) await Assert.ThrowsAsync<SealingException>(() => WorkspaceKey.OpenAsync("nowhere", "national", mayMake: false, bad));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_replaced_key_pair_opens_what_is_on_its_way_and_is_destroyed_when_nothing_can_be(string database)
    {
        await using var fixture = await StoreFixture.OpenAsync(database);
        await using var keys = await OpenAsync(fixture);
        var old = await keys.PublicAsync();
        var next = await keys.RotatePairAsync();
        Assert.NotEqual(old, next);
        Assert.Equal(next, await keys.PublicAsync());
        Assert.Equal([next, old], (await keys.PairsAsync()).Select(pair => pair.Public));
        fixture.Clock.Move(OpenEnvelope.DefaultAge + TimeSpan.FromDays(2));
        await using var later = await OpenAsync(fixture);
        Assert.Equal([next], (await later.PairsAsync()).Select(pair => pair.Public));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task The_index_key_is_made_once_and_outlives_a_rotation(string database)
    {
        await using var fixture = await StoreFixture.OpenAsync(database);
        await using var keys = await OpenAsync(fixture);
        var index = await keys.IndexKeyAsync();
        await keys.RotateWorkspaceKeyAsync();
        await using var again = await OpenAsync(fixture);
        Assert.Equal(index, await again.IndexKeyAsync());
    }
}
