using System.Text;
using System.Text.Json.Nodes;
using Vern.Platform.Sealing;

namespace Vern.Persons.Tests.Sealing;

public sealed class EnvelopeTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2015, 2, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly KeyPair unit = KeyPair.New(), body = KeyPair.New(), other = KeyPair.New();

    public void Dispose()
    {
        unit.Dispose();
        body.Dispose();
        other.Dispose();
    }

    private Envelope Sealed(string purpose = "submission/2014/rosa") => Envelope.Seal("a made-up package"u8, purpose, body, unit.Public, Now);

    private byte[] Open(Envelope envelope, DateTimeOffset? at = null, KeyPair? own = null, PublicKey? sender = null, string purpose = "submission/2014/rosa") =>
        OpenEnvelope.Run(envelope, purpose, [own ?? unit], sender ?? body.Public, at ?? Now);

    private static EnvelopeFault Fault(Action open) => Assert.Throws<EnvelopeRefusedException>(open).Fault;

    [Fact]
    public void An_envelope_goes_through_its_file_and_opens_for_the_addressee()
    {
        var envelope = Envelope.Parse(Sealed().ToBytes());
        Assert.Equal("a made-up package"u8.ToArray(), Open(envelope));
        Assert.True(Envelope.IsOne(envelope.ToBytes()));
        Assert.False(Envelope.IsOne("{\"format\":\"vern-submission-1\"}"u8));
        Assert.NotEqual(envelope.Id, Sealed().Id);
        Assert.DoesNotContain("made-up", Encoding.Latin1.GetString(envelope.ToBytes()));
    }

    [Fact]
    public void Each_thing_that_is_wrong_gets_its_own_answer()
    {
        var envelope = Sealed();
        Assert.Equal(EnvelopeFault.NotForUs, Fault(() => Open(envelope, own: other)));
        Assert.Equal(EnvelopeFault.UnknownSender, Fault(() => Open(envelope, sender: other.Public)));
        Assert.Equal(EnvelopeFault.UnknownSender, Fault(() => OpenEnvelope.Run(envelope, envelope.Purpose, [unit], null, Now)));
        Assert.Equal(EnvelopeFault.WrongPurpose, Fault(() => Open(envelope, purpose: "submission/2014/kripos")));
        Assert.Equal(EnvelopeFault.TooOld, Fault(() => Open(envelope, Now.AddDays(31))));
        Assert.Equal(EnvelopeFault.NotYet, Fault(() => Open(envelope, Now.AddMinutes(-11))));
        Assert.Equal("a made-up package"u8.ToArray(), Open(envelope, Now.AddMinutes(-9)));
    }

    [Fact]
    public void Whatever_is_altered_in_the_head_it_does_not_open()
    {
        foreach (var altered in new[]
        {
            Sealed() with { Id = new string('0', 32) }, Sealed() with { MadeAt = "2015-02-01T12:00:01Z" }, Sealed() with { Ciphertext = new byte[40] },
            Sealed() with { Enc = other.Public.Bytes.ToArray() }, Sealed() with { Enc = [4, .. new byte[64]] },
        })
        {
            Assert.Equal(EnvelopeFault.Altered, Fault(() => Open(altered)));
        }
        // Re-addressed: the purpose, sender or recipient written over to what the opener expects.
        Assert.Equal(EnvelopeFault.Altered, Fault(() => Open(Sealed("submission/2013/rosa") with { Purpose = "submission/2014/rosa" })));
        var foreign = Envelope.Seal("x"u8, "submission/2014/rosa", other, unit.Public, Now) with { From = body.Public.Fingerprint };
        Assert.Equal(EnvelopeFault.Altered, Fault(() => Open(foreign)));
        var misdirected = Envelope.Seal("x"u8, "submission/2014/rosa", body, other.Public, Now) with { To = unit.Public.Fingerprint };
        Assert.Equal(EnvelopeFault.Altered, Fault(() => Open(misdirected)));
    }

    [Theory]
    [InlineData("vern", "\"letter\"", EnvelopeFault.NotAnEnvelope)]
    [InlineData("v", "2", EnvelopeFault.OtherVersion)]
    [InlineData("suite", "\"HPKE-base\"", EnvelopeFault.OtherVersion)]
    [InlineData("purpose", "\"submission/2014\\nrosa\"", EnvelopeFault.NotAnEnvelope)]
    [InlineData("id", "\"1\"", EnvelopeFault.NotAnEnvelope)]
    [InlineData("madeAt", "\"yesterday\"", EnvelopeFault.NotAnEnvelope)]
    [InlineData("from", "null", EnvelopeFault.NotAnEnvelope)]
    [InlineData("enc", "\"AAAA\"", EnvelopeFault.NotAnEnvelope)]
    [InlineData("ciphertext", "\"AAAA\"", EnvelopeFault.NotAnEnvelope)]
    [InlineData("extra", "1", EnvelopeFault.NotAnEnvelope)]
    public void Another_form_is_refused(string member, string value, EnvelopeFault fault)
    {
        var json = JsonNode.Parse(Sealed().ToBytes())!.AsObject();
        json[member] = JsonNode.Parse(value);
        Assert.Equal(fault, Fault(() => Envelope.Parse(Encoding.UTF8.GetBytes(json.ToJsonString()))));
    }

    [Fact]
    public void Bytes_at_random_are_refused_and_never_open()
    {
        var good = Sealed().ToBytes();
        var random = new Random(11);
        for (var round = 0; round < 3_000; round++)
        {
            var bytes = round % 3 == 0 ? good[..random.Next(good.Length)] : good.ToArray();
            for (var change = random.Next(1, 4); change > 0 && bytes.Length > 0; change--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            if (bytes.AsSpan().SequenceEqual(good)) continue;
            try
            {
                Assert.Equal("a made-up package"u8.ToArray(), Open(Envelope.Parse(bytes))); // only where base 64 says the same in two ways
                Assert.Equal(Envelope.Parse(good).Ciphertext, Envelope.Parse(bytes).Ciphertext);
            }
            catch (EnvelopeRefusedException)
            {
                // One clear answer: what is wanted.
            }
        }
    }
}
