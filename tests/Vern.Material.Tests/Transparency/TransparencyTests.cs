using FsCheck;
using FsCheck.Fluent;
using Vern.Material.Removal;
using Vern.Material.Tests.Removal;
using Vern.Material.Transparency;
using Vern.Platform.Access;

namespace Vern.Material.Tests.Transparency;

/// <summary>The public report.</summary>
public sealed class TransparencyTests
{
    public static TheoryData<string> Databases => MaterialFixture.Databases;
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static TransparencyCounts Counts(IReadOnlyList<Counted> reports) => new() { Reports = reports, Notices = [], Withdrawn = [], Complaints = [], Requests = [], Lists = [], Children = [], Audits = [], Now = DateTimeOffset.UnixEpoch };

    [Fact]
    public void A_small_count_is_never_told_and_a_zero_is_never_hidden() => Prop.ForAll<byte[]>(bytes =>
    {
        string[] channels = ["api", "tipline", "public"], kinds = ["material", "abuse"];
        var reports = (bytes ?? []).Take(6).Select((count, at) => new Counted(count % 9, channels[at % 3], kinds[at / 3], "waiting")).ToList();
        var table = TransparencyReport.Read(CountTransparency.Run(Counts(reports), "Nettvern Example", 2026)).Tables.Single(one => one.Id == "received");
        foreach (var cell in table.Cells)
        {
            var real = reports.Where(one => (cell.Key[0] == "Total" || one.Codes[0] == cell.Key[0]) && (cell.Key[1] == "Total" || one.Codes[1] == cell.Key[1])).Sum(one => one.Count);
            if (real == 0) Assert.Equal(0, cell.Value);
            else if (real < CountTransparency.Minimum) Assert.Null(cell.Value);
            else Assert.True(cell.Value is null || cell.Value == real);
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(12)); // each protects seven publications

    [Theory, MemberData(nameof(Databases))]
    public async Task Two_persons_publish_what_both_saw_and_the_receipt_proves_it(string database)
    {
        await using var fixture = await MaterialFixture.OpenAsync(database);
        var (kari, same, ola) = (await NoticeStoreTests.PersonAsync(fixture, "kari"), await NoticeStoreTests.PersonAsync(fixture, "kari2", "kari"), await NoticeStoreTests.PersonAsync(fixture, "ola"));
        var access = fixture.Workspace.Access;
        var id = await NoticeStoreTests.ConfirmedAsync(fixture, kari, ola);
        Assert.True(await fixture.Store.NoticeSentAsync(id, NoticeStep.Send, new(), kari.PersonId, Cancel));
        await fixture.Store.ComplainAsync(new(new string('2', 32), "removed", "https://host.example/a", null, "en"), Cancel);
        var (draft, step) = await fixture.Store.ProposeTransparencyAsync(2026, access, kari, Cancel);
        Assert.Equal(FourEyesStep.Proposed, step);
        Assert.Null(await fixture.Store.PublishedAsync(2026, Cancel));
        Assert.Equal(FourEyesStep.SamePerson, await fixture.Store.PublishTransparencyAsync(2026, draft.Digest, access, same, Cancel));
        Assert.Null(await fixture.Store.PublishTransparencyAsync(2026, new string('0', 64), access, ola, Cancel));
        Assert.Equal(FourEyesStep.Confirmed, await fixture.Store.PublishTransparencyAsync(2026, draft.Digest, access, ola, Cancel));
        var published = (await fixture.Store.PublishedAsync(2026, Cancel))!;
        Assert.Equal(draft.Digest, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(published.Content.Span)));
        Assert.NotNull(await fixture.Store.TransparencyReceiptAsync(published, Cancel));
        Assert.Null(TransparencyReport.Read(published.Content).Tables.Single(table => table.Id == "complaints")["Total", "Total"].Value); // one complaint is hidden
        Assert.Equal(2, (await fixture.Store.ProposeTransparencyAsync(2026, access, kari, Cancel)).Draft.Edition);
    }
}
