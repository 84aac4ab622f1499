using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Vern.Material.Tests.Removal;

/// <summary>A small mail server on this machine, with a certificate of its own making; what it answers can be set.</summary>
internal sealed class MailServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly X509Certificate2 certificate;
    private readonly Task serving;

    public MailServer(string name = "localhost")
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        using var made = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero));
        certificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
        listener.Start();
        serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;
    /// <summary>Whether it offers STARTTLS.</summary>
    public bool HasTls { get; set; } = true;
    /// <summary>Whether it is encrypted from the first byte.</summary>
    public bool IsTlsAtOnce { get; set; }
    /// <summary>What it answers to a command (MAIL, RCPT, DATA, AUTH, or "." for the letter's end) in place of the good answer; an empty text: it drops the connection.</summary>
    public Func<string, string?> Answers { get; set; } = _ => null;
    /// <summary>Whether it drops the connection in the middle of a letter.</summary>
    public bool DropsInData { get; set; }
    /// <summary>Whether it says nothing at all.</summary>
    public bool IsSilent { get; set; }
    /// <summary>What was said to it in clear.</summary>
    public List<string> InClear { get; } = [];
    /// <summary>What was said to it under encryption.</summary>
    public List<string> Encrypted { get; } = [];
    /// <summary>The letters that it took.</summary>
    public List<string> Letters { get; } = [];

    /// <summary>Trusts this server's certificate at its own name, and nothing else.</summary>
    public bool Trusts(X509Certificate? shown, SslPolicyErrors problems) => problems is SslPolicyErrors.RemoteCertificateChainErrors && shown?.GetCertHashString() == certificate.GetCertHashString();

    private async Task ServeAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                using var client = await listener.AcceptTcpClientAsync(stop.Token);
                await TalkAsync(client);
            }
            catch (Exception gone) when (gone is IOException or SocketException or OperationCanceledException or AuthenticationException or ObjectDisposedException) { } // whoever asks went away
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        Stream stream = client.GetStream();
        if (IsSilent) await Task.Delay(Timeout.Infinite, stop.Token);
        var isEncrypted = false;
        StreamReader reader = null!;
        async Task EncryptAsync()
        {
            var encrypted = new SslStream(stream);
            await encrypted.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, stop.Token);
            (stream, isEncrypted) = (encrypted, true);
            reader = new(stream, Encoding.Latin1);
        }
        async Task SayAsync(string text) => await stream.WriteAsync(Encoding.Latin1.GetBytes(text + "\r\n"), stop.Token);
        reader = new(stream, Encoding.Latin1);
        if (IsTlsAtOnce) await EncryptAsync();
        await SayAsync("220 mail.example ESMTP");
        while (await reader.ReadLineAsync(stop.Token) is { } line)
        {
            (isEncrypted ? Encrypted : InClear).Add(line);
            var verb = line.Split(' ')[0].ToUpperInvariant();
            if (Answers(verb) is { } other)
            {
                if (other.Length == 0) return;
                await SayAsync(other);
                continue;
            }
            switch (verb)
            {
                case "EHLO":
                    await SayAsync($"250-mail.example{(HasTls && !isEncrypted ? "\r\n250-STARTTLS" : "")}{(isEncrypted ? "\r\n250-AUTH PLAIN" : "")}\r\n250 SIZE 1000000");
                    break;
                case "STARTTLS":
                    await SayAsync("220 go on");
                    await EncryptAsync();
                    break;
                case "AUTH":
                    await SayAsync("235 welcome");
                    break;
                case "DATA":
                    await SayAsync("354 go on");
                    var letter = new StringBuilder();
                    while (await reader.ReadLineAsync(stop.Token) is { } part && part != ".")
                    {
                        letter.Append(part).Append('\n');
                        if (DropsInData) return;
                    }
                    var answer = Answers(".");
                    if (answer is null || answer.Length == 0) Letters.Add(letter.ToString());
                    if (answer is { Length: 0 }) return;
                    await SayAsync(answer ?? "250 taken");
                    break;
                case "QUIT":
                    await SayAsync("221 goodbye");
                    return;
                default:
                    await SayAsync("250 ok");
                    break;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (stop.IsCancellationRequested) return;
        await stop.CancelAsync();
        listener.Dispose();
        await serving;
        certificate.Dispose();
        stop.Dispose();
    }
}
