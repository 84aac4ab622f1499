using System.Globalization;
using Microsoft.AspNetCore.Identity;

namespace Vern.Platform.Access;

/// <summary>An account as the framework's passkey handler knows it.</summary>
/// <param name="Id">Its number, which is the passkey's user handle.</param>
/// <param name="Name">Its name.</param>
internal sealed record PasskeyAccount(int Id, string Name);

/// <summary>Our accounts behind the framework's face: what its passkey handler asks, and nothing more. It changes nothing; see <see cref="AccessStore"/>.</summary>
internal sealed class PasskeyAccounts(AccessStore store) : IUserPasskeyStore<PasskeyAccount>
{
    public Task<string> GetUserIdAsync(PasskeyAccount user, CancellationToken cancellationToken) => Task.FromResult(user.Id.ToString(CultureInfo.InvariantCulture));

    public Task<string?> GetUserNameAsync(PasskeyAccount user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Name);

    public Task<string?> GetNormalizedUserNameAsync(PasskeyAccount user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Name);

    public Task<PasskeyAccount?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        int.TryParse(userId, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? store.PasskeyAccountAsync(id, cancellationToken) : Task.FromResult<PasskeyAccount?>(null);

    public async Task<PasskeyAccount?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken) => (await store.FindPasskeyAsync(credentialId, cancellationToken))?.Account;

    public async Task<UserPasskeyInfo?> FindPasskeyAsync(PasskeyAccount user, byte[] credentialId, CancellationToken cancellationToken) =>
        await store.FindPasskeyAsync(credentialId, cancellationToken) is { } found && found.Account.Id == user.Id ? found.Passkey : null;

    public Task<IList<UserPasskeyInfo>> GetPasskeysAsync(PasskeyAccount user, CancellationToken cancellationToken) => store.PasskeyInfosAsync(user.Id, cancellationToken);

    public Task<PasskeyAccount?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) => throw Unused();
    public Task<IdentityResult> CreateAsync(PasskeyAccount user, CancellationToken cancellationToken) => throw Unused();
    public Task<IdentityResult> UpdateAsync(PasskeyAccount user, CancellationToken cancellationToken) => throw Unused();
    public Task<IdentityResult> DeleteAsync(PasskeyAccount user, CancellationToken cancellationToken) => throw Unused();
    public Task SetUserNameAsync(PasskeyAccount user, string? userName, CancellationToken cancellationToken) => throw Unused();
    public Task SetNormalizedUserNameAsync(PasskeyAccount user, string? normalizedName, CancellationToken cancellationToken) => throw Unused();
    public Task AddOrUpdatePasskeyAsync(PasskeyAccount user, UserPasskeyInfo passkey, CancellationToken cancellationToken) => throw Unused();
    public Task RemovePasskeyAsync(PasskeyAccount user, byte[] credentialId, CancellationToken cancellationToken) => throw Unused();

    public void Dispose()
    {
        // Holds nothing.
    }

    private static NotSupportedException Unused() => new("the passkey handler reads accounts; they are changed by AccessStore");
}
