using System.Runtime.InteropServices;
using System.Text;

namespace Vern.Platform.Sealing;

/// <summary>
/// A hardware module for keys behind the C interface of PKCS#11 (OASIS, "PKCS #11 Cryptographic Token Interface Base Specification", version 2.40; AES-GCM from its "Current Mechanisms", 2.12):
/// only what <see cref="HardwareKey"/> needs. A module is loaded once a process. Not on Windows, where the interface's structures are laid out otherwise.
/// </summary>
internal sealed unsafe class HardwareModule
{
    private const nuint Ok = 0, AlreadyInitialized = 0x191, AlreadyLoggedIn = 0x100;
    private const nuint SecretKey = 4, Aes = 0x1F, AesKeyGen = 0x1080, AesGcm = 0x1087;
    private const nuint Class = 0, Token = 1, Private = 2, Label = 3, KeyType = 0x100, Id = 0x102, Sensitive = 0x103, Encrypt = 0x104, Decrypt = 0x105, ValueLength = 0x161, Extractable = 0x162;
    private static readonly Dictionary<string, HardwareModule> Loaded = new(StringComparer.Ordinal);
    private readonly void** functions;
    private readonly string path;

    private HardwareModule(string path, void** functions)
    {
        this.path = path;
        this.functions = functions;
    }

    /// <summary>Loads a module, or finds the one that is loaded.</summary>
    /// <exception cref="SealingException">It cannot be loaded, or is no such module.</exception>
    public static HardwareModule Load(string path)
    {
        if (OperatingSystem.IsWindows()) throw new SealingException($"{path}: keys in hardware need Linux or another Unix.");
        lock (Loaded)
        {
            if (Loaded.TryGetValue(path, out var there)) return there;
            if (!NativeLibrary.TryLoad(path, out var library)) throw new SealingException($"{path}: the hardware module cannot be loaded; the path of its PKCS#11 library was expected in module-path.");
            if (!NativeLibrary.TryGetExport(library, "C_GetFunctionList", out var list)) throw new SealingException($"{path}: not a PKCS#11 library.");
            void* table;
            Check(((delegate* unmanaged[Cdecl]<void**, nuint>)list)(&table), path, "C_GetFunctionList");
            var module = new HardwareModule(path, (void**)((byte*)table + sizeof(nint))); // after the version, the functions in the specification's order
            var arguments = new InitializeArguments { Flags = 2 }; // CKF_OS_LOCKING_OK: several threads call
            var begun = ((delegate* unmanaged[Cdecl]<InitializeArguments*, nuint>)module.functions[0])(&arguments);
            if (begun != AlreadyInitialized) Check(begun, path, "C_Initialize");
            return Loaded[path] = module;
        }
    }

    /// <summary>A session on the token of this label or serial number, logged in.</summary>
    /// <exception cref="SealingException">There is no such token or more than one, or the PIN is wrong.</exception>
    public nuint Open(string? label, string? serial, ReadOnlySpan<byte> pin)
    {
        nuint count = 0;
        Check(((delegate* unmanaged[Cdecl]<byte, nuint*, nuint*, nuint>)functions[4])(1, null, &count), path, "C_GetSlotList");
        var slots = new nuint[(int)count];
        fixed (nuint* all = slots) Check(((delegate* unmanaged[Cdecl]<byte, nuint*, nuint*, nuint>)functions[4])(1, all, &count), path, "C_GetSlotList");
        var found = slots.AsSpan(0, (int)count).ToArray().Where(slot => Matches(slot, label, serial)).ToList();
        if (found.Count != 1) throw new SealingException($"{path}: {(found.Count == 0 ? "no token" : $"{found.Count} tokens")} with the label '{label}'{(serial is null ? "" : $" and the serial number '{serial}'")} there, expected one.");
        nuint session;
        Check(((delegate* unmanaged[Cdecl]<nuint, nuint, void*, void*, nuint*, nuint>)functions[12])(found[0], 4 | 2, null, null, &session), path, "C_OpenSession"); // serial, read and write
        fixed (byte* secret = pin)
        {
            var login = ((delegate* unmanaged[Cdecl]<nuint, nuint, byte*, nuint, nuint>)functions[18])(session, 1, secret, (nuint)pin.Length);
            if (login != AlreadyLoggedIn) Check(login, path, "C_Login");
        }
        return session;
    }

