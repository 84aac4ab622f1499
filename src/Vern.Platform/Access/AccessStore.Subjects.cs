using Microsoft.EntityFrameworkCore;

namespace Vern.Platform.Access;

// Accounts tied to a person at an identity provider.
public sealed partial class AccessStore
{
    /// <summary>Ties an account to a subject at the identity provider; an earlier tie of the account there is undone, and its sessions end.</summary>
    /// <param name="name">The account.</param>
    /// <param name="issuer">The provider.</param>
    /// <param name="subject">What it calls the person.</param>
    /// <param name="cancel">Stops.</param>
    /// <exception cref="AccessException">No such account of a person, or the subject is tied to another.</exception>
    public Task TieAsync(string name, string issuer, string subject, CancellationToken cancel = default) => WriteAsync(async context =>
    {
        var account = await AccountAsync(context, name, cancel);
        if (account.PersonId is null || account.OffAt is not null) throw new AccessException($"'{name}' is turned off or a program's account, expected a person's");
        if (string.IsNullOrWhiteSpace(subject) || subject.Length > 300 || subject.Any(char.IsControl)) throw new AccessException("a subject is one line of at most 300 signs, as the refused sign-in shows it");
        if (await context.Subjects.FirstOrDefaultAsync(row => row.Issuer == issuer && row.Subject == subject, cancel) is { } taken && taken.AccountId != account.Id) throw new AccessException("the subject is tied to another account");
        await context.Subjects.Where(row => row.AccountId == account.Id && row.Issuer == issuer).ExecuteDeleteAsync(cancel);
        context.ChangeTracker.Clear();
        context.Subjects.Add(new() { Issuer = issuer, Subject = subject, AccountId = account.Id });
        await EndOthersAsync(context, account.Id, 0, cancel);
        Note(context, AccessActs.SubjectTied, account.Id, name);
    }, cancel);

    /// <summary>Begins a session of the account that a subject is tied to; null when there is none that is not off.</summary>
    internal Task<string?> SignInBySubjectAsync(string issuer, string subject, string? level, string? session, CancellationToken cancel) => WriteAsync(async context =>
    {
        var account = await (from row in context.Subjects
                             join one in context.Accounts on row.AccountId equals one.Id
                             where row.Issuer == issuer && row.Subject == subject && one.OffAt == null
                             select (int?)one.Id).FirstOrDefaultAsync(cancel);
        return account is { } id ? await BeginAsync(context, id, SessionKind.Provider, cancel, level is { Length: <= 200 } ? level : null, session is null ? null : Token.Digest(session)) : null;
    }, cancel);

    /// <summary>Ends the sessions that were begun through the identity provider, as its logout token says: of its own session, of a subject, or of both. A token is taken once.</summary>
    /// <param name="issuer">The provider.</param>
    /// <param name="subject">The subject; null: any.</param>
    /// <param name="session">What the provider calls its session; null: all of the subject's.</param>
    /// <param name="token">The token's own name (jti).</param>
    /// <param name="until">Until when the token could be shown again.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>False when it was taken before.</returns>
    internal async Task<bool> EndAtProviderAsync(string issuer, string? subject, string? session, string token, DateTimeOffset until, CancellationToken cancel)
    {
        if (!await TakeOnceAsync($"logout {issuer} {token}", until, cancel)) return false;
        await WriteAsync(async context =>
        {
            var accounts = await context.Subjects.Where(row => row.Issuer == issuer && (subject == null || row.Subject == subject)).Select(row => row.AccountId).ToListAsync(cancel);
            var digest = session is null ? null : Token.Digest(session);
            foreach (var account in accounts)
            {
                if (await context.Sessions.Where(row => row.AccountId == account && row.Kind == SessionKind.Provider && (digest == null || row.ProviderSession == digest)).ExecuteDeleteAsync(cancel) > 0) Note(context, AccessActs.SessionsEnded, account, "signed out at the identity provider");
            }
            await context.SaveChangesAsync(cancel);
        }, cancel);
        return true;
    }
}
