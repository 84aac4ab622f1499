namespace Vern.Demonstration;

/// <summary>
/// Reproducible draws (SplitMix64): the same seed gives the same draws on every machine and version. For made-up data only; secrets come from
/// <see cref="System.Security.Cryptography.RandomNumberGenerator"/>.
/// </summary>
public struct Draw
{
    private ulong _state;
    /// <summary>Draws for a seed.</summary>
    public Draw(ulong seed) => _state = seed;
    /// <summary>Draws for one of many things under a common seed (person 17 under seed 2014), independent of the order in which they are asked for.</summary>
    public static Draw For(int seed, int thing, int purpose = 0) =>
        new(Mix(Mix(unchecked((ulong)(uint)seed * 0x9E3779B97F4A7C15UL + (uint)thing)) ^ Mix(unchecked((ulong)(uint)purpose + 0xD1B54A32D192ED03UL))));
    /// <summary>64 random bits.</summary>
    public ulong Bits() => Mix(_state = unchecked(_state + 0x9E3779B97F4A7C15UL));
    /// <summary>A whole number from 0 to <paramref name="below"/> less 1.</summary>
    public int Next(int below) => (int)(((UInt128)Bits() * (uint)below) >> 64);
    /// <summary>A whole number from <paramref name="from"/> to <paramref name="to"/>, both included.</summary>
    public int Between(int from, int to) => from + Next(to - from + 1);
    /// <summary>A number from 0 up to 1.</summary>
    public double Share() => (Bits() >> 11) * (1.0 / (1UL << 53));
    /// <summary>True with this probability.</summary>
    public bool Chance(double probability) => Share() < probability;
    /// <summary>One of these.</summary>
    public T Of<T>(IReadOnlyList<T> items) => items[Next(items.Count)];
    /// <summary>Puts a list into random order.</summary>
    public void Shuffle<T>(IList<T> items)
    {
        for (var i = items.Count - 1; i > 0; i--)
        {
            var j = Next(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    private static ulong Mix(ulong z)
    {
        unchecked
        {
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
            return z ^ (z >> 31);
        }
    }
}
