using System.Text;
using System.Text.Json.Nodes;
using Vern.Platform.Sealing;

namespace Vern.Persons.Tests.Sealing;

public sealed class LinkageKeyFileTests
{
    // The known answer of docs/method-sealing.md, made with Python's hashlib and cryptography; a browser must open it too.
    private const string Passphrase = "fjord-7 blåbær";
    private const string Secret = "a linkage key that is agreed for 2014";
    private const string Known = """{"vern":"linkage-key","v":1,"kdf":"PBKDF2-HMAC-SHA256","iterations":600000,"salt":"AAECAwQFBgcICQoLDA0ODw==","nonce":"ICEiIyQlJicoKSor","ciphertext":"lShdAZdPYmHTscwtR/2Aij4FvrG1pL50kjF5oJbQkgIGY+iAN0q77dHbyuNlRXGyfG7nGtk="}""";

    [Fact]
    public void The_known_answer_is_written_and_opened()
    {
        Assert.Equal(Secret, LinkageKeyFile.Read(Encoding.UTF8.GetBytes(Known), Passphrase));
        var written = LinkageKeyFile.Write(Encoding.UTF8.GetBytes(Secret), Passphrase, [.. Enumerable.Range(0, 16).Select(n => (byte)n)], [.. Enumerable.Range(0x20, 12).Select(n => (byte)n)], 600_000);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Known), JsonNode.Parse(written)));
    }

    [Fact]
    public void A_passphrase_counts_as_the_same_however_its_letters_are_typed_and_copied()
    {
        Assert.Equal(Secret, LinkageKeyFile.Read(Encoding.UTF8.GetBytes(Known), "  " + Passphrase.Normalize(NormalizationForm.FormD) + "\n"));
    }

    [Fact]
    public void A_new_file_opens_with_its_passphrase_only_and_no_two_are_alike()
    {
        var passphrase = LinkageKeyFile.NewPassphrase();
        Assert.Matches("^([2-9a-z]{5}-){3}[2-9a-z]{5}$", passphrase);
        var file = LinkageKeyFile.Write(Secret, passphrase);
        Assert.True(LinkageKeyFile.IsOne(file));
        Assert.False(LinkageKeyFile.IsOne("a key as plain text"u8));
        Assert.Equal(Secret, LinkageKeyFile.Read(file, passphrase));
        Assert.NotEqual(file, LinkageKeyFile.Write(Secret, passphrase));
        var other = Assert.Throws<SealingException>(() => LinkageKeyFile.Read(file, LinkageKeyFile.NewPassphrase()));
        Assert.Contains("another passphrase", other.Message);
        Assert.Throws<ArgumentException>(() => LinkageKeyFile.Write(Secret, "too short"));
    }

    [Theory]
    [InlineData("iterations", "599999")] // would make guessing cheaper
    [InlineData("iterations", "2000000000")] // would keep the reader busy for an hour
    [InlineData("iterations", "600001")]
    [InlineData("v", "2")]
    [InlineData("kdf", "\"PBKDF2-HMAC-SHA1\"")]
    [InlineData("vern", "\"envelope\"")]
    [InlineData("salt", "\"AAEC\"")]
    [InlineData("salt", "null")]
    [InlineData("nonce", "\"ICEiIyQlJicoKSo=\"")]
    [InlineData("ciphertext", "\"lShd\"")]
    [InlineData("ciphertext", "\"lShdAZdPYmHTscwtR/2Aij4FvrG1pL50kjF5oJbQkgIGY+iAN0q77dHbyuNlRXGyfG7nGtg=\"")]
    [InlineData("more", "1")]
    public void An_altered_file_is_refused(string member, string value)
    {
        var file = JsonNode.Parse(Known)!.AsObject();
        file[member] = JsonNode.Parse(value);
        Assert.Throws<SealingException>(() => LinkageKeyFile.Read(Encoding.UTF8.GetBytes(file.ToJsonString()), Passphrase));
    }

    [Fact]
    public void What_is_no_key_file_is_refused_without_a_crash()
    {
        var random = new Random(7);
        var known = Encoding.UTF8.GetBytes(Known);
        foreach (var file in Enumerable.Range(0, known.Length).Select(length => known[..length]))
            Assert.Throws<SealingException>(() => LinkageKeyFile.Read(file, Passphrase));
        for (var round = 0; round < 500; round++)
        {
            var file = known.ToArray();
            file[random.Next(80)] = (byte)random.Next(256); // in the head: what is behind it costs a key derivation to refuse
            if (!file.AsSpan().SequenceEqual(known)) Assert.Throws<SealingException>(() => LinkageKeyFile.Read(file, Passphrase));
        }
    }
}
