using System.ComponentModel;
using System.Diagnostics;

namespace Vern.Persons.StatusReport;

/// <summary>A PDF could not be made; the message says why and what to do.</summary>
public sealed class PdfUnavailableException(string message) : Exception(message);

/// <summary>Prints a report's HTML as a tagged PDF by a headless Chromium, which is the one program that Vern asks the machine for.</summary>
public static class PrintPdf
{
    private static readonly string[] Places = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/usr/bin/google-chrome-stable"];

    /// <summary>The browser's path, or null: <c>VERN_CHROMIUM</c> if set, else the usual places.</summary>
    public static string? FindBrowser() => Environment.GetEnvironmentVariable("VERN_CHROMIUM") is { Length: > 0 } set ? (File.Exists(set) ? set : null) : Places.FirstOrDefault(File.Exists);

    /// <summary>Prints the file.</summary>
    /// <param name="htmlFile">An HTML file that needs nothing else.</param>
    /// <param name="pdfFile">Where the PDF goes; written beside it first.</param>
    /// <param name="browser">The browser; null to look for one.</param>
    /// <param name="timeout">How long it may take; null for 60 seconds.</param>
    /// <exception cref="PdfUnavailableException">No browser, or it failed or took too long.</exception>
    public static async Task PrintAsync(string htmlFile, string pdfFile, string? browser = null, TimeSpan? timeout = null, CancellationToken cancel = default)
    {
        browser ??= FindBrowser() ?? throw new PdfUnavailableException("PDF needs Chromium: install the package chromium (apt-get install chromium), or name a browser in VERN_CHROMIUM.");
        var profile = Directory.CreateTempSubdirectory("vern-print-").FullName;
        var partial = Path.Combine(profile, "print.pdf");
        try
        {
            var start = new ProcessStartInfo(browser) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false };
            foreach (var argument in (string[])["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
                "--user-data-dir=" + profile, "--no-pdf-header-footer", "--export-tagged-pdf", "--generate-pdf-document-outline", "--print-to-pdf=" + partial, new Uri(Path.GetFullPath(htmlFile)).AbsoluteUri])
                start.ArgumentList.Add(argument);
            using var process = Process.Start(start) ?? throw new PdfUnavailableException($"{browser} did not start.");
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            limit.CancelAfter(timeout ?? TimeSpan.FromSeconds(60));
            try
            {
                var output = Task.WhenAll(process.StandardError.ReadToEndAsync(limit.Token), process.StandardOutput.ReadToEndAsync(limit.Token));
                await process.WaitForExitAsync(limit.Token);
                await output;
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                cancel.ThrowIfCancellationRequested();
                throw new PdfUnavailableException($"{browser} took too long to print; nothing was written.");
            }
            if (process.ExitCode != 0 || !File.Exists(partial)) throw new PdfUnavailableException($"{browser} could not print (exit code {process.ExitCode}); nothing was written.");
            WriteWhole.Copy(partial, pdfFile);
        }
        catch (Win32Exception problem) { throw new PdfUnavailableException($"{browser} could not be started: {problem.Message}"); }
        finally
        {
            try { Directory.Delete(profile, recursive: true); }
            catch (IOException) { /* The browser's last helper may still hold a file there; the system clears its own temporary folder. */ }
        }
    }
}

/// <summary>Writes a file whole or not at all: beside it first, then moved.</summary>
internal static class WriteWhole
{
    public static void Text(string file, string content) => Bytes(file, new System.Text.UTF8Encoding(false).GetBytes(content));

    public static void Bytes(string file, byte[] content)
    {
        var partial = Beside(file);
        File.WriteAllBytes(partial, content);
        File.Move(partial, file, overwrite: true);
    }

    public static void Copy(string from, string file)
    {
        var partial = Beside(file);
        File.Copy(from, partial, overwrite: true);
        File.Move(partial, file, overwrite: true);
    }

    private static string Beside(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        return file + ".partial";
    }
}
