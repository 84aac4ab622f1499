using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Vern.Platform.Localisation;
using Vern.Platform.Sealing;
using Vern.Platform.Store;

namespace Vern.Platform.Workspaces;

/// <summary>What a workspace is for.</summary>
public enum WorkspaceKind
{
    /// <summary>The national unit: rounds, de-identified submissions, statistics, the report.</summary>
    National,
    /// <summary>A body that meets possible victims.</summary>
    Agency,
    /// <summary>A centre that takes in online reports.</summary>
    Centre,
}

/// <summary>
/// A workspace: a body's own room in a deployment, with a database, keys, a ledger and accounts of its own. What it is stands in <c>DATA/ID/workspace.json</c>; a folder <c>national</c>
/// without that file is the national unit in all languages.
/// </summary>
/// <param name="Id">Its folder's name and the first part of its address on this machine: 2 to 32 small letters a to z, digits and hyphens.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="Title">What people call it, one line of at most 80 letters.</param>
/// <param name="Languages">The languages its pages are offered in, none twice, the first its default.</param>
/// <param name="PublicHost">The host name at which a proxy on this machine takes requests for it, such as <c>rosa.example.org</c>; null: it is reached from this machine only.</param>
/// <param name="ClosedAt">Since when nobody is served in it, what it keeps being kept; null: it is open.</param>
public sealed partial record Workspace(string Id, WorkspaceKind Kind, string Title, IReadOnlyList<Language> Languages, string? PublicHost = null, DateTimeOffset? ClosedAt = null)
{
    /// <summary>The national unit's id.</summary>
    public const string NationalId = "national";
    /// <summary>The file's name in the workspace's folder.</summary>
    public const string FileName = "workspace.json";
    private const int LongestTitle = 80, LargestFile = 16 * 1024;

    // Folders of other things that lie under the data folder, and names that mean something else.
    private static readonly HashSet<string> Taken = ["access", "keys", "removed", "report", "localhost", "www"];

    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true, AllowDuplicateProperties = false, WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private sealed record Written(string Kind, string Title, IReadOnlyList<string> Languages, string? PublicHost = null, DateTimeOffset? ClosedAt = null);

    /// <summary>The national unit where nothing else is said.</summary>
    public static Workspace National { get; } = new(NationalId, WorkspaceKind.National, "National unit", Language.All);

    /// <summary>Its host name on this machine; browsers lead every name under <c>localhost</c> here.</summary>
    public string LocalHost => $"{Id}.localhost";

    /// <summary>What is wrong with an id, or null.</summary>
    public static string? RefusalOfId(string? id) => id is null || !IdForm().IsMatch(id) ? $"'{id}', expected 2 to 32 small letters a to z, digits and hyphens, a letter first and no hyphen last"
        : Taken.Contains(id) ? $"'{id}' means something else to Vern, expected another name" : null;

    /// <summary>What is wrong with a title, or null.</summary>
    public static string? RefusalOfTitle(string? title) => string.IsNullOrWhiteSpace(title) || title.Trim().Length > LongestTitle || title.Any(char.IsControl) ? "expected one line of at most 80 letters" : null;

    /// <summary>What is wrong with a public host name, or null.</summary>
    public static string? RefusalOfHost(string? host) =>
        host is null || (Uri.CheckHostName(host) is UriHostNameType.Dns && host.Contains('.', StringComparison.Ordinal) && !host.Any(char.IsUpper) && !host.EndsWith(".localhost", StringComparison.Ordinal)) ? null
        : $"'{host}', expected a host name in small letters such as rosa.example.org";

    /// <summary>The languages with these codes, in this order; null where one is not ours, one stands twice, or there is none.</summary>
    public static IReadOnlyList<Language>? ReadLanguages(IEnumerable<string> codes)
    {
        var asked = codes.ToList();
        List<Language> languages = [.. asked.Select(Language.Find).OfType<Language>().Distinct()];
        return languages.Count > 0 && languages.Count == asked.Count ? languages : null;
    }

    /// <summary>The kind by its word: national, agency or centre; null for another word.</summary>
    public static WorkspaceKind? ReadKind(string? word) => word switch { "national" => WorkspaceKind.National, "agency" => WorkspaceKind.Agency, "centre" => WorkspaceKind.Centre, _ => null };

