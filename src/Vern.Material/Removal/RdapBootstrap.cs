using System.Net;
using System.Text.Json;

namespace Vern.Material.Removal;

/// <summary>Which registry answers for a domain or an address, by the files that IANA publishes (RFC 9224): <c>dns.json</c>, <c>ipv4.json</c>, <c>ipv6.json</c>. The operator lays them beside Vern.</summary>
public sealed class RdapBootstrap
{
    private readonly Dictionary<string, Uri> domains = new(StringComparer.Ordinal);
    private readonly List<(IPNetwork Network, Uri Registry)> networks = [];

    /// <summary>Adds a file.</summary>
    /// <param name="json">The file.</param>
    /// <param name="file">What messages call it.</param>
    /// <exception cref="FormatException">It is no such file.</exception>
    public RdapBootstrap Add(string json, string file)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            foreach (var service in document.RootElement.GetProperty("services").EnumerateArray())
            {
                // Of several addresses the one with TLS (RFC 9224, section 3).
                var registry = service[1].EnumerateArray().Select(one => Uri.TryCreate(one.GetString(), UriKind.Absolute, out var read) ? read : null).FirstOrDefault(one => one?.Scheme == Uri.UriSchemeHttps && one.AbsolutePath.EndsWith('/'));
                if (registry is null) continue;
                foreach (var entry in service[0].EnumerateArray().Select(one => one.GetString()!.ToLowerInvariant()))
                {
                    if (IPNetwork.TryParse(entry, out var network)) networks.Add((network, registry));
                    else domains[entry.Trim('.')] = registry;
                }
            }
            return this;
        }
        catch (Exception broken) when (broken is JsonException or KeyNotFoundException or InvalidOperationException or IndexOutOfRangeException or NullReferenceException)
        {
            throw new FormatException($"{file}: expected a bootstrap file of IANA (RFC 9224)", broken);
        }
    }

    /// <summary>What to ask for a host: the longest label or network that matches (RFC 9224, section 5); null where no registry is known.</summary>
    public Uri? Question(string host)
    {
        ArgumentNullException.ThrowIfNull(host);
        if (IPAddress.TryParse(host, out var ip)) return networks.Where(one => one.Network.Contains(ip)).OrderByDescending(one => one.Network.PrefixLength).Select(one => new Uri(one.Registry, $"ip/{host}")).FirstOrDefault();
        for (var name = host; ; name = name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..])
        {
            if (domains.TryGetValue(name, out var registry)) return new(registry, $"domain/{host}");
            if (!name.Contains('.', StringComparison.Ordinal)) return null;
        }
    }
}
