using System.Security.Cryptography;
using System.Text;

namespace Vern.Platform.Sealing;

/// <summary>
/// The workspace's key, which wraps all others: 32 random bytes in base 64, in an environment variable of the workspace's own (<see cref="VariableOf"/>) or in the file
/// <c>DATA/keys/WORKSPACE.key</c> (made on first start, its owner's alone; a link to a file elsewhere will do). In either place may stand the address of a key in a hardware module instead
/// (PKCS#11, <c>pkcs11:token=…;object=…?module-path=…&amp;pin-source=file:…</c>): that key never leaves the module. While keys are re-wrapped there are two, the new one first.
/// </summary>
public sealed class WorkspaceKey
{
    /// <summary>The environment variable of the national unit; it goes before the file.</summary>
    public const string Variable = "VERN_WORKSPACE_KEY";

    /// <summary>The environment variable of a workspace: <see cref="Variable"/> for the national unit, <c>VERN_WORKSPACE_KEY_ROSA_NORD</c> for <c>rosa-nord</c>. No workspace is opened with another's.</summary>
    public static string VariableOf(string workspace)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        return workspace == Workspaces.Workspace.NationalId ? Variable : $"{Variable}_{workspace.ToUpperInvariant().Replace('-', '_')}";
    }

    private const int KeyBytes = 32, NonceBytes = 12, TagBytes = 16;
    private readonly IReadOnlyDictionary<string, Held> byId;

    // The words of a file or variable: bytes that are here, or a key in a module, which alone can use it.
    private sealed record Held(string Id, string Word, byte[]? Bytes, HardwareKey? Module)
    {
        public static Held Of(byte[] key) => new(IdOf(key), Convert.ToBase64String(key), key, null);
        public static Held Of(HardwareKey key) => new(key.Id, key.Uri, null, key);
    }

    private WorkspaceKey(IReadOnlyList<Held> keys, string? file, string where)
    {
        Where = where;
        byId = keys.DistinctBy(key => key.Id).ToDictionary(key => key.Id, StringComparer.Ordinal);
        (CurrentId, Ids, File) = (keys[0].Id, [.. keys.Select(key => key.Id).Distinct(StringComparer.Ordinal)], file);
    }

    /// <summary>The id of the key that wraps: 16 hexadecimal digits that tell nothing of it.</summary>
    public string CurrentId { get; }
    /// <summary>All ids, the current one first.</summary>
    public IReadOnlyList<string> Ids { get; }
    /// <summary>Where it is from: the file or the environment variable.</summary>
    public string Where { get; }
    /// <summary>The file it is from; null when it is from the environment.</summary>
    public string? File { get; }

    /// <summary>Reads the key.</summary>
    /// <param name="dataFolder">The data folder.</param>
    /// <param name="workspace">The workspace.</param>
    /// <param name="mayMake">Whether a new file is made where there is neither: only while nothing is wrapped yet.</param>
    /// <param name="variable">The environment variable's value; read from the environment when null.</param>
    /// <exception cref="SealingException">There is none, or it is no key.</exception>
    public static async Task<WorkspaceKey> OpenAsync(string dataFolder, string workspace, bool mayMake, string? variable = null)
    {
        var name = VariableOf(workspace);
        variable ??= Environment.GetEnvironmentVariable(name);
        if (!string.IsNullOrWhiteSpace(variable)) return Parse(variable, name, null, mayMake);
        var file = Path.GetFullPath(Path.Combine(dataFolder, "keys", $"{workspace}.key"));
        if (!System.IO.File.Exists(file))
        {
            if (!mayMake) throw new SealingException($"{file}: the workspace's key is not there, and what is sealed cannot be opened without it; restore it from its back-up, or set {name}.");
            await SecretFile.WriteNewAsync(file, Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyBytes)) + "\n"));
        }
        file = System.IO.File.ResolveLinkTarget(file, returnFinalTarget: true)?.FullName ?? file; // a new key goes where the old one is, not beside the link
        if (!OperatingSystem.IsWindows() && (System.IO.File.GetUnixFileMode(file) & (UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite)) != UnixFileMode.None)
            throw new SealingException($"{file}: others than its owner can read or write the workspace's key; set its mode to 600.");
        return Parse(await System.IO.File.ReadAllTextAsync(file), file, file, mayMake);
    }

    /// <summary>Puts a new key before the others in the file: the first half of a rotation.</summary>
    /// <exception cref="SealingException">The key is in the environment or in a hardware module: the operator puts a new one before the old one, with a blank between.</exception>
    public async Task<WorkspaceKey> WithNewAsync(CancellationToken cancel = default)
    {
        if (File is null) throw new SealingException($"The workspace's key is in {Where}: put a new one (32 bytes in base 64) before the old one with a blank between, run this again, then take the old one away.");
        if (byId[CurrentId].Module is not null) throw new SealingException($"The workspace's key is in a hardware module: make a new one with the module's own tool, put its address before the old one in {File} with a blank between, and run this again.");
        Held[] keys = [Held.Of(RandomNumberGenerator.GetBytes(KeyBytes)), .. Ids.Select(id => byId[id])];
        await SecretFile.WriteAsync(File, Lines(keys), cancel);
        return new(keys, File, Where);
    }

    /// <summary>Takes all but the current key out of the file: the last half, when nothing is wrapped by them any more.</summary>
    public async Task<WorkspaceKey> OnlyCurrentAsync(CancellationToken cancel = default)
    {
        if (File is not null && Ids.Count > 1) await SecretFile.WriteAsync(File, Lines([byId[CurrentId]]), cancel);
        return new([byId[CurrentId]], File, Where);
    }

    /// <summary>Wraps a key under the current one.</summary>
    internal byte[] Wrap(string id, ReadOnlySpan<byte> key)
    {
        if (byId[CurrentId].Module is { } module) return module.Wrap(Context(id), key);
        var box = new byte[NonceBytes + key.Length + TagBytes];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceBytes));
        using var aes = new AesGcm(byId[CurrentId].Bytes!, TagBytes);
        aes.Encrypt(box.AsSpan(0, NonceBytes), key, box.AsSpan(NonceBytes, key.Length), box.AsSpan(NonceBytes + key.Length), Context(id));
        return box;
    }

    /// <summary>The key that was wrapped.</summary>
    /// <exception cref="SealingException">By a key that is not here, or altered.</exception>
    internal byte[] Unwrap(string id, string by, ReadOnlySpan<byte> box)
    {
        if (!byId.TryGetValue(by, out var mine)) throw new SealingException($"A key is wrapped by the workspace's key {by}, which is not here ({string.Join(", ", Ids)} is); restore it.");
        if (box.Length < NonceBytes + TagBytes) throw Altered(id);
        if (mine.Module is { } module) return module.Unwrap(Context(id), box) ?? throw Altered(id);
        var key = new byte[box.Length - NonceBytes - TagBytes];
        using var aes = new AesGcm(mine.Bytes!, TagBytes);
        try
        {
            aes.Decrypt(box[..NonceBytes], box[NonceBytes..^TagBytes], box[^TagBytes..], key, Context(id));
            return key;
        }
        catch (AuthenticationTagMismatchException)
        {
            throw Altered(id);
        }
    }

    /// <summary>The same keys, wrapping with this one.</summary>
    internal WorkspaceKey Leading(string id) => new([byId[id], .. Ids.Where(other => other != id).Select(other => byId[other])], File, Where);

    internal bool Has(string id) => byId.ContainsKey(id);

    internal static WorkspaceKey Parse(string text, string where, string? file, bool mayMake = false)
    {
        var keys = new List<Held>();
        foreach (var word in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (word.StartsWith(HardwareKey.Scheme, StringComparison.Ordinal))
            {
                keys.Add(Held.Of(HardwareKey.Open(word, where, mayMake)));
                continue;
            }
            var bytes = new byte[KeyBytes + 3];
            if (!Convert.TryFromBase64String(word, bytes, out var length) || length != KeyBytes) throw new SealingException($"{where}: not a workspace's key; 32 bytes in base 64, or the address of a key in a hardware module (pkcs11:…), were expected.");
            keys.Add(Held.Of(bytes[..KeyBytes]));
        }
        return keys.Count > 0 ? new(keys, file, where) : throw new SealingException($"{where}: holds no key; 32 bytes in base 64 were expected.");
    }

    private static byte[] Lines(IEnumerable<Held> keys) => Encoding.UTF8.GetBytes(string.Concat(keys.Select(key => key.Word + "\n")));
    private static string IdOf(byte[] key) => Convert.ToHexStringLower(HKDF.DeriveKey(HashAlgorithmName.SHA256, key, 8, info: "vern workspace key id 1"u8.ToArray()));
    private static byte[] Context(string id) => Encoding.ASCII.GetBytes($"vern wrapped key 1\n{id}");
    private static SealingException Altered(string id) => new($"The wrapped key {id} does not open: the key store was altered.");
}
