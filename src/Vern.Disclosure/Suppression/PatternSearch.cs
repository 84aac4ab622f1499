using Vern.Disclosure.Audit;

namespace Vern.Disclosure.Suppression;

/// <summary>Chooses what to hide, and says how.</summary>
internal static class PatternSearch
{
    internal static (bool[] Hidden, string How) Run(AttackSystem system, double seconds, bool withSolver, IProgress<double>? progress, CancellationToken cancel)
    {
        if (!withSolver) return (EliminationSearch.Run(system, cancel), "cells hidden without regard to the least cost");
        var start = system.Start();
        using var mover = new Mover(system, start);
        var search = new GreedySearch(system, mover, cancel);
        var hidden = search.Run(start, progress);
        search.Thin(hidden, Math.Max(5, 2 * seconds));
        var optimal = new OptimalSearch(system, mover, search, seconds, cancel);
        var (best, lower) = optimal.Run(hidden);
        var cost = system.Cost(best);
        var gap = cost == 0 ? 0 : 100.0 * (cost - lower) / cost;
        return (best, lower == cost ? "the pattern is proven to be the least costly" : $"the pattern's cost {cost} is at most {gap:0.#} % above the least possible");
    }
}
