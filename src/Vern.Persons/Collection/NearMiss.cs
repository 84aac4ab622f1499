namespace Vern.Persons.Collection;

/// <summary>Finds what a person may have meant by a short name that is in no register.</summary>
public static class NearMiss
{
    /// <summary>" Did you mean 'rosa' (ROSA-prosjektet)?" or nothing: bodies whose short name, name or English name is near.</summary>
    public static string Hint(string written, IReadOnlyList<Body> register)
    {
        return Names(written, register) is { } near ? $" Did you mean {near}?" : "";
    }

    /// <summary>"'rosa' (ROSA-prosjektet)", bodies that are near, or null when there are none.</summary>
    public static string? Names(string written, IReadOnlyList<Body> register)
    {
        var near = Find(written, register);
        return near.Count == 0 ? null : string.Join(" / ", near.Select(body => $"'{body.Id}' ({body.Name})"));
    }

    /// <summary>At most three bodies, nearest first.</summary>
    public static IReadOnlyList<Body> Find(string written, IReadOnlyList<Body> register)
    {
        ArgumentNullException.ThrowIfNull(written);
        ArgumentNullException.ThrowIfNull(register);
        var wanted = Plain(written);
        if (wanted.Length is 0 or > 100) return [];
        return [.. register
            .Select(body => (body, distance: new[] { body.Id.Value, body.Name, body.EnglishName }.Min(name => Distance(wanted, Plain(name)))))
            .Where(pair => pair.distance <= Math.Max(1, wanted.Length / 3))
            .OrderBy(pair => pair.distance).ThenBy(pair => pair.body.Id.Value, StringComparer.Ordinal).Take(3).Select(pair => pair.body)];
    }

    private static string Plain(string text) =>
        new([.. text.ToLowerInvariant().Replace("ø", "o", StringComparison.Ordinal).Replace("å", "a", StringComparison.Ordinal).Replace("æ", "ae", StringComparison.Ordinal).Where(char.IsLetterOrDigit)]);

    /// <summary>A name that begins with what was written is nearest; otherwise the number of letters to change, add or leave out.</summary>
    internal static int Distance(string wanted, string name)
    {
        if (wanted.Length >= 3 && name.StartsWith(wanted, StringComparison.Ordinal)) return 0;
        var row = Enumerable.Range(0, name.Length + 1).ToArray();
        for (var i = 1; i <= wanted.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= name.Length; j++)
            {
                var next = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (wanted[i - 1] == name[j - 1] ? 0 : 1));
                diagonal = row[j];
                row[j] = next;
            }
        }
        return row[name.Length];
    }
}
