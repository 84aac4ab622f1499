using Vern.Fingerprints.Films;
using Vern.Fingerprints.Pictures;

namespace Vern.Fingerprints.Tests;

/// <summary>The test program's second face: the process that decodes one picture or film. Everything else goes to the test runner.</summary>
public static class Program
{
    public static async Task<int> Main(string[] args)
    {
        if (args is [DecodeWorker.Verb, ..]) return DecodeWorker.Run(args);
        if (args is [FilmWorker.Verb, ..]) return FilmWorker.Run(args);
        if (args.Any(arg => arg is "--server" or "--internal-msbuild-node"))
            return await Xunit.MicrosoftTestingPlatform.TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions);
        return await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);
    }
}
