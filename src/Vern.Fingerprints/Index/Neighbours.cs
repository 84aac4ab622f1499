using System.Collections.Concurrent;
using System.Numerics;

namespace Vern.Fingerprints.Index;

/// <summary>All ways to turn at most t of b bits: the keys round a key.</summary>
internal static class Neighbours
{
    private static readonly ConcurrentDictionary<(int Bits, int Turned), uint[]> Known = new();

    /// <summary>How many keys have exactly <paramref name="turned"/> of <paramref name="bits"/> bits turned.</summary>
    internal static double Ring(int bits, int turned)
    {
        var ways = 1.0;
        for (var i = 0; i < turned; i++) ways = ways * (bits - i) / (i + 1);
        return ways;
    }

    /// <summary>The turned bits, as masks: first none, then by number; within a number by size, so that neighbours in a table come together.</summary>
    internal static uint[] Within(int bits, int turned) => Known.GetOrAdd((bits, turned), static of =>
    {
        var masks = new List<uint>();
        var end = 1UL << of.Bits;
        for (var ring = 0; ring <= Math.Min(of.Turned, of.Bits); ring++)
        {
            // Gosper: the next larger number with as many ones.
            for (var mask = (1UL << ring) - 1; mask < end;)
            {
                masks.Add((uint)mask);
                if (mask == 0) break;
                var lowest = mask & (~mask + 1);
                var carried = mask + lowest;
                mask = carried | ((mask ^ carried) >> (2 + BitOperations.TrailingZeroCount(lowest)));
            }
        }
        return [.. masks];
    });
}
