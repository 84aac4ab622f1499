using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Vern.Persons.OwnView;
using Vern.Persons.OwnView.Storage;

namespace Vern.Persons.Registration;

/// <summary>A card that was made.</summary>
/// <param name="Code">The code, to be shown now and never again; null where the form was sent before.</param>
/// <param name="ExpiresAt">Until when it opens anything.</param>
public sealed record MadeCard(string? Code, DateTimeOffset ExpiresAt);

/// <summary>A card as her caseworker sees it: never its code.</summary>
/// <param name="Id">Its number.</param>
/// <param name="MadeAt">When it was made.</param>
/// <param name="ByName">By whom.</param>
/// <param name="ExpiresAt">Until when it opens anything.</param>
/// <param name="RevokedAt">When it was made dead.</param>
/// <param name="Openings">How often it has opened her view.</param>
/// <param name="OpenedAt">When it did last.</param>
public sealed record OwnCard(long Id, DateTimeOffset MadeAt, string ByName, DateTimeOffset ExpiresAt, DateTimeOffset? RevokedAt, int Openings, DateTimeOffset? OpenedAt)
{
    /// <summary>Whether it opens anything.</summary>
    public bool Works(DateTimeOffset now) => RevokedAt is null && now < ExpiresAt;
}

/// <summary>What became of a code that was typed.</summary>
/// <param name="Session">The token of her session; null where the code was not taken.</param>
/// <param name="Wait">Whether too many wrong codes came for this card, so that none is looked at for a while.</param>
public sealed record OwnOpening(string? Session, bool Wait);

// The card with which she opens her own view.
public sealed partial class CaseStore
{
    /// <summary>How long her session lasts; what she does does not lengthen it.</summary>
    public static TimeSpan OwnSessionLife { get; } = TimeSpan.FromMinutes(20);
    /// <summary>How many wrong codes a card takes before all must wait.</summary>
    public const int MostOwnFailures = 5;
    /// <summary>How long they must wait.</summary>
    public static TimeSpan OwnPause { get; } = TimeSpan.FromMinutes(15);
    /// <summary>For how many days a card may be made.</summary>
    public static IReadOnlyList<int> CardDays { get; } = [30, 90, 180];

    /// <summary>Who she is where she does something herself: no account, all of her own record but what was given for enforcement.</summary>
    internal CaseReach HerOwnReach => new(0, OwnView.Texts.Source[workspace.Workspace.Languages[0], "herself"], "herself", null, Platform.Access.Scope.Workspace, new HashSet<string>(["protection", "health", "return"], StringComparer.Ordinal));

    /// <summary>Makes a card; an earlier one is dead from now on.</summary>
    /// <returns>The card; null where there is no such person within reach.</returns>
    public async Task<MadeCard?> MakeCardAsync(string origin, PersonId id, int days, CaseReach by, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        if (!CardDays.Contains(days)) throw new ArgumentOutOfRangeException(nameof(days));
        MadeCard? made = null;
        var found = await ChangeAsync(id, by, async (context, row) =>
        {
            if (await context.OwnCards.AsNoTracking().FirstOrDefaultAsync(card => card.Origin == origin, cancel) is { } earlier)
            {
                made = new(null, DateTimeOffset.FromUnixTimeMilliseconds(earlier.ExpiresAt));
                return;
            }
            var now = Now();
            await KillCardsAsync(context, row.Id, null, now, cancel);
            string code;
            do code = OwnCode.New(); while (await context.OwnCards.AnyAsync(card => card.Finder == OwnCode.Finder(code), cancel));
            made = new(code, now.AddDays(days));
            context.OwnCards.Add(new() { Person = row.Id, Origin = origin, Finder = OwnCode.Finder(code), Digest = OwnCode.Digest(code), MadeAt = now.ToUnixTimeMilliseconds(), By = by.Account, ByName = by.Name, ExpiresAt = made.ExpiresAt.ToUnixTimeMilliseconds() });
            Record(context, OwnActs.CodeMade, id);
        }, cancel);
        return found ? made : null;
    }

    /// <summary>Makes a card dead, and ends what it opened.</summary>
    /// <returns>Whether she is within reach.</returns>
    public Task<bool> RevokeCardAsync(PersonId id, long card, CaseReach by, CancellationToken cancel = default) => ChangeAsync(id, by, async (context, row) =>
    {
        if (await KillCardsAsync(context, row.Id, card, Now(), cancel) > 0) Record(context, OwnActs.CodeRevoked, id);
    }, cancel);

