using Microsoft.EntityFrameworkCore;
using Vern.Platform.Jobs.Storage;

namespace Vern.Platform.Jobs;

/// <summary>An answer that is kept for the same request.</summary>
/// <param name="Status">The status; 0 while the request is worked on.</param>
/// <param name="Location">The header Location, or null.</param>
/// <param name="ContentType">The body's type, or null.</param>
/// <param name="Body">The body.</param>
public sealed record KeptAnswer(int Status, string? Location, string? ContentType, byte[] Body);

/// <summary>What is known of a request that bears a key.</summary>
public enum RequestState
{
    /// <summary>It is new: work on it.</summary>
    New,
    /// <summary>It was begun and never answered: the process stopped. Work on it, and give the receipt of what was done then.</summary>
    Unfinished,
    /// <summary>It was answered.</summary>
    Answered,
    /// <summary>It is being worked on.</summary>
    Running,
    /// <summary>The key was used for another body.</summary>
    OtherBody,
}

// Answers kept for repeated requests: a key is taken before the work, and its answer put beside it after.
public sealed partial class JobStore
{
    /// <summary>How long an answer is kept.</summary>
    public static TimeSpan AnswersKeptFor { get; } = TimeSpan.FromHours(24);

    /// <summary>Takes a key for a request.</summary>
    /// <param name="key">SHA-256 of client, operation and key.</param>
    /// <param name="digest">SHA-256 of the body.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<(RequestState State, KeptAnswer? Answer, DateTimeOffset Begun)> BeginRequestAsync(string key, string digest, CancellationToken cancel = default)
    {
        await using var context = JobsContext.Create(address);
        var now = Now();
        await context.KeptAnswers.Where(row => row.Key == key && row.ExpiresAt <= now).ExecuteDeleteAsync(cancel);
        var until = now + (long)Lease.TotalMilliseconds;
        if (!await context.KeptAnswers.AnyAsync(row => row.Key == key, cancel))
        {
            context.KeptAnswers.Add(new() { Key = key, Digest = digest, LeaseUntil = until, MadeAt = now, ExpiresAt = now + (long)AnswersKeptFor.TotalMilliseconds });
            try
            {
                await context.SaveChangesAsync(cancel);
                return (RequestState.New, null, clock.GetUtcNow());
            }
            catch (DbUpdateException) // another request with the key was first
            {
                context.ChangeTracker.Clear();
            }
        }
        if (await context.KeptAnswers.AsNoTracking().FirstOrDefaultAsync(row => row.Key == key, cancel) is not { } row || row.Digest != digest) return (RequestState.OtherBody, null, default);
        if (row.Status != 0) return (RequestState.Answered, new(row.Status, row.Location, row.ContentType, row.Body ?? []), default);
        return await context.KeptAnswers.Where(one => one.Key == key && one.Status == 0 && one.LeaseUntil == row.LeaseUntil && one.LeaseUntil <= now).ExecuteUpdateAsync(set => set.SetProperty(one => one.LeaseUntil, until), cancel) == 1
            ? (RequestState.Unfinished, null, DateTimeOffset.FromUnixTimeMilliseconds(row.MadeAt)) : (RequestState.Running, null, default);
    }

    /// <summary>Keeps the answer to a request.</summary>
    public async Task KeepAnswerAsync(string key, KeptAnswer answer, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(answer);
        await using var context = JobsContext.Create(address);
        await context.KeptAnswers.Where(row => row.Key == key).ExecuteUpdateAsync(set => set.SetProperty(row => row.Status, answer.Status).SetProperty(row => row.Location, answer.Location)
            .SetProperty(row => row.ContentType, answer.ContentType).SetProperty(row => row.Body, answer.Body), cancel);
    }

    /// <summary>Gives a request up that failed: it may be sent again at once, as one that was begun and never answered, since what it asked for may be done.</summary>
    public async Task ReleaseRequestAsync(string key, CancellationToken cancel = default)
    {
        await using var context = JobsContext.Create(address);
        await context.KeptAnswers.Where(row => row.Key == key && row.Status == 0).ExecuteUpdateAsync(set => set.SetProperty(row => row.LeaseUntil, 0), cancel);
    }
}
