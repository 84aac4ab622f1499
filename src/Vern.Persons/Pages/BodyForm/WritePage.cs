using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Vern.Persons.Collection;
using Vern.Platform.Interface;
using Vern.Platform.Sealing;

namespace Vern.Persons.Pages.BodyForm;

/// <summary>The page for bodies that run no Vern, as one file.</summary>
/// <param name="Year">The reporting year.</param>
/// <param name="Bytes">The file: the same bytes for the same year, register and version of Vern, wherever it is made.</param>
/// <param name="Digest">SHA-256 of the bytes, lower-case hex.</param>
/// <param name="ContentSecurityPolicy">What the page itself says it may do; the server says the same in a header.</param>
public sealed record BodyPage(int Year, byte[] Bytes, string Digest, string ContentSecurityPolicy)
{
    /// <summary>The file's name.</summary>
    public string FileName => $"vern-{Year}.html";
}

/// <summary>Writes the page: markup, style, script and tables in one file that asks nobody for anything.</summary>
public static partial class WritePage
{
    /// <summary>The page of a year.</summary>
    /// <param name="year">The reporting year.</param>
    /// <param name="register">The bodies that can send.</param>
    /// <param name="unit">The unit's public key, to which the page seals; null: what it saves is not sealed.</param>
    public static BodyPage Of(int year, IReadOnlyList<Body> register, PublicKey? unit = null)
    {
        ArgumentNullException.ThrowIfNull(register);
        var style = Style.Value;
        var script = PageScript.Text;
        // Nothing from anywhere; only this style and this script; data goes to the server that the page is from, and nowhere when it is opened from a disk.
        var policy = $"default-src 'none'; script-src '{Hash(script)}'; style-src '{Hash(style)}'; connect-src 'self'; base-uri 'none'; form-action 'none'";
        var page = new StringBuilder(BodyFormFile.Text("page.html"))
            .Replace("{{policy}}", policy).Replace("{{year}}", $"{year}").Replace("{{style}}", style).Replace("{{tables}}", PageTables.Json(year, register, unit)).Replace("{{script}}", script);
        var bytes = Encoding.UTF8.GetBytes(page.ToString());
        return new(year, bytes, Convert.ToHexStringLower(SHA256.HashData(bytes)), policy);
    }

    private static string Hash(string text) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static readonly Lazy<string> Style = new(() => string.Concat(
        Blocks(AssetFiles.Text("theme.css")).Where(block => !OtherColour().IsMatch(block)).Concat(Blocks(AssetFiles.Text("designsystemet.css")).Where((block, at) => at == 0 || UsedPart().IsMatch(block)))
            .Concat(Blocks(AssetFiles.Text("vern.css")).Where(block => !block.StartsWith("@font-face", StringComparison.Ordinal))).Append(BodyFormFile.Text("page.css"))
            .Select(block => Address().Replace(Comment().Replace(block, ""), "none").Trim() + "\n")).Replace("@charset \"UTF-8\";", "", StringComparison.Ordinal));

    // A style sheet's outermost rules.
    private static IEnumerable<string> Blocks(string sheet)
    {
        var (start, depth) = (0, 0);
        for (var at = 0; at < sheet.Length; at++)
        {
            if (sheet[at] == '{') depth++;
            if (sheet[at] != '}' || --depth > 0) continue;
            yield return sheet[start..(at + 1)].Trim();
            start = at + 1;
        }
    }

    [GeneratedRegex(@"^@layer ds\.theme\.color \{\s*\[data-color=|\.secondary \{")]
    private static partial Regex OtherColour();
    [GeneratedRegex(@"^@layer ds\.components\{(\.ds-button\{|\.ds-table\{|:where\(\.ds-input\))")]
    private static partial Regex UsedPart();
    [GeneratedRegex(@"/\*.*?\*/", RegexOptions.Singleline)]
    private static partial Regex Comment();
    [GeneratedRegex("url\\(\"[^\"]*\"\\)")]
    private static partial Regex Address();
}
