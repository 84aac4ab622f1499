namespace Vern.Persons.Collection;

/// <summary>Takes a submission in and says how it differs from the one it replaces.</summary>
public static class ReceiveSubmission
{
    /// <summary>The receipt.</summary>
    /// <exception cref="SubmissionRefusedException">It cannot be taken in; nothing of it was.</exception>
    public static async Task<SubmissionReceipt> RunAsync(INationalStore store, Submission submission, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(submission);
        return await ReceiptAsync(store, await store.ReceiveAsync(submission, cancel), cancel);
    }

    /// <summary>The receipt of a submission that was taken in before its sender was answered; null when it was not.</summary>
    public static async Task<SubmissionReceipt?> FindAsync(INationalStore store, Submission submission, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(submission);
        var digest = SubmissionPackage.Of(AsKept(submission)).Digest();
        return (await store.HistoryAsync(submission.Year, submission.Sender, cancel)).FirstOrDefault(version => version.Digest == digest) is { } taken ? await ReceiptAsync(store, taken, cancel) : null;
    }

    /// <summary>The receipt of the first submission of a body that was taken in since; null when there is none.</summary>
    public static async Task<SubmissionReceipt?> FindAsync(INationalStore store, int year, BodyId sender, DateTimeOffset since, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        return (await store.HistoryAsync(year, sender, cancel)).LastOrDefault(version => version.ReceivedAt >= since) is { } taken ? await ReceiptAsync(store, taken, cancel) : null;
    }

    /// <summary>The submission as it is kept: a report of nothing is a zero.</summary>
    internal static Submission AsKept(Submission submission) => submission is { Persons.Count: 0, Answer: AnswerKind.Report, Agency: null, Cases.Count: 0 } ? submission with { Answer = AnswerKind.Zero } : submission;

    internal static async Task<SubmissionReceipt> ReceiptAsync(INationalStore store, Submission taken, CancellationToken cancel)
    {
        string? difference = null;
        if (taken.Version > 1)
        {
            var former = (await store.HistoryAsync(taken.Year, taken.Sender, cancel)).FirstOrDefault(version => version.Version == taken.Version - 1);
            if (former is not null) difference = CompareSubmissions.Of(former, taken).InFull();
        }
        return new(taken.Year, taken.Sender.Value, taken.Version, taken.ReceivedAt, taken.Digest!, difference);
    }
}
