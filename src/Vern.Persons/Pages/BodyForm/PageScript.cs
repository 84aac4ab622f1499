using System.Text;
using System.Text.RegularExpressions;

namespace Vern.Persons.Pages.BodyForm;

/// <summary>Joins the page's script, kept as modules that import one another, into the one script that stands in the page: each a function with names of its own.</summary>
internal static partial class PageScript
{
    // What is imported stands before what imports it.
    private static readonly string[] Order =
    [
        "text", "sha256", "blake2b", "names", "identity", "encode", "key", "zip", "workbook", "csv", "words", "persons", "reading", "package", "seal", "compare", "send", "show", "page",
    ];

    /// <summary>The script.</summary>
    internal static string Text { get; } = Joined(Order);
    /// <summary>The script without the last module, the page's own: what reads, checks and encodes.</summary>
    internal static string Library { get; } = Joined(Order[..^1]);

    /// <summary>A script of another page that imports some of these modules.</summary>
    /// <param name="name">Its own module.</param>
    /// <param name="source">The module's text.</param>
    /// <param name="imported">The modules of this folder that it needs, each before what imports it.</param>
    internal static string With(string name, string source, params IEnumerable<string> imported) => Joined(imported) + Module(name, source);

    private static string Joined(IEnumerable<string> names) => "\nconst modules = {};\n" + string.Concat(names.Select(name => Module(name, BodyFormFile.Text($"script.{name}.js"))));

    private static string Module(string name, string source)
    {
        var exported = Export().Matches(source).Select(match => match.Groups["name"].Value);
        var body = Export().Replace(Import().Replace(source, "const {$1} = modules.$2;"), "${kind}${name}");
        return $"\n// ---- {name}.js\nmodules.{name} = (() => {{\n{body}\nreturn {{ {string.Join(", ", exported)} }};\n}})();\n";
    }

    [GeneratedRegex(@"^import \{([^}]*)\} from '\./(\w+)\.js';$", RegexOptions.Multiline)]
    private static partial Regex Import();
    [GeneratedRegex(@"^export (?<kind>(?:async )?(?:const|class|function\*?) )(?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex Export();
}

/// <summary>The page's parts, embedded beside this.</summary>
internal static class BodyFormFile
{
    internal static string Text(string name)
    {
        using var stream = typeof(BodyFormFile).Assembly.GetManifestResourceStream($"Vern.Persons.Pages.BodyForm.{name}") ?? throw new InvalidOperationException($"{name} is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
