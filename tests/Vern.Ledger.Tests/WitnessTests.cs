using System.Globalization;
using System.Net;
using System.Text;
using Vern.Ledger.Checkpoints;
using Vern.Ledger.Log;
using Vern.Ledger.Proofs;

namespace Vern.Ledger.Tests;

/// <summary>Witnesses (C2SP tlog-witness): they cosign what goes on, and a log with two faces is caught.</summary>
public sealed class WitnessTests : IDisposable
{
    private readonly string top = Directory.CreateTempSubdirectory("vern-witness-").FullName;
    private readonly Clock clock = new();
    private readonly NoteSigner signer;

    public WitnessTests() => signer = NoteSigner.Generate("witness.example/w1", SignatureKind.Cosignature, clock);

    [Fact]
    public async Task A_witness_cosigns_a_log_that_goes_on_and_the_log_publishes_it()
    {
        using var log = await new LogBuilder().WithAsync(300);
        using var witness = new Witness(top, signer, [log.Signer.Key]);
        var client = Client(witness);
        await using var writer = LogWriter.Open(log.Folder, log.Signer);
        for (var i = 0; i < 3; i++)
        {
            var checkpoint = writer.Latest;
            writer.PublishWitnessed(checkpoint.With(await client.CosignAsync(log.Source, checkpoint)));
            Assert.Empty(log.Verify(since: checkpoint, signer.Key).Findings);
            await writer.AppendAsync(LogBuilder.Entries(1000 * i, (1000 * i) + 130));
        }
        var report = log.Verify(null, signer.Key);
        Assert.Contains(report.Proven, line => line.Contains("witness.example/w1 saw the first 560 entries at 2026-11-22T00:00:00Z", StringComparison.Ordinal));
        Assert.Contains(report.NotProven, line => line.Contains("from 560 on", StringComparison.Ordinal));
        var latest = witness.Latest(Witness.OriginHash(LogBuilder.Origin))!;
        Assert.Equal(2, SignedNote.Parse(latest).Verify(signer.Key, log.Signer.Key).Count);
    }

    [Fact]
    public async Task Two_faces_of_one_log_do_not_both_get_a_cosignature()
    {
        var key = NoteSigner.Generate(LogBuilder.Origin, NoteSigner.Preferred);
        using var shown = await new LogBuilder(key).WithAsync(300);
        using var hidden = new LogBuilder(key);
        await using (var writer = LogWriter.Create(hidden.Folder, key))
        {
            await writer.AppendAsync(LogBuilder.Entries(0, 299));
            await writer.AppendAsync("something else"u8.ToArray());
            await writer.AppendAsync(LogBuilder.Entries(300, 400));
        }
        using var witness = new Witness(top, signer, [key.Key]);
        var client = Client(witness);
        await client.CosignAsync(shown.Source, shown.Checkpoint);
        var refused = await Assert.ThrowsAsync<WitnessRefusedException>(() => client.CosignAsync(hidden.Source, hidden.Checkpoint));
        Assert.Equal(422, refused.Status);
        // And the same size, another root.
        using var twin = new LogBuilder(key);
        await using (var writer = LogWriter.Create(twin.Folder, key)) await writer.AppendAsync(LogBuilder.Entries(1, 301));
        Assert.Equal(422, (await Assert.ThrowsAsync<WitnessRefusedException>(() => client.CosignAsync(twin.Source, twin.Checkpoint))).Status);
        // Without the witness: who kept a checkpoint of one face finds the other.
        Assert.Contains("history was rewritten", Assert.Single(hidden.Verify(since: shown.Checkpoint).Findings).What, StringComparison.Ordinal);
        Assert.NotEmpty(hidden.Verify(null, signer.Key).Findings);
    }

    [Fact]
    public async Task Each_wrong_request_has_the_answer_of_the_specification()
    {
        using var log = await new LogBuilder().WithAsync(300);
        using var witness = new Witness(top, signer, [log.Signer.Key]);
        var note = log.Checkpoint.Note;
        var tree = new TreeReader(log.Source, 300);
        Assert.Equal(400, witness.AddCheckpoint("").Status);
        Assert.Equal(400, witness.AddCheckpoint("old 01\n\n" + note).Status);
        Assert.Equal(400, witness.AddCheckpoint(new WitnessRequest(301, [], note).ToString()).Status);
        Assert.Equal(400, witness.AddCheckpoint(new WitnessRequest(0, [.. Enumerable.Repeat(default(TreeHash), 64)], note).ToString()).Status);
        Assert.Equal(409, witness.AddCheckpoint(new WitnessRequest(5, [], note).ToString()).Status);
        Assert.Equal(422, witness.AddCheckpoint(new WitnessRequest(0, [default], note).ToString()).Status);
        var stranger = NoteSigner.Generate("vern.example/stranger", NoteSigner.Preferred);
        Assert.Equal(404, witness.AddCheckpoint(new WitnessRequest(0, [], SignedCheckpoint.Sign(stranger, 300, default).Note).ToString()).Status);
        var thief = NoteSigner.Generate(LogBuilder.Origin, NoteSigner.Preferred);
        Assert.Equal(403, witness.AddCheckpoint(new WitnessRequest(0, [], SignedCheckpoint.Sign(thief, 300, default).Note).ToString()).Status);
        Assert.Equal(403, witness.AddCheckpoint(new WitnessRequest(0, [], note).ToString().Replace("\n300\n", "\n301\n", StringComparison.Ordinal)).Status);
        Assert.Equal(422, witness.AddCheckpoint(new WitnessRequest(0, [], SignedCheckpoint.Sign(log.Signer, 0, default).Note).ToString()).Status);

        Assert.Equal(200, witness.AddCheckpoint(new WitnessRequest(0, [], SignedCheckpoint.Sign(log.Signer, 100, tree.Root(100)).Note).ToString()).Status);
        var behind = witness.AddCheckpoint(new WitnessRequest(0, [], note).ToString());
        Assert.Equal(new WitnessAnswer(409, "text/x.tlog.size", "100\n"), behind);
        Assert.Equal(422, witness.AddCheckpoint(new WitnessRequest(100, [.. tree.Consistency(100, 300).Path.Skip(1)], note).ToString()).Status);
        Assert.Equal(200, witness.AddCheckpoint(new WitnessRequest(100, tree.Consistency(100, 300).Path, note).ToString()).Status);
        Assert.Equal(200, witness.AddCheckpoint(new WitnessRequest(300, [], note).ToString()).Status);
    }