    /// <summary>Her cards, newest first; null where there is no such person within reach.</summary>
    public async Task<IReadOnlyList<OwnCard>?> CardsAsync(PersonId id, CaseReach by, CancellationToken cancel = default)
    {
        await using var context = Context();
        if (!await (await WithinAsync(context, by, cancel)).AnyAsync(row => row.Id == id.Value, cancel)) return null;
        static DateTimeOffset At(long moment) => DateTimeOffset.FromUnixTimeMilliseconds(moment);
        return [.. (await context.OwnCards.AsNoTracking().Where(row => row.Person == id.Value).OrderByDescending(row => row.Id).ToListAsync(cancel))
            .Select(row => new OwnCard(row.Id, At(row.MadeAt), row.ByName, At(row.ExpiresAt), row.RevokedAt is { } revoked ? At(revoked) : null, row.Openings, row.OpenedAt is { } opened ? At(opened) : null))];
    }

    /// <summary>Opens her own view with a code. Wrong codes are counted by card, in the store, before the code is looked at; that a card is unknown, dead or has expired is told like a wrong code.</summary>
    public async Task<OwnOpening> OpenOwnAsync(string typed, CancellationToken cancel = default)
    {
        if (OwnCode.Read(typed) is not { } code) return new(null, false);
        return await WriteAsync(async context =>
        {
            var (finder, digest, now) = (OwnCode.Finder(code), OwnCode.Digest(code), Now());
            var (moment, paused) = (now.ToUnixTimeMilliseconds(), (now - OwnPause).ToUnixTimeMilliseconds());
            await context.OwnCards.Where(row => row.Finder == finder && row.LastFailureAt <= paused).ExecuteUpdateAsync(set => set.SetProperty(row => row.Failures, 0), cancel);
            if (await context.OwnCards.Where(row => row.Finder == finder && row.Failures < MostOwnFailures).ExecuteUpdateAsync(set => set.SetProperty(row => row.Failures, row => row.Failures + 1).SetProperty(row => row.LastFailureAt, moment), cancel) == 0)
                return new OwnOpening(null, await context.OwnCards.AnyAsync(row => row.Finder == finder, cancel));
            var card = await context.OwnCards.AsNoTracking().FirstAsync(row => row.Finder == finder, cancel);
            var right = CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(card.Digest), Encoding.ASCII.GetBytes(digest));
            if (!right || card.RevokedAt is not null || card.ExpiresAt <= moment || !await context.Persons.AnyAsync(row => row.Id == card.Person && row.ErasedAt == null, cancel)) return new(null, false);
            await context.OwnCards.Where(row => row.Id == card.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.Failures, 0).SetProperty(row => row.LastFailureAt, (long?)null).SetProperty(row => row.Openings, row => row.Openings + 1).SetProperty(row => row.OpenedAt, moment), cancel);
            await context.OwnSessions.Where(row => row.ExpiresAt <= moment).ExecuteDeleteAsync(cancel);
            var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
            context.OwnSessions.Add(new() { Digest = OwnCode.Digest(token), Card = card.Id, Person = card.Person, ExpiresAt = (now + OwnSessionLife).ToUnixTimeMilliseconds() });
            Record(context, OwnActs.Opened, PersonId.Read(card.Person)!.Value);
            return new(token, false);
        }, cancel);
    }

    /// <summary>Whose own view a session opens; null where it has ended, its card is dead, or she was erased.</summary>
    public async Task<PersonId?> OwnSessionAsync(string? token, CancellationToken cancel = default)
    {
        if (string.IsNullOrEmpty(token) || token.Length > 100) return null;
        var (digest, now) = (OwnCode.Digest(token), Now().ToUnixTimeMilliseconds());
        await using var context = Context();
        return PersonId.Read(await context.OwnSessions.Where(row => row.Digest == digest && row.ExpiresAt > now && context.OwnCards.Any(card => card.Id == row.Card && card.RevokedAt == null && card.ExpiresAt > now) && context.Persons.Any(person => person.Id == row.Person && person.ErasedAt == null))
            .Select(row => row.Person).FirstOrDefaultAsync(cancel));
    }

    /// <summary>Ends her session.</summary>
    public Task EndOwnSessionAsync(string? token, CancellationToken cancel = default)
    {
        var digest = OwnCode.Digest(token ?? "");
        return WriteAsync(context => context.OwnSessions.Where(row => row.Digest == digest).ExecuteDeleteAsync(cancel), cancel);
    }

    private static async Task<int> KillCardsAsync(Storage.CaseContext context, string person, long? card, DateTimeOffset now, CancellationToken cancel)
    {
        long? moment = now.ToUnixTimeMilliseconds();
        await context.OwnSessions.Where(row => row.Person == person && (card == null || row.Card == card)).ExecuteDeleteAsync(cancel);
        return await context.OwnCards.Where(row => row.Person == person && row.RevokedAt == null && (card == null || row.Id == card)).ExecuteUpdateAsync(set => set.SetProperty(row => row.RevokedAt, moment), cancel);
    }
}
