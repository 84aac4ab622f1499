using Vern.Platform.Access;
using Vern.Platform.Auditing;

namespace Vern.Platform.Jobs;

/// <summary>What is done to webhooks and jobs, as the ledger tells of it.</summary>
public static class JobActs
{
    /// <summary>Somebody is told by webhook from now on.</summary>
    public static AuditAct WebhookAdded { get; } = new("webhook.added", AccessActs.Basis);
    /// <summary>Somebody is told no more.</summary>
    public static AuditAct WebhookEnded { get; } = new("webhook.ended", AccessActs.Basis);
    /// <summary>A job was sent on its way again.</summary>
    public static AuditAct JobRetried { get; } = new("job.retried", AccessActs.Basis);
    /// <summary>A job was put aside.</summary>
    public static AuditAct JobParked { get; } = new("job.parked", AccessActs.Basis);

    /// <summary>All of them, in the order of the page.</summary>
    public static IReadOnlyList<AuditAct> All { get; } = [WebhookAdded, WebhookEnded, JobRetried, JobParked];
}
