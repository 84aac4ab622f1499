using Vern.Linkage.Linking;
using Vern.Persons.Collection;

namespace Vern.Persons.Tests.Collection;

public sealed class RoundTests
{
    public static TheoryData<string> Databases => StoreFixture.Databases;

    private static async Task<StoreFixture> OpenRoundAsync(string database)
    {
        var fixture = await StoreFixture.OpenAsync(database);
        await fixture.Store.OpenRoundAsync(2014, new(2015, 1, 30), new(2015, 3, 1), [Made.Rosa, Made.Adora, Made.Nadheim, new("udi")]);
        return fixture;
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_new_store_knows_the_bodies_of_table_1_in_its_order(string database)
    {
        await using var fixture = await StoreFixture.OpenAsync(database);
        var bodies = await fixture.Store.BodiesAsync();
        Assert.Equal(["bufdir", "udi", "une", "rosa"], bodies.Take(4).Select(body => body.Id.Value));
        Assert.Equal("bfe", bodies[34].Id.Value);
        Assert.Equal(Made.Rosa, bodies.Single(body => body.Id == Made.Adora).PartOf);
        Assert.Empty(await fixture.Store.YearsAsync());
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task No_report_zero_blank_and_see_another_are_kept_apart(string database)
    {
        await using var fixture = await OpenRoundAsync(database);
        var store = fixture.Store;
        await store.RemindAsync(2014, Made.Nadheim, new(2015, 2, 19));
        await store.AnswerAsync(2014, Made.Nadheim, AnswerKind.NoReport, remark: "No staff this year.");
        await store.AnswerAsync(2014, Made.Adora, AnswerKind.SeeOther, Made.Rosa);
        await store.AnswerAsync(2014, new("udi"), AnswerKind.Zero);
        await store.AnswerAsync(2014, new("bfe"), AnswerKind.Blank);
        var round = (await store.RoundAsync(2014))!;
        var answers = round.Answers.ToDictionary(answer => answer.Body.Value);
        Assert.Equal(AnswerKind.NotAnswered, answers["rosa"].Answer);
        Assert.Equal(AnswerKind.NoReport, answers["nadheim"].Answer);
        Assert.Equal([new DateOnly(2015, 2, 19)], answers["nadheim"].RemindedOn);
        Assert.Equal(Made.Rosa, answers["adora"].SeeOther);
        Assert.Equal(AnswerKind.Zero, answers["udi"].Answer);
        Assert.Equal(AnswerKind.Blank, answers["bfe"].Answer);
        Assert.Null(answers["bfe"].RequestedOn);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_submission_comes_back_as_it_was_sent(string database)
    {
        await using var fixture = await OpenRoundAsync(database);
        var sent = Made.Submission(Made.Rosa) with
        {
            Remark = "Only Oslo.", MeasureDefinition = "At least one talk.", LeftOut = ["decline-reason"],
            Agency = new(new Dictionary<string, string> { ["challenge-1"] = "Housing for men" }), Cases = [new("SEX", 3, 4, "pimping was proved only")],
        };
        var received = await fixture.Store.ReceiveAsync(sent);
        await fixture.ReopenAsync();
        var back = Assert.Single(await fixture.Store.SubmissionsAsync(2014));
        Assert.Equal(1, received.Version);
        Assert.Equal(3, back.EncodedRows);
        Assert.Equal(received.Digest, back.Digest);
        Assert.Equal(SubmissionPackage.Of(sent).Digest(), SubmissionPackage.Of(back).Digest());
        Assert.Equal(AnswerKind.Report, (await fixture.Store.RoundAsync(2014))!.Answers.Single(answer => answer.Body == Made.Rosa).Answer);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task The_same_submission_is_not_taken_in_twice_and_a_changed_one_replaces_it(string database)
    {
        await using var fixture = await OpenRoundAsync(database);
        await fixture.Store.ReceiveAsync(Made.Submission(Made.Rosa));
        var twice = await Assert.ThrowsAsync<SubmissionRefusedException>(() => fixture.Store.ReceiveAsync(Made.Submission(Made.Rosa)));
        Assert.Contains("same submission came on 2015-02-01", twice.Message);
        var second = await fixture.Store.ReceiveAsync(Made.Submission(Made.Rosa, 4));
        Assert.Equal(2, second.Version);
        var history = await fixture.Store.HistoryAsync(2014, Made.Rosa);
        Assert.Equal([2, 1], history.Select(version => version.Version));
        Assert.Equal(SubmissionState.Superseded, history[1].State);
        Assert.All(history[1].Persons, person => Assert.Null(person.Encoding));
        Assert.Equal(3, history[1].Persons.Count);
        Assert.All(history[0].Persons, person => Assert.NotNull(person.Encoding));
        Assert.Single(await fixture.Store.SubmissionsAsync(2014));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Another_key_or_schema_than_the_rounds_is_refused_whole(string database)
    {
        await using var fixture = await OpenRoundAsync(database);
        await fixture.Store.ReceiveAsync(Made.Submission(Made.Rosa));
        var key = await Assert.ThrowsAsync<SubmissionRefusedException>(() => fixture.Store.ReceiveAsync(Made.Submission(Made.Nadheim, key: "deadbeef")));
        Assert.Contains("another key", key.Message);
        var schema = await Assert.ThrowsAsync<SubmissionRefusedException>(() => fixture.Store.ReceiveAsync(Made.Submission(Made.Nadheim, schema: "vern-person-2:00ff00ff")));
        Assert.Contains("vern-person-2", schema.Message);
        Assert.Single(await fixture.Store.SubmissionsAsync(2014));
        // Who was first and wrong corrects the key alone: the round takes its key from the others.
        Assert.Equal(2, (await fixture.Store.ReceiveAsync(Made.Submission(Made.Rosa, key: "deadbeef"))).Version);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_bad_row_leaves_nothing_behind(string database)
    {
        await using var fixture = await OpenRoundAsync(database);
        var good = Made.Submission(Made.Rosa, 20_000);
        var bad = good with { Persons = [.. good.Persons.SkipLast(1), good.Persons[^1] with { Nationality = "Nigeria" }] };
        var refused = await Assert.ThrowsAsync<SubmissionRefusedException>(() => fixture.Store.ReceiveAsync(bad));
        Assert.StartsWith("Row 20000: the nationality", refused.Message);
        Assert.Empty(await fixture.Store.SubmissionsAsync(2014));
        Assert.Equal(AnswerKind.NotAnswered, (await fixture.Store.RoundAsync(2014))!.Answers.Single(answer => answer.Body == Made.Rosa).Answer);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task Closing_destroys_every_encoding_and_keeps_a_record_and_the_rest(string database)
    {
        await using var fixture = await OpenRoundAsync(database);
        await fixture.Store.ReceiveAsync(Made.Submission(Made.Rosa));
        await fixture.Store.ReceiveAsync(Made.Submission(Made.Nadheim, 2));
        var record = await fixture.Store.CloseRoundAsync(2014, "Kari Nordmann");
        Assert.Equal((5, 15), (record.Encodings, record.BlockKeys));
        Assert.Equal(record, await fixture.Store.DestructionAsync(2014));
        var left = await fixture.Store.SubmissionsAsync(2014);
        Assert.Equal(5, left.Sum(submission => submission.Persons.Count));
        Assert.All(left.SelectMany(submission => submission.Persons), person => { Assert.Null(person.Encoding); Assert.Empty(person.Blocks); });
        Assert.Equal([3, 2], left.Select(submission => submission.EncodedRows));
        Assert.NotNull((await fixture.Store.RoundAsync(2014))!.ClosedAt);
        var late = await Assert.ThrowsAsync<SubmissionRefusedException>(() => fixture.Store.ReceiveAsync(Made.Submission(Made.Rosa, 9)));
        Assert.Contains("closed on 2015-02-01", late.Message);
        await Assert.ThrowsAsync<InvalidOperationException>(() => fixture.Store.CloseRoundAsync(2014, "Ola Nordmann"));
    }

    [Fact]
    public async Task The_sqlite_files_never_hold_a_readable_encoding_and_after_closing_no_row_of_one()
    {
        await using var fixture = await OpenRoundAsync("sqlite");
        await fixture.Store.ReceiveAsync(Made.Submission(Made.Rosa, 500));
        Assert.DoesNotContain("<<encoding of", fixture.Bytes());
        var sealedRow = await SealedRowAsync(fixture);
        Assert.Contains(sealedRow, fixture.Bytes());
        await fixture.Store.ReceiveAsync(Made.Submission(Made.Rosa, 2));
        Assert.DoesNotContain(sealedRow, fixture.Bytes());
        sealedRow = await SealedRowAsync(fixture);
        await fixture.Store.CloseRoundAsync(2014, "Kari Nordmann");
        Assert.DoesNotContain(sealedRow, fixture.Bytes());
    }

    private static async Task<string> SealedRowAsync(StoreFixture fixture)
    {
        await using var open = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={fixture.File};Pooling=False");
        await open.OpenAsync();
        await using var command = open.CreateCommand();
        command.CommandText = "SELECT clk FROM encodings ORDER BY row DESC LIMIT 1";
        return System.Text.Encoding.Latin1.GetString((byte[])(await command.ExecuteScalarAsync())!);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_submission_that_meets_a_closing_is_in_whole_or_refused_and_its_encodings_are_gone_either_way(string database)
    {
        await using var fixture = await OpenRoundAsync(database);
        await fixture.Store.ReceiveAsync(Made.Submission(Made.Rosa, 50));
        var coming = Enumerable.Range(0, 6).Select(n => Task.Run(async () =>
        {
            try { await fixture.Store.ReceiveAsync(Made.Submission(Made.Nadheim, 100 + n)); return true; }
            catch (SubmissionRefusedException) { return false; }
        })).ToList();
        var record = await fixture.Store.CloseRoundAsync(2014, "Kari Nordmann");
        var taken = (await Task.WhenAll(coming)).Count(came => came);
        var history = await fixture.Store.HistoryAsync(2014, Made.Nadheim);
        Assert.Equal(taken, history.Count);
        Assert.All(history, version => Assert.True(version.Persons.Count >= 100));
        Assert.All(history.SelectMany(version => version.Persons), person => Assert.Null(person.Encoding));
        Assert.Equal(50 + (history.Count == 0 ? 0 : history[0].Persons.Count), record.Encodings);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task An_excluded_report_is_shown_with_its_reason_and_one_sent_back_is_not_in_force(string database)
    {
        await using var fixture = await OpenRoundAsync(database);
        await fixture.Store.ReceiveAsync(Made.Submission(Made.Rosa));
        await Assert.ThrowsAsync<InvalidOperationException>(() => fixture.Store.SetStateAsync(2014, Made.Rosa, SubmissionState.Excluded));
        await fixture.Store.SetStateAsync(2014, Made.Rosa, SubmissionState.Excluded, "Incomplete: no ages.");
        Assert.Equal("Incomplete: no ages.", Assert.Single(await fixture.Store.SubmissionsAsync(2014)).Reason);
        Assert.Equal(AnswerKind.Excluded, (await fixture.Store.RoundAsync(2014))!.Answers.Single(answer => answer.Body == Made.Rosa).Answer);
        await fixture.Store.SetStateAsync(2014, Made.Rosa, SubmissionState.SentBack, "Are rows 2 and 3 one person?");
        Assert.Empty(await fixture.Store.SubmissionsAsync(2014));
        await fixture.Store.SetStateAsync(2014, Made.Rosa, SubmissionState.Accepted);
        Assert.Equal(SubmissionState.Accepted, Assert.Single(await fixture.Store.SubmissionsAsync(2014)).State);
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_later_decision_replaces_the_former_and_cannot_tell_takes_it_back(string database)
    {
        await using var fixture = await OpenRoundAsync(database);
        await fixture.Store.ReceiveAsync(Made.Submission(Made.Rosa));
        await fixture.Store.ReceiveAsync(Made.Submission(Made.Nadheim));
        var (a, b) = (new ReportedRow(Made.Rosa, 1), new ReportedRow(Made.Nadheim, 2));
        await fixture.Store.DecideAsync(2014, new(a, b, PairVerdict.Same, "Kari", fixture.Clock.GetUtcNow(), "same ward"));
        await fixture.Store.DecideAsync(2014, new(b, a, PairVerdict.Different, "Kari", fixture.Clock.GetUtcNow()));
        Assert.Equal(PairVerdict.Different, Assert.Single(await fixture.Store.DecisionsAsync(2014)).Verdict);
        await fixture.Store.DecideAsync(2014, new(a, b, PairVerdict.CannotTell, "Kari", fixture.Clock.GetUtcNow()));
        Assert.Empty(await fixture.Store.DecisionsAsync(2014));
        await Assert.ThrowsAsync<InvalidOperationException>(() => fixture.Store.DecideAsync(2014, new(a, new(Made.Nadheim, 77), PairVerdict.Same, "Kari", fixture.Clock.GetUtcNow())));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task A_published_edition_cannot_be_changed_only_followed_by_an_erratum(string database)
    {
        await using var fixture = await StoreFixture.OpenAsync(database);
        var at = fixture.Clock.GetUtcNow();
        var draft = new Edition(2014, 1, null, new string('a', 64), "{}", [new("Kari", at)], null);
        await fixture.Store.PutEditionAsync(draft);
        await Assert.ThrowsAsync<InvalidOperationException>(() => fixture.Store.PutEditionAsync(draft with { PublishedAt = at, Signatures = [new("Kari", at), new("kari ", at)] }));
        await fixture.Store.PutEditionAsync(draft with { PublishedAt = at, Signatures = [new("Kari", at), new("Ola", at)] });
        await Assert.ThrowsAsync<InvalidOperationException>(() => fixture.Store.PutEditionAsync(draft));
        await Assert.ThrowsAsync<InvalidOperationException>(() => fixture.Store.PutEditionAsync(draft with { Number = 2 }));
        await fixture.Store.PutEditionAsync(draft with { Number = 2, Erratum = "Table 3: a sum." });
        Assert.Equal([1, 2], (await fixture.Store.EditionsAsync(2014)).Select(edition => edition.Number));
    }

    [Theory, MemberData(nameof(Databases))]
    public async Task The_units_own_text_is_kept_from_year_to_year(string database)
    {
        await using var fixture = await StoreFixture.OpenAsync(database);
        await fixture.Store.PutTextAsync(2013, "chapter4", "nb", "Om **omfang**.");
        Assert.Equal(("Om **omfang**.", 2013), await fixture.Store.TextAsync(2014, "chapter4", "nb"));
        Assert.Null(await fixture.Store.TextAsync(2012, "chapter4", "nb"));
        await fixture.Store.PutImportAsync(2014, "table6", "year,reports\n2014,44\n", "STRASAK jus065");
        Assert.Equal("STRASAK jus065", (await fixture.Store.ImportAsync(2014, "table6"))!.Value.Source);
        await fixture.Store.OpenRoundAsync(2014, new(2015, 1, 30), new(2015, 3, 1), []);
        await fixture.Store.PutLinkageAsync(2014, "ab12", "{}");
        Assert.Null(await fixture.Store.LinkageAsync(2014, "other"));
        Assert.Equal("{}", await fixture.Store.LinkageAsync(2014, "ab12"));
    }
}
