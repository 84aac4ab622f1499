using System.Net;
using System.Net.Mail;
using Vern.Linkage.Encoding;
using Vern.Platform.Localisation;

namespace Vern.Material.Removal;

/// <summary>Where notices to a host go.</summary>
/// <param name="Mail">An address of electronic mail.</param>
/// <param name="Country">ISO 3166-1 alpha-2; null: not known.</param>
/// <param name="Language">nb, da, sv or en.</param>
/// <param name="Name">What the host is called; null: not said.</param>
public sealed record HostContact(string Mail, string? Country, string Language, string? Name = null);

/// <summary>The operator's table of contacts could not be read.</summary>
/// <param name="message">Names the file, the row, the column and what was expected.</param>
public sealed class AbuseTableException(string message) : Exception(message);

/// <summary>
/// The operator's own table of contacts: <c>pattern,mail,country,language,name</c>. A pattern is a domain, which stands for all names under it, or a network as <c>192.0.2.0/24</c>. The longest pattern wins.
/// </summary>
public sealed class AbuseTable
{
    private static readonly string[] Columns = ["pattern", "mail", "country", "language", "name"];
    private const int MostRows = 200_000;

    private readonly Dictionary<string, HostContact> domains = new(StringComparer.Ordinal);
    private readonly List<(IPNetwork Network, HostContact Contact)> networks = [];

    /// <summary>No contacts.</summary>
    public static AbuseTable Empty { get; } = new();

    /// <summary>How many patterns it has.</summary>
    public int Count => domains.Count + networks.Count;

    /// <summary>Reads a table, whole or not at all.</summary>
    /// <param name="text">The table, with its heading.</param>
    /// <param name="file">What messages call it.</param>
    /// <exception cref="AbuseTableException">Something is not as expected.</exception>
    public static AbuseTable Read(TextReader text, string file)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (table, rows, number) = (new AbuseTable(), new CsvRows(text), 0L);
        AbuseTableException Wrong(string column, string expected) => new($"{file}: row {number}, column {column}: expected {expected}");
        Dictionary<string, int>? places = null;
        try
        {
            foreach (var fields in rows)
            {
                number++;
                if (places is null)
                {
                    var heading = fields.Select((field, at) => (Name: field.Trim().TrimStart('\uFEFF'), at)).ToList();
                    if (heading.Find(one => !Columns.Contains(one.Name, StringComparer.Ordinal)) is { Name: { } unknown }) throw new AbuseTableException($"{file}: row 1: there is no column '{(unknown.Length > 40 ? unknown[..40] : unknown)}'; expected {string.Join(", ", Columns)}");
                    if (heading.Select(one => one.Name).Distinct(StringComparer.Ordinal).Count() != heading.Count || Columns.Take(4).FirstOrDefault(column => heading.TrueForAll(one => one.Name != column)) is { }) throw new AbuseTableException($"{file}: row 1: expected the columns {string.Join(", ", Columns.Take(4))}, each once");
                    places = heading.ToDictionary(one => one.Name, one => one.at, StringComparer.Ordinal);
                    continue;
                }
                if (fields.Count == 1 && fields[0].Trim().Length == 0) continue;
                if (table.Count >= MostRows) throw new AbuseTableException($"{file}: row {number}: expected at most {MostRows} patterns");
                if (fields.Count != places.Count) throw new AbuseTableException($"{file}: row {number}: {fields.Count} fields, expected {places.Count}");
                string Field(string column) => places.TryGetValue(column, out var at) ? fields[at].Trim() : "";
                var contact = new HostContact(IsMail(Field("mail")) ? Field("mail") : throw Wrong("mail", "an address of electronic mail"),
                    Field("country") is var country && country.Length == 0 ? null : country is [>= 'A' and <= 'Z', >= 'A' and <= 'Z'] ? country : throw Wrong("country", "two capital letters of ISO 3166-1, or nothing"),
                    Language.Find(Field("language"))?.Code ?? throw Wrong("language", "nb, da, sv or en"), Field("name") is { Length: > 0 and <= 120 } name ? name : null);
                var pattern = Field("pattern").ToLowerInvariant();
                if (pattern.Contains('/', StringComparison.Ordinal))
                {
                    if (!IPNetwork.TryParse(pattern, out var network) || !IPAddress.TryParse(pattern[..pattern.IndexOf('/', StringComparison.Ordinal)], out var typed) || !network.BaseAddress.Equals(typed) || !IsBase(network)) throw Wrong("pattern", "a domain, or a network as 192.0.2.0/24 with no bits beyond its length");
                    if (table.networks.Exists(one => one.Network.Equals(network))) throw Wrong("pattern", "each network once");
                    table.networks.Add((network, contact));
                }
                else if (!HostAddress.IsHost(pattern)) throw Wrong("pattern", "a domain in Punycode, or a network as 192.0.2.0/24");
                else if (!table.domains.TryAdd(pattern, contact)) throw Wrong("pattern", "each domain once");
            }
        }
        catch (CsvFormatException broken)
        {
            throw new AbuseTableException($"{file}: {broken.Message}");
        }
        return places is null ? throw new AbuseTableException($"{file}: expected a heading {string.Join(",", Columns)}") : table;
    }

    /// <summary>The contact of a host: the longest pattern that it falls under; null where there is none.</summary>
    /// <param name="host">A domain or an IP address.</param>
    public HostContact? Find(string host)
    {
        ArgumentNullException.ThrowIfNull(host);
        if (IPAddress.TryParse(host, out var ip)) return domains.GetValueOrDefault(host) ?? networks.Where(one => one.Network.Contains(ip)).OrderByDescending(one => one.Network.PrefixLength).Select(one => one.Contact).FirstOrDefault();
        for (var name = host; name.Contains('.', StringComparison.Ordinal); name = name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..])
            if (domains.TryGetValue(name, out var contact)) return contact;
        return null;
    }

    // .NET 10 takes a network with bits beyond its length; whoever writes one means something else.
    private static bool IsBase(IPNetwork network)
    {
        var bytes = network.BaseAddress.GetAddressBytes();
        for (var bit = network.PrefixLength; bit < bytes.Length * 8; bit++)
            if ((bytes[bit / 8] & (0x80 >> (bit % 8))) != 0) return false;
        return true;
    }

    /// <summary>Whether a text is one address of electronic mail, without a name, and can stand in a header.</summary>
    public static bool IsMail(string text) => text.Length is > 2 and <= 254 && !text.Any(letter => char.IsControl(letter) || char.IsWhiteSpace(letter) || letter is '<' or '>' or ',' or ';') && MailAddress.TryCreate(text, out var read) && read.Address == text && read.Host.Contains('.', StringComparison.Ordinal);
}
