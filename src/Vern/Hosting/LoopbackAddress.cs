using System.Net;

namespace Vern.Hosting;

/// <summary>Which addresses a host may listen on, and which it may be reached by through a proxy.</summary>
public static class LoopbackAddress
{
    /// <summary>Why an address is refused, or null when it is one loopback address.</summary>
    public static string? Refusal(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttp || uri.AbsolutePath != "/")
            return $"--urls: '{address}', expected one address such as {NationalHost.DefaultAddress}";
        return uri.Host == "localhost" || (IPAddress.TryParse(uri.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip))
            ? null
            : $"--urls: '{address}' can be reached from other machines; Vern speaks no TLS itself and listens on loopback only, such as {NationalHost.DefaultAddress}";
    }

    /// <summary>Why a public address is refused, or null when it is one https address without a path.</summary>
    public static string? PublicRefusal(string address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps && uri.AbsolutePath == "/" && uri.Query.Length == 0
        ? null
        : $"--public: '{address}', expected an address such as https://vern.example.org";
}
