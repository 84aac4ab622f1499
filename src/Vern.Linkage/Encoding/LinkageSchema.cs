using System.Collections.Frozen;
using System.Numerics;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace Vern.Linkage.Encoding;

/// <summary>
/// A linkage schema: which columns a file has, how their values are cut into tokens and how these set bits. Read from clkhash's
/// JSON format, version 3 (versions 1 and 2 are converted as clkhash converts them).
/// </summary>
public sealed record LinkageSchema
{
    internal LinkageSchema() { }

    /// <summary>Bits of an encoding, after folding; at least 1.</summary>
    public required int Length { get; init; }
    /// <summary>How often the filter is folded onto itself; the filter that is filled has <c>Length · 2^XorFolds</c> bits.</summary>
    public required int XorFolds { get; init; }
    /// <summary>Hash of the key derivation: SHA-256 or SHA-512.</summary>
    public required HashAlgorithmName KeyHash { get; init; }
    /// <summary>Salt of the key derivation; null: none.</summary>
    public required byte[]? Salt { get; init; }
    /// <summary>Context of the key derivation; null: none.</summary>
    public required byte[]? Info { get; init; }
    /// <summary>Bytes of each derived key.</summary>
    public required int KeySize { get; init; }
    /// <summary>The columns, in the file's order; ignored ones count for the derivation of keys.</summary>
    public required IReadOnlyList<Feature> Features { get; init; }

    /// <summary>Bits of the filter before folding.</summary>
    public int FilterLength => Length << XorFolds;

    /// <summary>Reads a schema.</summary>
    /// <param name="json">The schema as JSON text.</param>
    /// <exception cref="LinkageSchemaException">It is not a schema; the message has the JSON path and what was expected.</exception>
    public static LinkageSchema Parse(string json) => SchemaReader.Read(json);
}

/// <summary>A schema is wrong.</summary>
/// <param name="path">Where, as a JSON path: <c>$.features[2].hashing.strategy</c>.</param>
/// <param name="problem">What was expected there.</param>
public sealed class LinkageSchemaException(string path, string problem) : FormatException($"Schema, {path}: {problem}")
{
    /// <summary>Where in the JSON.</summary>
    public string Path { get; } = path;
}

/// <summary>A column of the file.</summary>
/// <param name="Identifier">Its name in the header.</param>
/// <param name="Format">What its values look like; null when it is ignored.</param>
/// <param name="Hashing">How its values set bits; null when it is ignored.</param>
public sealed record Feature(string Identifier, ValueFormat? Format, FieldHashing? Hashing);

/// <summary>What the values of a column look like.</summary>
public abstract record ValueFormat
{
    private protected ValueFormat() { }
}

/// <summary>Casing a text must have.</summary>
public enum TextCase { Mixed, Lower, Upper }

/// <summary>Text by length and case.</summary>
/// <param name="MinimumLength">In code points; null: none.</param>
/// <param name="MaximumLength">In code points; null: none.</param>
/// <param name="Case">The casing every letter must have. It is checked, never changed.</param>
public sealed record TextFormat(int? MinimumLength, int? MaximumLength, TextCase Case) : ValueFormat;

/// <summary>Text that a regular expression must match as a whole.</summary>
/// <param name="Pattern">As written in the schema (Python's dialect).</param>
public sealed record PatternFormat(string Pattern) : ValueFormat
{
    internal Regex Expression { get; } = PythonPattern.Compile(Pattern);
}

/// <summary>A whole number; written as Python's <c>int()</c> reads it.</summary>
/// <param name="Minimum">Least value; null: none.</param>
/// <param name="Maximum">Greatest value; null: none.</param>
public sealed record WholeNumberFormat(BigInteger? Minimum, BigInteger? Maximum) : ValueFormat;

/// <summary>A date; hashed as year, month and day without separators.</summary>
/// <param name="Format">In <c>strptime</c>'s language.</param>
public sealed record DateValueFormat(string Format) : ValueFormat
{
    internal StrptimeFormat Parser { get; } = StrptimeFormat.Parse(Format);
}

/// <summary>One of given values.</summary>
/// <param name="Values">The values.</param>
public sealed record EnumValueFormat(FrozenSet<string> Values) : ValueFormat;

/// <summary>How text becomes bytes, token by token; UTF-16 and UTF-32 are little-endian with a byte order mark before every token, as Python writes them.</summary>
public enum TokenEncoding { Utf8, Ascii, Utf16, Utf32 }

/// <summary>Which hash sets the bits.</summary>
public enum HashKind { Blake, Double }

/// <summary>How values set bits.</summary>
/// <param name="Comparison">How a value is cut into tokens.</param>
/// <param name="Encoding">How a token becomes bytes.</param>
/// <param name="BitsPerToken">Insertions for each token; null when <paramref name="BitsPerFeature"/> is given.</param>
/// <param name="BitsPerFeature">Insertions shared by all tokens of a value; null when <paramref name="BitsPerToken"/> is given.</param>
/// <param name="Hash">The hash.</param>
/// <param name="PreventSingularity">Double hashing only: a second hash of zero is made anew.</param>
/// <param name="Missing">What stands for "no value"; null: nothing does.</param>
public sealed record FieldHashing(FieldComparison Comparison, TokenEncoding Encoding, int? BitsPerToken, int? BitsPerFeature, HashKind Hash, bool PreventSingularity, MissingValue? Missing)
{
    /// <summary>How often the token at a position (from 0) of so many is inserted: a feature's bits are shared out, the first tokens getting the rest.</summary>
    internal int Insertions(int token, int tokens)
    {
        if (BitsPerToken is { } each) return each;
        var (share, rest) = Math.DivRem(BitsPerFeature!.Value, tokens);
        return token < rest ? share + 1 : share;
    }
}

/// <summary>What stands for "no value"; such a value is not checked against the format.</summary>
/// <param name="Sentinel">The value in the file.</param>
/// <param name="Replacement">What is hashed in its place, without any formatting; the sentinel itself when the schema gives none.</param>
public sealed record MissingValue(string Sentinel, string Replacement);

/// <summary>How a value is cut into tokens.</summary>
public abstract record FieldComparison
{
    private protected FieldComparison() { }
}

/// <summary>All runs of <paramref name="N"/> code points, after N − 1 blanks on either side.</summary>
/// <param name="N">At least 1.</param>
/// <param name="Positional">Whether each token begins with its position.</param>
public sealed record NgramComparison(int N, bool Positional) : FieldComparison;

/// <summary>The value as one token.</summary>
public sealed record ExactComparison : FieldComparison;

/// <summary>A number's neighbourhood (Vatsalan and Christen 2015).</summary>
/// <param name="Interval">The threshold distance in units of the last decimal kept; at least 1.</param>
/// <param name="Resolution">Tokens on either side.</param>
/// <param name="FractionalPrecision">Decimals kept.</param>
public sealed record NumericComparison(BigInteger Interval, int Resolution, int FractionalPrecision) : FieldComparison;
