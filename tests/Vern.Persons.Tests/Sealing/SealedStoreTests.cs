using System.Text.Json;
using Microsoft.Data.Sqlite;
using Npgsql;
using Vern.Linkage.Linking;
using Vern.Persons.Collection;
using Vern.Persons.Tests.Collection;
using Vern.Platform.Sealing;
using Vern.Platform.Store;

namespace Vern.Persons.Tests.Sealing;

public sealed class SealedStoreTests
{
    public static TheoryData<string> Databases => StoreFixture.Databases;

    private static async Task<StoreFixture> OpenRoundAsync(string database)
    {
        var fixture = await StoreFixture.OpenAsync(database);
        await fixture.Store.OpenRoundAsync(2014, new(2015, 1, 30), new(2015, 3, 1), [Made.Rosa, Made.Nadheim]);
        return fixture;
    }

    private static Submission Talkative(BodyId sender, int persons = 3) => Made.Submission(sender, persons) with
    {
        Remark = "zebra remark", MeasureDefinition = "zebra measure", Agency = new(new Dictionary<string, string> { ["challenge-1"] = "zebra challenge" }), Cases = [new("SEX", 3, 4, "zebra reclassified")],
    };

    // Every text and every byte of every table of the database, as one text: what a stolen back-up shows.
    private static async Task<string> DumpAsync(StoreFixture fixture)
    {
        if (fixture.Postgres is null) return fixture.Bytes();
        await using var open = new NpgsqlConnection(fixture.Postgres);
        await open.OpenAsync();
        var text = new System.Text.StringBuilder();
        var tables = new List<string>();
        await using (var command = new NpgsqlCommand("SELECT tablename FROM pg_tables WHERE schemaname = 'public'", open))
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync()) tables.Add(reader.GetString(0));
        }
        foreach (var table in tables)
        {
            await using var command = new NpgsqlCommand($"SELECT * FROM \"{table}\"", open);
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                for (var column = 0; column < reader.FieldCount; column++) text.Append(reader.GetValue(column) is byte[] bytes ? System.Text.Encoding.Latin1.GetString(bytes) : reader.GetValue(column)).Append('\n');
            }
        }
        return text.ToString();
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Nothing_that_a_body_wrote_and_no_encoding_can_be_read_in_the_database(string database)
    {
        await using var fixture = await OpenRoundAsync(database);
        var store = fixture.Store;
        await store.ReceiveAsync(Talkative(Made.Rosa));
        await store.ReceiveAsync(Made.Submission(Made.Nadheim));
        await store.SetStateAsync(2014, Made.Rosa, SubmissionState.SentBack, "zebra reason");
        await store.ReceiveAsync(Talkative(Made.Rosa, 4));
        await store.AnswerAsync(2014, new("udi"), AnswerKind.NoReport, remark: "zebra answer");
        await store.DecideAsync(2014, new(new(Made.Rosa, 1), new(Made.Nadheim, 2), PairVerdict.Same, "Kari", fixture.Clock.GetUtcNow(), "zebra decision"));
        var dump = await DumpAsync(fixture);
        Assert.DoesNotContain("<<encoding of", dump);
        Assert.DoesNotContain("zebra", dump);
        // And all of it comes back.
        await fixture.ReopenAsync();
        var back = (await fixture.Store.HistoryAsync(2014, Made.Rosa));
        Assert.Equal("zebra reason", back[1].Reason);
        Assert.Equal(SubmissionPackage.Of(Talkative(Made.Rosa, 4)).Digest(), SubmissionPackage.Of(back[0]).Digest());
        Assert.Equal("zebra answer", (await fixture.Store.RoundAsync(2014))!.Answers.Single(answer => answer.Body.Value == "udi").Remark);
        Assert.Equal("zebra remark", (await fixture.Store.RoundAsync(2014))!.Answers.Single(answer => answer.Body == Made.Rosa).Remark);
        Assert.Equal("zebra decision", Assert.Single(await fixture.Store.DecisionsAsync(2014)).Reason);
    }

    [Fact]
    public async Task After_closing_a_back_up_of_the_database_from_before_has_no_encoding_that_can_be_read()
    {
        await using var fixture = await OpenRoundAsync("sqlite");
        await fixture.Store.ReceiveAsync(Talkative(Made.Rosa, 50));
        await fixture.Store.DisposeAsync();
        File.Copy(fixture.File, fixture.File + ".back-up");
        await fixture.ReopenAsync();
        Assert.All((await fixture.Store.SubmissionsAsync(2014))[0].Persons, person => Assert.NotNull(person.Encoding));
        await fixture.Store.CloseRoundAsync(2014, "Kari Nordmann");
        Assert.Equal("zebra remark", (await fixture.Store.SubmissionsAsync(2014))[0].Remark);

        await fixture.Store.DisposeAsync();
        var ledger = Path.Combine(fixture.Folder, "national", "ledger");
        File.Copy(fixture.File + ".back-up", fixture.File, overwrite: true);
        Assert.True(Directory.Exists(ledger));
        await using (var put = await NationalStore.OpenAsync(fixture.Folder, null, fixture.Clock))
        {
            var persons = (await put.SubmissionsAsync(2014))[0].Persons;
            Assert.Equal(50, persons.Count);
            Assert.All(persons, person => { Assert.Null(person.Encoding); Assert.Empty(person.Blocks); });
        }
        // Nor with the workspace's key and everything else that is left, by hand.
        await using var keys = await PersonKeys.OpenAsync(fixture.Folder, "national");
        await using var open = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = fixture.File, Pooling = false }.ToString());
        await open.OpenAsync();
        await using var command = open.CreateCommand();
        command.CommandText = "SELECT encoding_key, (SELECT count(*) FROM encodings) FROM submissions";
        await using var reader = await command.ExecuteReaderAsync();
        Assert.True(await reader.ReadAsync());
        Assert.Equal(50, reader.GetInt32(1));
        Assert.Empty(await keys.KeysAsync([reader.GetString(0)]));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_superseded_submissions_encoding_key_goes_at_once(string database)
    {
        await using var fixture = await OpenRoundAsync(database);
        await fixture.Store.ReceiveAsync(Made.Submission(Made.Rosa));
        var before = await fixture.Store.Keys.StateAsync();
        await fixture.Store.ReceiveAsync(Made.Submission(Made.Rosa, 4));
        var after = await fixture.Store.Keys.StateAsync();
        Assert.Equal((before.Keys + 1, before.Erased + 1), (after.Keys, after.Erased));
    }

    [Fact]
    public async Task A_database_whose_keys_are_missing_is_refused_with_what_to_do()
    {
        await using var fixture = await OpenRoundAsync("sqlite");
        await fixture.Store.ReceiveAsync(Talkative(Made.Rosa));
        await fixture.Store.DisposeAsync();
        Directory.Move(Path.Combine(fixture.Folder, "keys"), Path.Combine(fixture.Folder, "keys.lost"));
        var refused = await Assert.ThrowsAsync<StoreException>(() => NationalStore.OpenAsync(fixture.Folder, null, fixture.Clock));
        Assert.Contains("lacks 3 of the keys", refused.Message);
        Assert.Contains("Put back the key store's own back-up", refused.Message);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_sealed_value_moved_to_another_row_does_not_open(string database)
    {
        await using var fixture = await OpenRoundAsync(database);
        await fixture.Store.ReceiveAsync(Made.Submission(Made.Rosa, 2));
        await RunAsync(fixture, "UPDATE encodings SET clk = (SELECT other.clk FROM encodings other WHERE other.row = 1) WHERE row = 2");
        await Assert.ThrowsAsync<SealingException>(() => fixture.Store.SubmissionsAsync(2014));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_body_seals_the_unit_opens_once_and_relays_what_it_cannot_read(string database)
    {
        await using var fixture = await OpenRoundAsync(database);
        var store = fixture.Store;
        using var rosa = KeyPair.New();
        using var stranger = KeyPair.New();
        using var custodian = KeyPair.New();
        var unit = await store.Keys.PublicAsync();
        Envelope Sealed(KeyPair by, int persons = 3, string purpose = "submission/2014/rosa") =>
            Envelope.Seal(JsonSerializer.SerializeToUtf8Bytes(SubmissionPackage.Of(Made.Submission(Made.Rosa, persons)), SubmissionPackage.Json), purpose, by, unit, fixture.Clock.GetUtcNow());
        async Task<string> RefusalAsync(Envelope envelope, BodyId? sender = null) => (await Assert.ThrowsAsync<SubmissionRefusedException>(() => store.ReceiveSealedAsync(envelope, 2014, sender))).Message;

        Assert.Contains("not registered", await RefusalAsync(Sealed(rosa)));
        await store.RegisterBodyKeyAsync(Made.Rosa, rosa.Public);
        await store.RegisterBodyKeyAsync(Made.Rosa, rosa.Public);
        await Assert.ThrowsAsync<InvalidOperationException>(() => store.RegisterBodyKeyAsync(Made.Nadheim, rosa.Public));
        Assert.Contains("not registered", await RefusalAsync(Sealed(stranger)));
        Assert.Contains("not registered", await RefusalAsync(Sealed(rosa), Made.Nadheim)); // another's token
        Assert.Contains("another year or body", await RefusalAsync(Sealed(rosa, purpose: "submission/2013/rosa")));
        Assert.Contains("none of the unit's", await RefusalAsync(Envelope.Seal("{}"u8, "submission/2014/rosa", rosa, stranger.Public, fixture.Clock.GetUtcNow())));

        var first = Sealed(rosa);
        Assert.Equal(1, (await store.ReceiveSealedAsync(first, 2014)).Version);
        Assert.Contains("opened then", await RefusalAsync(first));
        Assert.Equal(2, (await store.ReceiveSealedAsync(Sealed(rosa, 4), 2014, Made.Rosa)).Version);
        Assert.Contains("opened then", await RefusalAsync(first)); // and a third version does not bring the first back
        // A pair that was replaced still opens what is on its way.
        var late = Sealed(rosa, 5);
        await store.Keys.RotatePairAsync();
        Assert.Equal(3, (await store.ReceiveSealedAsync(late, 2014)).Version);

        var key = Envelope.Seal("a linkage key for 2014"u8, "linkage-key/2014/rosa", custodian, rosa.Public, fixture.Clock.GetUtcNow());
        Assert.Equal((Made.Rosa, 2014), await store.RelayAsync(key));
        await Assert.ThrowsAsync<InvalidOperationException>(() => store.RelayAsync(key with { Purpose = "linkage-key/2014/nadheim" }));
        await Assert.ThrowsAsync<InvalidOperationException>(() => store.RelayAsync(first));
        Assert.Null(await store.RelayedAsync(2014, Made.Nadheim));
        var fetched = Envelope.Parse(await store.RelayedAsync(2014, Made.Rosa));
        Assert.Equal("a linkage key for 2014"u8.ToArray(), OpenEnvelope.Run(fetched, "linkage-key/2014/rosa", [rosa], custodian.Public, fixture.Clock.GetUtcNow()));
        var pairs = await store.Keys.PairsAsync();
        Assert.Throws<EnvelopeRefusedException>(() => OpenEnvelope.Run(fetched, "linkage-key/2014/rosa", pairs, custodian.Public, fixture.Clock.GetUtcNow()));
        Assert.All(pairs, pair => Assert.Null(Hpke.Open(pair, custodian.Public, fetched.Enc, "vern envelope v1"u8, fetched.Head(), fetched.Ciphertext)));

        await store.RevokeBodyKeyAsync(Made.Rosa, rosa.Public.Fingerprint);
        Assert.Contains("not registered", await RefusalAsync(Sealed(rosa, 6)));
    }

    private static async Task RunAsync(StoreFixture fixture, params string[] statements)
    {
        await using System.Data.Common.DbConnection open = fixture.Postgres is { } postgres ? new NpgsqlConnection(postgres) : new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = fixture.File, Pooling = false }.ToString());
        await open.OpenAsync();
        foreach (var statement in statements)
        {
            await using var command = open.CreateCommand();
            command.CommandText = statement;
            await command.ExecuteNonQueryAsync();
        }
    }
}
