using System.Globalization;
using System.Numerics;

namespace Vern.Linkage.Encoding;

/// <summary>Cuts values into tokens.</summary>
public static class TokenCutting
{
    /// <summary>The tokens of a value, duplicates kept; none for an empty value.</summary>
    /// <exception cref="FormatException">A numeric comparison got what is no number.</exception>
    public static IReadOnlyList<string> Tokens(FieldComparison comparison, string value)
    {
        if (value.Length == 0) return [];
        return comparison switch
        {
            ExactComparison => [value],
            NgramComparison ngram => Ngrams(value, ngram),
            NumericComparison numeric => Neighbourhood(value, numeric),
            _ => throw new ArgumentException("Unknown comparison.", nameof(comparison)),
        };
    }

    private static List<string> Ngrams(string value, NgramComparison ngram)
    {
        // Positions of code points, not of chars: a pair of surrogates is one.
        var padded = string.Concat(new string(' ', ngram.N - 1), value, new string(' ', ngram.N - 1));
        var starts = new List<int>(padded.Length + 1);
        for (var i = 0; i < padded.Length; i += char.IsSurrogatePair(padded, i) ? 2 : 1) starts.Add(i);
        starts.Add(padded.Length);
        var tokens = new List<string>(starts.Count);
        for (var i = 0; i + ngram.N < starts.Count; i++)
        {
            var token = padded[starts[i]..starts[i + ngram.N]];
            tokens.Add(ngram.Positional ? string.Create(CultureInfo.InvariantCulture, $"{i + 1} {token}") : token);
        }
        return tokens;
    }

    private static string[] Neighbourhood(string value, NumericComparison numeric)
    {
        var scale = BigInteger.Pow(10, numeric.FractionalPrecision);
        if (PythonNumber.TryReadInteger(value, out var number)) number *= scale;
        else if (PythonNumber.TryReadFloat(value, out var real))
        {
            var scaled = numeric.FractionalPrecision > 0 ? Math.Round(real * (double)scale, MidpointRounding.ToEven) : Math.Truncate(real);
            if (!double.IsFinite(scaled)) throw new FormatException("a smaller number expected");
            number = new BigInteger(scaled);
        }
        else throw new FormatException("a number expected");

        number *= 2 * numeric.Resolution;
        var rest = number % numeric.Interval;
        if (rest.Sign < 0) rest += numeric.Interval;
        if (rest * 2 < numeric.Interval) number -= rest;
        else number += numeric.Interval - rest;
        if (BigInteger.Abs(number) + (numeric.Interval * numeric.Resolution) >= PythonNumber.Longest) throw new FormatException("a smaller number expected");
        var tokens = new string[(2 * numeric.Resolution) + 1];
        for (var i = 0; i < tokens.Length; i++) tokens[i] = (number + ((i - numeric.Resolution) * numeric.Interval)).ToString(CultureInfo.InvariantCulture);
        return tokens;
    }
}