    /// <summary>The AES keys of this label and, where one is given, this id: handle and id of each.</summary>
    public IReadOnlyList<(nuint Handle, byte[] Id)> Find(nuint session, string label, byte[]? id)
    {
        var found = new List<(nuint, byte[])>();
        var (type, kind, name) = (SecretKey, Aes, Encoding.UTF8.GetBytes(label));
        fixed (byte* named = name)
        fixed (byte* ided = id)
        {
            var wanted = stackalloc Attribute[4] { new(Class, &type, (nuint)sizeof(nuint)), new(KeyType, &kind, (nuint)sizeof(nuint)), new(Label, named, (nuint)name.Length), new(Id, ided, (nuint)(id?.Length ?? 0)) };
            Check(((delegate* unmanaged[Cdecl]<nuint, Attribute*, nuint, nuint>)functions[26])(session, wanted, id is null ? 3u : 4u), path, "C_FindObjectsInit");
        }
        var handles = stackalloc nuint[8];
        nuint count = 0;
        Check(((delegate* unmanaged[Cdecl]<nuint, nuint*, nuint, nuint*, nuint>)functions[27])(session, handles, 8, &count), path, "C_FindObjects");
        Check(((delegate* unmanaged[Cdecl]<nuint, nuint>)functions[28])(session), path, "C_FindObjectsFinal");
        var room = stackalloc byte[256];
        for (var i = 0; i < (int)count; i++)
        {
            var asked = new Attribute(Id, room, 256);
            Check(((delegate* unmanaged[Cdecl]<nuint, nuint, Attribute*, nuint, nuint>)functions[24])(session, handles[i], &asked, 1), path, "C_GetAttributeValue");
            found.Add((handles[i], new ReadOnlySpan<byte>(room, (int)asked.Length).ToArray()));
        }
        return found;
    }

    /// <summary>Makes an AES key of 256 bits that stays in the token and never leaves it.</summary>
    public nuint Make(nuint session, string label, byte[] id)
    {
        var (type, kind, yes, no, length, name) = (SecretKey, Aes, (byte)1, (byte)0, (nuint)32, Encoding.UTF8.GetBytes(label));
        nuint made;
        fixed (byte* named = name)
        fixed (byte* ided = id)
        {
            var template = stackalloc Attribute[11]
            {
                new(Class, &type, (nuint)sizeof(nuint)), new(KeyType, &kind, (nuint)sizeof(nuint)), new(Token, &yes, 1), new(Private, &yes, 1), new(Sensitive, &yes, 1), new(Extractable, &no, 1),
                new(Encrypt, &yes, 1), new(Decrypt, &yes, 1), new(ValueLength, &length, (nuint)sizeof(nuint)), new(Label, named, (nuint)name.Length), new(Id, ided, (nuint)id.Length),
            };
            var mechanism = new Mechanism(AesKeyGen, null, 0);
            Check(((delegate* unmanaged[Cdecl]<nuint, Mechanism*, Attribute*, nuint, nuint*, nuint>)functions[58])(session, &mechanism, template, 11, &made), path, "C_GenerateKey");
        }
        return made;
    }

