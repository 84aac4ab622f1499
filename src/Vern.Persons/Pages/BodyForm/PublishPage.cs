using System.Collections.Concurrent;
using Vern.Ledger.Checkpoints;
using Vern.Persons.Auditing;
using Vern.Persons.Collection;
using Vern.Platform.Auditing;

namespace Vern.Persons.Pages.BodyForm;

/// <summary>Keeps each year's page, and sees to it that the ledger has its digest before anybody gets it.</summary>
/// <param name="store">The unit's store.</param>
/// <param name="ledger">The unit's ledger.</param>
public sealed class PublishPage(NationalStore store, WorkspaceLedger ledger) : IDisposable
{
    private readonly ConcurrentDictionary<int, (string Register, BodyPage Page)> _pages = new();
    private readonly ConcurrentDictionary<int, string> _published = new();
    private readonly SemaphoreSlim _one = new(1, 1);

    /// <summary>The page of an open round; null when there is none. When it is the first, or another than before, its digest goes to the ledger first.</summary>
    public async Task<BodyPage?> PageAsync(int year, CancellationToken cancel = default)
    {
        if (await store.RoundAsync(year, cancel) is not { ClosedAt: null }) return null;
        var register = await store.BodiesAsync(cancel);
        var unit = await store.Keys.PublicAsync(cancel);
        var stamp = $"{unit.Fingerprint}\n{string.Join('\n', register)}";
        var page = _pages.TryGetValue(year, out var kept) && kept.Register == stamp ? kept.Page : WritePage.Of(year, register, unit);
        _pages[year] = (stamp, page);
        if (_published.GetValueOrDefault(year) != page.Digest) await RecordAsync(page, cancel);
        return page;
    }

    /// <summary>The page's digest, signed with the ledger's key: what can be compared without the ledger at hand.</summary>
    public SignedNote Signature(BodyPage page)
    {
        ArgumentNullException.ThrowIfNull(page);
        return ledger.Sign($"vern/body-page/{page.Year}\nsha256 {page.Digest}\nfile {page.FileName}\n");
    }

    /// <summary>What the ledger calls the page of a year.</summary>
    public static string Resource(int year) => $"round/{year}/body-page";

    private async Task RecordAsync(BodyPage page, CancellationToken cancel)
    {
        await _one.WaitAsync(cancel);
        try
        {
            if (_published.GetValueOrDefault(page.Year) == page.Digest) return;
            if (await LatestAsync(page.Year, cancel) != page.Digest) await store.RecordAsync(NationalActs.BodyPagePublished, Resource(page.Year), page.Digest, cancel: cancel);
            _published[page.Year] = page.Digest;
        }
        finally { _one.Release(); }
    }

    // A ledger that cannot be read tells nothing: then the page is recorded once more.
    private async Task<string?> LatestAsync(int year, CancellationToken cancel)
    {
        await ledger.AppendAsync(cancel);
        var (places, _) = await ledger.Outbox.FindAsync(new(NationalActs.BodyPagePublished.Kind, Resource(year)), 0, 1, cancel);
        try
        {
            return await ledger.ReadAsync(places, cancel) is [var latest, ..] ? latest.Digest : null;
        }
        catch (Exception problem) when (problem is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <inheritdoc />
    public void Dispose() => _one.Dispose();
}
