using System.Text;
using Microsoft.EntityFrameworkCore;
using Vern.Platform.Jobs.Storage;

namespace Vern.Platform.Jobs;

/// <summary>Somebody who is told by webhook.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Address">Where messages go.</param>
/// <param name="Events">What it is told.</param>
/// <param name="MadeBy">Who entered it.</param>
/// <param name="MadeAt">When.</param>
public sealed record Webhook(int Id, string Address, IReadOnlyList<string> Events, string MadeBy, DateTimeOffset MadeAt);

// Who is told by webhook. The secret is sealed with the key of a file that is not in the database.
public sealed partial class JobStore
{
    /// <summary>Adds somebody to be told.</summary>
    /// <returns>The secret that messages are signed with: shown once, never again.</returns>
    public async Task<(int Id, string Secret)> AddWebhookAsync(string to, IReadOnlyCollection<string> events, string by, CancellationToken cancel = default)
    {
        if (WebhookAddress.Refusal(to) is { } refusal) throw new ArgumentException(refusal, nameof(to));
        await using var context = JobsContext.Create(address);
        var secret = WebhookSignature.NewSecret();
        var row = new WebhookRow { Address = to, Events = string.Join(' ', events), Secret = (await key.Value).Seal(SecretOf(to), Encoding.ASCII.GetBytes(secret)), MadeBy = by, MadeAt = Now() };
        context.Webhooks.Add(row);
        await context.SaveChangesAsync(cancel);
        return (row.Id, secret);
    }

    /// <summary>All who are told, in the order they were added.</summary>
    public async Task<IReadOnlyList<Webhook>> WebhooksAsync(CancellationToken cancel = default)
    {
        await using var context = JobsContext.Create(address);
        return [.. (await context.Webhooks.AsNoTracking().Where(row => row.OffAt == 0).OrderBy(row => row.Id).ToListAsync(cancel)).Select(row => new Webhook(row.Id, row.Address, row.Events.Split(' '), row.MadeBy, DateTimeOffset.FromUnixTimeMilliseconds(row.MadeAt)))];
    }

    /// <summary>Tells somebody no more; what was to be told is parked when its turn comes.</summary>
    /// <returns>Whether there was one.</returns>
    public async Task<bool> EndWebhookAsync(int id, CancellationToken cancel = default)
    {
        await using var context = JobsContext.Create(address);
        var now = Now();
        return await context.Webhooks.Where(row => row.Id == id && row.OffAt == 0).ExecuteUpdateAsync(set => set.SetProperty(row => row.OffAt, now).SetProperty(row => row.Secret, Array.Empty<byte>()), cancel) == 1;
    }

    /// <summary>Where a message goes and the secret it is signed with; null when it is ended; a null secret when this machine's key does not open it.</summary>
    internal async Task<(string Address, string? Secret)?> WebhookAsync(int id, CancellationToken cancel)
    {
        await using var context = JobsContext.Create(address);
        return await context.Webhooks.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id && row.OffAt == 0, cancel) is { } row
            ? (row.Address, (await key.Value).Unseal(SecretOf(row.Address), row.Secret) is { } secret ? Encoding.ASCII.GetString(secret) : null) : null;
    }

    private static string SecretOf(string to) => $"vern webhook {to}";
}
