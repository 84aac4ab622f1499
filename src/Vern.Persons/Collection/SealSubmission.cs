using System.Text.Json;
using Vern.Platform.Sealing;

namespace Vern.Persons.Collection;

/// <summary>Seals a submission to the national unit: at the command line and from an agency's own records alike.</summary>
public static class SealSubmission
{
    /// <summary>The submission in its envelope, which the unit alone can open.</summary>
    /// <param name="submission">The submission.</param>
    /// <param name="own">The body's own pair.</param>
    /// <param name="unit">The unit's key, pinned.</param>
    /// <param name="now">Now.</param>
    public static Envelope Run(Submission submission, KeyPair own, PublicKey unit, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(submission);
        return Envelope.Seal(JsonSerializer.SerializeToUtf8Bytes(SubmissionPackage.Of(submission), SubmissionPackage.Json), NationalStore.SubmissionPurpose(submission.Year, submission.Sender), own, unit, now);
    }
}
