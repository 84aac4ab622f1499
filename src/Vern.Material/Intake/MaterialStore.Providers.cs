using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Vern.Material.Intake.Storage;
using Vern.Platform.Access;
using Vern.Platform.Workspaces;

namespace Vern.Material.Intake;

// Who sends reports as a body (H-009, H-012, H-013, H-022).
public sealed partial class MaterialStore
{
    /// <summary>How long a credential is good for.</summary>
    public static TimeSpan CredentialFor { get; } = TimeSpan.FromDays(365);
    /// <summary>How long the one before it stays good, so that no report is refused while it is exchanged.</summary>
    public static TimeSpan CredentialOverlap { get; } = TimeSpan.FromDays(7);

    private static readonly TimeSpan KnownFor = TimeSpan.FromSeconds(2);
    private readonly ConcurrentDictionary<string, (Provider Provider, DateTimeOffset At)> sendersRead = new(StringComparer.Ordinal);

    /// <summary>Enrols a provider or hotline.</summary>
    /// <returns>It, with its number.</returns>
    /// <exception cref="ArgumentException">A field is not as it must be, or the name is taken.</exception>
    public async Task<Provider> EnrolAsync(Provider provider, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(provider);
        if (provider.Wrong() is { } wrong) throw new ArgumentException(wrong, nameof(provider));
        var id = await WriteAsync(async context =>
        {
            if (await context.Providers.AnyAsync(row => row.Name == provider.Name, cancel)) throw new ArgumentException("name", nameof(provider));
            var row = Fill(new ProviderRow { Name = provider.Name, Title = "", Country = "", Basis = "" }, provider);
            context.Providers.Add(row);
            Record(context, IntakeActs.ProviderEnrolled, $"provider/{provider.Name}", detail: $"{provider.Basis} {provider.From:O}–{provider.Until:O}");
            await context.SaveChangesAsync(cancel);
            return row.Id;
        }, cancel);
        sendersRead.TryRemove(provider.Name, out _);
        return provider with { Id = id };
    }

    /// <summary>Changes what is known of one; its name and whether it is a test environment stay.</summary>
    /// <exception cref="ArgumentException">A field is not as it must be, or there is none of that name.</exception>
    public async Task ChangeProviderAsync(Provider provider, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(provider);
        if (provider.Wrong() is { } wrong) throw new ArgumentException(wrong, nameof(provider));
        await WriteAsync(async context =>
        {
            var row = await context.Providers.FirstOrDefaultAsync(one => one.Name == provider.Name, cancel) ?? throw new ArgumentException("name", nameof(provider));
            Fill(row, provider with { IsTest = row.IsTest });
            Record(context, provider.IsClosed ? IntakeActs.ProviderClosed : IntakeActs.ProviderChanged, $"provider/{provider.Name}", detail: $"{provider.Basis} {provider.From:O}–{provider.Until:O}");
            return 0;
        }, cancel);
        sendersRead.TryRemove(provider.Name, out _);
    }

    /// <summary>Closes one: its credentials are dead at once.</summary>
    /// <returns>Whether there was one that was open.</returns>
    public async Task<bool> CloseProviderAsync(string name, CancellationToken cancel = default)
    {
        if (await ProviderAsync(name, cancel) is not { IsClosed: false } provider) return false;
        await ChangeProviderAsync(provider with { IsClosed = true }, cancel);
        // An account that never got a credential is not there.
        if ((await workspace.Access.ListAsync(cancel)).Any(account => account.Name == name && account.Person is null && !account.Off)) await workspace.Access.TurnOffAsync(name, cancel);
        return true;
    }

    /// <summary>Makes a credential; the newest of the earlier ones stays good for <see cref="CredentialOverlap"/>, others are dead.</summary>
    /// <returns>The token: shown once. Null where there is no such provider that is open.</returns>
    /// <exception cref="AccessException">A person's account has the name.</exception>
    public async Task<string?> MakeCredentialAsync(string name, CancellationToken cancel = default)
    {
        if (await ProviderAsync(name, cancel) is not { IsClosed: false }) return null;
        var token = await workspace.Access.MakeTokenAsync(name, WorkspaceGrants.Provider, Now() + CredentialFor, CredentialOverlap, cancel);
        await Ledger.RecordAsync(IntakeActs.CredentialMade, $"provider/{name}", cancel: cancel);
        return token;
    }

