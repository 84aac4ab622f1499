using System.Diagnostics;
using System.Reflection;
using Vern.Fingerprints.Digests;

namespace Vern.Fingerprints.Pictures;

/// <summary>A process that decodes one file: how it is started, how the file goes to it while its digests are made, and how it ends.</summary>
internal static class WorkerProcess
{
    // The collector of the decoding process has little to hold: files lie outside its heap.
    private const string HeapLimit = "0x4000000";

    /// <summary>What starts the running program again.</summary>
    internal static IReadOnlyList<string> ThisProgram()
    {
        var path = Environment.ProcessPath ?? throw new PlatformNotSupportedException("the running program's own path is not known");
        return Path.GetFileNameWithoutExtension(path) is "dotnet" ? [path, Assembly.GetEntryAssembly()!.Location] : [path];
    }

    /// <summary>Starts it; nothing of our surroundings (keys, connections) goes along, and no socket or trace is made under /tmp.</summary>
    internal static Process Start(IReadOnlyList<string> program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program[0])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        foreach (var argument in program.Skip(1).Concat(arguments)) start.ArgumentList.Add(argument);
        var root = Environment.GetEnvironmentVariable("DOTNET_ROOT");
        start.Environment.Clear();
        if (root is not null) start.Environment["DOTNET_ROOT"] = root;
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        start.Environment["DOTNET_GCHeapHardLimit"] = HeapLimit;
        start.Environment["DOTNET_TieredPGO"] = "0";
        return Process.Start(start) ?? throw new PlatformNotSupportedException("the decoding process does not start");
    }

    /// <summary>Reads a stream to its end, once: to the process, and for the digests. The clock runs while the process takes a piece, and when it has them all; not while we wait for one.</summary>
    /// <param name="worker">The process.</param>
    /// <param name="stream">The file.</param>
    /// <param name="time">Is set to end after <paramref name="taking"/> seconds for each piece and after <paramref name="seconds"/> when all is read.</param>
    /// <param name="taking">Seconds.</param>
    /// <param name="seconds">Seconds.</param>
    /// <param name="cancel">Stops the reading.</param>
    internal static async Task<ExactDigests> FeedAsync(Process worker, Stream stream, CancellationTokenSource time, int taking, int seconds, CancellationToken cancel)
    {
        var input = worker.StandardInput.BaseStream;
        var listens = true;
        var digests = await ExactDigests.ReadAsync(stream, async (piece, _) =>
        {
            if (!listens) return;
            time.CancelAfter(TimeSpan.FromSeconds(taking));
            try
            {
                await input.WriteAsync(piece, time.Token);
            }
            catch (IOException)
            {
                // It has answered already, or died: its answer tells. The digests go on.
                listens = false;
            }
            time.CancelAfter(Timeout.Infinite);
        }, cancel);
        time.CancelAfter(TimeSpan.FromSeconds(seconds));
        try
        {
            input.Close();
        }
        catch (IOException)
        {
            // As above.
        }
        return digests;
    }

    /// <summary>Ends it if it has not.</summary>
    internal static async Task EndAsync(Process worker)
    {
        if (!worker.HasExited) worker.Kill();
        await worker.WaitForExitAsync(CancellationToken.None);
    }
}
