using Vern.Ledger.Checkpoints;
using Vern.Ledger.Proofs;

namespace Vern.Ledger.Tests;

/// <summary>Signed notes, checkpoints and cosignatures, with the examples of C2SP signed-note (github.com/C2SP/C2SP, commit 5ba5ee83, CC BY 4.0).</summary>
public sealed class NoteTests
{
    private const string PublishedKey = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
    private const string PublishedNote = "This is an example message.\n\n\u2014 example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";
    private const string PublishedCheckpoint = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n\u2014 example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n";

    public static TheoryData<SignatureKind> Kinds => [SignatureKind.Ed25519, SignatureKind.EcdsaP256, SignatureKind.Cosignature];

    [Fact]
    public void The_published_note_verifies_with_the_published_key()
    {
        var key = NoteKey.Parse(PublishedKey);
        Assert.Equal(key, Assert.Single(SignedNote.Parse(PublishedNote).Verify(key)));
        Assert.Equal(PublishedKey, key.ToString());
        Assert.Equal(PublishedNote, SignedNote.Parse(PublishedNote).ToString());
    }

    [Fact]
    public void The_published_note_with_any_byte_altered_is_refused()
    {
        var key = NoteKey.Parse(PublishedKey);
        var bytes = System.Text.Encoding.UTF8.GetBytes(PublishedNote);
        for (var at = 0; at < bytes.Length; at++)
        {
            var altered = bytes.ToArray();
            altered[at] ^= 1;
            Assert.False(Accepts(altered, key), $"byte {at}");
            Assert.False(Accepts(bytes[..at], key), $"cut at {at}");
        }
    }

    [Fact]
    public void The_published_checkpoint_is_read_and_written_alike()
    {
        var note = SignedNote.Parse(PublishedCheckpoint);
        var checkpoint = Checkpoint.Parse(note.Text);
        Assert.Equal(("example.com/behind-the-sofa", 20_852_163), (checkpoint.Origin, checkpoint.Size));
        Assert.Equal(note.Text, checkpoint.ToText());
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Each_kind_of_key_signs_what_its_public_side_verifies(SignatureKind kind)
    {
        var signer = NoteSigner.Parse(NoteSigner.Generate("vern.example/key", kind).ExportSecret());
        var key = NoteKey.Parse(signer.Key.ToString());
        var note = SignedNote.Parse(SignedNote.Sign("text\n\nwith a blank line\n", signer).ToString());
        Assert.Single(note.Verify(key));
        Assert.Empty(note.Verify(NoteSigner.Generate("vern.example/key", kind).Key));
        var other = SignedNote.Parse(note.ToString().Replace("blank", "other", StringComparison.Ordinal));
        Assert.Throws<FormatException>(() => other.Verify(key));
    }

    [Fact]
    public void Unknown_signatures_are_ignored_and_a_wrong_known_one_refuses_the_note()
    {
        var (known, other) = (NoteSigner.Generate("a", NoteSigner.Preferred), NoteSigner.Generate("b", NoteSigner.Preferred));
        var note = SignedNote.Sign("text\n", known, other);
        Assert.Equal([known.Key], note.Verify(known.Key));
        var wrong = SignedNote.Sign("text\n", known).With(SignedNote.Sign("another\n", other).Signatures);
        Assert.Equal([known.Key], wrong.Verify(known.Key));
        Assert.Throws<FormatException>(() => wrong.Verify(known.Key, other.Key));
    }

    [Theory]
    [InlineData("example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")]
    [InlineData("example.com/fo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")]
    [InlineData("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2l")]
    [InlineData("example com+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")]
    [InlineData("")]
    [InlineData("a+b+c")]
    public void An_altered_verifier_key_is_no_key(string text) => Assert.Throws<FormatException>(() => NoteKey.Parse(text));

    [Theory]
    [InlineData("origin\n01\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n")]
    [InlineData("origin\n-1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n")]
    [InlineData("origin\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2J=\n")]
    [InlineData("origin\n1\n")]
    [InlineData("\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n")]
    public void What_is_not_a_checkpoint_is_refused(string text) => Assert.Throws<FormatException>(() => Checkpoint.Parse(text));

    // RFC 8032 section 7.1, test 2: the library underneath is the standard's.
    [Fact]
    public void Ed25519_is_that_of_RFC_8032()
    {
        var seed = Convert.FromHexString("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");
        Assert.Equal("3D4017C3E843895A92B70AA74D1B7EBC9C982CCF2EC4968CC0CD55F12AF4660C", Convert.ToHexString(Ed25519.Keys(seed).PublicKey));
        Assert.Equal(
            "92A009A9F0D4CAB8720E820B5F642540A2B27B5416503F8FB3762223EBDB69DA085AC1E43E15996E458F3613D0F11D8C387B2EAEB4302AEEB00D291612BB0C00",
            Convert.ToHexString(Ed25519.Sign(Ed25519.Keys(seed).SecretKey, [0x72])));
    }

    [Fact]
    public void A_checkpoint_of_another_origin_is_refused_though_the_key_signed_it()
    {
        var signer = NoteSigner.Generate("vern.example/a", NoteSigner.Preferred);
        var foreign = SignedNote.Sign(new Checkpoint("vern.example/b", 0, MerkleTree.EmptyRoot, []).ToText(), signer);
        Assert.Throws<FormatException>(() => SignedCheckpoint.Open(foreign, signer.Key));
    }

    private static bool Accepts(byte[] note, NoteKey key)
    {
        try
        {
            return SignedNote.Parse(note).Verify(key).Count > 0;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
