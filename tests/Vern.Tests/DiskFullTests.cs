using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Vern.Persons.Collection;
using Vern.Tests.Access;
using Vern.Tests.Pages;

namespace Vern.Tests;

/// <summary>The disk of the store is full: one clear answer, nothing half done in rows, jobs and ledger together, and work goes on when there is room.</summary>
public sealed class DiskFullTests
{
    // Every connection to the database may write no page more than there are: SQLite then says what it says of a full disk.
    private sealed class NoRoom(string file, List<IDisposable> heard) : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
    {
        public volatile bool Full;

        public void OnNext(DiagnosticListener value)
        {
            if (value.Name == "Microsoft.EntityFrameworkCore") heard.Add(value.Subscribe(this, (name, _, _) => name.EndsWith("ConnectionOpened", StringComparison.Ordinal)));
        }

        public void OnNext(KeyValuePair<string, object?> value)
        {
            if (value.Value is not ConnectionEndEventData { Connection: SqliteConnection connection } || connection.DataSource != file) return;
            using var command = connection.CreateCommand();
            command.CommandText = $"PRAGMA max_page_count = {(Full ? 1 : 1_073_741_823)}"; // not below what there is
            command.ExecuteNonQuery();
        }

        public void OnCompleted() { }
        public void OnError(Exception error) { }
    }

    [Fact]
    public async Task A_full_disk_is_said_plainly_keeps_nothing_by_halves_and_work_goes_on_when_there_is_room()
    {
        var heard = new List<IDisposable>();
        await using var round = await SmallRound.ServeAsync();
        var room = new NoRoom(round.Database, heard);
        heard.Add(DiagnosticListener.AllListeners.Subscribe(room));
        try
        {
            await WorkAsync(round, full => room.Full = full);
        }
        finally
        {
            foreach (var one in heard) one.Dispose();
        }
    }

    [Fact]
    public async Task On_PostgreSQL_it_is_the_same()
    {
        await using var disk = await TinyDisk.MakeAsync();
        await using var round = await SmallRound.ServeAsync(postgres: disk.Connection);
        await WorkAsync(round, disk.Fill);
    }

    private static async Task WorkAsync(SmallRound round, Action<bool> fill)
    {
        var body = (await round.Store.RoundAsync(SmallRound.Year))!.Answers[5].Body;
        var token = await round.Access.MakeTokenAsync(body.Value, "sender", DateTimeOffset.MaxValue);
        using var all = await Visitor.SignedInAsync(round, await round.EverybodyAsync());
        await round.Ledger.AppendAsync();
        var package = SubmissionPackage.Of(new Submission { Year = SmallRound.Year, Sender = body, Persons = [.. Enumerable.Range(1, 3_000).Select(row => new ReportedPerson { Row = row, Sex = Sex.Woman, Nationality = "NG", Forms = ["SEX"], Offer = OfferAnswer.Accepted, AccompanyingChildren = row % 7 })] });
        async Task<HttpResponseMessage> SendAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/rounds/2014/submissions") { Content = JsonContent.Create(package, options: SubmissionPackage.Json) };
            request.Headers.Authorization = new("Bearer", token);
            return await all.Client.SendAsync(request);
        }
        async Task<(int Versions, int Jobs, int Acts)> StandingAsync() => ((await round.Store.HistoryAsync(SmallRound.Year, body)).Count, (await round.Jobs.ListAsync(null, 0, 1)).Count, (await round.Ledger.Outbox.FindAsync(new(Resource: $"round/2014/body/{body}"), 0, 1)).Count);
        var before = await StandingAsync();

        fill(true);
        using (var refused = await SendAsync())
        {
            Assert.Equal(HttpStatusCode.InsufficientStorage, refused.StatusCode);
            Assert.Contains("The disk is full", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        using (var read = await all.GetAsync("/about")) Assert.Equal(HttpStatusCode.OK, read.StatusCode); // the form's token comes from there
        using (var form = await all.PostAsync("/report/2014/texts/summary?lang=en", "/about", ("language", "en"), ("markdown", new string('x', 200_000))))
        {
            Assert.Equal(HttpStatusCode.InsufficientStorage, form.StatusCode);
            var page = await form.Content.ReadAsStringAsync();
            Assert.Contains("There is no room left on the disk", page, StringComparison.Ordinal);
            foreach (var inside in (string[])["SQLite", "Npgsql", "could not extend", round.Database]) Assert.DoesNotContain(inside, page, StringComparison.OrdinalIgnoreCase);
        }
        Assert.Equal(before, await StandingAsync());
        Assert.Null(await round.Store.TextAsync(SmallRound.Year, "summary", "en"));
        using (var read = await all.GetAsync("/rounds/2014")) Assert.Equal(HttpStatusCode.OK, read.StatusCode);

        fill(false);
        using (var taken = await SendAsync()) Assert.Equal(HttpStatusCode.Created, taken.StatusCode);
        await round.Ledger.AppendAsync();
        var after = await StandingAsync();
        Assert.Equal((1, before.Acts + 1), (after.Versions, after.Acts));
        Assert.True(after.Jobs > before.Jobs);
        Assert.Equal(3_000, (await round.Store.SubmissionsAsync(SmallRound.Year)).Single(one => one.Sender == body).Persons.Count);
        Assert.True((await round.Ledger.VerifyAsync()).IsGood);
    }
}
