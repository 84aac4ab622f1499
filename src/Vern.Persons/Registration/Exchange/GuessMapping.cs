using System.Collections.Frozen;
using Vern.Persons.Registration.Fields;
using Vern.Persons.Registration.Pages;
using Vern.Platform.Localisation;

namespace Vern.Persons.Registration.Exchange;

/// <summary>Whose words a column's values are in.</summary>
public enum ImportWords
{
    /// <summary>Vern's codes, or words of any of the four languages.</summary>
    Plain,
    /// <summary>The Human Trafficking Case Data Standard's.</summary>
    Htcds,
    /// <summary>The United Kingdom's referral form's.</summary>
    Uk,
}

/// <summary>
/// Which field a column of a file is taken into: guessed from its name, which may be a field's id, its label in any of the four languages, a field of HTCDS 2.0, or a field or payload key of the United Kingdom's form. A target is a field's
/// id with <c>#2</c> for the second of a repeating group, <c>audience</c>, <c>purpose</c>, or empty: the column is left out.
/// </summary>
public static class GuessMapping
{
    private static readonly FrozenDictionary<string, string> ByLabel = Labels();
    private static readonly FrozenDictionary<string, string> ByUk = FieldCatalogue.Own.All.Where(field => field.Uk is not null).SelectMany(field => field.Uk!.Split(' ').Select(name => KeyValuePair.Create(name, field.Id))).ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The target of a column; empty: none was found.</summary>
    public static string TargetOf(string header)
    {
        ArgumentNullException.ThrowIfNull(header);
        if (header is PeopleTable.Audience or PeopleTable.Purpose) return header;
        if (PeopleTable.Heads.Contains(header)) return "";
        if (PeopleTable.Read(header) is var (field, item)) return item > 0 ? $"{field.Id}#{item}" : field.Id;
        return WordsOf(header) switch
        {
            ImportWords.Htcds => HtcdsMapping.FieldOf(HtcdsStandard.ToolNames.GetValueOrDefault(header, header)) ?? "",
            ImportWords.Uk => UkForm.Find(header) is { } uk ? uk.Name == UkForm.UnderAge ? PeopleTable.Audience : ByUk.GetValueOrDefault(uk.Name, "") : "",
            _ => ByLabel.GetValueOrDefault(Bare(header), ""),
        };
    }

    /// <summary>Whose words the values of a column are in, by its name.</summary>
    public static ImportWords WordsOf(string header) =>
        HtcdsStandard.Find(header) is not null || HtcdsStandard.ToolNames.ContainsKey(header) ? ImportWords.Htcds : PeopleTable.Read(header) is null && (UkForm.Find(header) is not null || UkForm.Payload.ContainsKey(header) || UkForm.WithoutPlace.ContainsKey(header)) ? ImportWords.Uk : ImportWords.Plain;

    /// <summary>The fields that a column can be taken into: all but those that are shown only when asked for by themselves.</summary>
    public static IReadOnlyList<Field> Offered { get; } = [.. FieldCatalogue.Own.All.Where(field => !field.Secret)];

    private static FrozenDictionary<string, string> Labels()
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var language in Language.All)
        {
            labels.TryAdd(Bare(Texts.Source[language, "import.audience"]), PeopleTable.Audience);
            foreach (var field in FieldCatalogue.Own.All.Where(field => !field.Secret)) labels.TryAdd(Bare(FieldWords.Label(field, language)), field.Group is null ? field.Id : field.Id + "#1");
        }
        foreach (var field in HtcdsStandard.Fields) if (HtcdsMapping.FieldOf(field.Id) is { } ours) labels.TryAdd(Bare(field.Label), ours);
        labels.Remove("");
        return labels.ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static string Bare(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToUpperInvariant();
}
