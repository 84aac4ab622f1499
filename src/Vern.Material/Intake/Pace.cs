using System.Collections.Concurrent;

namespace Vern.Material.Intake;

/// <summary>How fast a body, or an address on the public's form, may send: so much in a minute, counted in this process' memory only. Thread-safe.</summary>
/// <param name="clock">The time.</param>
public sealed class Pace(TimeProvider clock)
{
    private const int MostKept = 100_000;
    private readonly ConcurrentDictionary<string, (long Minute, int Count)> counts = new(StringComparer.Ordinal);

    /// <summary>Counts, and says how many seconds to wait; 0: none, it may. What would go beyond the most is refused whole and not counted.</summary>
    /// <param name="who">Who sends.</param>
    /// <param name="most">The most in a minute.</param>
    /// <param name="number">How many it sends now.</param>
    public int Wait(string who, int most, int number = 1)
    {
        var seconds = clock.GetUtcNow().ToUnixTimeSeconds();
        var minute = seconds / 60;
        if (counts.Count > MostKept) foreach (var (old, count) in counts) if (count.Minute != minute) counts.TryRemove(old, out _);
        while (true)
        {
            var there = counts.GetOrAdd(who, (minute, 0));
            var before = there.Minute == minute ? there.Count : 0;
            if (number > most - before) return (int)(60 - seconds % 60);
            if (counts.TryUpdate(who, (minute, before + number), there)) return 0;
        }
    }
}
