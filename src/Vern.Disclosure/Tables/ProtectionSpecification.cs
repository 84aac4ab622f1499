using System.Text.Json;
using Vern.Disclosure.Perturbation;

namespace Vern.Disclosure.Tables;

/// <summary>What a SPEC file asks for (the command line's contract for <c>vern protect</c>).</summary>
/// <param name="File">The file it was read from, for messages.</param>
/// <param name="CountColumn">The column with how many persons a row stands for; null when every row is one.</param>
/// <param name="Hierarchies">Dimensions with a tree of codes; a dimension without one is flat under "Total".</param>
/// <param name="Tables">The tables, each as names of dimensions.</param>
/// <param name="Rules">What is sensitive.</param>
/// <param name="Method">How it is protected: "suppress", "round" or "cellkey".</param>
/// <param name="Base">Rounding only: every count becomes a multiple of it; at least the minimum count.</param>
/// <param name="Noise">Cell key only: what a count may be changed by.</param>
/// <param name="Seed">Cell key only: the secret with which record keys are made.</param>
public sealed record ProtectionSpecification(string File, string? CountColumn, IReadOnlyDictionary<string, Dimension> Hierarchies, IReadOnlyList<IReadOnlyList<string>> Tables, ProtectionRules Rules, string Method,
    int Base = 3, NoiseParameters? Noise = null, string Seed = "")
{
    private static readonly string[] Known = ["count", "dimensions", "tables", "minimumCount", "method", "hiddenAtLeast", "protection", "base", "maximumChange", "variance", "seed"];
    private static readonly string[] Methods = ["suppress", "round", "cellkey"];

    /// <summary>Reads a SPEC.</summary>
    /// <exception cref="FormatException">It is not one; the message names the file, the place and what was expected.</exception>
    public static ProtectionSpecification Read(string path)
    {
        try
        {
            return Parse(System.IO.File.ReadAllBytes(path), path);
        }
        catch (IOException problem) when (problem is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new FormatException($"{path}: there is no such file, expected a specification in JSON.", problem);
        }
    }

    /// <summary>Reads a SPEC from memory; <paramref name="file"/> is named in messages.</summary>
    /// <exception cref="FormatException">It is not one.</exception>
    public static ProtectionSpecification Parse(ReadOnlyMemory<byte> json, string file)
    {
        try
        {
            if (json.Span.StartsWith("\uFEFF"u8)) json = json[3..];
            using var document = JsonDocument.Parse(json, new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            return From(document.RootElement, file);
        }
        catch (JsonException problem)
        {
            throw new FormatException($"{file}, row {problem.LineNumber + 1}, column {problem.BytePositionInLine + 1}: not JSON, expected a specification.", problem);
        }
        catch (InvalidOperationException problem) when (problem is not ObjectDisposedException)
        {
            throw new FormatException($"{file}: a text is not valid Unicode.", problem);
        }
    }

    private static ProtectionSpecification From(JsonElement root, string file)
    {
        if (root.ValueKind != JsonValueKind.Object) throw Wrong(file, "the file", "an object");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in root.EnumerateObject())
        {
            if (!Known.Contains(member.Name)) throw new FormatException($"{file}: \"{member.Name}\" is unknown, expected one of {string.Join(", ", Known)}.");
            if (!seen.Add(member.Name)) throw new FormatException($"{file}: \"{member.Name}\" stands twice.");
        }
        var count = root.TryGetProperty("count", out var given) && given.ValueKind != JsonValueKind.Null ? Text(given, file, "\"count\"", "the name of a column") : null;
        var hierarchies = new Dictionary<string, Dimension>(StringComparer.Ordinal);
        if (root.TryGetProperty("dimensions", out var dimensions))
        {
            if (dimensions.ValueKind != JsonValueKind.Object) throw Wrong(file, "\"dimensions\"", "an object");
            foreach (var dimension in dimensions.EnumerateObject())
            {
                if (!hierarchies.TryAdd(dimension.Name, Tree(dimension.Name, dimension.Value, file))) throw new FormatException($"{file}: the dimension \"{dimension.Name}\" stands twice.");
            }
        }
        if (!root.TryGetProperty("tables", out var tables) || tables.ValueKind != JsonValueKind.Array || tables.GetArrayLength() == 0) throw Wrong(file, "\"tables\"", "a list of tables, each a list of columns");
        var wanted = new List<IReadOnlyList<string>>();
        foreach (var table in tables.EnumerateArray())
        {
            var place = $"table {wanted.Count + 1}";
            if (table.ValueKind != JsonValueKind.Array || table.GetArrayLength() == 0) throw Wrong(file, place, "a list of columns");
            var columns = table.EnumerateArray().Select(column => Text(column, file, place, "names of columns")).ToList();
            if (columns.Distinct(StringComparer.Ordinal).Count() != columns.Count) throw new FormatException($"{file}: {place} names a column twice.");
            if (wanted.Exists(other => other.SequenceEqual(columns, StringComparer.Ordinal))) throw new FormatException($"{file}: {place} stands twice.");
            wanted.Add(columns);
        }
        if (count is not null && wanted.Exists(table => table.Contains(count))) throw new FormatException($"{file}: \"{count}\" is the count and cannot be a column of a table too.");
        var rules = new ProtectionRules(Number(root, file, "minimumCount", 3, 2, 1_000_000), Number(root, file, "hiddenAtLeast", 1, 0, 1), Number(root, file, "protection", 1, 1, 1_000_000));
        var method = root.TryGetProperty("method", out var how) ? Text(how, file, "\"method\"", "\"suppress\", \"round\" or \"cellkey\"") : "suppress";
        if (!Methods.Contains(method)) throw new FormatException($"{file}: the method \"{method}\" is unknown, expected one of {string.Join(", ", Methods)}.");
        foreach (var (name, of) in new[] { ("base", "round"), ("maximumChange", "cellkey"), ("variance", "cellkey"), ("seed", "cellkey") })
            if (method != of && root.TryGetProperty(name, out _)) throw new FormatException($"{file}: \"{name}\" belongs to the method \"{of}\", not to \"{method}\".");
        var least = Math.Max(rules.MinimumCount, rules.Protection + 1);
        var most = Number(root, file, "maximumChange", rules.MinimumCount + 1, rules.MinimumCount, 100);
        var noise = method == "cellkey" ? new NoiseParameters(rules.MinimumCount, most, Variance(root, file, rules.MinimumCount, most)) : null;
        var seed = root.TryGetProperty("seed", out var secret) ? Text(secret, file, "\"seed\"", "a text") : "";
        return new(file, count, hierarchies, wanted, rules, method, method == "round" ? Number(root, file, "base", least, least, 1_000_000) : least, noise, seed);
    }

    private static Dimension Tree(string name, JsonElement value, string file)
    {
        var place = $"dimension \"{name}\"";
        if (value.ValueKind != JsonValueKind.Object) throw Wrong(file, place, "an object of codes and their parts");
        var parts = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        var parents = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var code in value.EnumerateObject())
        {
            if (code.Value.ValueKind != JsonValueKind.Array) throw Wrong(file, $"{place}, code \"{code.Name}\"", "a list of codes");
            var list = code.Value.EnumerateArray().Select(part => Text(part, file, $"{place}, code \"{code.Name}\"", "codes as texts")).ToList();
            if (!parts.TryAdd(code.Name, list)) throw new FormatException($"{file}: {place}: the code \"{code.Name}\" stands twice.");
            foreach (var part in list)
            {
                if (!parents.TryAdd(part, code.Name)) throw new FormatException($"{file}: {place}: the code \"{part}\" is a part of both \"{parents[part]}\" and \"{code.Name}\", expected one.");
            }
        }
        var roots = parts.Keys.Where(code => !parents.ContainsKey(code)).ToList();
        if (roots.Count != 1) throw new FormatException($"{file}: {place} has {(roots.Count == 0 ? "no code" : string.Join(" and ", roots.Select(root => $"\"{root}\"")))} at the top, expected one total.");
        var reached = 0;
        var total = Build(roots[0], 0);
        if (reached != parents.Count + 1) throw new FormatException($"{file}: {place}: some codes are parts of themselves, expected a tree under \"{roots[0]}\".");
        return new(name, total);

        Code Build(string code, int depth)
        {
            reached++;
            if (depth > 50) throw new FormatException($"{file}: {place} is more than 50 levels deep.");
            return new(code, [.. parts.GetValueOrDefault(code, []).Select(part => Build(part, depth + 1))]);
        }
    }

    private static string Text(JsonElement value, string file, string place, string expected)
    {
        if (value.ValueKind != JsonValueKind.String || value.GetString() is not { Length: > 0 } text) throw Wrong(file, place, expected);
        return text;
    }

    private static int Number(JsonElement root, string file, string name, int otherwise, int least, int most)
    {
        if (!root.TryGetProperty(name, out var value)) return otherwise;
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetInt32(out var number) || number < least || number > most) throw Wrong(file, $"\"{name}\"", $"a whole number from {least} to {most}");
        return number;
    }

    private static double Variance(JsonElement root, string file, int minimum, int most)
    {
        if (!root.TryGetProperty("variance", out var value)) return NoiseParameters.LeastVariance(minimum);
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetDouble(out var number) || number is <= 0 || number > most * most) throw Wrong(file, "\"variance\"", $"a number above 0, at most {most * most}");
        return number;
    }

    private static FormatException Wrong(string file, string place, string expected) => new($"{file}: {place} is wrong, expected {expected}.");
}