    /// <summary>All of them, by name.</summary>
    public async Task<IReadOnlyList<Provider>> ProvidersAsync(CancellationToken cancel = default)
    {
        await using var context = Context();
        return [.. (await context.Providers.AsNoTracking().OrderBy(row => row.Name).ToListAsync(cancel)).Select(Of)];
    }

    /// <summary>One of them; null where there is none of that name.</summary>
    public async Task<Provider?> ProviderAsync(string name, CancellationToken cancel = default)
    {
        await using var context = Context();
        return await context.Providers.AsNoTracking().FirstOrDefaultAsync(row => row.Name == name, cancel) is { } row ? Of(row) : null;
    }

    /// <summary>As <see cref="ProviderAsync"/>, at most two seconds old: asked at each report.</summary>
    internal async ValueTask<Provider?> KnownProviderAsync(string name, CancellationToken cancel)
    {
        if (sendersRead.TryGetValue(name, out var there) && Now() - there.At is var age && age >= TimeSpan.Zero && age < KnownFor) return there.Provider;
        var read = await ProviderAsync(name, cancel);
        if (read is not null) sendersRead[name] = (read, Now());
        return read;
    }

    /// <summary>What came from each in a year (UTC); those that sent nothing are there with 0 (H-013). Test environments are left out.</summary>
    public async Task<IReadOnlyList<ProviderYear>> ProviderYearsAsync(int year, CancellationToken cancel = default)
    {
        var (from, before) = (new DateTimeOffset(year, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds(), new DateTimeOffset(year + 1, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds());
        await using var context = Context();
        var whole = context.Reports.AsNoTracking().Where(row => row.FinishedAt >= from && row.FinishedAt < before && row.Provider != null && !row.IsTest);
        var counts = (await whole.GroupBy(row => new { row.Provider, Back = row.State == IntakeState.Retracted }).Select(group => new { group.Key.Provider, group.Key.Back, Count = group.Count() }).ToListAsync(cancel)).ToDictionary(group => (group.Provider!.Value, group.Back), group => group.Count);
        var files = await whole.Where(row => row.State == IntakeState.Finished).Join(context.ReportFiles, row => row.Id, file => file.Report, (row, _) => row.Provider).GroupBy(provider => provider).Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(group => group.Key!.Value, group => group.Count, cancel);
        return [.. (await ProvidersAsync(cancel)).Where(provider => !provider.IsTest && provider.From.Year <= year && (provider.Until is null || provider.Until.Value.Year >= year))
            .Select(provider => new ProviderYear(provider, counts.GetValueOrDefault((provider.Id, false)), files.GetValueOrDefault(provider.Id), counts.GetValueOrDefault((provider.Id, true))))];
    }

    private static ProviderRow Fill(ProviderRow row, Provider provider)
    {
        (row.Title, row.Kind, row.Country, row.Basis, row.From, row.Until) = (provider.Title.Trim(), provider.Kind, provider.Country, provider.Basis, provider.From, provider.Until);
        (row.KeepsDays, row.AMinute, row.PreserveDays, row.IsTest, row.IsClosed) = (provider.KeepsDays, provider.AMinute, provider.PreserveDays, provider.IsTest, provider.IsClosed);
        return row;
    }

    private static Provider Of(ProviderRow row) => new()
    {
        Id = row.Id, Name = row.Name, Title = row.Title, Kind = row.Kind, Country = row.Country, Basis = row.Basis, From = row.From, Until = row.Until, KeepsDays = row.KeepsDays, AMinute = row.AMinute, PreserveDays = row.PreserveDays,
        IsTest = row.IsTest, IsClosed = row.IsClosed,
    };
}
