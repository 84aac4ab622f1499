using System.Net;
using System.Net.Sockets;

namespace Vern.Platform.Jobs;

/// <summary>Where webhooks may go: https, or this machine itself; never into the network behind it unless the operator allows that. Whoever may enter an address must not reach with it what only this machine can reach.</summary>
/// <param name="AllowPrivate">Whether addresses of private networks may be told.</param>
public sealed record WebhookAddress(bool AllowPrivate = false)
{
    /// <summary>What is wrong with an address: a text's key, or null.</summary>
    public static string? Refusal(string? address) =>
        !Uri.TryCreate(address, UriKind.Absolute, out var uri) || address!.Length > 2000 || uri.UserInfo.Length > 0 || uri.Fragment.Length > 0 ? "webhooks.wrong.address"
        : uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback) ? null : "webhooks.wrong.https";

    /// <summary>Whether a connection to this address may be made for this host. A name that resolves to the machine itself is not the machine's own name.</summary>
    public bool Allows(string host, IPAddress to)
    {
        ArgumentNullException.ThrowIfNull(to);
        if (to.IsIPv4MappedToIPv6) to = to.MapToIPv4();
        if (IPAddress.IsLoopback(to)) return host == "localhost" || IPAddress.TryParse(host.Trim('[', ']'), out _);
        return IsPublic(to) || (AllowPrivate && IsPrivate(to));
    }

    /// <summary>Connects, after the name was resolved: to what was checked and to nothing else.</summary>
    /// <exception cref="JobFailedException">No address of the host is allowed.</exception>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(context);
        var host = context.DnsEndPoint.Host;
        var addresses = (await Dns.GetHostAddressesAsync(host, cancel)).Where(address => Allows(host, address)).ToArray();
        if (addresses.Length == 0) throw new JobFailedException("the address leads into a private network, which is not allowed");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static bool IsPrivate(IPAddress address) => address.GetAddressBytes() switch
    {
        [10, ..] or [172, >= 16 and <= 31, ..] or [192, 168, _, _] => true,
        [0xfc or 0xfd, _, _, _, _, ..] => true,
        _ => false,
    };

    // Of IPv6 only what is given out worldwide, without the tunnels that hold an IPv4 address.
    private static bool IsPublic(IPAddress address) => address.GetAddressBytes() switch
    {
        [0 or 10 or 127, _, _, _] or [>= 224, _, _, _] or [100, >= 64 and <= 127, _, _] or [169, 254, _, _] or [172, >= 16 and <= 31, _, _] or [192, 168, _, _] or [192, 0, 0 or 2, _] or [198, 18 or 19, _, _] or [198, 51, 100, _] or [203, 0, 113, _] => false,
        [_, _, _, _] => true,
        [0x20, 0x02, ..] or [0x20, 0x01, 0, ..] or [0x20, 0x01, 0x0d, 0xb8, ..] => false,
        [>= 0x20 and <= 0x3f, ..] => true,
        _ => false,
    };
}
