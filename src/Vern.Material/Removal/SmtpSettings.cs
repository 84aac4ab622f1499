using System.Net;
using System.Text;
using Vern.Platform.Jobs;

namespace Vern.Material.Removal;

/// <summary>The mail server that letters leave by: <c>smtp</c> in <c>removal.json</c>. The password is in a file of its own, never here.</summary>
public sealed record SmtpSettings
{
    private const string Plain = "none", AtOnce = "tls", AfterPlain = "starttls";
    private const int LongestPassword = 1024;

    /// <summary>The server's name, or its IP address.</summary>
    public string Host { get; init; } = "";
    /// <summary>Its port; null: 587, with <c>tls</c> 465, with <c>none</c> 25.</summary>
    public int? Port { get; init; }
    /// <summary><c>starttls</c>: encrypted after the greeting, or not at all; <c>tls</c>: encrypted from the first byte; <c>none</c>: for a server on this machine only.</summary>
    public string Security { get; init; } = AfterPlain;
    /// <summary>Who signs in; null: nobody does.</summary>
    public string? User { get; init; }
    /// <summary>The file with the password, for its owner alone; a relative path lies under the workspace's folder.</summary>
    public string? PasswordFile { get; init; }
    /// <summary>Who the letters are from; null: the contact.</summary>
    public string? From { get; init; }

    /// <summary>The port that is meant.</summary>
    internal int At => Port ?? Security switch { AtOnce => 465, Plain => 25, _ => 587 };
    /// <summary>How the connection is made; there is no way that tries without encryption where it fails with it.</summary>
    internal MailKit.Security.SecureSocketOptions Way => Security switch { AtOnce => MailKit.Security.SecureSocketOptions.SslOnConnect, Plain => MailKit.Security.SecureSocketOptions.None, _ => MailKit.Security.SecureSocketOptions.StartTls };

    /// <summary>Refuses settings that cannot be meant.</summary>
    /// <exception cref="JobFailedException">Names the file, the key and what was expected.</exception>
    internal void Check()
    {
        void Must(bool isGood, string key, string expected) { if (!isGood) throw new JobFailedException($"removal.json: smtp.{key}: expected {expected}"); }
        Must(Host is "localhost" || HostAddress.IsHost(Host), "host", "the name or IP address of a mail server");
        Must(Port is null or >= 1 and <= 65_535, "port", "a number from 1 to 65535");
        Must(Security is AfterPlain or AtOnce or Plain, "security", "starttls, tls or none");
        Must(Security is not Plain || Host is "localhost" || (IPAddress.TryParse(Host, out var ip) && IPAddress.IsLoopback(ip)), "security", "starttls or tls; none is for a server on this machine");
        Must(User is null or { Length: > 0 and <= 254 } && User?.Any(char.IsControl) is not true, "user", "a name of 1 to 254 letters");
        Must(User is null == PasswordFile is null, User is null ? "user" : "passwordFile", "user and passwordFile together");
        Must(PasswordFile is null or { Length: > 0 }, "passwordFile", "a file");
        Must(From is null || AbuseTable.IsMail(From), "from", "an address of electronic mail");
    }

    /// <summary>The password, read anew for each connection.</summary>
    /// <param name="folder">The workspace's folder.</param>
    /// <exception cref="JobFailedException">There is no such file, others can read it, or it holds no password.</exception>
    internal string Password(string folder)
    {
        static JobFailedException Wrong(string expected) => new($"removal.json: smtp.passwordFile: expected {expected}");
        var file = new FileInfo(Path.Combine(folder, PasswordFile!));
        if (!file.Exists) throw Wrong("a file that is there");
        const UnixFileMode others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file.FullName) & others) is not UnixFileMode.None) throw Wrong("a file that its owner alone can read (chmod 600)");
        if (file.Length > LongestPassword) throw Wrong("one line with the password");
        try
        {
            // A final newline is the editor's.
            var text = File.ReadAllText(file.FullName, new UTF8Encoding(false, throwOnInvalidBytes: true)).TrimEnd('\r', '\n');
            return text.Length > 0 && !text.Any(char.IsControl) ? text : throw Wrong("one line with the password");
        }
        catch (Exception away) when (away is IOException or UnauthorizedAccessException or DecoderFallbackException) { throw Wrong("a file of text that can be read"); }
    }

    /// <summary>No password is in it, and no user.</summary>
    public override string ToString() => $"{Host}:{At} {Security}";
}
