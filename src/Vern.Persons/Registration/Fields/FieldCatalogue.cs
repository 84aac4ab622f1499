using System.Text.Json;
using System.Text.RegularExpressions;
using Vern.Persons.Collection;

namespace Vern.Persons.Registration.Fields;

/// <summary>The fields that are known of a person, from <c>fields.json</c>: pages, consent, referrals, import, export and history are made from this one list.</summary>
public sealed partial class FieldCatalogue
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true, AllowDuplicateProperties = false,
    };

    private static readonly Dictionary<string, CodeList> ReportedLists = new(StringComparer.Ordinal)
    {
        ["form"] = CodeLists.Form, ["immigration"] = CodeLists.ImmigrationStatus, ["criminal"] = CodeLists.CriminalStatus, ["housing"] = CodeLists.Housing, ["measure"] = CodeLists.Measure, ["decline"] = CodeLists.DeclineReason,
    };

    private readonly Dictionary<string, Field> byId;
    private readonly Dictionary<string, int> places;

    private FieldCatalogue(int version, IReadOnlyList<string> purposes, IReadOnlyList<string> steps, IReadOnlyList<FieldList> lists, IReadOnlyList<Field> fields)
    {
        (Version, Purposes, Steps, Lists, All) = (version, purposes, steps, lists, fields);
        byId = fields.ToDictionary(field => field.Id, StringComparer.Ordinal);
        places = fields.Select((field, place) => (field.Id, place)).ToDictionary(pair => pair.Id, pair => pair.place, StringComparer.Ordinal);
    }

    /// <summary>Vern's own.</summary>
    public static FieldCatalogue Own { get; } = ReadOwn();

    /// <summary>Its version, from 1.</summary>
    public int Version { get; }
    /// <summary>What fields may be read for.</summary>
    public IReadOnlyList<string> Purposes { get; }
    /// <summary>The steps of the intake, in order.</summary>
    public IReadOnlyList<string> Steps { get; }
    /// <summary>The lists of codes.</summary>
    public IReadOnlyList<FieldList> Lists { get; }
    /// <summary>The fields, in the order they are shown.</summary>
    public IReadOnlyList<Field> All { get; }

    /// <summary>The field with this id, or null.</summary>
    public Field? Find(string id) => byId.GetValueOrDefault(id);

    /// <summary>Where a field stands, from 0; last where the catalogue knows it no more.</summary>
    public int PlaceOf(string id) => places.GetValueOrDefault(id, int.MaxValue);

    /// <summary>Whether a field is asked of such a person, given the other answers.</summary>
    public bool IsAsked(Field field, Audience audience, IReadOnlyDictionary<string, string> values)
    {
        ArgumentNullException.ThrowIfNull(field);
        ArgumentNullException.ThrowIfNull(values);
        return field.For.Contains(audience) && (field.When is not { } when || (when.Holds(values.GetValueOrDefault(when.Other)) && IsAsked(this[when.Other], audience, values)));
    }

    /// <summary>The fields that a step of the intake asks of such a person, given the other answers.</summary>
    public IReadOnlyList<Field> AskedIn(string step, Audience audience, IReadOnlyDictionary<string, string> values) => [.. All.Where(field => field.Step == step && IsAsked(field, audience, values))];

    /// <summary>The field with this id.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public Field this[string id] => byId[id];

    private sealed record WrittenList(int Version, IReadOnlyList<string>? Codes = null, string? Reported = null);
    private sealed record WrittenField(string Id, string Type, IReadOnlyList<string> Purposes, IReadOnlyList<string>? For = null, string? Step = null, string? Group = null, string? List = null, bool Identity = false, bool Secret = false, string? When = null, string? Search = null, string? Number = null, string? Report = null, string? Htcds = null, string? Uk = null);
    private sealed record Written(int Version, IReadOnlyList<string> Purposes, IReadOnlyList<string> Steps, IReadOnlyDictionary<string, WrittenList> Lists, IReadOnlyList<WrittenField> Fields);

    /// <summary>Reads a catalogue.</summary>
    /// <param name="json">As <c>fields.json</c> has it.</param>
    /// <exception cref="InvalidDataException">It is not one; the message names the field and what was expected.</exception>
    public static FieldCatalogue Read(string json)
    {
        Written read;
        try
        {
            read = JsonSerializer.Deserialize<Written>(json, Strict) ?? throw new InvalidDataException("fields.json: is empty, expected version, purposes, steps, lists and fields");
        }
        catch (JsonException wrong)
        {
            throw new InvalidDataException($"fields.json: {wrong.Path}, line {(wrong.LineNumber ?? 0) + 1}: expected version, purposes, steps, lists and fields, and nothing else", wrong);
        }
        var lists = read.Lists.ToDictionary(pair => pair.Key, pair => ListOf(pair.Key, pair.Value), StringComparer.Ordinal);
        var fields = new List<Field>();
        var earlier = new Dictionary<string, Field>(StringComparer.Ordinal);
        foreach (var written in read.Fields)
        {
            var field = FieldOf(written, read, lists, earlier);
            if (!earlier.TryAdd(field.Id, field)) throw Wrong(written.Id, "id", written.Id, "an id that no other field has");
            fields.Add(field);
        }
        return new(read.Version, read.Purposes, read.Steps, [.. lists.Values], fields);
    }

    private static FieldList ListOf(string name, WrittenList written)
    {
        if (written.Version < 1 || written.Codes is null == written.Reported is null) throw new InvalidDataException($"fields.json: list '{name}': expected a version from 1, and either codes or reported");
        if (written.Reported is { } reported)
            return ReportedLists.TryGetValue(reported, out var list) ? new(name, written.Version, list.Codes) { Reported = list } : throw new InvalidDataException($"fields.json: list '{name}': reported '{reported}', expected one of {string.Join(", ", ReportedLists.Keys)}");
        if (written.Codes!.Count == 0 || written.Codes.Distinct(StringComparer.Ordinal).Count() != written.Codes.Count || written.Codes.Any(code => !Code().IsMatch(code))) throw new InvalidDataException($"fields.json: list '{name}': expected codes of letters, digits, dots and hyphens, none twice");
        return new(name, written.Version, written.Codes);
    }

    private static Field FieldOf(WrittenField written, Written all, Dictionary<string, FieldList> lists, Dictionary<string, Field> earlier)
    {
        if (!Id().IsMatch(written.Id)) throw Wrong(written.Id, "id", written.Id, "small words with hyphens, a dot between them");
        if (!Enum.TryParse<FieldType>(written.Type.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var type)) throw Wrong(written.Id, "type", written.Type, string.Join(", ", Enum.GetNames<FieldType>()));
        if (written.Purposes.Count == 0 || written.Purposes.FirstOrDefault(purpose => !all.Purposes.Contains(purpose)) is not null) throw Wrong(written.Id, "purposes", string.Join(' ', written.Purposes), string.Join(", ", all.Purposes));
        if (written.Step is { } step && !all.Steps.Contains(step)) throw Wrong(written.Id, "step", step, string.Join(", ", all.Steps));
        if (type is FieldType.Code or FieldType.Codes != written.List is not null || (written.List is { } list && !lists.ContainsKey(list))) throw Wrong(written.Id, "list", written.List ?? "none", "for codes one of " + string.Join(", ", lists.Keys));
        var audiences = new HashSet<Audience>();
        foreach (var word in written.For ?? ["adult", "child", "uncertain", "anonymous"])
            audiences.Add(Enum.TryParse<Audience>(word, ignoreCase: true, out var audience) ? audience : throw Wrong(written.Id, "for", word, string.Join(", ", Enum.GetNames<Audience>())));
        if (written.Identity && audiences.Contains(Audience.Anonymous)) throw Wrong(written.Id, "for", "anonymous", "no question after her identity for somebody who does not want to be known");
        if (written.Identity && written.Purposes.Contains("statistics")) throw Wrong(written.Id, "purposes", "statistics", "no identity for statistics");
        if (written.Secret && (written.Report ?? written.Htcds ?? written.Uk) is { } outside) throw Wrong(written.Id, "secret", outside, "no place in what leaves");
        if (written.Report is { } report && typeof(ReportedPerson).GetProperty(report) is null) throw Wrong(written.Id, "report", report, "a property of the yearly report");
        Storage.LookUpKind? search = written.Search switch { null => null, "number" => Storage.LookUpKind.Number, "name" => Storage.LookUpKind.Sound, var other => throw Wrong(written.Id, "search", other, "number or name") };
        if (search is not null && (!written.Identity || written.Secret)) throw Wrong(written.Id, "search", written.Search!, "on identity that is no secret");
        NumberKind? number = written.Number switch { null => null, "national" => NumberKind.National, "duf" => NumberKind.Duf, var other => throw Wrong(written.Id, "number", other, "national or duf") };
        FieldCondition? when = null;
        if (written.When is { } condition)
        {
            var parts = condition.Split('=', 2);
            if (parts.Length != 2 || !earlier.TryGetValue(parts[0], out var other) || parts[1].Split(' ').Any(value => other.Read(value) is null)) throw Wrong(written.Id, "when", condition, "an earlier field's id, = and some of its values");
            when = new(parts[0], parts[1].Split(' ').ToHashSet(StringComparer.Ordinal));
        }
        return new(written.Id, type, audiences, written.Purposes.ToHashSet(StringComparer.Ordinal))
        {
            Step = written.Step, Group = written.Group, List = written.List is { } named ? lists[named] : null, Identity = written.Identity, Secret = written.Secret, When = when, Search = search, Number = number, Report = written.Report, Htcds = written.Htcds, Uk = written.Uk,
        };
    }

    private static InvalidDataException Wrong(string field, string part, string value, string expected) => new($"fields.json: field '{field}': {part} '{value}', expected {expected}");

    private static FieldCatalogue ReadOwn()
    {
        using var stream = typeof(FieldCatalogue).Assembly.GetManifestResourceStream("Vern.Persons.Registration.fields.json") ?? throw new InvalidOperationException("fields.json is not in the assembly.");
        using var reader = new StreamReader(stream);
        return Read(reader.ReadToEnd());
    }

    [GeneratedRegex("^[a-z]+(-[a-z]+)*(\\.[a-z0-9]+(-[a-z0-9]+)*)+$")] private static partial Regex Id();
    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9.-]{0,39}$")] private static partial Regex Code();
}
