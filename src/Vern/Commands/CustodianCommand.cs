using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Vern.Persons.Collection;
using Vern.Platform.Sealing;

namespace Vern.Commands;

/// <summary><c>vern custodian</c>: the key custodian, who is neither a body that reports nor the national unit, makes a round's linkage key and hands it to the bodies.</summary>
public static class CustodianCommand
{
    private const string Self = "custodian";

    /// <summary>The verb.</summary>
    public static Command Create() => new("custodian", "Makes a round's linkage key and hands it out so that the national unit never holds it. Example: vern custodian new-key --round 2014 --for rosa=rosa.pub,nadheim --own-key custodian.key --out keys") { NewKey() };

    private static Command NewKey()
    {
        var round = new Option<int>("--round") { Description = "The round's year.", Required = true };
        var bodies = new Option<string>("--for") { Description = "The bodies, with commas between: SHORT-NAME=PUBLIC-KEY-FILE gets an envelope, SHORT-NAME alone a file under a passphrase.", Required = true };
        var own = new Option<FileInfo>("--own-key") { Description = "The custodian's private key (vern key new).", Required = true };
        var again = new Option<FileInfo?>("--again") { Description = "Hand out the key in this earlier envelope of your own (custodian.envelope.json) to more bodies, instead of a new one." };
        var output = new Option<DirectoryInfo>("--out") { Description = "The folder for the files.", Required = true };
        var command = new Command("new-key", "Makes a linkage key and a file for each body; prints the passphrases, which go another way than the files. Example: vern custodian new-key --round 2014 --for rosa=rosa.pub,nadheim --own-key custodian.key --out keys") { round, bodies, own, again, output };
        command.SetAction((call, cancel) => KeyCommand.TriedAsync(call, () => RunAsync(call.GetValue(round), call.GetValue(bodies)!, call.GetValue(own)!, call.GetValue(again), call.GetValue(output)!, cancel)));
        return command;
    }

    private static async Task RunAsync(int year, string bodies, FileInfo ownFile, FileInfo? again, DirectoryInfo output, CancellationToken cancel)
    {
        if (year is < 1990 or > 2200) throw new FormatException($"--round {year}: a year from 1990 to 2200 was expected");
        using var own = KeyPair.FromFile(ownFile.FullName);
        var recipients = bodies.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(one => Recipient(one.Split('=', 2))).ToList();
        if (recipients.Count == 0 || recipients.DistinctBy(one => one.Body).Count() != recipients.Count) throw new FormatException("--for: each body once was expected");
        var now = TimeProvider.System.GetUtcNow();
        var purpose = NationalStore.LinkageKeyPurpose(year, new(Self));
        var secret = again is null ? Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))
            : Encoding.UTF8.GetString(OpenEnvelope.Run(Envelope.Parse(await File.ReadAllBytesAsync(again.FullName, cancel)), purpose, [own], own.Public, now, KeyFetchCommand.Age));
        var bytes = Encoding.UTF8.GetBytes(secret);
        var files = new List<(string Name, byte[] Content)> { ($"{Self}.envelope.json", Envelope.Seal(bytes, purpose, own, own.Public, now).ToBytes()) };
        var told = new List<string>();
        foreach (var (body, key) in recipients)
        {
            if (key is not null) files.Add(($"{body}.envelope.json", Envelope.Seal(bytes, NationalStore.LinkageKeyPurpose(year, body), own, key, now).ToBytes()));
            else
            {
                var passphrase = LinkageKeyFile.NewPassphrase();
                files.Add(($"{body}.linkage-key.json", LinkageKeyFile.Write(secret, passphrase)));
                told.Add($"{body}\t{passphrase}");
            }
        }
        if (files.Find(file => File.Exists(Path.Combine(output.FullName, file.Name)) && !(again is not null && file.Name.StartsWith(Self, StringComparison.Ordinal))) is { Name: { } there }) throw new FormatException($"--out: {there} is there already; a key that was handed out is not written over");
        foreach (var (name, content) in files) await SecretFile.WriteAsync(Path.Combine(output.FullName, name), content, cancel);
        foreach (var line in told) Console.WriteLine(line);
        await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"note: {files.Count} files in {output.Name}; key check {new Linkage.Encoding.PersonEncoder(secret).KeyCheck}. Envelopes go to the national unit (vern key relay), key files to their bodies, and each passphrase to its body by telephone or letter"));
    }

    private static (BodyId Body, PublicKey? Key) Recipient(string[] parts)
    {
        if (parts[0].Length == 0 || parts[0] == Self || !parts[0].All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-')) throw new FormatException($"--for {parts[0]}: a body's short name was expected");
        if (parts.Length == 1) return (new(parts[0]), null);
        if (!File.Exists(parts[1])) throw new FormatException($"--for {parts[0]}: there is no file {parts[1]}");
        return (new(parts[0]), PublicKey.FromPem(File.ReadAllText(parts[1])));
    }
}
