using System.Text.Json;
using Vern.Platform.Jobs;

namespace Vern.Material.Removal;

/// <summary>What a centre's operator says about notices, in <c>DATA/WORKSPACE/removal.json</c>; without it the defaults hold, no letter is laid anywhere and nobody is asked.</summary>
public sealed record RemovalSettings
{
    /// <summary>Who writes: the centre's name, as hosts know it; null: the workspace's title.</summary>
    public string? Organisation { get; init; }
    /// <summary>Where hosts answer.</summary>
    public string Contact { get; init; } = "notices@example.org";
    /// <summary>The centre's domain.</summary>
    public string Domain { get; init; } = "example.org";
    /// <summary>A folder into which letters are laid for the operator's own mail program; null: persons take them from the page.</summary>
    public string? Outbox { get; init; }
    /// <summary>The mail server that letters leave by; null: none. Not together with an outbox: each letter leaves by one way.</summary>
    public SmtpSettings? Smtp { get; init; }
    /// <summary>Hours until a host is reminded.</summary>
    public int RemindHours { get; init; } = 24;
    /// <summary>Hours from there until the notice is sent again.</summary>
    public int RepeatHours { get; init; } = 48;
    /// <summary>Hours from there until the hotline or authority of the host's country is told.</summary>
    public int EscalateHours { get; init; } = 48;
    /// <summary>Days after the removal on which somebody looks again (J-006).</summary>
    public IReadOnlyList<int> CheckDays { get; init; } = [1, 7, 30, 90];
    /// <summary>Hotline or authority by country, mail addresses.</summary>
    public IReadOnlyDictionary<string, string> Authorities { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);
    /// <summary>The accounts of programs that say what became of an address.</summary>
    public IReadOnlyList<string> Checkers { get; init; } = [];
    /// <summary>Whether registries are asked over the network for contacts that the table has not (RDAP); the bootstrap files lie in <c>DATA/WORKSPACE/rdap</c>.</summary>
    public bool AskRegistries { get; init; }

    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow, ReadCommentHandling = JsonCommentHandling.Skip };

    /// <summary>The settings of a workspace, read anew each time.</summary>
    /// <param name="folder">The workspace's folder.</param>
    /// <exception cref="JobFailedException">The file is no settings.</exception>
    public static RemovalSettings Read(string folder)
    {
        var file = Path.Combine(folder, "removal.json");
        if (!File.Exists(file)) return new();
        try
        {
            var read = JsonSerializer.Deserialize<RemovalSettings>(File.ReadAllText(file), Form) ?? throw new JobFailedException("removal.json: expected an object");
            if (!AbuseTable.IsMail(read.Contact)) throw new JobFailedException("removal.json: contact: expected an address of electronic mail");
            if (!HostAddress.IsHost(read.Domain)) throw new JobFailedException("removal.json: domain: expected a domain");
            if (read.RemindHours < 1 || read.RepeatHours < 1 || read.EscalateHours < 1 || read.CheckDays.Any(day => day < 1) || !read.CheckDays.SequenceEqual(read.CheckDays.Order())) throw new JobFailedException("removal.json: expected hours of at least 1, and checkDays that rise from at least 1");
            if (read.Authorities.FirstOrDefault(one => one.Key is not [>= 'A' and <= 'Z', >= 'A' and <= 'Z'] || !AbuseTable.IsMail(one.Value)) is { Key: { } wrong }) throw new JobFailedException($"removal.json: authorities: '{(wrong.Length > 8 ? wrong[..8] : wrong)}': expected a country's code and an address of electronic mail");
            if (read.Smtp is not null && read.Outbox is { Length: > 0 }) throw new JobFailedException("removal.json: smtp, outbox: expected one of the two, not both");
            read.Smtp?.Check();
            return read;
        }
        catch (JsonException broken)
        {
            throw new JobFailedException($"removal.json: {Platform.Interface.Api.ReadBody.Words(broken)}");
        }
    }
}
