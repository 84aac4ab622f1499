using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Vern.Platform.Sealing;

namespace Vern.Persons.Tests.Sealing;

public sealed class HpkeTests
{
    private static readonly JsonArray Vectors = JsonNode.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Sealing", "hpke-vectors.json")))!["vectors"]!.AsArray();

    [Fact]
    public void The_published_vectors_for_P256_in_modes_base_and_auth_hold()
    {
        Assert.Equal(4, Vectors.Count);
        foreach (var vector in Vectors)
        {
            byte[] Hex(string name) => Convert.FromHexString((string)vector![name]!);
            var auth = (int)vector!["mode"]! == 2;
            using var recipient = KeyPair.FromNumbers(Hex("skRm"), Hex("pkRm"));
            using var ephemeral = KeyPair.FromNumbers(Hex("skEm"), Hex("pkEm"));
            using var sender = auth ? KeyPair.FromNumbers(Hex("skSm"), Hex("pkSm")) : null;

            var (shared, enc) = Hpke.Encapsulate(recipient.Public, sender, ephemeral);
            Assert.Equal(Hex("enc"), enc);
            Assert.Equal(Hex("shared_secret"), shared);
            Assert.Equal(Hex("shared_secret"), Hpke.Decapsulate(recipient, sender?.Public, PublicKey.FromBytes(enc)));

            using var context = Hpke.Schedule(shared, auth, Hex("info"), (int)vector["aead_id"]!);
            Assert.Equal(Hex("key"), context.Key);
            Assert.Equal(Hex("base_nonce"), context.BaseNonce);
            foreach (var message in vector["encryptions"]!.AsArray())
            {
                byte[] Part(string name) => Convert.FromHexString((string)message![name]!);
                var sequence = (ulong)(int)message!["seq"]!;
                Assert.Equal(Part("ct"), context.Seal(sequence, Part("aad"), Part("pt")));
                Assert.Equal(Part("pt"), context.Open(sequence, Part("aad"), Part("ct")));
            }
            // The whole way, where the suite is ours: the first message is what Open opens.
            if ((int)vector["aead_id"]! != Hpke.Aead) continue;
            var first = vector["encryptions"]![0]!;
            Assert.Equal(Convert.FromHexString((string)first["pt"]!), Hpke.Open(recipient, sender?.Public, enc, Hex("info"), Convert.FromHexString((string)first["aad"]!), Convert.FromHexString((string)first["ct"]!)));
        }
    }

    [Fact]
    public void What_is_sealed_opens_for_the_addressee_alone_and_proves_its_sender()
    {
        using var recipient = KeyPair.New();
        using var sender = KeyPair.New();
        using var other = KeyPair.New();
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), ArbMap.Default.ArbFor<byte[]>(), (message, aad) =>
        {
            message ??= [];
            aad ??= [];
            var (enc, sealedBytes) = Hpke.Seal(recipient.Public, sender, "info"u8, aad, message);
            Assert.Equal(message, Hpke.Open(recipient, sender.Public, enc, "info"u8, aad, sealedBytes));
            Assert.Null(Hpke.Open(other, sender.Public, enc, "info"u8, aad, sealedBytes));
            Assert.Null(Hpke.Open(recipient, other.Public, enc, "info"u8, aad, sealedBytes));
            Assert.Null(Hpke.Open(recipient, null, enc, "info"u8, aad, sealedBytes));
            Assert.Null(Hpke.Open(recipient, sender.Public, enc, "other"u8, aad, sealedBytes));
            Assert.Null(Hpke.Open(recipient, sender.Public, enc, "info"u8, [.. aad, 0], sealedBytes));
            var (baseEnc, baseSealed) = Hpke.Seal(recipient.Public, null, "info"u8, aad, message);
            Assert.Equal(message, Hpke.Open(recipient, null, baseEnc, "info"u8, aad, baseSealed));
            Assert.Null(Hpke.Open(recipient, sender.Public, baseEnc, "info"u8, aad, baseSealed));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(30));
    }

    [Fact]
    public void A_single_bit_changed_or_a_byte_cut_and_it_does_not_open()
    {
        using var recipient = KeyPair.New();
        using var sender = KeyPair.New();
        var (enc, sealedBytes) = Hpke.Seal(recipient.Public, sender, default, default, "a made-up message"u8);
        for (var bit = 0; bit < 8 * enc.Length; bit += 5) Assert.Null(Hpke.Open(recipient, sender.Public, Flipped(enc, bit), default, default, sealedBytes));
        for (var bit = 0; bit < 8 * sealedBytes.Length; bit++) Assert.Null(Hpke.Open(recipient, sender.Public, enc, default, default, Flipped(sealedBytes, bit)));
        for (var length = 0; length < enc.Length; length++) Assert.Null(Hpke.Open(recipient, sender.Public, enc.AsSpan(0, length), default, default, sealedBytes));
        for (var length = 0; length < sealedBytes.Length; length++) Assert.Null(Hpke.Open(recipient, sender.Public, enc, default, default, sealedBytes.AsSpan(0, length)));
    }

    [Fact]
    public void A_point_off_the_curve_is_no_public_key()
    {
        using var pair = KeyPair.New();
        var good = pair.Public.Bytes.ToArray();
        Assert.Equal(pair.Public, PublicKey.FromBytes(good));
        Assert.Equal(pair.Public, PublicKey.FromPem(pair.Public.ToPem()));
        Assert.Throws<SealingException>(() => PublicKey.FromBytes(Flipped(good, 8 * 64 + 7)));
        Assert.Throws<SealingException>(() => PublicKey.FromBytes([4, .. new byte[64]])); // the origin is on another curve: y² = x³ − 3x
        Assert.Throws<SealingException>(() => PublicKey.FromBytes([0])); // the point at infinity
        Assert.Throws<SealingException>(() => PublicKey.FromBytes([2, .. good[1..33]])); // compressed
        Assert.Throws<SealingException>(() => PublicKey.FromBytes([4, .. Enumerable.Repeat((byte)0xff, 64)])); // not below p
        Assert.Throws<SealingException>(() => PublicKey.FromPem("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----"));
        using var other = System.Security.Cryptography.ECDiffieHellman.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP384);
        Assert.Throws<SealingException>(() => PublicKey.FromPem(other.ExportSubjectPublicKeyInfoPem()));
        Assert.Contains("private key", Assert.Throws<SealingException>(() => PublicKey.FromPem(other.ExportPkcs8PrivateKeyPem())).Message);
    }

    private static byte[] Flipped(byte[] bytes, int bit)
    {
        var copy = bytes.ToArray();
        copy[bit / 8] ^= (byte)(1 << (bit % 8));
        return copy;
    }
}