    [Fact]
    public async Task A_witness_remembers_over_a_restart_and_its_time_never_goes_back()
    {
        using var log = await new LogBuilder().WithAsync(300);
        var request = new WitnessRequest(0, [], log.Checkpoint.Note).ToString();
        using (var witness = new Witness(top, signer, [log.Signer.Key])) Assert.Equal(200, witness.AddCheckpoint(request).Status);
        clock.Now -= TimeSpan.FromDays(400);
        using (var witness = new Witness(top, signer, [log.Signer.Key]))
        {
            Assert.Equal(409, witness.AddCheckpoint(request).Status);
            var again = witness.AddCheckpoint(new WitnessRequest(300, [], log.Checkpoint.Note).ToString());
            var line = SignedNote.Parse(log.Checkpoint.Note.Text + "\n" + again.Body).Signatures[0];
            Assert.Equal(new DateTimeOffset(2026, 11, 22, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds(), Cosignature.Time(line.Signature.Span));
        }
        var memory = Path.Combine(top, Witness.OriginHash(LogBuilder.Origin));
        File.WriteAllText(memory, File.ReadAllText(memory).Replace("\n300\n", "\n200\n", StringComparison.Ordinal));
        using var altered = new Witness(top, signer, [log.Signer.Key]);
        Assert.Throws<InvalidDataException>(() => altered.AddCheckpoint(request));
    }

    [Fact]
    public async Task Requests_at_once_never_take_the_witness_back()
    {
        using var log = await new LogBuilder().WithAsync(300);
        using var witness = new Witness(top, signer, [log.Signer.Key]);
        var tree = new TreeReader(log.Source, 300);
        // Sizes within the first whole tile: the log went to 300 at once, and keeps no narrower part of the second.
        var notes = Enumerable.Range(1, 60).Select(i => (Size: i * 4L, SignedCheckpoint.Sign(log.Signer, i * 4, tree.Root(i * 4)).Note)).ToArray();
        var client = Client(witness);
        var answers = await Task.WhenAll(notes.Select(note => Task.Run(async () =>
        {
            try
            {
                await new WitnessClient(new HttpClient(new Direct(witness)), new Uri("http://witness.example"), signer.Key).CosignAsync(log.Source, SignedCheckpoint.Open(note.Note, log.Signer.Key));
                return note.Size;
            }
            catch (WitnessRefusedException)
            {
                return 0;
            }
        })));
        Assert.Equal(answers.Max().ToString(CultureInfo.InvariantCulture) + "\n", witness.AddCheckpoint(new WitnessRequest(1, [], notes[0].Note).ToString()).Body);
    }

    [Fact]
    public async Task A_receipt_counts_the_witnesses_that_are_trusted()
    {
        using var log = await new LogBuilder().WithAsync(20);
        using var witness = new Witness(top, signer, [log.Signer.Key]);
        var cosigned = log.Checkpoint.With(await Client(witness).CosignAsync(log.Source, log.Checkpoint));
        var receipt = Receipt.Parse(Receipt.Make(log.Source, cosigned, 7).ToString());
        Assert.Equal([signer.Key], receipt.Verify(log.Signer.Key, signer.Key).Witnesses);
        Assert.Empty(receipt.Verify(log.Signer.Key, NoteSigner.Generate("witness.example/w1", SignatureKind.Cosignature).Key).Witnesses);
    }

    public void Dispose()
    {
        Directory.Delete(top, recursive: true);
        Directory.Delete(top + ".work", recursive: true);
    }

    private WitnessClient Client(Witness witness) => new(new HttpClient(new Direct(witness)), new Uri("http://witness.example/w1/"), signer.Key);

    /// <summary>HTTP without a network.</summary>
    private sealed class Direct(Witness witness) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Assert.EndsWith("/add-checkpoint", request.RequestUri!.AbsolutePath, StringComparison.Ordinal);
            var answer = witness.AddCheckpoint(await request.Content!.ReadAsStringAsync(cancellationToken));
            var content = new ByteArrayContent(Encoding.UTF8.GetBytes(answer.Body));
            content.Headers.TryAddWithoutValidation("Content-Type", answer.ContentType);
            return new HttpResponseMessage((HttpStatusCode)answer.Status) { Content = content };
        }
    }

    private sealed class Clock : TimeProvider
    {
        internal DateTimeOffset Now { get; set; } = new(2026, 11, 22, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
