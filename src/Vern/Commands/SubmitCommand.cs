using System.CommandLine;
using System.Text;
using Vern.Linkage.Encoding;
using Vern.Persons.Collection;
using Vern.Persons.Collection.Reading;
using Vern.Platform.Sealing;
using Vern.Platform.Store;

namespace Vern.Commands;

/// <summary><c>vern submit</c>: a filled-in form in; identities are encoded here, and what leaves is shown before it leaves.</summary>
public static class SubmitCommand
{
    private const int ShownRows = 5;
    private static readonly Argument<FileInfo> Form = new("FILE.xlsx") { Description = "The filled-in form, or a CSV file with the same columns." };
    private static readonly Option<FileInfo> Key = new("--key-file") { Description = "The key agreed among the bodies for the round, as text of at least 16 characters (a final newline is ignored), or the key file under a passphrase that the key custodian made.", Required = true };
    private static readonly Option<FileInfo?> PassphraseFile = new("--passphrase-file") { Description = "The passphrase of the key file, as text; asked for on the terminal when absent (or VERN_PASSPHRASE)." };
    private static readonly Option<FileInfo?> OwnKey = new("--own-key") { Description = "Your body's private key (vern key new): the submission leaves sealed to the national unit." };
    private static readonly Option<string?> UnitKey = new("--unit-key") { Description = "The national unit's public key, as the fingerprint in the request letter or as a file." };
    private static readonly Option<string> Sender = new("--sender") { Description = "The body that sends, by its short name in the register.", Required = true };
    private static readonly Option<int> Year = new("--year") { Description = "The reporting year.", Required = true };
    private static readonly Option<string?> To = new("--to") { Description = "A data folder of the national unit, its address (https://…), or a file (.json) for the package." };
    private static readonly Option<FileInfo?> TokenFile = new("--token-file") { Description = "The token that the national unit gave your body for its address (vern account token), as text; a final newline is ignored." };
    private static readonly Option<FileInfo?> Package = new("--package") { Description = "Also, or only, write the package to this file." };
    private static readonly Option<FileInfo?> ProblemFile = new("--problems") { Description = "Where all problems of the form go, one a line (the first fifty)." };
    private static readonly Option<string?> NewBody = new("--new-body") { Description = "Adds the sender to the register of the data folder under this name." };
    private static readonly Option<bool> Yes = new("--yes") { Description = "Do not ask before it leaves." };
    private static readonly Option<bool> Show = new("--show") { Description = "Show every row that will leave, not the first five." };

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var command = new Command("submit", """
            Sends a filled-in form to the national unit. Identities are encoded on this machine and stay here; what leaves is shown first.

            Example:
              vern submit form.xlsx --key-file key.txt --sender rosa --year 2014 --to ./data
            """) { Form, Key, Sender, Year, To, TokenFile, Package, ProblemFile, NewBody, Yes, Show, PassphraseFile, OwnKey, UnitKey };
        command.SetAction(async (result, cancel) =>
        {
            try
            {
                return await RunAsync(result, cancel);
            }
            catch (Exception problem) when (problem is FormatException or SealingException or SubmissionRefusedException or StoreException or InvalidOperationException or IOException or UnauthorizedAccessException or HttpRequestException)
            {
                await Console.Error.WriteLineAsync($"vern submit: {problem.Message.ReplaceLineEndings(" ")}");
                return 2;
            }
        });
        return command;
    }

    private static async Task<int> RunAsync(ParseResult call, CancellationToken cancel)
    {
        var (form, year) = (call.GetValue(Form)!, call.GetValue(Year));
        if (call.GetValue(To) is null && call.GetValue(Package) is null) throw new FormatException("--to or --package was expected: where the submission goes");
        if (year is < 1990 or > 2200) throw new FormatException($"--year {year}: a year from 1990 to 2200 was expected");
        foreach (var (option, place) in new[] { ("--to", SendSubmission.FileOf(call.GetValue(To))), ("--package", call.GetValue(Package)?.FullName) })
        {
            if (place is not null && Path.GetDirectoryName(Path.GetFullPath(place)) is { } folder && !Directory.Exists(folder)) throw new FormatException($"{option} {place}: there is no folder {folder}");
        }
        var encoder = new PersonEncoder(await ReadKeyAsync(call.GetValue(Key)!, call.GetValue(PassphraseFile), cancel));
        var seal = SealOptions.Of(call.GetValue(OwnKey), call.GetValue(UnitKey));
        using var own = seal?.Own;
        if (!form.Exists) throw new FormatException($"{form.Name}: there is no such file");
        using var client = SendSubmission.IsAddress(call.GetValue(To)) ? new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }, disposeHandler: true) : null;
        if (client is not null && call.GetValue(TokenFile) is { } token) client.DefaultRequestHeaders.Authorization = new("Bearer", (await File.ReadAllTextAsync(token.FullName, cancel)).Trim());
        var destination = SendSubmission.Destination(call.GetValue(To), client, seal);
        var register = await destination.RegisterAsync(cancel);
        var body = FindSender(call.GetValue(Sender)!, call.GetValue(NewBody), register);

        SubmissionReading reading;
        try
        {
            reading = ReadSubmission.File(form.FullName, new(body.Id, year, [.. register.Where(known => known.Id != body.Id), body], encoder));
        }
        catch (FormatException problem)
        {
            throw new FormatException($"{form.Name}: {problem.Message}", problem);
        }
        if (call.GetValue(ProblemFile) is { } problemFile) await File.WriteAllLinesAsync(problemFile.FullName, reading.Problems.Concat(reading.Warnings).Select(problem => problem.ToString()), cancel);
        if (reading.Submission is not { } submission)
        {
            var more = reading.ProblemCount > 1 ? $" (and {reading.ProblemCount - 1} more; --problems FILE lists them)" : "";
            throw new FormatException($"{form.Name}: {reading.Problems[0]}{more}");
        }
        foreach (var warning in reading.Warnings.Take(5)) await Console.Error.WriteLineAsync($"note: {form.Name}: {warning}");
        await Console.Error.WriteAsync(ShowSubmission.Text(submission, body, call.GetValue(Show) ? int.MaxValue : ShownRows));
        if (!call.GetValue(Yes) && !Agreed())
        {
            await Console.Error.WriteLineAsync("vern submit: nothing was sent");
            return 1;
        }
        if (call.GetValue(Package) is { } file) await SendSubmission.WriteAsync(submission, file.FullName, seal, cancel);
        if (call.GetValue(To) is not null) await Console.Out.WriteLineAsync(await destination.SendAsync(submission, call.GetValue(NewBody) is null ? null : body, cancel));
        return 0;
    }

    private static async Task<string> ReadKeyAsync(FileInfo file, FileInfo? passphrase, CancellationToken cancel)
    {
        if (!file.Exists) throw new FormatException($"{file.Name}: there is no such key file");
        if (file.Length > 1 << 16) throw new FormatException($"{file.Name}: {file.Length} bytes are too many for a key");
        var bytes = await File.ReadAllBytesAsync(file.FullName, cancel);
        if (LinkageKeyFile.IsOne(bytes))
        {
            var asked = await Passphrase.AskAsync(passphrase, file.Name, cancel);
            return LinkageKeyFile.Read(bytes, asked);
        }
        string key;
        try
        {
            key = await File.ReadAllTextAsync(file.FullName, new UTF8Encoding(false, throwOnInvalidBytes: true), cancel);
        }
        catch (DecoderFallbackException problem)
        {
            throw new FormatException($"{file.Name}: a key as text in UTF-8 was expected", problem);
        }
        key = key.EndsWith("\r\n", StringComparison.Ordinal) ? key[..^2] : key.EndsWith('\n') ? key[..^1] : key;
        return key.Length >= 16 ? key : throw new FormatException($"{file.Name}: the key has {key.Length} characters; at least 16 were expected");
    }

    private static Body FindSender(string written, string? newName, IReadOnlyList<Body> register)
    {
        var found = register.FirstOrDefault(body => body.Id.Value == written)
            ?? register.FirstOrDefault(body => string.Equals(body.Name, written, StringComparison.OrdinalIgnoreCase) || string.Equals(body.EnglishName, written, StringComparison.OrdinalIgnoreCase));
        if (newName is null) return found ?? throw new FormatException($"--sender {written}: no such body is in the register.{NearMiss.Hint(written, register)} A new one is added with --new-body \"NAME\".");
        if (found is not null) throw new FormatException($"--new-body: '{found.Id}' ({found.Name}) is in the register already");
        if (written.Length is 0 or > 40 || written.Any(letter => letter is not (>= 'a' and <= 'z' or >= '0' and <= '9' or '-')) || written[0] == '-' || written[^1] == '-')
            throw new FormatException($"--sender {written}: a short name of lower case letters, digits and hyphens was expected");
        return new(new(written), newName, newName, BodyKind.Organisation, LegalKind.FundedOrganisation);
    }

    /// <summary>Asks on a terminal; a script has been shown it in its log and goes on.</summary>
    private static bool Agreed()
    {
        if (Console.IsInputRedirected || Console.IsErrorRedirected) return true;
        Console.Error.Write("Send this? [y/N] ");
        return Console.ReadLine()?.Trim() is { } answer && (answer.StartsWith("y", StringComparison.OrdinalIgnoreCase) || answer.StartsWith("j", StringComparison.OrdinalIgnoreCase));
    }
}
