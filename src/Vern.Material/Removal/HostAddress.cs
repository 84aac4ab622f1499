using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text.RegularExpressions;

namespace Vern.Material.Removal;

/// <summary>Reads the address of a notice. Nothing is ever fetched from it.</summary>
public static partial class HostAddress
{
    /// <summary>The longest address.</summary>
    public const int Longest = 2000;

    /// <summary>The address, its host in small letters and Punycode, without a fragment and without a name and password; false where it is none of the web.</summary>
    public static bool TryRead(string? text, [NotNullWhen(true)] out Uri? address)
    {
        address = null;
        var typed = (text ?? "").Trim();
        if (typed.Length is 0 or > Longest || typed.Any(char.IsControl)) return false;
        // Reports write addresses so that nobody opens them by accident.
        typed = typed.Replace("[.]", ".", StringComparison.Ordinal);
        if (typed.StartsWith("hxxp", StringComparison.OrdinalIgnoreCase)) typed = "http" + typed[4..];
        if (!typed.Contains("://", StringComparison.Ordinal)) typed = "https://" + typed;
        try
        {
            if (!Uri.TryCreate(typed, UriKind.Absolute, out var read) || read.Scheme is not ("http" or "https") || !IsHost(Host(read))) return false;
            address = new UriBuilder(read) { Host = read.HostNameType is UriHostNameType.Dns ? read.IdnHost.ToLowerInvariant().TrimEnd('.') : read.Host, Fragment = "", UserName = "", Password = "" }.Uri;
            return address.AbsoluteUri.Length <= Longest;
        }
        catch (UriFormatException) // a host that is parsed and has no Punycode
        {
            address = null;
            return false;
        }
    }

    /// <summary>The host as it stands in columns and letters: a domain in Punycode, or an IP address without brackets.</summary>
    public static string Host(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return (address.HostNameType is UriHostNameType.IPv6 ? address.Host.Trim('[', ']') : address.IdnHost).ToLowerInvariant().TrimEnd('.');
    }

    /// <summary>Whether a text is a domain's name of two labels or more, or an IP address.</summary>
    public static bool IsHost(string text) => text.Length is > 0 and <= 253 && (IPAddress.TryParse(text, out _) ? IpForm().IsMatch(text) : Domain().IsMatch(text));

    [GeneratedRegex("^[0-9a-f.:]+$")] private static partial Regex IpForm();
    [GeneratedRegex("^(?!-)[a-z0-9-]{1,63}(?<!-)(\\.(?!-)[a-z0-9-]{1,63}(?<!-))+$")] private static partial Regex Domain();
}
