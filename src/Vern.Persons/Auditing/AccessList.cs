using System.Globalization;
using Vern.Persons.Collection;
using Vern.Platform.Auditing;

namespace Vern.Persons.Auditing;

/// <summary>What an act on the list touched.</summary>
public enum AccessReach
{
    /// <summary>The row itself, or a pair that it is one of.</summary>
    Row,
    /// <summary>The body's submission, with all its rows.</summary>
    Submission,
    /// <summary>The whole round: a list or file in which the row may have been.</summary>
    Round,
}

/// <summary>A line of the list.</summary>
public sealed record AccessLine(ReadAct Act, AccessReach Reach);

/// <summary>
/// Who has read or decided what about a body's rows, for the person concerned or her counsel. The unit holds no identity, so the list is by what the body can name: its submission, or the number of a
/// row in it. What cannot be told apart any more (a sealed part that was erased) is on the list as about the whole round, never left out.
/// </summary>
public static class AccessList
{
    /// <summary>The list, earliest first.</summary>
    /// <param name="ledger">The unit's ledger.</param>
    /// <param name="year">The round.</param>
    /// <param name="body">The body.</param>
    /// <param name="row">The row's number in its submission in force; null for all its rows.</param>
    /// <param name="cancel">Stops.</param>
    public static async Task<IReadOnlyList<AccessLine>> OfAsync(WorkspaceLedger ledger, int year, BodyId body, int? row, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        await ledger.AppendAsync(cancel);
        var (round, _) = await ledger.Outbox.FindAsync(new(Resource: string.Create(CultureInfo.InvariantCulture, $"round/{year}")), 0, int.MaxValue, cancel);
        var (traced, _) = await ledger.Outbox.FindAsync(new(NationalActs.FigureTraced.Kind, string.Create(CultureInfo.InvariantCulture, $"report/{year}")), 0, int.MaxValue, cancel);
        var acts = await ledger.ReadAsync(round.Concat(traced).Order(), cancel);
        return [.. acts.Where(act => act.Basis != NationalBases.Round.Code || act.Kind == NationalActs.RoundClosed.Kind).Select(act => (act, Reach: ReachOf(act, body, row))).Where(line => line.Reach is not null).Select(line => new AccessLine(line.act, line.Reach!.Value))];
    }

    private static AccessReach? ReachOf(ReadAct act, BodyId body, int? row)
    {
        var parts = act.Resource.Split('/');
        if (parts is [_, _, "body", var sender, .. var rest])
        {
            if (sender != body.Value) return null;
            return rest is [.., "row", var number] ? row is null || number == row.Value.ToString(CultureInfo.InvariantCulture) ? AccessReach.Row : null : AccessReach.Submission;
        }
        if (parts is not [_, _, "pairs"] || act.Kind == NationalActs.PairsRead.Kind || act.Erased || act.Detail is not { } detail) return AccessReach.Round;
        var rows = detail.Split(' ').Where(word => word.Contains('.', StringComparison.Ordinal)).ToList();
        if (rows.Count == 0) return AccessReach.Round; // an entry from before the rows of a pair were noted
        return rows.Exists(word => row is { } number ? word == string.Create(CultureInfo.InvariantCulture, $"{body}.{number}") : word.StartsWith(body.Value + ".", StringComparison.Ordinal)) ? AccessReach.Row : null;
    }
}
