using System.Globalization;
using System.Text;
using Vern.Ledger.Checkpoints;
using Vern.Ledger.Log;
using Vern.Ledger.Proofs;

namespace Vern.Ledger.Tests;

/// <summary>A log in a folder of its own that goes with the test.</summary>
internal sealed class LogBuilder : IDisposable
{
    internal const string Origin = "vern.example/test";

    internal LogBuilder(NoteSigner? signer = null)
    {
        Signer = signer ?? NoteSigner.Generate(Origin, NoteSigner.Preferred);
        Top = Directory.CreateTempSubdirectory("vern-ledger-").FullName;
        Folder = Path.Combine(Top, "ledger");
    }

    internal NoteSigner Signer { get; }

    internal string Top { get; }

    internal string Folder { get; }

    internal FolderSource Source => new(Folder);

    internal SignedCheckpoint Checkpoint => SignedCheckpoint.Open(File.ReadAllBytes(Path.Combine(Folder, "checkpoint")), Signer.Key);

    internal static byte[] Entry(long i) => Encoding.UTF8.GetBytes("entry " + i.ToString(CultureInfo.InvariantCulture) + new string('.', (int)(i % 13)));

    internal static ReadOnlyMemory<byte>[] Entries(long from, long to) => [.. Enumerable.Range((int)from, (int)(to - from)).Select(i => (ReadOnlyMemory<byte>)Entry(i))];

    /// <summary>A log of so many entries, appended in parts of the given size, and closed.</summary>
    internal async Task<LogBuilder> WithAsync(int entries, int part = 100)
    {
        await using var log = LogWriter.Create(Folder, Signer);
        for (var at = 0; at < entries; at += part) await log.AppendAsync(Entries(at, Math.Min(entries, at + part)));
        return this;
    }

    internal VerifyReport Verify(SignedCheckpoint? since = null, params NoteKey[] witnesses) =>
        LogVerifier.Verify(Source, new VerifyOptions(Signer.Key) { Since = since, Witnesses = witnesses });

    /// <summary>A copy of the folder and what the writer keeps beside it.</summary>
    internal string CopyTo(string name)
    {
        var copy = Path.Combine(Top, name, "ledger");
        Copy(Folder, copy);
        if (Directory.Exists(Folder + ".work")) Copy(Folder + ".work", copy + ".work");
        return copy;
    }

    internal static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var folder in Directory.GetDirectories(from, "*", SearchOption.AllDirectories)) Directory.CreateDirectory(Path.Combine(to, Path.GetRelativePath(from, folder)));
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            // Read shared: the lock file may be held by a living writer.
            if (Path.GetFileName(file) == "lock") File.WriteAllBytes(Path.Combine(to, Path.GetRelativePath(from, file)), "o"u8);
            else File.Copy(file, Path.Combine(to, Path.GetRelativePath(from, file)), overwrite: true);
        }
    }

    public void Dispose() => Directory.Delete(Top, recursive: true);
}
