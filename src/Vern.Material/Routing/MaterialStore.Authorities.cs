using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Vern.Material.Intake.Storage;
using Vern.Material.Routing;
using Vern.Material.Routing.Storage;

namespace Vern.Material.Intake;

// The directory of authorities, and the file of countries of addresses.
public sealed partial class MaterialStore
{
    private (string Digest, AddressFile File)? addresses;

    /// <summary>The directory, by country.</summary>
    public async Task<IReadOnlyList<Authority>> AuthoritiesAsync(CancellationToken cancel = default)
    {
        await using var context = Context();
        return await AuthoritiesAsync(context, cancel);
    }

    private static async Task<IReadOnlyList<Authority>> AuthoritiesAsync(MaterialContext context, CancellationToken cancel) =>
        [.. (await context.Set<AuthorityRow>().AsNoTracking().OrderBy(row => row.Country).ThenBy(row => row.Id).ToListAsync(cancel)).Select(row => new Authority(row.Id, row.Country, row.Title, row.Kind, row.Channel, row.Languages.Split(' ', StringSplitOptions.RemoveEmptyEntries), row.IsOwn, row.IsClosed))];

    /// <summary>Enters or changes an authority. One is the centre's own country's: making another one so makes that one not.</summary>
    public Task<bool> KeepAuthorityAsync(Authority authority, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(authority);
        return WriteAsync(async context =>
        {
            var row = await context.Set<AuthorityRow>().FirstOrDefaultAsync(one => one.Id == authority.Id, cancel);
            if (row is null) context.Add(row = new() { Id = authority.Id, Country = authority.Country, Title = authority.Title, Languages = "" });
            (row.Country, row.Title, row.Kind, row.Channel, row.Languages, row.IsOwn, row.IsClosed) = (authority.Country, authority.Title, authority.Kind, authority.Channel, string.Join(' ', authority.Languages), authority.IsOwn && authority.Kind is AuthorityKind.National, authority.IsClosed);
            if (row.IsOwn) foreach (var other in await context.Set<AuthorityRow>().Where(one => one.IsOwn && one.Id != authority.Id).ToListAsync(cancel)) other.IsOwn = false;
            Record(context, RoutingActs.AuthorityKept, $"authority/{authority.Id}");
            return true;
        }, cancel);
    }

    /// <summary>Takes the operator's file of countries of addresses in the place of the one before.</summary>
    /// <returns>How many ranges it holds.</returns>
    /// <exception cref="AddressFileException">What is wrong with it; the one before stays.</exception>
    public async Task<int> KeepAddressesAsync(ReadOnlyMemory<byte> file, string by, CancellationToken cancel = default)
    {
        AddressFile read;
        try
        {
            using var reader = new StreamReader(new MemoryStream(file.ToArray()), new UTF8Encoding(false, throwOnInvalidBytes: true));
            read = AddressFile.Read(reader);
        }
        catch (DecoderFallbackException error) { throw new AddressFileException($"The file is not UTF-8: {error.GetType().Name}."); }
        if (read.Count == 0) throw new AddressFileException("The file has no rows; expected first,last,country or network/length,country.");
        var digest = Convert.ToHexStringLower(SHA256.HashData(file.Span));
        using var packed = new MemoryStream();
        await using (var zip = new GZipStream(packed, CompressionLevel.Optimal)) await zip.WriteAsync(file, cancel);
        await WriteAsync(async context =>
        {
            var row = await context.Set<AddressFileRow>().FirstOrDefaultAsync(cancel);
            if (row is null) context.Add(row = new() { Id = 1, Digest = digest, Content = [], ByName = by });
            (row.Digest, row.Content, row.Ranges, row.ByName, row.At) = (digest, packed.ToArray(), read.Count, by, Now().ToUnixTimeMilliseconds());
            Record(context, RoutingActs.AddressesKept, "addresses", digest);
            return 0;
        }, cancel);
        addresses = (digest, read);
        return read.Count;
    }

    /// <summary>What is known of the file of countries of addresses; null: there is none.</summary>
    public async Task<(int Ranges, string By, DateTimeOffset At)?> AddressesStateAsync(CancellationToken cancel = default)
    {
        await using var context = Context();
        return await context.Set<AddressFileRow>().AsNoTracking().Select(row => new { row.Ranges, row.ByName, row.At }).FirstOrDefaultAsync(cancel) is { } row ? (row.Ranges, row.ByName, At(row.At)) : null;
    }

    /// <summary>The file of countries of addresses as it is now, whichever process took it in; read once.</summary>
    internal async Task<AddressFile> AddressesAsync(CancellationToken cancel)
    {
        await using var context = Context();
        if (await context.Set<AddressFileRow>().AsNoTracking().Select(row => row.Digest).FirstOrDefaultAsync(cancel) is not { } digest) return AddressFile.Empty;
        if (addresses is var (known, file) && known == digest) return file;
        var row = await context.Set<AddressFileRow>().AsNoTracking().FirstAsync(cancel);
        using var reader = new StreamReader(new GZipStream(new MemoryStream(row.Content), CompressionMode.Decompress));
        var read = AddressFile.Read(reader);
        addresses = (row.Digest, read);
        return read;
    }
}
