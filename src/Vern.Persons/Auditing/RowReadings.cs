using System.Globalization;
using Vern.Persons.Collection;
using Vern.Platform.Auditing;

namespace Vern.Persons.Auditing;

/// <summary>
/// Which acts touched a body's rows. The unit holds no identity, so a list is by what the body can name: its submission, or the number of a row in it. What cannot be told apart any more
/// (a sealed part that was erased) is about the whole round, never left out.
/// </summary>
public static class RowReadings
{
    /// <summary>The row itself, or a pair that it is one of.</summary>
    public const string Row = "Row";
    /// <summary>The body's submission, with all its rows.</summary>
    public const string Submission = "Submission";
    /// <summary>The whole round: a list or file in which the row may have been.</summary>
    public const string Round = "Round";

    /// <summary>What a list is about.</summary>
    /// <param name="year">The round.</param>
    /// <param name="body">The body.</param>
    /// <param name="row">The row's number in its submission in force; null for all its rows.</param>
    /// <param name="title">The list's heading.</param>
    public static AccessSubject Of(int year, BodyId body, int? row, string title) => new(
        string.Create(CultureInfo.InvariantCulture, $"round/{year}/body/{body}"), row is null ? "all rows" : string.Create(CultureInfo.InvariantCulture, $"row {row}"), title,
        string.Create(CultureInfo.InvariantCulture, $"{year}-{body}{(row is null ? "" : "-")}{row}"),
        [new(Resource: string.Create(CultureInfo.InvariantCulture, $"round/{year}")), new(NationalActs.FigureTraced.Kind, string.Create(CultureInfo.InvariantCulture, $"report/{year}"))],
        act => act.Basis != NationalBases.Round.Code || act.Kind == NationalActs.RoundClosed.Kind ? ReachOf(act, body, row) : null);

    private static string? ReachOf(ReadAct act, BodyId body, int? row)
    {
        var parts = act.Resource.Split('/');
        if (parts is [_, _, "body", var sender, .. var rest])
        {
            if (sender != body.Value) return null;
            return rest is [.., "row", var number] ? row is null || number == row.Value.ToString(CultureInfo.InvariantCulture) ? Row : null : Submission;
        }
        if (parts is not [_, _, "pairs"] || act.Kind == NationalActs.PairsRead.Kind || act.Erased || act.Detail is not { } detail) return Round;
        var rows = detail.Split(' ').Where(word => word.Contains('.', StringComparison.Ordinal)).ToList();
        if (rows.Count == 0) return Round; // an entry from before the rows of a pair were noted
        return rows.Exists(word => row is { } number ? word == string.Create(CultureInfo.InvariantCulture, $"{body}.{number}") : word.StartsWith(body.Value + ".", StringComparison.Ordinal)) ? Row : null;
    }
}
