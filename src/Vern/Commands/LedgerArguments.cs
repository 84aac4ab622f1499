using System.CommandLine;
using Vern.Ledger.Checkpoints;
using Vern.Ledger.Log;

namespace Vern.Commands;

/// <summary>What the verbs of <c>vern ledger</c> take alike: keys, and a log in a folder or at a URL.</summary>
internal static class LedgerArguments
{
    internal static Argument<string> Log() => new("LOG") { Description = "The log: a folder, or the URL that it is served under." };

    internal static Option<string> Key() => new("--key") { Description = "The log's public key, pinned: its text (NAME+ID+BASE64) or a file that holds it.", Required = true };

    internal static Option<string[]> Witnesses() => new("--witness") { Description = "Public key of a witness, text or file; may be given several times.", DefaultValueFactory = _ => [] };

    internal static Option<string> Secret() => new("--secret-file") { Description = "File with the secret key (made by: vern ledger keygen).", Required = true };

    internal static NoteKey ReadKey(string textOrFile)
    {
        try
        {
            return NoteKey.Parse((File.Exists(textOrFile) ? File.ReadAllText(textOrFile) : textOrFile).Trim());
        }
        catch (FormatException broken)
        {
            throw new InvalidDataException($"{(File.Exists(textOrFile) ? textOrFile : "--key or --witness")}: {broken.Message}", broken);
        }
    }

    internal static NoteSigner ReadSecret(string file)
    {
        if (!File.Exists(file)) throw new InvalidDataException($"--secret-file: {file}: no such file");
        try
        {
            return NoteSigner.Parse(File.ReadAllText(file).Trim());
        }
        catch (FormatException broken)
        {
            throw new InvalidDataException($"{file}: {broken.Message}", broken);
        }
    }

    internal static SignedCheckpoint ReadCheckpoint(string file, NoteKey key)
    {
        if (!File.Exists(file)) throw new InvalidDataException($"{file}: no such file, expected a checkpoint that was kept");
        try
        {
            return SignedCheckpoint.Open(File.ReadAllBytes(file), key);
        }
        catch (FormatException broken)
        {
            throw new InvalidDataException($"{file}: {broken.Message}", broken);
        }
    }

    internal static ILogSource Source(string log, HttpClient client)
    {
        if (Uri.TryCreate(log, UriKind.Absolute, out var url) && url.Scheme is "http" or "https") return new HttpSource(client, url);
        return Directory.Exists(log) ? new FolderSource(log) : throw new InvalidDataException($"{log}: no such folder, and no http(s) URL");
    }

    internal static HttpClient Client() => new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(60) };

    internal static IProgress<double>? Progress(string doing) => Console.IsErrorRedirected ? null : new Bar(doing);

    /// <summary>Runs a verb's work: what is wrong with the input or the call is one line and exit code 2.</summary>
    internal static async Task<int> RunAsync(Func<Task<int>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception problem) when (problem is InvalidDataException or IOException or UnauthorizedAccessException or HttpRequestException or PlatformNotSupportedException or ArgumentException)
        {
            Console.Error.WriteLine(problem.Message.ReplaceLineEndings(" "));
            return 2;
        }
    }

    // Written at once and in order, unlike Progress<T>, whose last call may come after the result.
    private sealed class Bar(string doing) : IProgress<double>
    {
        private int shown = -1;

        public void Report(double value)
        {
            var percent = (int)(value * 100);
            if (percent == shown) return;
            shown = percent;
            Console.Error.Write($"\r{doing} {percent} %   {(percent == 100 ? "\r" : "")}");
        }
    }
}