    /// <summary>A kind's word.</summary>
    public static string Word(WorkspaceKind kind) => kind switch { WorkspaceKind.National => "national", WorkspaceKind.Agency => "agency", _ => "centre" };

    /// <summary>The ids of the workspaces under a data folder, the national unit first, the others by name. A folder is a workspace when it bears the file; <c>national</c> is one when it is there.</summary>
    public static IReadOnlyList<string> Ids(string dataFolder) => !Directory.Exists(dataFolder) ? [] :
    [
        .. Directory.EnumerateDirectories(dataFolder).Select(folder => Path.GetFileName(folder)!)
            .Where(id => RefusalOfId(id) is null && (id == NationalId || File.Exists(FileOf(dataFolder, id)))).OrderBy(id => id != NationalId).ThenBy(id => id, StringComparer.Ordinal),
    ];

    /// <summary>Reads what a workspace is.</summary>
    /// <exception cref="StoreException">There is none, or its file cannot be used; the message names file and field.</exception>
    public static Workspace Read(string dataFolder, string id)
    {
        var file = FileOf(dataFolder, id);
        if (RefusalOfId(id) is not null || !File.Exists(file)) return id == NationalId ? National : throw new StoreException($"workspace '{id}': there is none under {dataFolder}, expected one of: {string.Join(", ", Ids(dataFolder))}");
        Written read;
        try
        {
            if (new FileInfo(file).Length > LargestFile) throw new StoreException($"{file}: is longer than {LargestFile} bytes, expected a workspace's file");
            read = JsonSerializer.Deserialize<Written>(File.ReadAllText(file), Strict) ?? throw new StoreException($"{file}: is empty, expected kind, title and languages");
        }
        catch (JsonException wrong)
        {
            throw new StoreException($"{file}: {(wrong.Path is { Length: > 2 } path ? path[2..] + ": " : "")}line {(wrong.LineNumber ?? 0) + 1}: expected kind, title, languages and perhaps publicHost and closedAt, and nothing else", wrong);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"{file}: {problem.Message}", problem);
        }
        var kind = ReadKind(read.Kind);
        if (kind is null || kind is WorkspaceKind.National != (id == NationalId)) throw new StoreException($"{file}: kind: '{read.Kind}', expected {(id == NationalId ? "national" : "agency or centre")}");
        if (RefusalOfTitle(read.Title) is { } title) throw new StoreException($"{file}: title: {title}");
        if (RefusalOfHost(read.PublicHost) is { } host) throw new StoreException($"{file}: publicHost: {host}");
        var languages = ReadLanguages(read.Languages) ?? throw new StoreException($"{file}: languages: expected one or more of {string.Join(", ", Language.All)}, none twice, the first the default");
        if (read.ClosedAt is not null && id == NationalId) throw new StoreException($"{file}: closedAt: the national unit is not closed");
        return new(id, kind.Value, read.Title.Trim(), languages, read.PublicHost, read.ClosedAt);
    }

    /// <summary>Writes the file, whole or not at all, in place of a former one.</summary>
    public Task WriteAsync(string dataFolder, CancellationToken cancel = default) =>
        SecretFile.WriteAsync(FileOf(dataFolder, Id), Bytes(), cancel);

    /// <summary>Whether another is the same in every field.</summary>
    public bool IsAs(Workspace other) => other is not null && Id == other.Id && Bytes().AsSpan().SequenceEqual(other.Bytes());

    /// <summary>SHA-256 of what it is, lower-case hex.</summary>
    public string Digest => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Bytes()));

    private byte[] Bytes() => JsonSerializer.SerializeToUtf8Bytes(new Written(Word(Kind), Title.Trim(), [.. Languages.Select(language => language.Code)], PublicHost, ClosedAt), Strict);

    private static string FileOf(string dataFolder, string id) => Path.GetFullPath(Path.Combine(dataFolder, id, FileName));

    [GeneratedRegex("^[a-z][a-z0-9-]{0,30}[a-z0-9]$")] private static partial Regex IdForm();
}
