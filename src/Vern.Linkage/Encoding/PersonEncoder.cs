using System.Security.Cryptography;

namespace Vern.Linkage.Encoding;

/// <summary>What a body may know of a person's identity; every part may be missing. It lives at the sender's own machine only.</summary>
/// <param name="GivenNames">As written, any alphabet.</param>
/// <param name="FamilyNames">As written, any alphabet.</param>
/// <param name="BirthDate">ISO date (yyyy-MM-dd), or a year (yyyy); placeholder days (1 January, 31 December) count as the year only.</param>
/// <param name="Sex">"f", "m" or null.</param>
/// <param name="Nationality">ISO 3166-1 alpha-2 or null.</param>
/// <param name="Duf">DUF number, twelve digits.</param>
/// <param name="NationalNumber">National identity number or D-number, eleven digits.</param>
public sealed record PersonIdentity(string? GivenNames, string? FamilyNames, string? BirthDate, string? Sex, string? Nationality, string? Duf, string? NationalNumber);

/// <summary>Encodes identities with Vern's default schema: the sender's side of a submission. Thread-safe.</summary>
public sealed class PersonEncoder
{
    private static readonly LinkageSchema Schema = LinkageSchema.Parse(SchemaJson);
    private readonly ClkEncoder _encoder;
    private readonly BlockKeys _blocks;

    /// <summary>An encoder for a secret; the secret never leaves the sender.</summary>
    /// <param name="secret">One secret per round, shared by the bodies that report and by nobody else.</param>
    public PersonEncoder(string secret)
    {
        ArgumentException.ThrowIfNullOrEmpty(secret);
        _encoder = new ClkEncoder(Schema, secret);
        _blocks = new BlockKeys(secret);
        var check = HKDF.DeriveKey(HashAlgorithmName.SHA256, System.Text.Encoding.UTF8.GetBytes(secret), 4, info: "vern key check 1"u8.ToArray());
        KeyCheck = Convert.ToHexStringLower(check);
    }

    /// <summary>Name and SHA-256 of the default schema, as stated in submissions: <c>vern-person-1:9f2c…</c>.</summary>
    public static string SchemaName { get; } = $"vern-person-1:{Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(SchemaJson)))}";

    /// <summary>The default schema, in clkhash's version 3 format.</summary>
    public static string SchemaJson => EmbeddedSchema.Text;

    /// <summary>A check value by which two secrets can be told apart: HKDF of the secret with its own label, 8 hex digits.</summary>
    public string KeyCheck { get; }

    /// <summary>The encoding and the block keys; null when nothing in the identity can be encoded.</summary>
    public (byte[] Clk, ulong[] Blocks)? Encode(PersonIdentity identity)
    {
        var fields = PersonFields.Prepare(identity);
        if (!fields.CanIdentify) return null;
        return (_encoder.Encode(fields.Columns), _blocks.Keys(fields));
    }

    private static class EmbeddedSchema
    {
        public static readonly string Text = Read();

        private static string Read()
        {
            using var stream = typeof(PersonEncoder).Assembly.GetManifestResourceStream("vern-person-1.json")!;
            using var reader = new StreamReader(stream);
            return reader.ReadToEnd();
        }
    }
}
