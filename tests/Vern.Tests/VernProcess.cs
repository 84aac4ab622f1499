using System.Diagnostics;

namespace Vern.Tests;

/// <summary>What a run of the executable gave.</summary>
/// <param name="Code">Exit code.</param>
/// <param name="Out">Standard output.</param>
/// <param name="Error">Standard error.</param>
internal sealed record Ran(int Code, string Out, string Error);

/// <summary>Runs the executable as a script would: a process of its own, output piped.</summary>
internal static class VernProcess
{
    /// <summary>The program: as <c>./vern</c> runs it, compiled ahead, where tests/run.sh says so; otherwise as it was built beside the tests.</summary>
    public static string Program { get; } = Environment.GetEnvironmentVariable("VERN_TEST_PROGRAM") is { Length: > 0 } ahead ? ahead : Path.Combine(AppContext.BaseDirectory, "vern.dll");

    /// <summary>Starts <c>vern</c> with these arguments; what it says is read and thrown away.</summary>
    public static Process Start(params string[] arguments)
    {
        var process = Begin(arguments);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static Process Begin(string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, WorkingDirectory = Path.GetTempPath() };
        start.ArgumentList.Add(Program);
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }

    /// <summary>Runs <c>vern</c> with these arguments; five minutes at most.</summary>
    public static async Task<Ran> RunAsync(params string[] arguments)
    {
        using var process = Begin(arguments);
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        var output = process.StandardOutput.ReadToEndAsync(limit.Token);
        var error = process.StandardError.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        return new Ran(process.ExitCode, await output, await error);
    }
}

/// <summary>A folder that goes when the test ends.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    /// <summary>Absolute path.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("vern-test-").FullName;
    /// <summary>A file in it with this text; its path.</summary>
    public string File(string name, string text)
    {
        var file = System.IO.Path.Combine(Path, name);
        System.IO.File.WriteAllText(file, text);
        return file;
    }
    /// <summary>A path in it.</summary>
    public string this[string name] => System.IO.Path.Combine(Path, name);
    /// <inheritdoc />
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
