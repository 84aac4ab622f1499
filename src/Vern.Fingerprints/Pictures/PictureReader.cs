using System.Buffers.Binary;
using System.Text;
using Vern.Fingerprints.Digests;
using Vern.Fingerprints.Pdq;

namespace Vern.Fingerprints.Pictures;

/// <summary>
/// Fingerprints pictures: a file is read once, as a stream; its digests are made here as it goes by, its pixels in a process of its own that lives for this one picture under limits
/// (<see cref="DecodeWorker"/>). Nothing is written to a disk. Safe for many threads.
/// </summary>
/// <param name="program">What to start, and the arguments before the worker's own; <see cref="OfThisProgram"/> starts the running program again.</param>
/// <param name="limits">What one picture may take.</param>
public sealed class PictureReader(IReadOnlyList<string> program, DecodeLimits? limits = null)
{
    private readonly DecodeLimits _limits = limits ?? new();

    /// <summary>A reader that starts the running program again; its Main must hand over to <see cref="DecodeWorker.Run"/> when the first argument is <see cref="DecodeWorker.Verb"/>.</summary>
    public static PictureReader OfThisProgram(DecodeLimits? limits = null) => new(WorkerProcess.ThisProgram(), limits);

    /// <summary>True where libvips is installed.</summary>
    public static bool IsAvailable => OperatingSystem.IsLinux() && Vips.IsInstalled;

    /// <summary>Reads a stream to its end.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="cancel">Stops reading and decoding.</param>
    /// <exception cref="PictureException">The file has no fingerprint.</exception>
    /// <exception cref="PlatformNotSupportedException">This machine cannot decode; the message says what to install.</exception>
    public async Task<PictureFingerprint> ReadAsync(Stream stream, CancellationToken cancel = default)
    {
        using var worker = WorkerProcess.Start(program, [DecodeWorker.Verb, $"{_limits.Bytes}", $"{_limits.Pixels}", $"{_limits.Memory}", $"{_limits.Seconds}"]);
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        try
        {
            // What a decoder grumbles is nobody's to read, but must not fill the pipe.
            _ = worker.StandardError.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
            var answer = AnswerAsync(worker.StandardOutput.BaseStream, time.Token);
            var digests = await WorkerProcess.FeedAsync(worker, stream, time, _limits.Seconds, _limits.Seconds, cancel);
            return Read(await answer, digests);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new PictureException($"decoding takes longer than {_limits.Seconds} s");
        }
        finally
        {
            await WorkerProcess.EndAsync(worker);
        }
    }

    // The answer, never longer than the largest there is.
    private static async Task<byte[]> AnswerAsync(Stream output, CancellationToken cancel)
    {
        const int Most = 1 + DecodeWorker.HeadBytes + 256 + 4 * PdqHasher.LongestSide * PdqHasher.LongestSide;
        var answer = new byte[Most + 1];
        var length = await output.ReadAtLeastAsync(answer, answer.Length, throwOnEndOfStream: false, cancel);
        return length > Most ? [] : answer[..length];
    }

    private PictureFingerprint Read(byte[] answer, ExactDigests digests)
    {
        if (answer is [(byte)'E', .. var problem]) throw new PictureException(Encoding.UTF8.GetString(problem));
        if (answer is [(byte)'M', .. var missing]) throw new PlatformNotSupportedException(Encoding.UTF8.GetString(missing));
        if (answer is not [(byte)'P', .. var body] || body.Length < DecodeWorker.HeadBytes) throw Died();
        var head = Enumerable.Range(0, 6).Select(place => BinaryPrimitives.ReadInt32LittleEndian(body.AsSpan(4 * place))).ToArray();
        if (head is not [> 0, > 0, > 0 and <= PdqHasher.LongestSide, > 0 and <= PdqHasher.LongestSide, >= 1 and <= 4, >= 0 and <= 256]) throw Died();
        var pixels = body.AsSpan(DecodeWorker.HeadBytes + Math.Min(head[5], body.Length - DecodeWorker.HeadBytes));
        if (pixels.Length != head[2] * head[3] * head[4]) throw Died();
        var decoder = Encoding.UTF8.GetString(body, DecodeWorker.HeadBytes, head[5]);
        return new(PdqHasher.Hash(pixels, head[2], head[3], head[4]), PdqHasher.HashVariants(pixels, head[2], head[3], head[4]), digests,
            new(decoder, Provenance.NearestTo512, Provenance.Reference), head[0], head[1]);
    }

    private PictureException Died() => new($"the decoder died of it: the file is broken, or takes more than {_limits.Memory >> 20} MiB of memory or {_limits.Seconds} s");
}
