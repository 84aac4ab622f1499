using System.Net;
using System.Security.Cryptography;
using System.Text;
using Vern.Ledger.Checkpoints;
using Vern.Ledger.Log;
using Vern.Material.Intake;
using Vern.Material.Tests.Intake;
using Vern.Material.Tests.Triage;
using Vern.Material.Transparency;
using Vern.Platform.Access;
using Vern.Tests.Workspaces;

namespace Vern.Material.Tests.Transparency;

/// <summary>What everybody can fetch of the public report: the signed file, its tables and the ledger's receipt.</summary>
public sealed class PublishedFilesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_is_handed_out_before_two_have_published_and_then_what_they_saw_byte_for_byte()
    {
        await using var rooms = await ServedRooms.ServeAsync();
        var (store, access, year) = (AProviderOf.StoreOf(rooms), rooms.Access(ServedRooms.Centre), AProviderOf.StoreOf(rooms).Now().Year);
        // Eight by the public: shown. One by a provider: hidden, and with it what would give it away.
        for (var number = 0; number < 8; number++) await store.ReceiveAsync(MadeUpReports.Of(Sender.Public, MadeUpReports.Facts() with { Words = $"made-up {number}" }) with { Channel = Channel.Public }, Cancel);
        using (var alpha = await AProviderOf.EnrolAsync(rooms, "alpha")) await alpha.EndAsync("finish", AProviderOf.ReportOf(await alpha.SubmitAsync(AProviderOf.Report)));
        using var anybody = rooms.At(ServedRooms.Centre);
        string[] files = [$"/transparency/{year}/report.json", $"/transparency/{year}/receipt", $"/transparency/{year}/received.csv"];
        async Task NoneAsync()
        {
            foreach (var file in files)
                using (var none = await anybody.GetAsync(file)) Assert.Equal((HttpStatusCode.NotFound, "application/problem+json"), (none.StatusCode, none.Content.Headers.ContentType!.MediaType));
        }
        await NoneAsync();
        var (draft, _) = await store.ProposeTransparencyAsync(year, access, await access.StandForAsync("reviewer", Cancel), Cancel);
        await NoneAsync();
        Assert.Equal(FourEyesStep.Confirmed, await store.PublishTransparencyAsync(year, draft.Digest, access, await access.StandForAsync("list-publisher", Cancel), Cancel));

        var json = await anybody.Client.GetByteArrayAsync(new Uri(files[0], UriKind.Relative), Cancel);
        Assert.Equal(draft.Digest, Convert.ToHexStringLower(SHA256.HashData(json)));
        var proven = Receipt.Parse(await anybody.Client.GetStringAsync(new Uri(files[1], UriKind.Relative), Cancel)).Verify(rooms.Room(ServedRooms.Centre).Store.Ledger.Key);
        Assert.True(Entry.TryParse(proven.Entry.Span, out var entry, out _));
        Assert.Equal(draft.Digest, entry.Public["digest"].Value);

        var report = TransparencyReport.Read(json);
        foreach (var table in report.Tables)
        {
            using var answer = await anybody.GetAsync($"/transparency/{year}/{table.Id}.csv");
            Assert.Equal($"{table.Id}-{year}.csv", answer.Content.Headers.ContentDisposition!.FileName);
            var bytes = await answer.Content.ReadAsByteArrayAsync(Cancel);
            Assert.Equal(Encoding.UTF8.GetPreamble(), bytes[..3]);
            var lines = Encoding.UTF8.GetString(bytes[3..]).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            Assert.Equal(string.Join(',', table.Dimensions.Append("count")), lines[0]);
            Assert.Equal(table.Cells.Select(cell => string.Join(',', cell.Key.Append(cell.Value is { } value ? $"{value}" : ":"))), lines[1..]);
        }
        var received = report.Tables.Single(table => table.Id == "received");
        Assert.Contains(received.Cells, cell => cell is { Value: null, Status: Vern.Disclosure.Tables.CellStatus.Suppressed });
        Assert.DoesNotContain(report.Tables.SelectMany(table => table.Cells), cell => cell.Value is > 0 && cell.Value < report.MinimumCount);
    }
}
