using System.Text.Json;
using System.Text.Json.Serialization;

namespace Vern.Material.Indicators.Lists;

/// <summary>An edition as a recipient takes it: whole, or as what changed since one that it holds.</summary>
/// <param name="Since">The edition that the changes are to; null: <paramref name="Added"/> is the whole list.</param>
/// <param name="Editions">The signed notes of the editions after <paramref name="Since"/>, in order; the last is the one that was asked for. A whole list has the one.</param>
/// <param name="Added">Lines to add.</param>
/// <param name="Removed">Lines to remove: tombstones, which a recipient acknowledges.</param>
public sealed record ListFile(int? Since, IReadOnlyList<string> Editions, IReadOnlyList<string> Added, IReadOnlyList<string> Removed)
{
    /// <summary>The form that is sent and kept: small letters first, nothing unknown.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, MaxDepth = 4, AllowDuplicateProperties = false };

    /// <summary>Reads one.</summary>
    /// <exception cref="FormatException">It is none; the message says why.</exception>
    public static ListFile Parse(string text)
    {
        try
        {
            var file = JsonSerializer.Deserialize<ListFile>(text, Json);
            if (file is not { Editions.Count: > 0, Added: not null, Removed: not null }) throw new FormatException("not a list: an object with editions, added and removed expected");
            if (file.Since is < 1) throw new FormatException("since: an edition's number expected");
            return file.Added.Concat(file.Removed).All(ListLine.Is) ? file : throw new FormatException("a line that is none: KIND DIGITS CLASS expected");
        }
        catch (JsonException broken)
        {
            throw new FormatException($"not a list: JSON expected (line {broken.LineNumber + 1})", broken);
        }
    }

    /// <summary>As text.</summary>
    public string ToText() => JsonSerializer.Serialize(this, Json);
}
