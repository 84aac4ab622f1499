using System.Net;

namespace Vern.Hosting;

/// <summary>Which addresses a host without accounts may listen on.</summary>
public static class LoopbackAddress
{
    /// <summary>Why an address is refused, or null when it is one loopback address.</summary>
    public static string? Refusal(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttp || uri.AbsolutePath != "/")
            return $"--urls: '{address}', expected one address such as {NationalHost.DefaultAddress}";
        return uri.Host == "localhost" || (IPAddress.TryParse(uri.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip))
            ? null
            : $"--urls: '{address}' can be reached from other machines; until Vern has accounts it listens on loopback only, such as {NationalHost.DefaultAddress}";
    }
}
