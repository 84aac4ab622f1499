using System.Text;
using Vern.Ledger.Checkpoints;
using Vern.Ledger.Log;
using Vern.Ledger.Proofs;

namespace Vern.Ledger.Tests;

/// <summary>Entries that commit without revealing, the erasure of what they commit to, and receipts.</summary>
public sealed class EntryTests
{
    private const string Secret = "read by caseworker 17 for purpose: housing";

    [Fact]
    public void An_entry_shows_what_is_public_and_commits_to_the_rest()
    {
        var hidden = Sealed.New(Secret);
        var bytes = AnEntry(hidden).ToBytes();
        var text = Encoding.UTF8.GetString(bytes);
        Assert.StartsWith("vern-entry/v1 person.read\n+workspace agency-3\\\\a\\nb\n#what ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("caseworker", text, StringComparison.Ordinal);
        Assert.True(Entry.TryParse(bytes, out var read, out _));
        Assert.Equal("agency-3\\a\nb", read.Public["workspace"].Value);
        Assert.Equal(hidden.CommitmentFor("what"), read.Commitments["what"]);
    }

    [Fact]
    public void The_same_payload_is_never_committed_to_alike_nor_under_another_name()
    {
        var (one, other) = (Sealed.New("yes"), Sealed.New("yes"));
        Assert.NotEqual(one.CommitmentFor("a"), other.CommitmentFor("a"));
        Assert.NotEqual(one.CommitmentFor("a"), one.CommitmentFor("b"));
        Assert.Equal(one.CommitmentFor("a"), Sealed.FromOpening(one.Opening).CommitmentFor("a"));
        Assert.Equal("sealed", one.ToString());
    }

    [Fact]
    public void Bytes_and_entry_are_one_to_one() =>
        Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>>(), ArbMap.Default.ArbFor<byte[]>(), (text, noise) =>
        {
            var value = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text.Get));
            var bytes = Entry.Of("a.b", new Dictionary<string, PublicText> { ["f"] = new(value) }, new Dictionary<string, Sealed>()).ToBytes();
            var back = Entry.TryParse(bytes, out var entry, out _) && entry.Public["f"].Value == value && entry.ToBytes().AsSpan().SequenceEqual(bytes);
            return back && (!Entry.TryParse([.. bytes, .. noise], out var longer, out _) || longer.ToBytes().AsSpan().SequenceEqual([.. bytes, .. noise]));
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("vern-entry/v1 a\n+b c")]
    [InlineData("vern-entry/v1 a\n+b c\n+b d\n")]
    [InlineData("vern-entry/v1 a\n+c x\n+b x\n")]
    [InlineData("vern-entry/v1 a\n#b c\n")]
    [InlineData("vern-entry/v1 A\n")]
    [InlineData("vern-entry/v1 a\n+b c\\x\n")]
    [InlineData("vern-entry/v2 a\n")]
    [InlineData("")]
    public void Other_bytes_are_no_entry(string text) => Assert.False(Entry.TryParse(Encoding.UTF8.GetBytes(text), out _, out _));

    [Fact]
    public async Task A_payload_can_be_erased_and_every_proof_stays_valid()
    {
        using var log = new LogBuilder();
        var store = new PayloadStore(Path.Combine(log.Top, "payloads"));
        var hidden = Sealed.New(Secret);
        var commitment = hidden.CommitmentFor("what");
        store.Keep(commitment, hidden);
        await using (var writer = LogWriter.Create(log.Folder, log.Signer))
        {
            await writer.AppendAsync(LogBuilder.Entries(0, 10));
            await writer.AppendAsync(AnEntry(store.Find(commitment)!).ToBytes());
        }
        var kept = log.Checkpoint;
        var receipt = Receipt.Make(log.Source, kept, 10).ToString();

        Assert.True(store.Erase(commitment));
        Assert.Null(store.Find(commitment));
        Assert.False(store.Erase(commitment));
        Assert.Empty(log.Verify(since: kept).Findings);
        Assert.Equal(10, Receipt.Parse(receipt).Verify(log.Signer.Key).Index);
        foreach (var file in Directory.GetFiles(log.Top, "*", SearchOption.AllDirectories))
            Assert.Equal(-1, File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes("caseworker")));
    }

    [Fact]
    public async Task A_receipt_proves_offline_what_stands_in_the_log_and_opens_what_its_holder_may_read()
    {
        using var log = new LogBuilder();
        var hidden = Sealed.New(Secret);
        await using (var writer = LogWriter.Create(log.Folder, log.Signer))
        {
            await writer.AppendAsync(LogBuilder.Entries(0, 300));
            await writer.AppendAsync(AnEntry(hidden).ToBytes());
        }
        var text = Receipt.Make(log.Source, log.Checkpoint, 300, new Dictionary<string, Sealed> { ["what"] = hidden }).ToString();
        Assert.StartsWith("c2sp.org/tlog-proof@v1\nextra ", text, StringComparison.Ordinal);
        var proven = Receipt.Parse(text).Verify(NoteKey.Parse(log.Signer.Key.ToString()));
        Assert.Equal((300L, Secret), (proven.Index, Encoding.UTF8.GetString(proven.Opened["what"].Payload.Span)));
        Assert.Equal(text, Receipt.Parse(text).ToString());

        var bytes = Encoding.UTF8.GetBytes(text);
        for (var at = 0; at < bytes.Length; at++)
        {
            var altered = bytes.ToArray();
            altered[at] ^= 2;
            Assert.False(Holds(altered, log.Signer.Key), $"byte {at}");
            Assert.False(Holds(bytes[..at], log.Signer.Key), $"cut at {at}");
        }
    }

    [Fact]
    public async Task A_receipt_does_not_open_another_payload()
    {
        using var log = new LogBuilder();
        await using (var writer = LogWriter.Create(log.Folder, log.Signer)) await writer.AppendAsync(AnEntry(Sealed.New(Secret)).ToBytes());
        Assert.Throws<InvalidDataException>(() => Receipt.Make(log.Source, log.Checkpoint, 0, new Dictionary<string, Sealed> { ["what"] = Sealed.New("something else") }));
    }

    private static Entry AnEntry(Sealed hidden) =>
        Entry.Of("person.read", new Dictionary<string, PublicText> { ["workspace"] = new("agency-3\\a\nb") }, new Dictionary<string, Sealed> { ["what"] = hidden });

    private static bool Holds(byte[] receipt, NoteKey key)
    {
        try
        {
            Receipt.Parse(Encoding.UTF8.GetString(receipt)).Verify(key);
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