    /// <summary>AES-256-GCM with a tag of 16 bytes, done in the module.</summary>
    /// <param name="session">A session that is logged in.</param>
    /// <param name="key">The key's handle.</param>
    /// <param name="encrypt">Encrypt, or else decrypt.</param>
    /// <param name="nonce">12 bytes.</param>
    /// <param name="context">What is authenticated beside it.</param>
    /// <param name="input">Plain text; or cipher text and tag.</param>
    /// <param name="output">Cipher text and tag, 16 bytes longer; or plain text, 16 bytes shorter.</param>
    /// <returns>The module's answer: 0, or why not.</returns>
    public nuint Crypt(nuint session, nuint key, bool encrypt, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> context, ReadOnlySpan<byte> input, Span<byte> output)
    {
        // Some modules want room for the tag when they decrypt too.
        var room = new byte[input.Length + 16];
        var length = (nuint)room.Length;
        fixed (byte* vector = nonce)
        fixed (byte* beside = context)
        fixed (byte* from = input)
        fixed (byte* to = room)
        {
            var gcm = new GcmParameters { Vector = vector, VectorLength = (nuint)nonce.Length, VectorBits = (nuint)(nonce.Length * 8), Beside = beside, BesideLength = (nuint)context.Length, TagBits = 128 };
            var mechanism = new Mechanism(AesGcm, &gcm, (nuint)sizeof(GcmParameters));
            var answer = ((delegate* unmanaged[Cdecl]<nuint, Mechanism*, nuint, nuint>)functions[encrypt ? 29 : 33])(session, &mechanism, key);
            if (answer == Ok) answer = ((delegate* unmanaged[Cdecl]<nuint, byte*, nuint, byte*, nuint*, nuint>)functions[encrypt ? 30 : 34])(session, from, (nuint)input.Length, to, &length);
            if (answer != Ok) return answer;
        }
        if (length != (nuint)output.Length) throw new SealingException($"{path}: the module answered {length} bytes where {output.Length} were expected.");
        room.AsSpan(0, output.Length).CopyTo(output);
        System.Security.Cryptography.CryptographicOperations.ZeroMemory(room);
        return Ok;
    }

    /// <summary>Whether an answer says that the session is over, so that a new one may help: device or token taken out, session closed, not logged in.</summary>
    public static bool IsOver(nuint answer) => answer is 0x30 or 0x31 or 0x32 or 0xB0 or 0xB3 or 0xE0 or 0x101;

    private bool Matches(nuint slot, string? label, string? serial)
    {
        var info = stackalloc byte[256]; // CK_TOKEN_INFO: label 32, maker 32, model 16, serial number 16, padded with blanks; then numbers
        if (((delegate* unmanaged[Cdecl]<nuint, byte*, nuint>)functions[6])(slot, info) != Ok) return false;
        static string Text(byte* from, int length) => Encoding.UTF8.GetString(from, length).TrimEnd(' ', '\0');
        return (label is null || Text(info, 32) == label) && (serial is null || Text(info + 80, 16) == serial);
    }

    private static void Check(nuint answer, string path, string call)
    {
        if (answer == Ok) return;
        throw new SealingException(answer switch
        {
            0xA0 or 0xA1 or 0xA2 => $"{path}: the token does not accept the PIN; see pin-source.",
            0xA4 => $"{path}: the token's PIN is locked; unlock it with the module's own tool.",
            _ => $"{path}: the hardware module refused {call} (0x{answer:x}).",
        });
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct InitializeArguments
    {
        public nint CreateMutex, DestroyMutex, LockMutex, UnlockMutex;
        public nuint Flags;
        public nint Reserved;
    }

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Attribute(nuint type, void* value, nuint length)
    {
        public readonly nuint Type = type;
        public readonly void* Value = value;
        public readonly nuint Length = length;
    }

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Mechanism(nuint type, void* parameter, nuint length)
    {
        public readonly nuint Type = type;
        public readonly void* Parameter = parameter;
        public readonly nuint Length = length;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct GcmParameters
    {
        public byte* Vector;
        public nuint VectorLength, VectorBits;
        public byte* Beside;
        public nuint BesideLength, TagBits;
    }
}
