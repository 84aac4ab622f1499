namespace Vern.Platform.Auditing;

/// <summary>What a list of who has read what is about.</summary>
/// <param name="Resource">As the ledger tells that the list was made.</param>
/// <param name="Detail">What else belongs to that entry; sealed.</param>
/// <param name="Title">Its heading, in the page's language.</param>
/// <param name="FileName">Its file's name, without ending.</param>
/// <param name="Filters">Where the acts that may be on it are found.</param>
/// <param name="ReachOf">What an act on it touched, by a code whose word is <c>reach.CODE</c>; null where the act is not on the list.</param>
public sealed record AccessSubject(string Resource, string Detail, string Title, string FileName, IReadOnlyList<ActFilter> Filters, Func<ReadAct, string?> ReachOf)
{
    /// <summary>A thing by its path in the ledger: what touched it itself, and what touched a part of it.</summary>
    public static AccessSubject Of(string resource) => new(resource, "", resource, resource.Replace('/', '-'), [new(Resource: resource)], act => act.Resource == resource ? "itself" : "part");
}

/// <summary>A line of the list.</summary>
/// <param name="Act">What was done.</param>
/// <param name="Reach">What it touched.</param>
public sealed record AccessLine(ReadAct Act, string Reach);

/// <summary>Who has read or done what about something, for the person concerned or her counsel. What cannot be told apart any more (a sealed part that was erased) is left in, never out.</summary>
public static class AccessList
{
    /// <summary>The list, earliest first.</summary>
    public static async Task<IReadOnlyList<AccessLine>> OfAsync(WorkspaceLedger ledger, AccessSubject subject, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        ArgumentNullException.ThrowIfNull(subject);
        await ledger.AppendAsync(cancel);
        var places = new SortedSet<long>();
        foreach (var filter in subject.Filters) places.UnionWith((await ledger.Outbox.FindAsync(filter, 0, int.MaxValue, cancel)).Places);
        return [.. (await ledger.ReadAsync(places, cancel)).Select(act => (act, Reach: subject.ReachOf(act))).Where(line => line.Reach is not null).Select(line => new AccessLine(line.act, line.Reach!))];
    }
}
