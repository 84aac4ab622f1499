using Microsoft.EntityFrameworkCore;
using Vern.Persons.Referral;
using Vern.Persons.Referral.Storage;
using Vern.Platform.Auditing;
using Vern.Platform.Sealing;

namespace Vern.Persons.Registration;

/// <summary>What became of changes to the directory.</summary>
public enum DirectoryChange
{
    /// <summary>They stand.</summary>
    Done,
    /// <summary>Somebody else changed it since; nothing was changed.</summary>
    Stale,
    /// <summary>A key stands at another body; nothing was changed.</summary>
    KeyTaken,
}

// Bodies and services to refer to.
public sealed partial class CaseStore
{
    /// <summary>The directory, by name.</summary>
    /// <param name="all">Whether those that are there no more are among them.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<IReadOnlyList<Service>> ServicesAsync(bool all = false, CancellationToken cancel = default)
    {
        await using var context = Context();
        return [.. (await context.Services.AsNoTracking().Where(row => all || row.Active).ToListAsync(cancel)).Select(ServiceOf).OrderBy(service => service.Name, StringComparer.Ordinal)];
    }

    /// <summary>A body of the directory; null: none.</summary>
    public async Task<Service?> ServiceAsync(string id, CancellationToken cancel = default)
    {
        await using var context = Context();
        return await context.Services.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancel) is { } row ? ServiceOf(row) : null;
    }

    /// <summary>This agency's own public key, which others enter in their directories after comparing its fingerprint another way.</summary>
    public Task<PublicKey> OwnKeyAsync(CancellationToken cancel = default) => workspace.Keys.PublicAsync(cancel);

    /// <summary>Puts bodies into the directory, all or none: new ones are added, those with a known id replaced over the revision that they name (0 replaces whatever is there, as a file does).</summary>
    public async Task<DirectoryChange> KeepServicesAsync(IReadOnlyList<Service> services, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(services);
        try
        {
            return await WriteAsync(async context =>
            {
                var ids = services.Select(service => service.Id).ToList();
                var there = await context.Services.Where(row => ids.Contains(row.Id)).ToDictionaryAsync(row => row.Id, StringComparer.Ordinal, cancel);
                if (services.Any(service => service.Revision > 0 && (!there.TryGetValue(service.Id, out var row) || row.Revision != service.Revision))) throw new StaleDirectoryException();
                foreach (var service in services)
                {
                    var known = there.TryGetValue(service.Id, out var row);
                    row ??= new() { Id = service.Id, Name = "", Kind = "", Regions = "", Groups = "", Offers = "", Hours = "", Languages = "", Contact = "" };
                    Fill(row, service);
                    if (!known) context.Services.Add(row);
                    context.Add(AuditTables.RowOf(AuditEntry.Of(CaseActs.DirectoryChanged, new($"directory/{service.Id}"), Now(), Actor.Current, detail: service.Key?.Fingerprint)));
                }
                await context.SaveChangesAsync(cancel);
                return DirectoryChange.Done;
            }, cancel);
        }
        catch (Exception problem) when (problem is StaleDirectoryException or DbUpdateConcurrencyException) { return DirectoryChange.Stale; }
        catch (DbUpdateException)
        {
            var keys = services.Where(service => service.Key is not null).ToDictionary(service => service.Id, service => service.Key!.Fingerprint, StringComparer.Ordinal);
            await using var context = Context();
            var there = await context.Services.AsNoTracking().Where(row => row.Fingerprint != null).Select(row => new { row.Id, row.Fingerprint }).ToListAsync(cancel);
            return keys.Values.Distinct().Count() < keys.Count || there.Exists(row => keys.Any(pair => pair.Value == row.Fingerprint && pair.Key != row.Id)) ? DirectoryChange.KeyTaken : DirectoryChange.Stale;
        }
    }

    private sealed class StaleDirectoryException : Exception;

    private static void Fill(ServiceRow row, Service service)
    {
        (row.Name, row.Kind, row.Regions, row.Hours, row.Contact) = (service.Name, service.Kind, service.Regions, service.Hours, service.Contact);
        (row.Groups, row.Offers, row.Languages) = (string.Join(' ', service.Groups), string.Join(' ', service.Offers), string.Join(' ', service.Languages));
        (row.Women, row.Men, row.Children, row.Animals, row.SubstanceUse) = (service.Women, service.Men, service.Children, service.Animals, service.SubstanceUse);
        (row.Places, row.Free, row.CheckedOn, row.Active) = (service.Places, service.Free, service.CheckedOn, service.Active);
        row.KnownElsewhere = service.KnownElsewhere;
        (row.PublicKey, row.Fingerprint) = (service.Key is { } key ? [.. key.Bytes] : null, service.Key?.Fingerprint);
        row.Revision++;
    }

    internal static Service ServiceOf(ServiceRow row) => new(row.Id, row.Name, row.Kind)
    {
        Regions = row.Regions, Hours = row.Hours, Contact = row.Contact, Groups = Words(row.Groups), Offers = Words(row.Offers), Languages = Words(row.Languages), Women = row.Women, Men = row.Men, Children = row.Children, Animals = row.Animals,
        SubstanceUse = row.SubstanceUse, Places = row.Places, Free = row.Free, CheckedOn = row.CheckedOn, Active = row.Active, Revision = row.Revision, KnownElsewhere = row.KnownElsewhere, Key = row.PublicKey is { } bytes ? PublicKey.FromBytes(bytes) : null,
    };

    private static string[] Words(string codes) => codes.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
