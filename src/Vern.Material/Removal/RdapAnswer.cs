using System.Text.Json;

namespace Vern.Material.Removal;

/// <summary>Reads what a registry says of a domain or an address (RFC 9083): where abuse of it is reported, and its country. Never more is kept of the answer.</summary>
/// <param name="Mail">The first address of electronic mail of the best role.</param>
/// <param name="Role">The role that it stands under.</param>
/// <param name="Country">The country of the network (RIPE and others give one), or of that contact; null where none is said.</param>
public sealed record RdapAnswer(string Mail, string Role, string? Country)
{
    private const int Deepest = 12;
    // As IntelMQ's expert has it: who sees to abuse first, then whoever answers for the network.
    private static readonly string[] Roles = ["abuse", "technical", "administrative", "registrant", "registrar"];

    /// <summary>Reads an answer; null where it names no contact.</summary>
    /// <param name="json">The answer.</param>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static RdapAnswer? Read(string json)
    {
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 64 });
        var found = new List<(int Rank, int Depth, string Mail, string? Country)>();
        Walk(document.RootElement, 0, found);
        if (found.Count == 0) return null;
        var (rank, _, mail, country) = found.OrderBy(one => one.Rank).ThenBy(one => one.Depth).First();
        return new(mail, Roles[rank], Code(Text(document.RootElement, "country")) ?? country);
    }

    private static void Walk(JsonElement of, int depth, List<(int, int, string, string?)> found)
    {
        if (depth > Deepest || of.ValueKind != JsonValueKind.Object || !of.TryGetProperty("entities", out var entities) || entities.ValueKind != JsonValueKind.Array) return;
        foreach (var entity in entities.EnumerateArray())
        {
            if (entity.ValueKind != JsonValueKind.Object) continue;
            var (mail, country) = Card(entity);
            if (mail is not null && entity.TryGetProperty("roles", out var roles) && roles.ValueKind == JsonValueKind.Array)
            {
                var ranks = roles.EnumerateArray().Where(role => role.ValueKind == JsonValueKind.String).Select(role => Array.IndexOf(Roles, role.GetString())).Where(rank => rank >= 0).ToList();
                if (ranks.Count > 0) found.Add((ranks.Min(), depth, mail, country));
            }
            Walk(entity, depth + 1, found);
        }
    }

    // jCard (RFC 7095): ["vcard", [["email", {…}, "text", "abuse@…"], …]]; the preferred address first.
    private static (string? Mail, string? Country) Card(JsonElement entity)
    {
        if (!entity.TryGetProperty("vcardArray", out var card) || card.ValueKind != JsonValueKind.Array || card.GetArrayLength() < 2 || card[1].ValueKind != JsonValueKind.Array) return (null, null);
        var mails = new List<(int Preferred, string Mail)>();
        string? country = null;
        foreach (var line in card[1].EnumerateArray())
        {
            if (line.ValueKind != JsonValueKind.Array || line.GetArrayLength() < 4 || line[0].ValueKind != JsonValueKind.String) continue;
            var name = line[0].GetString();
            if (string.Equals(name, "email", StringComparison.OrdinalIgnoreCase) && line[3].ValueKind == JsonValueKind.String && AbuseTable.IsMail(line[3].GetString()!)) mails.Add((int.TryParse(Text(line[1], "pref"), out var pref) ? pref : 101, line[3].GetString()!));
            else if (string.Equals(name, "adr", StringComparison.OrdinalIgnoreCase)) country ??= Code(Text(line[1], "cc"));
        }
        return (mails.Count == 0 ? null : mails.OrderBy(one => one.Preferred).First().Mail, country);
    }

    private static string? Text(JsonElement of, string name) => of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string? Code(string? text) => text?.ToUpperInvariant() is [>= 'A' and <= 'Z', >= 'A' and <= 'Z'] code ? code : null;
}
