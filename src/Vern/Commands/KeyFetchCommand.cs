using System.CommandLine;
using System.Text;
using Vern.Persons.Collection;
using Vern.Platform.Sealing;

namespace Vern.Commands;

/// <summary><c>vern key fetch</c>: a body's linkage key out of the envelope that the key custodian sealed to it.</summary>
public static class KeyFetchCommand
{
    /// <summary>How old such an envelope may be: a round lasts months, and a key of another round is told by its year.</summary>
    public static TimeSpan Age { get; } = TimeSpan.FromDays(400);

    /// <summary>The verb.</summary>
    public static Command Create()
    {
        var source = new Option<string>("--from") { Description = "The national unit's address, or the envelope as a file.", Required = true };
        var sender = new Option<string>("--sender") { Description = "Your body's short name.", Required = true };
        var year = new Option<int>("--year") { Description = "The round's year.", Required = true };
        var own = new Option<FileInfo>("--own-key") { Description = "Your body's private key.", Required = true };
        var custodian = new Option<FileInfo>("--custodian") { Description = "The key custodian's public key (.pub), whose fingerprint you have compared.", Required = true };
        var token = new Option<FileInfo?>("--token-file") { Description = "The token that the national unit gave your body." };
        var output = new Option<FileInfo>("--out") { Description = "Where the linkage key goes, for vern submit --key-file.", Required = true };
        var command = new Command("fetch", "Fetches your body's linkage key and opens its envelope. Example: vern key fetch --from https://unit.example --sender rosa --year 2014 --own-key rosa.key --custodian custodian.pub --token-file token.txt --out key.txt") { source, sender, year, own, custodian, token, output };
        command.SetAction((call, cancel) => KeyCommand.TriedAsync(call, async () =>
        {
            using var pair = KeyPair.FromFile(call.GetValue(own)!.FullName);
            var from = PublicKey.FromPem(await File.ReadAllTextAsync(call.GetValue(custodian)!.FullName, cancel));
            var envelope = Envelope.Parse(await BytesAsync(call.GetValue(source)!, call.GetValue(year), call.GetValue(token), cancel));
            var secret = OpenEnvelope.Run(envelope, NationalStore.LinkageKeyPurpose(call.GetValue(year), new(call.GetValue(sender)!)), [pair], from, TimeProvider.System.GetUtcNow(), Age);
            await SecretFile.WriteAsync(call.GetValue(output)!.FullName, secret, cancel);
            Console.WriteLine($"key check {new Linkage.Encoding.PersonEncoder(Encoding.UTF8.GetString(secret)).KeyCheck}");
        }));
        return command;
    }

    private static async Task<byte[]> BytesAsync(string from, int year, FileInfo? token, CancellationToken cancel)
    {
        if (!SendSubmission.IsAddress(from)) return await File.ReadAllBytesAsync(from, cancel);
        if (!Uri.TryCreate(from.TrimEnd('/') + "/", UriKind.Absolute, out var address) || (address.Scheme == "http" && !address.IsLoopback)) throw new FormatException($"--from {from}: to another machine only over https://");
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }, disposeHandler: true);
        if (token is not null) client.DefaultRequestHeaders.Authorization = new("Bearer", (await File.ReadAllTextAsync(token.FullName, cancel)).Trim());
        using var response = await client.GetAsync(new Uri(address, $"api/rounds/{year}/linkage-key"), cancel);
        return response.IsSuccessStatusCode ? await response.Content.ReadAsByteArrayAsync(cancel) : throw new FormatException($"--from {from}: answered {(int)response.StatusCode}; no linkage key for {year} is there for this token");
    }
}
