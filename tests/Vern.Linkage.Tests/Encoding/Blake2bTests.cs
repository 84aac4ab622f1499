using Vern.Linkage.Encoding;
using TextEncoding = System.Text.Encoding;

namespace Vern.Linkage.Tests.Encoding;

public class Blake2bTests
{
    [Fact]
    public void The_example_of_RFC_7693_comes_out() => // appendix A
        Assert.Equal("ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d17d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923", Hex(TextEncoding.ASCII.GetBytes("abc")));

    [Theory]
    // The empty message, and the reference implementation's keyed vectors (blake2-kat.json): key 00 01 … 3f, message 00 01 02 …
    [InlineData(0, false, "786a02f742015903c6c6fd852552d272912f4740e15847618a86e217f71f5419d25e1031afee585313896444934eb04b903a685b1448b755d56f701afe9be2ce")]
    [InlineData(0, true, "10ebb67700b1868efb4417987acf4690ae9d972fb7a590c2f02871799aaa4786b5e996e8f0f4eb981fc214b005f42d2ff4233499391653df7aefcbc13fc51568")]
    [InlineData(1, true, "961f6dd1e4dd30f63901690c512e78e4b45e4742ed197c3c5e45c549fd25f2e4187b0bc9fe30492b16b0d0bc4ef9b0f34c7003fac09a5ef1532e69430234cebd")]
    [InlineData(255, true, "142709d62e28fcccd0af97fad0f8465b971e82201dc51070faa0372aa43e92484be1c1e73ba10906d5d1853db6a4106e0a7bf9800d373d6dee2d46d62ef2a461")]
    public void Reference_vectors_come_out(int length, bool keyed, string digest)
    {
        var message = Enumerable.Range(0, length).Select(value => (byte)value).ToArray();
        var key = keyed ? Enumerable.Range(0, 64).Select(value => (byte)value).ToArray() : [];
        Assert.Equal(digest, Hex(message, key));
    }

    [Fact]
    public void Messages_around_the_length_of_a_block_give_what_Python_gives()
    {
        foreach (var length in new[] { 127, 128, 129, 255, 256, 257, 1024 })
        {
            var message = Enumerable.Range(0, length).Select(value => (byte)(value % 251)).ToArray();
            Assert.Equal(Known[length], Hex(message)[..32]);
        }
    }

    private static readonly Dictionary<int, string> Known = new()
    {
        [127] = "b6292669ccd38d5f01caae96ba272c76",
        [128] = "2319e3789c47e2daa5fe807f61bec2a1",
        [129] = "f59711d44a031d5f97a9413c065d1e61",
        [255] = "fe2c02da499516b0e9fb2dd70c49eb36",
        [256] = "93463ac058b6163eb43be3f5bb32b285",
        [257] = "9ca40e2ddee9436dbbd08efc65dbaf48",
        [1024] = "8d1090909017add40e749df2d0ebac43",
    };

    [Fact]
    public void Too_long_a_key_or_salt_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Blake2b.Hash([], new byte[64], new byte[65]));
        Assert.Throws<ArgumentException>(() => Blake2b.Hash([], new byte[64], [], new byte[17]));
    }

    private static string Hex(byte[] message, byte[]? key = null)
    {
        var digest = new byte[64];
        Blake2b.Hash(message, digest, key);
        return Convert.ToHexStringLower(digest);
    }
}
