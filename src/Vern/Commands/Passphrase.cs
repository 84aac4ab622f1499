using System.Text;

namespace Vern.Commands;

/// <summary>A passphrase from a file, from the environment variable VERN_PASSPHRASE, or typed at the terminal without being shown. Never from the command line, which others can see.</summary>
public static class Passphrase
{
    /// <summary>Asks for it.</summary>
    /// <exception cref="FormatException">There is none and nobody to ask.</exception>
    public static async Task<string> AskAsync(FileInfo? file, string what, CancellationToken cancel)
    {
        if (file is not null) return file.Exists ? (await File.ReadAllTextAsync(file.FullName, cancel)).Trim() : throw new FormatException($"--passphrase-file {file.Name}: there is no such file");
        if (Environment.GetEnvironmentVariable("VERN_PASSPHRASE") is { Length: > 0 } known) return known;
        if (Console.IsInputRedirected) throw new FormatException($"{what}: is under a passphrase; --passphrase-file or VERN_PASSPHRASE was expected");
        await Console.Error.WriteAsync($"Passphrase of {what}: ");
        var typed = new StringBuilder();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } pressed)
        {
            if (pressed.Key is ConsoleKey.Backspace) typed.Length = Math.Max(0, typed.Length - 1);
            else if (!char.IsControl(pressed.KeyChar)) typed.Append(pressed.KeyChar);
        }
        await Console.Error.WriteLineAsync();
        return typed.ToString();
    }
}
