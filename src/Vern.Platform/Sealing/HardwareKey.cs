using System.Security.Cryptography;
using System.Text;

namespace Vern.Platform.Sealing;

/// <summary>
/// An AES-256 key that never leaves its hardware module, named by a PKCS#11 URI (RFC 7512): <c>pkcs11:token=vern;object=national?module-path=/usr/lib/softhsm/libsofthsm2.so&amp;pin-source=file:/etc/vern/pin</c>.
/// Of its parts: <c>token</c>, <c>serial</c>, <c>object</c>, <c>id</c>, <c>module-path</c>, <c>pin-source</c> (a file; the PIN itself in the URI is refused, since it would lie beside the data).
/// </summary>
internal sealed class HardwareKey
{
    internal const string Scheme = "pkcs11:";
    private const int NonceBytes = 12, TagBytes = 16;
    private static readonly Dictionary<string, HardwareKey> Opened = new(StringComparer.Ordinal); // a module has few sessions
    private readonly Lock calls = new(); // a session does one thing at a time
    private readonly HardwareModule module;
    private readonly IReadOnlyDictionary<string, string> parts;
    private nuint session, handle;

    /// <summary>Opens the key, or finds it opened: one session for all who use it in this process.</summary>
    /// <param name="uri">What names it.</param>
    /// <param name="where">The file or variable that says so, for messages.</param>
    /// <param name="mayMake">Whether it is made in the token where it is not there: only while nothing is wrapped yet.</param>
    /// <exception cref="SealingException">Wrongly written, or module, token, PIN or key are not as named.</exception>
    public static HardwareKey Open(string uri, string where, bool mayMake)
    {
        lock (Opened) return Opened.TryGetValue(uri, out var there) ? there : Opened[uri] = new(uri, where, mayMake);
    }

    private HardwareKey(string uri, string where, bool mayMake)
    {
        (Uri, parts) = (uri, Read(uri, where));
        module = HardwareModule.Load(parts["module-path"]);
        Begin(mayMake);
    }

    /// <summary>What names it.</summary>
    public string Uri { get; }
    /// <summary>16 hexadecimal digits that follow from the key's label and id in the token, so that a copy in a second token is the same key.</summary>
    public string Id { get; private set; } = "";

    /// <summary>Nonce, cipher text and tag.</summary>
    public byte[] Wrap(ReadOnlySpan<byte> context, ReadOnlySpan<byte> key)
    {
        var box = new byte[NonceBytes + key.Length + TagBytes];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceBytes));
        var answer = Call(true, box.AsSpan(0, NonceBytes), context, key, box.AsSpan(NonceBytes));
        return answer == 0 ? box : throw new SealingException($"{parts["module-path"]}: the hardware module did not wrap a key (0x{answer:x}).");
    }

    /// <summary>What was wrapped; null where it was altered.</summary>
    public byte[]? Unwrap(ReadOnlySpan<byte> context, ReadOnlySpan<byte> box)
    {
        var key = new byte[box.Length - NonceBytes - TagBytes];
        var answer = Call(false, box[..NonceBytes], context, box[NonceBytes..], key);
        if (answer == 0) return key;
        // "Encrypted data invalid", its length, and "general error", which SoftHSM answers to a wrong tag.
        return answer is 0x40 or 0x41 or 0x05 ? null : throw new SealingException($"{parts["module-path"]}: the hardware module did not unwrap a key (0x{answer:x}).");
    }

    private nuint Call(bool encrypt, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> context, ReadOnlySpan<byte> input, Span<byte> output)
    {
        lock (calls)
        {
            var answer = module.Crypt(session, handle, encrypt, nonce, context, input, output);
            if (!HardwareModule.IsOver(answer)) return answer;
            Begin(mayMake: false); // the token was taken out and put in again, say
            return module.Crypt(session, handle, encrypt, nonce, context, input, output);
        }
    }

    private void Begin(bool mayMake)
    {
        var source = parts["pin-source"];
        var pin = SecretOf(source);
        try
        {
            session = module.Open(parts.GetValueOrDefault("token"), parts.GetValueOrDefault("serial"), pin);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(pin);
        }
        var (label, id) = (parts["object"], parts.TryGetValue("id", out var named) ? Encoding.Latin1.GetBytes(named) : null);
        var found = module.Find(session, label, id);
        if (found.Count == 0 && mayMake)
        {
            id ??= RandomNumberGenerator.GetBytes(8);
            found = [(module.Make(session, label, id), id)];
        }
        if (found.Count != 1) throw new SealingException($"{Uri.Split('?')[0]}: {(found.Count == 0 ? "no AES key" : $"{found.Count} AES keys")} of that name in the token, expected one.");
        handle = found[0].Handle;
        Id = Convert.ToHexStringLower(SHA256.HashData([.. "vern hardware key id 1\n"u8, .. Encoding.UTF8.GetBytes(label), 0, .. found[0].Id])[..8]);
    }

    private static byte[] SecretOf(string source)
    {
        var file = source.StartsWith("file:", StringComparison.Ordinal) ? source["file:".Length..] : source;
        if (!File.Exists(file)) throw new SealingException($"pin-source: {file}: not there, expected a file that holds the token's PIN.");
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file) & (UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite)) != UnixFileMode.None)
            throw new SealingException($"{file}: others than its owner can read or write the token's PIN; set its mode to 600.");
        var bytes = File.ReadAllBytes(file);
        var end = bytes.Length;
        while (end > 0 && bytes[end - 1] is (byte)'\n' or (byte)'\r') end--;
        var pin = bytes[..end];
        CryptographicOperations.ZeroMemory(bytes);
        return pin;
    }

    private static Dictionary<string, string> Read(string uri, string where)
    {
        var halves = uri[Scheme.Length..].Split('?', 2);
        var read = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in halves[0].Split(';', StringSplitOptions.RemoveEmptyEntries).Concat(halves.Length == 2 ? halves[1].Split('&', StringSplitOptions.RemoveEmptyEntries) : []))
        {
            var pair = part.Split('=', 2);
            if (pair[0] is "pin-value") throw new SealingException($"{where}: the PIN itself stands in the key's address; put it in a file of its own and name that as pin-source.");
            if (pair.Length != 2 || pair[0] is not ("token" or "serial" or "object" or "id" or "module-path" or "pin-source" or "type")) throw new SealingException($"{where}: '{pair[0]}' in the key's address is not known; expected token, serial, object, id, module-path, pin-source (RFC 7512).");
            // Percent-encoding gives bytes; an id is any bytes, so they are kept one to a character.
            read[pair[0]] = pair[0] == "id" ? Encoding.Latin1.GetString(System.Net.WebUtility.UrlDecodeToBytes(Encoding.ASCII.GetBytes(pair[1]), 0, pair[1].Length)!) : System.Uri.UnescapeDataString(pair[1]);
        }
        foreach (var needed in (string[])["object", "module-path", "pin-source"]) if (!read.ContainsKey(needed)) throw new SealingException($"{where}: {needed} is missing in the key's address; expected pkcs11:token=…;object=…?module-path=…&pin-source=file:…");
        if (!read.ContainsKey("token") && !read.ContainsKey("serial")) throw new SealingException($"{where}: the key's address names no token; expected token=… or serial=…");
        return read;
    }
}
