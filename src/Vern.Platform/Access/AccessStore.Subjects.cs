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
    internal Task<string?> SignInBySubjectAsync(string issuer, string subject, string? level, CancellationToken cancel) => WriteAsync(async context =>
    {
        var account = await (from row in context.Subjects
                             join one in context.Accounts on row.AccountId equals one.Id
                             where row.Issuer == issuer && row.Subject == subject && one.OffAt == null
                             select (int?)one.Id).FirstOrDefaultAsync(cancel);
        return account is { } id ? await BeginAsync(context, id, SessionKind.Provider, cancel, level is { Length: <= 200 } ? level : null) : null;
    }, cancel);
}
