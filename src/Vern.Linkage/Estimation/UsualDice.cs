namespace Vern.Linkage.Estimation;

/// <summary>
/// What is known of Dice coefficients in general, for rounds too small to show it. Encodings of different schemas differ in how alike strangers are, so a
/// coefficient is told by where it lies on the way from the strangers' middle (0) to equality (1). The middle and the spread are those of the round's own
/// strangers, drawn towards what the density of the encodings leads to expect; the two shapes were measured once (docs/method-linkage.md).
/// </summary>
public sealed class UsualDice
{
    // persons by tenths of the way: the mean of five-party, FEBRL 4 and made-up persons in Vern's own schema, equal encodings left out; it does not fall
    // at the end, so that a higher score is never weaker evidence
    static readonly double[] One = [0.02, 0.05, 0.16, 0.39, 0.81, 1.24, 1.62, 1.95, 2.42, 2.42];
    // how far above its density strangers' middle lies, and their spread, as shares of the way; both count as so many pairs
    const double Above = 0.13, Usual = 0.09, Weight = 20;
    // strangers alike in something: so many of them, from here on, thinning out by e every so far
    const double Alike = 0.06, AlikeFrom = 0.1, AlikeScale = 0.06;
    readonly double middle, spread;

    /// <summary>Learns the strangers' middle and spread.</summary>
    /// <param name="dice">The coefficients of pairs of this round, whoever they are.</param>
    /// <param name="density">The share of bits set in its encodings.</param>
    public UsualDice(IReadOnlyList<double> dice, double density)
    {
        ArgumentNullException.ThrowIfNull(dice);
        var expected = density + Above * (1 - density);
        var usual = Usual * (1 - expected);
        (middle, spread) = (expected, usual);
        var share = 0.02;
        for (var round = 0; round < 30; round++)
        {
            double n = Weight, sum = Weight * expected, squares = Weight * usual * usual, one = 1;
            foreach (var d in dice)
            {
                var at = At(d);
                var (p, bell) = (OfOne(at) * share, Bell(at) * (1 - Alike) * (1 - share));
                var all = p + bell + Tail(at) * Alike * (1 - share) + 1e-300;
                one += p / all;
                n += bell / all;
                sum += bell / all * d;
                squares += bell / all * (d - middle) * (d - middle);
            }
            (middle, spread) = (Math.Min(sum / n, 0.98), Math.Max(Math.Sqrt(squares / n), 1e-3));
            share = Math.Min(0.9, one / (dice.Count + 50));
        }
    }

    /// <summary>Natural logarithm of how much likelier a coefficient is of one person than of two.</summary>
    public double LogRatio(double dice)
    {
        // below the middle there is no more against one person than there
        var at = Math.Max(0, At(dice));
        return Math.Clamp(Math.Log(OfOne(at)) - Math.Log((1 - Alike) * Bell(at) + Alike * Tail(at) + 1e-300), -12, 12);
    }

    /// <summary>Share of the pairs of one person with a coefficient below this one.</summary>
    public double Below(double dice)
    {
        double sum = 0, all = 0;
        for (var at = 0.005; at < 1; at += 0.01)
        {
            all += OfOne(at);
            if (at < At(dice)) sum += OfOne(at);
        }
        return Math.Clamp(sum / all, 1e-3, 0.5);
    }

    double At(double dice) => (dice - middle) / (1 - middle);

    /// <summary>Density of persons' coefficients at a place on the way.</summary>
    static double OfOne(double at)
    {
        var place = Math.Clamp(at * 10 - 0.5, 0, One.Length - 1);
        var low = Math.Min((int)place, One.Length - 2);
        return One[low] + (One[low + 1] - One[low]) * (place - low);
    }

    double Bell(double at)
    {
        var s = spread / (1 - middle);
        return Math.Exp(-0.5 * at * at / (s * s)) / (s * 2.5066282746);
    }

    static double Tail(double at) => at < AlikeFrom ? 0 : Math.Exp((AlikeFrom - at) / AlikeScale) / AlikeScale;
}
