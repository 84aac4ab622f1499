using Vern.Linkage.Linking;
using Vern.Persons.Auditing;
using Vern.Persons.Collection;
using Vern.Persons.Statistics;
using Vern.Persons.Tests.Collection;
using Vern.Persons.Pages.Control;
using Vern.Platform.Auditing;
using Vern.Platform.Localisation;
using Vern.Platform.Store;
using Vern.Platform.Workspaces;

namespace Vern.Persons.Tests.Auditing;

/// <summary>Persons concerned are answered in time, and what is erased stays erased (K-010, C-024; GDPR art. 12 and 15 to 19).</summary>
public sealed class RequestTests
{
    private const string Reason = "The person concerned has withdrawn.";
    private static readonly DateOnly Arrived = new(2026, 1, 31);

    public static TheoryData<string> Databases => StoreFixture.Databases;

    [Fact]
    public void The_clock_is_a_month_and_is_prolonged_once_by_two_within_the_first()
    {
        var request = new PersonRequest(1, RequestKind.Access, Made.Rosa, "26/1", null, Arrived, null, null, RequestState.Open, null, null, null);
        Assert.Equal(new(2026, 2, 28), request.DueOn);
        Assert.False(request.IsOverdue(new(2026, 2, 28)));
        Assert.True(request.IsOverdue(new(2026, 3, 1)));
        Assert.True(request.CanBeProlonged(new(2026, 2, 28)));
        Assert.False(request.CanBeProlonged(new(2026, 3, 1)));
        var prolonged = request with { ProlongedOn = new(2026, 2, 20) };
        Assert.Equal(new(2026, 4, 30), prolonged.DueOn);
        Assert.False(prolonged.CanBeProlonged(new(2026, 2, 21)));
        Assert.False((request with { State = RequestState.Refused }).IsOverdue(new(2027, 1, 1)));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_request_is_taken_in_by_a_reference_only_prolonged_decided_and_each_step_is_in_the_ledger(string database)
    {
        await using var fixture = await OpenAsync(database);
        var store = fixture.Store;
        foreach (var (reference, code) in new[] { ("Kari", "reference"), ("01819012345", "reference"), ("26 1", "reference"), ("", "reference") })
            Assert.Equal(code, (await Assert.ThrowsAsync<RequestException>(() => store.AddRequestAsync(RequestKind.Access, Made.Rosa, reference, Today(fixture)))).Code);
        Assert.Equal("date", (await Assert.ThrowsAsync<RequestException>(() => store.AddRequestAsync(RequestKind.Access, Made.Rosa, "26/1", Today(fixture).AddDays(2)))).Code);
        Assert.Equal("body", (await Assert.ThrowsAsync<RequestException>(() => store.AddRequestAsync(RequestKind.Access, new("nobody"), "26/1", Today(fixture)))).Code);
        Assert.Equal("unknown-row", (await Assert.ThrowsAsync<RequestException>(() => store.AddRequestAsync(RequestKind.Erasure, Made.Rosa, "26/1", Today(fixture), 2014, 99))).Code);

        var request = await store.AddRequestAsync(RequestKind.Access, Made.Rosa, "26/1", Today(fixture), 2014, 2);
        await store.ProlongRequestAsync(request.Id, "Many at once.", Today(fixture));
        Assert.Equal("past", (await Assert.ThrowsAsync<RequestException>(() => store.ProlongRequestAsync(request.Id, "Again.", Today(fixture)))).Code);
        Assert.Equal("reason", (await Assert.ThrowsAsync<RequestException>(() => store.DecideRequestAsync(request.Id, RequestState.Refused, "It is 01819012345.", "A. Example"))).Code);
        Assert.False(await store.DecideRequestAsync(request.Id, RequestState.Granted, Reason, "A. Example"));
        Assert.Equal("decided", (await Assert.ThrowsAsync<RequestException>(() => store.DecideRequestAsync(request.Id, RequestState.Refused, Reason, "A. Example"))).Code);
        await fixture.ReopenAsync();
        var kept = Assert.Single(await fixture.Store.RequestsAsync());
        Assert.Equal((RequestState.Granted, Reason, "Many at once.", new RequestSubject(2014, 1, 2)), (kept.State, kept.Reason, kept.ProlongReason, kept.Subject));
        Assert.Equal(["request.received", "request.prolonged", "request.decided"], (await ActsAsync(fixture)).Select(act => act.Kind).Where(kind => kind.StartsWith("request", StringComparison.Ordinal)));
        if (database == "sqlite") Assert.DoesNotContain("withdrawn", fixture.Bytes(), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task An_erased_row_is_gone_from_rows_encodings_keys_pairs_earlier_versions_and_linkage(string database)
    {
        await using var fixture = await OpenAsync(database);
        var store = fixture.Store;
        await store.ReceiveAsync(Made.Submission(Made.Rosa, 5)); // version 2
        await store.ReceiveAsync(Made.Submission(Made.Adora, 4));
        await store.DecideAsync(2014, new(new(Made.Rosa, 2), new(Made.Adora, 2), PairVerdict.Same, "A. Example", fixture.Clock.GetUtcNow()));
        await store.DecideAsync(2014, new(new(Made.Rosa, 3), new(Made.Adora, 3), PairVerdict.Same, "A. Example", fixture.Clock.GetUtcNow()));
        await store.PutLinkageAsync(2014, "linkage", "{}");
        var request = await store.AddRequestAsync(RequestKind.Erasure, Made.Rosa, "26/1", Today(fixture), 2014, 2);

        Assert.True(await store.DecideRequestAsync(request.Id, RequestState.Granted, Reason, "A. Example"));
        await fixture.ReopenAsync();
        store = fixture.Store;
        var rosa = (await store.SubmissionsAsync(2014)).Single(submission => submission.Sender == Made.Rosa);
        Assert.Equal([1, 3, 4, 5], rosa.Persons.Select(person => person.Row));
        Assert.All(rosa.Persons, person => Assert.Equal(Made.Encoding(person.Row), person.Encoding)); // the others' encodings still open, under a new key
        Assert.Empty((await store.HistoryAsync(2014, Made.Rosa)).Single(submission => submission.Version == 1).Persons);
        Assert.Equal(3, Assert.Single(await store.DecisionsAsync(2014)).A.Row);
        Assert.Null(await store.LinkageAsync(2014, "linkage"));
        var erasure = Assert.Single(await store.ErasuresAsync());
        Assert.Equal((2014, Made.Rosa, 2, 2, 4), (erasure.Year, erasure.Body!.Value, erasure.Version!.Value, erasure.Row!.Value, erasure.Rows));
        Assert.Contains(await ActsAsync(fixture), act => act.Kind == "row.erased" && act.Resource == "round/2014/body/rosa/version/2/row/2" && act.By!.Name == "A. Example");
        // The very file that held her is not taken in again.
        await Assert.ThrowsAsync<SubmissionRefusedException>(() => store.ReceiveAsync(Made.Submission(Made.Rosa, 5)));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_row_erased_after_the_round_is_closed_is_out_of_the_kept_linkage_and_the_figures(string database)
    {
        await using var fixture = await OpenAsync(database);
        var store = fixture.Store;
        await store.ReceiveAsync(Made.Submission(Made.Adora, 4));
        var before = await LinkRound.RunAsync(store, 2014);
        await store.CloseRoundAsync(2014, "A. Example");
        var request = await store.AddRequestAsync(RequestKind.Erasure, Made.Adora, "26/2", Today(fixture), 2014, 4);
        await store.DecideRequestAsync(request.Id, RequestState.Granted, Reason, "A. Example");
        var after = await LinkRound.RunAsync(store, 2014, (_, _, _, _) => throw new InvalidOperationException("a closed round is not linked again"));
        Assert.Equal(before.Result.Records - 1, after.Result.Records);
        Assert.Equal(4, before.Submissions.Single(submission => submission.Sender == Made.Adora).Persons.Count);
        Assert.Equal([1, 2, 3], after.Submissions.Single(submission => submission.Sender == Made.Adora).Persons.Select(person => person.Row));
        Assert.DoesNotContain(after.Result.Pairs, pair => pair.A.Row >= after.Submissions[pair.A.Source].Persons.Count || pair.B.Row >= after.Submissions[pair.B.Source].Persons.Count);
        var numbers = after.Result.ClustersIfInDoubt.SelectMany(rows => rows).ToList();
        Assert.Equal(numbers.Distinct().Count() - 1, numbers.Max());
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_restricted_row_is_kept_but_not_counted_until_the_restriction_is_lifted(string database)
    {
        await using var fixture = await OpenAsync(database);
        var store = fixture.Store;
        var request = await store.AddRequestAsync(RequestKind.Restriction, Made.Rosa, "26/3", Today(fixture), 2014, 1);
        Assert.True(await store.DecideRequestAsync(request.Id, RequestState.Granted, Reason, "A. Example"));
        Assert.Equal([2, 3], (await store.SubmissionsAsync(2014)).Single().Persons.Select(person => person.Row));
        Assert.Equal(3, (await store.HistoryAsync(2014, Made.Rosa)).Single().Persons.Count);
        await store.LiftRestrictionAsync(request.Id);
        Assert.Equal([1, 2, 3], (await store.SubmissionsAsync(2014)).Single().Persons.Select(person => person.Row));
        Assert.Equal("unknown-row", (await Assert.ThrowsAsync<RequestException>(() => store.LiftRestrictionAsync(request.Id))).Code);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_rounds_rows_are_erased_by_rule_when_their_time_is_over_and_editions_stand(string database)
    {
        await using var fixture = await OpenAsync(database);
        var store = fixture.Store;
        await store.CloseRoundAsync(2014, "A. Example");
        Assert.Empty(await EraseByRule.DueAsync(store, fixture.Clock.GetUtcNow()));
        fixture.Clock.Move(TimeSpan.FromDays(5 * 366));
        var now = fixture.Clock.GetUtcNow();
        Assert.NotNull(Assert.Single(await EraseByRule.DueAsync(store, now)).Blocked); // nothing is published of it yet
        await Assert.ThrowsAsync<InvalidOperationException>(() => store.EraseRoundAsync(2014, "A. Example"));
        await PublishAsync(fixture);
        var due = await EraseByRule.DueAsync(store, now);
        Assert.Equal(("rows", "round/2014"), (Assert.Single(due).Rule.Code, due[0].Resource));
        await EraseByRule.RunAsync(store, due, now, "A. Example");
        await fixture.ReopenAsync();
        store = fixture.Store;
        Assert.Empty(Assert.Single(await store.SubmissionsAsync(2014)).Persons);
        Assert.Equal("{}", Assert.Single(await store.EditionsAsync(2014)).Content);
        Assert.Equal(3, (await store.RoundErasureAsync(2014))!.Rows);
        Assert.Empty(await EraseByRule.DueAsync(store, now));
        Assert.Contains("published editions stand", (await Assert.ThrowsAsync<InvalidOperationException>(() => LinkRound.RunAsync(store, 2014))).Message, StringComparison.Ordinal);
        Assert.Contains(await ActsAsync(fixture), act => act is { Kind: "round.erased", Resource: "round/2014" });
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_back_up_from_before_is_erased_again_when_it_is_put_back_beside_todays_ledger(string database)
    {
        await using var fixture = await OpenAsync(database);
        var store = fixture.Store;
        await store.OpenRoundAsync(2015, new(2016, 1, 10), new(2016, 2, 20), [Made.Rosa]);
        await store.ReceiveAsync(Made.Submission(Made.Rosa, 4, year: 2015));
        await store.CloseRoundAsync(2015, "A. Example");
        await PublishAsync(fixture, 2015);
        await store.Ledger.AppendAsync();
        var place = DatabaseAddress.Of(fixture.Folder, "national", fixture.Postgres);
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".zip");
        var kept = file + ".kept";
        try
        {
            await BackUpWorkspace.RunAsync(place, [NationalStore.Part(place)], store.Ledger.Files, file, fixture.Clock);
            var request = await store.AddRequestAsync(RequestKind.Erasure, Made.Rosa, "26/4", Today(fixture), 2014, 2);
            await store.DecideRequestAsync(request.Id, RequestState.Granted, Reason, "A. Example");
            await store.EraseRoundAsync(2015, "A. Example");
            await store.Ledger.AppendAsync();
            await store.Keys.CopyAsync(Path.Combine(Path.GetTempPath(), Path.GetFileName(kept) + ".db"));

            // Ledger and keys stay, the database is last night's.
            Copy(fixture.Folder, kept);
            await fixture.EmptyAsync();
            Copy(kept, fixture.Folder);
            foreach (var database1 in Directory.GetFiles(Path.Combine(fixture.Folder, "national"), "vern.db*")) File.Delete(database1);
            if (fixture.Postgres is not null) File.Copy(Path.Combine(Path.GetTempPath(), Path.GetFileName(kept) + ".db"), Path.Combine(fixture.Folder, "keys", "national.db"), overwrite: true);
            await RestoreWorkspace.RunAsync(file, place, [NationalStore.Part(place)], new LedgerFiles(Path.Combine(fixture.Folder, "national")));
            await fixture.ReopenAsync();
            Assert.Equal(["round/2014/body/rosa/version/1/row/2", "round/2015"], fixture.Store.ErasedAgain);
            Assert.Equal([1, 3], (await fixture.Store.SubmissionsAsync(2014)).Single().Persons.Select(person => person.Row));
            Assert.Empty((await fixture.Store.SubmissionsAsync(2015)).Single().Persons);
            Assert.Equal(2, (await ActsAsync(fixture)).Count(act => act.Kind == "erasure.replayed"));
            await fixture.ReopenAsync();
            Assert.Empty(fixture.Store.ErasedAgain);
            Assert.True((await fixture.Store.Ledger.VerifyAsync()).IsGood);
        }
        finally
        {
            File.Delete(file);
            File.Delete(Path.Combine(Path.GetTempPath(), Path.GetFileName(kept) + ".db"));
            if (Directory.Exists(kept)) Directory.Delete(kept, recursive: true);
        }
    }

    [Fact]
    public async Task Who_acted_is_erased_from_old_entries_by_rule_and_again_after_a_restore_and_proofs_hold()
    {
        await using var fixture = await OpenAsync("sqlite");
        await fixture.Store.Ledger.AppendAsync();
        var payloads = fixture.Store.Ledger.Files.Payloads;
        Copy(payloads, payloads + ".older");
        fixture.Clock.Move(TimeSpan.FromDays(11 * 366));
        var now = fixture.Clock.GetUtcNow();
        var due = await EraseByRule.DueAsync(fixture.Store, now);
        Assert.Equal("sealed-parts", Assert.Single(due).Rule.Code);
        await EraseByRule.RunAsync(fixture.Store, due, now, "A. Example");
        Assert.All((await ActsAsync(fixture)).SkipLast(1), act => Assert.True(act.Erased && act.By is null));
        Assert.Empty(await EraseByRule.DueAsync(fixture.Store, now));
        Copy(payloads + ".older", payloads);
        fixture.Clock.Move(TimeSpan.FromMinutes(61));
        Assert.NotNull((await ActsAsync(fixture))[0].By);
        Assert.True(await EraseSealedParts.AgainAsync(fixture.Store.Ledger) > 0);
        Assert.Null((await ActsAsync(fixture))[0].By);
        Assert.True((await fixture.Store.Ledger.VerifyAsync()).IsGood);
    }

    [Fact]
    public async Task The_list_of_readings_tells_a_row_from_the_others_and_leaves_out_no_erased_entry()
    {
        await using var fixture = await OpenAsync("sqlite");
        var store = fixture.Store;
        await store.ReceiveAsync(Made.Submission(Made.Adora, 4));
        Actor.Begin(new("Kari Example", "coordinator", "linkage"));
        await store.RecordAsync(NationalActs.PairRead, "round/2014/pairs", detail: "rosa.1 adora.2");
        await store.RecordAsync(NationalActs.PairRead, "round/2014/pairs", detail: "rosa.12 adora.1");
        await store.RecordAsync(NationalActs.PairsRead, "round/2014/pairs");
        await store.RecordAsync(NationalActs.SubmissionRead, "round/2014/body/rosa");
        await store.RecordAsync(NationalActs.SubmissionRead, "round/2014/body/adora");
        var list = await AccessList.OfAsync(store.Ledger, RowReadings.Of(2014, Made.Rosa, 1, "Rosa"));
        Assert.Equal([("submission.received", RowReadings.Submission), ("pair.read", RowReadings.Row), ("pairs.read", RowReadings.Round), ("submission.read", RowReadings.Submission)], list.Select(line => (line.Act.Kind, line.Reach)));
        Assert.All(list.Skip(1), line => Assert.Equal("linkage", line.Act.By!.Purpose));
        await store.Ledger.EraseSealedAsync(DateTimeOffset.MaxValue);
        Assert.Equal(2, (await AccessList.OfAsync(store.Ledger, RowReadings.Of(2014, Made.Rosa, 1, "Rosa"))).Count(line => line.Act.Kind == "pair.read")); // which rows cannot be told any more: both stand there
    }

    [Fact]
    public void The_register_tells_of_every_processing_its_acts_and_until_when()
    {
        Assert.Equal(NationalBases.All, NationalControl.Register.Select(entry => entry.Basis));
        Assert.Equal(NationalActs.All.Count, NationalControl.Register.Sum(entry => entry.Acts.Count));
        foreach (var control in (WorkspaceControl[])[UnitControl.Table, WorkspaceControl.Shared])
        {
            Assert.All(control.Register, entry => Assert.True(entry.Acts.Count > 0 && entry.Recipients.Count > 0 && entry.Retention.Count > 0));
            Assert.Equal(control.Words.Acts.Count, control.Register.Sum(entry => entry.Acts.Count));
            // Every code of it has words.
            foreach (var entry in control.Register)
                foreach (var key in (string[])[$"purpose.{entry.Basis.Code}", $"basis.{entry.Basis.Code}", $"data.{entry.Basis.Data}", $"subjects.{entry.Subjects}", .. entry.Recipients.Select(code => $"recipients.{code}"), .. entry.Retention.SelectMany(rule => (string[])[$"rule-of.{rule.Code}", $"until.{rule.Code}"])])
                    Assert.NotEmpty(control.Words.Text(Language.English, key, 1));
            foreach (var rule in control.Unusual.Rules) Assert.NotEmpty(control.Words.Text(Language.English, $"rule.{rule.Code}") + control.Words.Text(Language.English, $"when.{rule.Code}", rule.Limit));
        }
    }

    [Fact]
    public void A_purpose_is_by_role_until_another_is_stated_in_this_session()
    {
        Assert.Equal("linkage", Purposes.Of(UnitControl.Table, null, 3, ["statistician"]));
        Assert.Equal("control", Purposes.Of(UnitControl.Table, null, 3, ["supervisor"]));
        Assert.Equal("rights", Purposes.Of(UnitControl.Table, null, 3, ["coordinator"], NationalActs.RequestsRead));
        Assert.Equal("control", Purposes.Of(UnitControl.Table, null, 3, ["supervisor"], NationalActs.RequestsRead));
        Assert.Equal("access", Purposes.Of(UnitControl.Table, null, 3, ["administrator"]));
        Assert.Equal("rights", Purposes.Of(UnitControl.Table, Purposes.Kept(3, "rights"), 3, ["statistician"]));
        Assert.Equal("linkage", Purposes.Of(UnitControl.Table, Purposes.Kept(3, "rights"), 4, ["statistician"])); // another's session
        Assert.Equal("linkage", Purposes.Of(UnitControl.Table, "3.curiosity", 3, ["statistician"]));
    }

    private static async Task<StoreFixture> OpenAsync(string database)
    {
        var fixture = await StoreFixture.OpenAsync(database);
        fixture.Clock.Move(new DateTimeOffset(2020, 3, 2, 12, 0, 0, TimeSpan.Zero) - fixture.Clock.GetUtcNow());
        await fixture.Store.OpenRoundAsync(2014, new(2015, 1, 10), new(2015, 2, 20), [Made.Rosa, Made.Adora]);
        await fixture.Store.ReceiveAsync(Made.Submission(Made.Rosa));
        return fixture;
    }

    private static DateOnly Today(StoreFixture fixture) => DateOnly.FromDateTime(fixture.Clock.GetUtcNow().Date);

    private static Task PublishAsync(StoreFixture fixture, int year = 2014)
    {
        var digest = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("{}"u8));
        return fixture.Store.PutEditionAsync(new(year, 1, null, digest, "{}", [new("A. Example", fixture.Clock.GetUtcNow()), new("B. Example", fixture.Clock.GetUtcNow())], fixture.Clock.GetUtcNow()));
    }

    private static async Task<IReadOnlyList<ReadAct>> ActsAsync(StoreFixture fixture)
    {
        await fixture.Store.Ledger.AppendAsync();
        var (places, _) = await fixture.Store.Ledger.Outbox.FindAsync(new(), 0, 1000);
        return await fixture.Store.Ledger.ReadAsync(places.Reverse());
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target, overwrite: true);
        }
    }
}
