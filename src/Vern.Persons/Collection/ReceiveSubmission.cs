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
