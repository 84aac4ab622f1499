using System.Globalization;
using Vern.Ledger.Checkpoints;
using Vern.Ledger.Log;

namespace Vern.Ledger.Tests;

/// <summary>
/// The test program's second face: a writer that appends until it is killed and says each index that it was answered for. Everything else goes to the test runner.
/// </summary>
public static class KilledWriter
{
    internal const string Word = "append-until-killed";

    public static async Task<int> Main(string[] args)
    {
        if (args is [Word, var folder, var secret]) return await AppendAsync(folder, NoteSigner.Parse(secret));
        if (args.Any(arg => arg is "--server" or "--internal-msbuild-node"))
            return await Xunit.MicrosoftTestingPlatform.TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions);
        return await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);
    }

    private static async Task<int> AppendAsync(string folder, NoteSigner signer)
    {
        await using var log = Directory.Exists(folder) ? LogWriter.Open(folder, signer) : LogWriter.Create(folder, signer);
        var next = log.Latest.Checkpoint.Size;
        var said = new Lock();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            await Task.Yield();
            while (true)
            {
                // Four at once: the place decides the content only after the answer, so each entry carries a number of its own.
                var number = Interlocked.Increment(ref next) - 1;
                var answer = await log.AppendAsync(LogBuilder.Entry(number));
                lock (said) Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{answer.FirstIndex} {number}"));
            }
        }));
        return 0;
    }
}
