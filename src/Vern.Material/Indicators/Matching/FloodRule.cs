namespace Vern.Material.Indicators.Matching;

/// <summary>
/// When a fingerprint that suddenly matches everywhere is set aside until a person has looked (a blank page, a grid, a logo, a picture made to collide). Its rate is held against its own past. Pure.
/// </summary>
public static class FloodRule
{
    /// <summary>So many hours are the window.</summary>
    public const int WindowHours = 2;
    /// <summary>So many hours before it are the past.</summary>
    public const int PastHours = 7 * 24;
    /// <summary>Fewer matches than this in the window are never a flood.</summary>
    public const int Floor = 200;
    /// <summary>So many times the rate of the past.</summary>
    public const int Times = 20;
    /// <summary>What one program's questions count for at most: nobody sets a fingerprint aside alone by asking.</summary>
    public const int MostOfOneAsker = Floor / 2;

    /// <summary>Whether it is one.</summary>
    /// <param name="window">Matches in the window, each asker's counted to <see cref="MostOfOneAsker"/>.</param>
    /// <param name="past">Matches in the hours before it.</param>
    /// <param name="releasedAt">After a person has looked: what the window must exceed; null: nobody has.</param>
    public static bool IsFlood(long window, long past, int? releasedAt) =>
        window >= Floor && window > (releasedAt ?? 0) && window * PastHours >= Times * Math.Max(past, 1) * WindowHours;
}
