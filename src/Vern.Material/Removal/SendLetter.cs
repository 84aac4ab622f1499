using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Vern.Material.Removal;

/// <summary>What a mail server said of a letter.</summary>
/// <param name="State">Sent, refused for good, or to be tried again.</param>
/// <param name="Why">Why not, a code of <see cref="LetterCodes.Why"/>; null: it was sent.</param>
/// <param name="Code">The server's number; null: it said none.</param>
public sealed record LetterAnswer(LetterState State, string? Why = null, int? Code = null);

/// <summary>
/// Hands a letter to the operator's mail server by SMTP (RFC 5321). The server's certificate is checked, and nothing is sent where the connection is not encrypted as the settings say.
/// What a server says in words may hold the recipient's address, so nothing of it leaves this class but its number: no log, no exception.
/// </summary>
/// <param name="trust">Judges a certificate in place of the system; for tests, which have a server of their own. Null: the system alone judges.</param>
public sealed class SendLetter(RemoteCertificateValidationCallback? trust = null)
{
    private static readonly TimeSpan EachWait = TimeSpan.FromSeconds(20), AtMost = TimeSpan.FromSeconds(45); // jobs are done one after the other: a slow server keeps the others waiting

    /// <summary>How long an exchange may take in all.</summary>
    internal TimeSpan Patience { get; init; } = AtMost;

    /// <summary>Sends one letter to one address.</summary>
    /// <param name="letter">The message.</param>
    /// <param name="from">The address it is from.</param>
    /// <param name="to">The address it goes to.</param>
    /// <param name="settings">The server.</param>
    /// <param name="password">The password of who signs in; null: nobody does.</param>
    /// <param name="domain">What we call ourselves, instead of this machine's name.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<LetterAnswer> SendAsync(byte[] letter, string from, string to, SmtpSettings settings, string? password, string domain, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(letter);
        ArgumentNullException.ThrowIfNull(settings);
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limited.CancelAfter(Patience);
        using var client = new SmtpClient
        {
            Timeout = (int)EachWait.TotalMilliseconds, LocalDomain = domain, SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13, CheckCertificateRevocation = false, // as .NET's own connections: many authorities publish nothing to ask
            ServerCertificateValidationCallback = trust ?? ((_, _, _, problems) => problems is SslPolicyErrors.None),
        };
        var isOffered = false;
        try
        {
            using var bytes = new MemoryStream(letter, writable: false);
            using var message = await MimeMessage.LoadAsync(bytes, limited.Token);
            await client.ConnectAsync(settings.Host, settings.At, settings.Way, limited.Token);
            if (password is not null) await client.AuthenticateAsync(new NetworkCredential(settings.User, password), limited.Token);
            isOffered = true;
            await client.SendAsync(message, new(null, from), [new(null, to)], limited.Token);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested) { throw new OperationCanceledException(cancel); }
        catch (Exception failed) { return Answer(failed, isOffered); } // whatever it is, its words stay here
        // The server has it: how it says goodbye changes nothing.
        try { await client.DisconnectAsync(quit: true, limited.Token); }
        catch (Exception gone) when (gone is IOException or SocketException or OperationCanceledException or ProtocolException or CommandException or TimeoutException) { }
        return new(LetterState.Sent);
    }

    // Only what is said of this letter refuses it for good; a server that does not take us is asked again.
    private static LetterAnswer Answer(Exception failed, bool isOffered) => failed switch
    {
        SmtpCommandException { StatusCode: var code } when isOffered && (int)code is >= 500 and < 600 => new(LetterState.Refused, LetterCodes.Refused, (int)code),
        SmtpCommandException { StatusCode: var code } => new(LetterState.Waiting, LetterCodes.Busy, (int)code is >= 400 and < 600 ? (int)code : null),
        SslHandshakeException or System.Security.Authentication.AuthenticationException => new(LetterState.Waiting, LetterCodes.Certificate),
        NotSupportedException when !isOffered => new(LetterState.Waiting, LetterCodes.NoTls),
        MailKit.Security.AuthenticationException or ServiceNotAuthenticatedException or SaslException => new(LetterState.Waiting, LetterCodes.SignIn),
        OperationCanceledException or TimeoutException => new(LetterState.Waiting, LetterCodes.Slow),
        _ => new(LetterState.Waiting, LetterCodes.NoConnection),
    };
}
