using System.Net.Http.Json;
using System.Text.Json;
using Vern.Persons.Collection;
using Vern.Platform.Sealing;

namespace Vern.Commands;

/// <summary>Where a submission goes: a data folder, the national unit's address, or a file.</summary>
public abstract class SendSubmission
{
    /// <summary>The register of bodies there; the shipped one where there is none.</summary>
    public virtual Task<IReadOnlyList<Body>> RegisterAsync(CancellationToken cancel) => Task.FromResult(ShippedRegister.Bodies);

    /// <summary>Sends it; the words for the sender.</summary>
    /// <param name="submission">What is sent.</param>
    /// <param name="added">A body that is to be added to the register first.</param>
    /// <param name="cancel">Stops.</param>
    public abstract Task<string> SendAsync(Submission submission, Body? added, CancellationToken cancel);

    /// <summary>Whether this is a web address.</summary>
    public static bool IsAddress(string? to) => to is not null && (to.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || to.StartsWith("https://", StringComparison.OrdinalIgnoreCase));

    /// <summary>The file that <c>--to</c> names; null for a folder or an address.</summary>
    public static string? FileOf(string? to) => to is not null && !IsAddress(to) && to.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? to : null;

    /// <summary>The destination that <c>--to</c> names.</summary>
    /// <exception cref="FormatException">An address without encryption to another machine.</exception>
    /// <param name="to">The place.</param>
    /// <param name="client">For an address.</param>
    /// <param name="seal">How it is sealed; null: not at all, which only this machine takes.</param>
    public static SendSubmission Destination(string? to, HttpClient? client, SealOptions? seal = null)
    {
        if (IsAddress(to))
        {
            if (!Uri.TryCreate(to!.TrimEnd('/') + "/", UriKind.Absolute, out var uri)) throw new FormatException($"--to {to}: no address");
            if (uri.Scheme == "http" && !uri.IsLoopback) throw new FormatException($"--to {to}: to another machine only over https://");
            if (seal is null && !uri.IsLoopback) throw new FormatException($"--to {to}: to another machine only sealed; --own-key (vern key new) and --unit-key (the fingerprint in the request letter) were expected");
            return new ToAddress(uri, client!, seal);
        }
        return to is null || FileOf(to) is not null ? new ToFile(to, seal) : new ToFolder(to, seal);
    }

    /// <summary>Writes the package beside its place and moves it there.</summary>
    public static Task WriteAsync(Submission submission, string path, SealOptions? seal, CancellationToken cancel) => WholeFile.WriteAsync(path, async stream =>
    {
        if (seal is null) await SubmissionPackage.Of(submission).WriteAsync(stream, cancel);
        else await stream.WriteAsync(seal.Seal(submission, seal.PinnedKey()).ToBytes(), cancel);
    });

    private static string Words(SubmissionReceipt receipt) =>
        $"{receipt.Sender} {receipt.Year}: taken in as version {receipt.Version}, SHA-256 {receipt.Digest}" + (receipt.Difference is { } difference ? $"\nsince version {receipt.Version - 1}: {difference}" : "");

    private sealed class ToFile(string? path, SealOptions? seal) : SendSubmission
    {
        public override async Task<string> SendAsync(Submission submission, Body? added, CancellationToken cancel)
        {
            await WriteAsync(submission, path!, seal, cancel);
            return $"written to {path}";
        }
    }

    private sealed class ToFolder(string folder, SealOptions? seal) : SendSubmission
    {
        public override async Task<IReadOnlyList<Body>> RegisterAsync(CancellationToken cancel)
        {
            if (!File.Exists(Path.Combine(folder, "national", "vern.db"))) return ShippedRegister.Bodies;
            await using var store = await NationalStore.OpenAsync(folder, cancel: cancel);
            return await store.BodiesAsync(cancel);
        }

        public override async Task<string> SendAsync(Submission submission, Body? added, CancellationToken cancel)
        {
            await using var store = await NationalStore.OpenAsync(folder, cancel: cancel);
            if (added is not null) await store.PutBodyAsync(added, cancel);
            if (await store.RoundAsync(submission.Year, cancel) is null)
            {
                var today = DateOnly.FromDateTime(TimeProvider.System.GetLocalNow().DateTime);
                await store.OpenRoundAsync(submission.Year, today, today.AddDays(30), [], cancel);
                await Console.Error.WriteLineAsync($"note: there was no round for {submission.Year} under {folder}; it is opened, due in 30 days, with nobody asked yet");
            }
            var words = Words(seal is null ? await ReceiveSubmission.RunAsync(store, submission, cancel)
                : await store.ReceiveSealedAsync(seal.Seal(submission, seal.Checked(await store.Keys.PublicAsync(cancel))), submission.Year, submission.Sender, cancel));
            var before = (await store.HistoryAsync(submission.Year - 1, submission.Sender, cancel)) is [var latest, ..] ? latest : null;
            return before is null ? words : $"{words}\nlast year: {before.Persons.Count} rows, now {submission.Persons.Count}";
        }
    }

    private sealed class ToAddress(Uri address, HttpClient client, SealOptions? seal) : SendSubmission
    {
        public override async Task<IReadOnlyList<Body>> RegisterAsync(CancellationToken cancel)
        {
            var entries = await client.GetFromJsonAsync<BodyEntry[]>(new Uri(address, "api/bodies"), SubmissionPackage.Json, cancel) ?? [];
            return [.. entries.Select(entry => new Body(new(entry.Id), entry.Name, entry.EnglishName, Enum.Parse<BodyKind>(entry.Kind), Enum.Parse<LegalKind>(entry.Legal), entry.Region, entry.PartOf is { } whole ? new BodyId(whole) : null))];
        }

        public override async Task<string> SendAsync(Submission submission, Body? added, CancellationToken cancel)
        {
            if (added is not null) throw new FormatException("--new-body: only the national unit adds a body to the register at its address; ask it");
            var posted = await PostSubmission.RunAsync(client, address, submission.Year, seal is null ? JsonSerializer.SerializeToUtf8Bytes(SubmissionPackage.Of(submission), SubmissionPackage.Json)
                : seal.Seal(submission, seal.Checked(await UnitKeyAsync(cancel))).ToBytes(), isSealed: seal is not null, cancel: cancel);
            return posted.Receipt is { } receipt ? Words(receipt) : throw new InvalidOperationException(posted.Reason);
        }

        private async Task<PublicKey> UnitKeyAsync(CancellationToken cancel)
        {
            var published = await client.GetFromJsonAsync<PublishedKeys>(new Uri(address, "api/keys"), SubmissionPackage.Json, cancel);
            return published?.Keys is [{ PublicKey: { } key }, ..] ? PublicKey.FromBytes(key) : throw new FormatException($"--to {address}: publishes no key to seal to");
        }
    }
}
