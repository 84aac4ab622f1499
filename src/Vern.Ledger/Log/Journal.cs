using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Vern.Ledger.Log;

/// <summary>A record of the journal: a signed checkpoint and the entries that it has more than the record before it.</summary>
/// <param name="Note">The signed checkpoint's text.</param>
/// <param name="Entries">The entries, as a bundle; empty in the first record, which says where the journal starts.</param>
internal sealed record JournalRecord(string Note, ReadOnlyMemory<byte> Entries);

/// <summary>
/// What was appended since the log's files were last brought to the disk: one write and one fsync make a whole batch durable, the tiles may follow.
/// A record is <c>vernjrn1</c>, its length, the record, and SHA-256 over all of it. A torn record can only be the last one and was never answered for.
/// </summary>
internal sealed class Journal : IDisposable
{
    private const int LengthAt = 8, PayloadAt = 12;
    private static readonly byte[] Mark = "vernjrn1"u8.ToArray();

    private readonly SafeFileHandle handle;

    private Journal(SafeFileHandle handle, long length) => (this.handle, Length) = (handle, length);

    /// <summary>Bytes so far.</summary>
    internal long Length { get; private set; }

    /// <summary>Called with the number of bytes before each write: where a test lets the disk be full.</summary>
    internal Action<long>? BeforeWrite { get; init; }

    /// <summary>True when a write failed in such a way that nobody knows whether its record is on the disk.</summary>
    internal bool Uncertain { get; private set; }

    /// <summary>Writes the first record of a new journal beside the old one. It may fail, and the old one stays.</summary>
    internal static void Prepare(string file, string note, Action<long>? beforeWrite)
    {
        var record = Write(new JournalRecord(note, ReadOnlyMemory<byte>.Empty));
        beforeWrite?.Invoke(record.Length);
        using var fresh = File.OpenHandle(file + ".new", FileMode.Create, FileAccess.Write);
        RandomAccess.Write(fresh, record, 0);
        RandomAccess.FlushToDisk(fresh);
    }

    /// <summary>Puts the prepared journal in the place of the old one.</summary>
    internal static Journal Start(string file, Action<long>? beforeWrite)
    {
        File.Move(file + ".new", file, overwrite: true);
        DurableFile.SyncFolder(Path.GetDirectoryName(file)!);
        var started = File.OpenHandle(file, FileMode.Open, FileAccess.Write);
        return new Journal(started, RandomAccess.GetLength(started)) { BeforeWrite = beforeWrite };
    }

    /// <summary>The records of a journal. What follows the last whole one is left out if it can be a torn write.</summary>
    /// <exception cref="InvalidDataException">A record is broken though whole ones follow: that is no torn write. The message names file and offset.</exception>
    internal static List<JournalRecord> Read(string file)
    {
        var records = new List<JournalRecord>();
        if (!File.Exists(file)) return records;
        var bytes = File.ReadAllBytes(file).AsMemory();
        var at = 0;
        while (TryRead(bytes[at..], out var record, out var length))
        {
            records.Add(record!);
            at += length;
        }
        for (var next = at; next < bytes.Length; next++)
        {
            var found = bytes.Span[next..].IndexOf(Mark);
            if (found < 0) break;
            next += found;
            if (next > at && TryRead(bytes[next..], out _, out _))
                throw new InvalidDataException($"{file}: altered at byte {at} to {next}: a record there is broken, and whole ones follow it");
        }
        return records;
    }

    /// <summary>Adds a record; on return it is on the disk.</summary>
    /// <exception cref="IOException">It is not, and nothing of it remains; or, where <see cref="Uncertain"/> is true, nobody knows.</exception>
    internal void Append(JournalRecord record)
    {
        var bytes = Write(record);
        try
        {
            BeforeWrite?.Invoke(bytes.Length);
            RandomAccess.Write(handle, bytes, Length);
        }
        catch (IOException)
        {
            Uncertain = true;
            RandomAccess.SetLength(handle, Length);
            Uncertain = false;
            throw;
        }
        Uncertain = true;
        RandomAccess.FlushToDisk(handle);
        Uncertain = false;
        Length += bytes.Length;
    }

    /// <inheritdoc/>
    public void Dispose() => handle.Dispose();

    private static byte[] Write(JournalRecord record)
    {
        var note = Encoding.UTF8.GetBytes(record.Note);
        var payload = 4 + note.Length + record.Entries.Length;
        var bytes = new byte[PayloadAt + payload + SHA256.HashSizeInBytes];
        Mark.CopyTo(bytes, 0);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(LengthAt), payload);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(PayloadAt), note.Length);
        note.CopyTo(bytes, PayloadAt + 4);
        record.Entries.Span.CopyTo(bytes.AsSpan(PayloadAt + 4 + note.Length));
        SHA256.HashData(bytes.AsSpan(0, PayloadAt + payload), bytes.AsSpan(PayloadAt + payload));
        return bytes;
    }

    private static bool TryRead(ReadOnlyMemory<byte> bytes, out JournalRecord? record, out int length)
    {
        (record, length) = (null, 0);
        var span = bytes.Span;
        if (span.Length < PayloadAt + 4 || !span.StartsWith(Mark)) return false;
        var payload = BinaryPrimitives.ReadInt32BigEndian(span[LengthAt..]);
        if (payload < 4 || payload > span.Length - PayloadAt - SHA256.HashSizeInBytes) return false;
        if (!SHA256.HashData(span[..(PayloadAt + payload)]).AsSpan().SequenceEqual(span.Slice(PayloadAt + payload, SHA256.HashSizeInBytes))) return false;
        var note = BinaryPrimitives.ReadInt32BigEndian(span[PayloadAt..]);
        if (note < 0 || note > payload - 4) return false;
        record = new JournalRecord(Encoding.UTF8.GetString(span.Slice(PayloadAt + 4, note)), bytes.Slice(PayloadAt + 4 + note, payload - 4 - note));
        length = PayloadAt + payload + SHA256.HashSizeInBytes;
        return true;
    }
}
