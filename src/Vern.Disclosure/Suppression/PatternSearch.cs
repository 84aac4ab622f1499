using Vern.Disclosure.Audit;

namespace Vern.Disclosure.Suppression;

/// <summary>Chooses what to hide, and says how.</summary>
internal static class PatternSearch
{
    internal static (bool[] Hidden, string How) Run(AttackSystem system, IProgress<double>? progress, CancellationToken cancel)
    {
        var start = system.Start();
        using var attacker = new Attacker(system, start, onlyThisPattern: false);
        var search = new GreedySearch(system, attacker, cancel);
        var hidden = search.Run(start, progress);
        search.Thin(hidden);
        return (hidden, "cells hidden by a heuristic, without proof of least cost");
    }
}
