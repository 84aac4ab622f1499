using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Vern.Persons.Registration.Fields;
using Vern.Persons.Registration.Storage;
using Vern.Platform.Sealing;

namespace Vern.Persons.Registration;

/// <summary>An intake that is under way.</summary>
/// <param name="Id">32 random hexadecimal digits.</param>
/// <param name="Content">What was typed so far.</param>
/// <param name="ChangedAt">When last.</param>
public sealed record Draft(string Id, DraftContent Content, DateTimeOffset ChangedAt);

/// <summary>What was typed into an intake so far.</summary>
/// <param name="Audience">Who it is about.</param>
/// <param name="Parent">The parent whom a child came with; null: came by herself.</param>
/// <param name="Step">Where to go on.</param>
/// <param name="Values">What was typed, by field.</param>
public sealed record DraftContent(Audience Audience, string? Parent, string Step, IReadOnlyDictionary<string, string> Values)
{
    /// <summary>
    /// The same about somebody else. Who does not want to be known leaves nothing that was typed: no identity and no free words stay, only codes, numbers and dates that are asked of everybody.
    /// </summary>
    public DraftContent About(Audience audience, FieldCatalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        return this with
        {
            Audience = audience, Parent = audience is Audience.Anonymous ? null : Parent,
            Values = Values.Where(pair => catalogue.Find(pair.Key) is { } field && (audience is not Audience.Anonymous || (field.For.Contains(audience) && field.Type is not (FieldType.Text or FieldType.LongText)))).ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal),
        };
    }

    /// <summary>The same with what a step's form held: only what is asked of such a person is taken.</summary>
    public DraftContent With(IEnumerable<KeyValuePair<string, string>> typed, FieldCatalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(typed);
        ArgumentNullException.ThrowIfNull(catalogue);
        var values = Values.ToDictionary(StringComparer.Ordinal);
        foreach (var (field, value) in typed.Where(pair => catalogue.Find(pair.Key)?.For.Contains(Audience) is true))
            if (string.IsNullOrWhiteSpace(value)) values.Remove(field);
            else values[field] = value;
        return this with { Values = values };
    }
}

// Drafts of intakes: each is its account's own, and sealed with the key that its person will have.
public sealed partial class CaseStore
{
    private const int MostDrafts = 100, Tries = 20;

    /// <summary>Begins a draft, or finds the one that was begun by the same form.</summary>
    public async Task<Draft> BeginDraftAsync(string id, DraftContent content, CaseReach by, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        if (await DraftAsync(id, by, cancel) is { } begun) return begun;
        var key = await workspace.Keys.NewKeyAsync("person", cancel);
        var now = Now();
        try
        {
            await WriteAsync(async context =>
            {
                context.Drafts.Add(new() { Id = id, Account = by.Account, KeyId = key.Id, Content = Sealed(key, id, content), ChangedAt = now.ToUnixTimeMilliseconds(), Revision = 1 });
                await context.SaveChangesAsync(cancel);
                return true;
            }, cancel);
            return new(id, content, now);
        }
        catch (DbUpdateException taken) // the same form was faster
        {
            await workspace.Keys.EraseAsync([key.Id], CancellationToken.None);
            return await DraftAsync(id, by, cancel) ?? throw new InvalidOperationException("The draft is another's.", taken);
        }
    }

    /// <summary>A draft of one's own; null where there is none.</summary>
    public async Task<Draft?> DraftAsync(string id, CaseReach by, CancellationToken cancel = default) => await FindAsync(id, by, cancel) is var (_, _, draft) ? draft : null;

    /// <summary>One's own drafts, those changed last first.</summary>
    public async Task<IReadOnlyList<Draft>> DraftsAsync(CaseReach by, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        await using var context = Context();
        var rows = await context.Drafts.AsNoTracking().Where(row => row.Account == by.Account).OrderByDescending(row => row.ChangedAt).Take(MostDrafts).ToListAsync(cancel);
        var keys = await workspace.Keys.KeysAsync([.. rows.Select(row => row.KeyId)], cancel);
        return [.. rows.Where(row => keys.ContainsKey(row.KeyId)).Select(row => DraftOf(row, keys[row.KeyId]))];
    }

    /// <summary>
    /// Changes a draft: whoever changes it at the same time in another window loses nothing, the change is made to what stands then. Where somebody no longer wants to be known the draft is sealed anew with
    /// another key and the old one is erased, so that what was typed before opens nowhere any more, in no back-up either.
    /// </summary>
    /// <returns>The draft as it stands; null where there is none of hers.</returns>
    public async Task<Draft?> ChangeDraftAsync(string id, Func<DraftContent, DraftContent> change, CaseReach by, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(change);
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            if (await FindAsync(id, by, cancel) is not var (row, key, draft)) return null;
            var changed = change(draft.Content);
            var forgets = changed.Audience is Audience.Anonymous && draft.Content.Audience is not Audience.Anonymous;
            var with = forgets ? await workspace.Keys.NewKeyAsync("person", cancel) : key;
            var (content, revision, now) = (Sealed(with, id, changed), row.Revision, Now());
            var at = now.ToUnixTimeMilliseconds();
            var done = await WriteAsync(context => context.Drafts.Where(one => one.Id == id && one.Revision == revision)
                .ExecuteUpdateAsync(set => set.SetProperty(one => one.Content, content).SetProperty(one => one.KeyId, with.Id).SetProperty(one => one.ChangedAt, at).SetProperty(one => one.Revision, revision + 1), cancel), cancel);
            if (forgets) await workspace.Keys.EraseAsync([done == 1 ? key.Id : with.Id], CancellationToken.None);
            if (done == 1) return new(id, changed, now);
        }
        throw new InvalidOperationException("The draft is changed faster than it can be written.");
    }

    /// <summary>Discards a draft and all that was typed into it.</summary>
    /// <returns>Whether there was one of hers.</returns>
    public async Task<bool> DiscardDraftAsync(string id, CaseReach by, CancellationToken cancel = default)
    {
        if (await FindAsync(id, by, cancel) is not var (row, _, _)) return false;
        await workspace.Keys.EraseAsync([row.KeyId], cancel);
        await WriteAsync(context => context.Drafts.Where(one => one.Id == id).ExecuteDeleteAsync(cancel), CancellationToken.None);
        return true;
    }

    /// <summary>Registers the person of a draft and lets go of it. Sent twice it gives the same person.</summary>
    /// <param name="id">The draft.</param>
    /// <param name="by">Whose draft it is.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The person; null where there is no such draft and nobody was registered from it.</returns>
    /// <exception cref="ArgumentException">A value is none of its field's; the page checks before.</exception>
    public async Task<PersonId?> RegisterDraftAsync(string id, CaseReach by, CancellationToken cancel = default)
    {
        if (await FindAsync(id, by, cancel) is not var (_, key, draft)) return await MadeByAsync(id, by, cancel);
        var form = new NewPerson(id, draft.Content.Audience, AskedOf(draft.Content), PersonId.Read(draft.Content.Parent));
        var facts = Checked(form);
        // The draft's key becomes hers.
        var person = await MadeByAsync(id, cancel) ?? await AddAsync(form, facts, key, by, cancel);
        await WriteAsync(context => context.Drafts.Where(one => one.Id == id).ExecuteDeleteAsync(CancellationToken.None), CancellationToken.None);
        return person;
    }

    // What is asked of such a person, given her other answers: an answer whose question fell away is not recorded.
    private List<NewFact> AskedOf(DraftContent content) => [.. Catalogue.All.Where(field => Catalogue.IsAsked(field, content.Audience, content.Values) && content.Values.ContainsKey(field.Id)).Select(field => new NewFact(field.Id, content.Values[field.Id], SourceOf(field)))];

    /// <summary>How a fact of the intake is known: what was seen, what was concluded, and the rest is told.</summary>
    internal static FactSource SourceOf(Field field) => field.Section switch { "indicators" => FactSource.Seen, "assessment" or "boundary" => FactSource.Concluded, _ => FactSource.Told };

    private async Task<PersonId?> MadeByAsync(string origin, CaseReach by, CancellationToken cancel)
    {
        await using var context = Context();
        return PersonId.Read(await (await WithinAsync(context, by, cancel)).Where(row => row.Origin == origin).Select(row => row.Id).FirstOrDefaultAsync(cancel));
    }

    private async Task<(DraftRow Row, DataKey Key, Draft Draft)?> FindAsync(string id, CaseReach by, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(by);
        await using var context = Context();
        if (await context.Drafts.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id && row.Account == by.Account, cancel) is not { } row || await KeyAsync(row.KeyId, cancel) is not { } key) return null;
        return (row, key, DraftOf(row, key));
    }

    private static Draft DraftOf(DraftRow row, DataKey key) => new(row.Id, JsonSerializer.Deserialize<DraftContent>(key.OpenField(row.Id, "case_drafts.content", row.Content))!, DateTimeOffset.FromUnixTimeMilliseconds(row.ChangedAt));

    private static byte[] Sealed(DataKey key, string id, DraftContent content) => key.SealField(id, "case_drafts.content", JsonSerializer.SerializeToUtf8Bytes(content));
}
