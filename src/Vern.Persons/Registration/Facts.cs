using Vern.Persons.Registration.Fields;
using Vern.Platform.Access;

namespace Vern.Persons.Registration;

/// <summary>How a fact is known: what was seen stays apart from what was concluded .</summary>
public enum FactSource
{
    /// <summary>She told it.</summary>
    Told,
    /// <summary>Somebody saw or heard it.</summary>
    Seen,
    /// <summary>It stands in a document.</summary>
    Document,
    /// <summary>Somebody concluded it.</summary>
    Concluded,
    /// <summary>It came from another system.</summary>
    Imported,
}

/// <summary>A fact that is to be recorded.</summary>
/// <param name="Field">The field's id.</param>
/// <param name="Item">Which of a repeating group, from 1; 0 for a field that is there once.</param>
/// <param name="Value">The value as typed; null or empty withdraws what was there.</param>
/// <param name="Source">How it is known.</param>
public sealed record NewFact(string Field, int Item, string? Value, FactSource Source = FactSource.Told)
{
    /// <summary>The only purpose that it may be read for here: what another agency shared; null: whatever the field is for.</summary>
    public string? OnlyFor { get; init; }

    /// <summary>A fact of a field that is there once.</summary>
    public NewFact(string field, string? value, FactSource source = FactSource.Told) : this(field, 0, value, source) { }
}

/// <summary>A fact as it was recorded.</summary>
/// <param name="Field">Its field; where the catalogue knows it no more, one that only shows its text.</param>
/// <param name="Item">Which of a repeating group, from 1; 0 for a field that is there once.</param>
/// <param name="Value">The value; null: withdrawn.</param>
/// <param name="Source">How it is known.</param>
/// <param name="At">When it was recorded.</param>
/// <param name="By">By which account.</param>
/// <param name="ByName">Whose it was.</param>
/// <param name="Role">In which role.</param>
/// <param name="Revision">The person's revision with which it came.</param>
public sealed record Fact(Field Field, int Item, string? Value, FactSource Source, DateTimeOffset At, int By, string ByName, string Role, int Revision)
{
    /// <summary>The version of the catalogue that it was recorded under.</summary>
    public int Catalogue { get; init; }
}

/// <summary>A person as lists know her.</summary>
/// <param name="Id">Her random id.</param>
/// <param name="Team">The team that follows her up; null: none.</param>
/// <param name="Owner">The account that is responsible.</param>
/// <param name="Audience">Adult, child, age uncertain, or without identity.</param>
/// <param name="Parent">The parent whom this child came with; null: came by herself.</param>
/// <param name="OpenedOn">The day she was registered, in Norway.</param>
/// <param name="ClosedOn">The day the case was closed; null while it is open.</param>
/// <param name="ClosedFor">Why, by code.</param>
/// <param name="ChangedAt">When something was last recorded.</param>
/// <param name="Revision">How often something was recorded, from 1.</param>
public sealed record PersonHead(PersonId Id, string? Team, int Owner, Audience Audience, PersonId? Parent, DateOnly OpenedOn, DateOnly? ClosedOn, string? ClosedFor, DateTimeOffset ChangedAt, int Revision)
{
    /// <summary>Whether she is under 18, or treated so .</summary>
    public bool IsChild => Audience is Audience.Child or Audience.Uncertain;
    /// <summary>Whether child welfare is still to be told of her .</summary>
    public bool ConcernDue { get; init; }
}

/// <summary>A person with what is known of her now, as far as the reader may see it.</summary>
/// <param name="Head">As lists know her.</param>
/// <param name="Facts">The newest fact of each field, withdrawn ones left out, in the order of the catalogue.</param>
public sealed record CasePerson(PersonHead Head, IReadOnlyList<Fact> Facts)
{
    /// <summary>The value of a field that is there once; null where it is not known, or not for this reader.</summary>
    public string? this[string field] => Facts.FirstOrDefault(fact => fact.Item == 0 && fact.Field.Id == field)?.Value;

    /// <summary>The value of a field of a repeating group.</summary>
    public string? this[string field, int item] => Facts.FirstOrDefault(fact => fact.Item == item && fact.Field.Id == field)?.Value;

    /// <summary>The numbers of what there is of a repeating group, in the order they came.</summary>
    public IReadOnlyList<int> Items(string group) => [.. Facts.Where(fact => fact.Field.Group == group).Select(fact => fact.Item).Distinct().Order()];

    /// <summary>Whether a field of several codes holds this one.</summary>
    public bool Has(string field, string code) => this[field]?.Split(' ').Contains(code, StringComparer.Ordinal) is true;
}

/// <summary>Who asks, how far that person reaches, and for what purposes; the store shows and changes no more than that.</summary>
/// <param name="Account">The account's number.</param>
/// <param name="Name">The person's name.</param>
/// <param name="Role">The role acted in, a short lower-case word.</param>
/// <param name="Team">The team; null: none, and then <see cref="Scope.Team"/> reaches no further than one's own.</param>
/// <param name="Scope">How far.</param>
/// <param name="Purposes">The purposes that facts must have been given for.</param>
public sealed record CaseReach(int Account, string Name, string Role, string? Team, Scope Scope, IReadOnlySet<string> Purposes)
{
    /// <summary>What the request has read already; null where nothing is kept.</summary>
    internal ReadOnce? Read { get; init; }

    /// <summary>The reach of who is signed in, for a permission that the request was let through by.</summary>
    /// <exception cref="InvalidOperationException">Nobody is signed in, or without the permission: the endpoint did not say what it needs.</exception>
    public static CaseReach Of(CurrentPerson current, Permission permission)
    {
        ArgumentNullException.ThrowIfNull(current);
        if (current.SignedIn is not { } signedIn || current.ScopeOf(permission) is not { } scope) throw new InvalidOperationException($"Asked without {permission}.");
        return new(signedIn.AccountId, signedIn.Person, signedIn.Roles is [var role, ..] ? role : "none", signedIn.Team, scope, FieldCatalogue.Own.Purposes.Where(purpose => current.Sees(new(purpose))).ToHashSet(StringComparer.Ordinal)) { Read = current.Kept<ReadOnce>() };
    }
}

/// <summary>What a request that changes nothing has read already of casework: the tab and what stands above it ask for the same.</summary>
internal sealed class ReadOnce
{
    /// <summary>The cases shared with who asks.</summary>
    public List<string>? Shared { get; set; }

    /// <summary>A person's row and facts as they are stored, by the reach that they were found within.</summary>
    public Dictionary<(PersonId, Scope), (Storage.PersonRow Person, Vern.Platform.Sealing.DataKey Key, List<Storage.FactRow> Facts)> People { get; } = [];

    /// <summary>A person's rights, by what is known of her.</summary>
    public Dictionary<(CasePerson, Scope), Rights.PersonRights> Rights { get; } = [];
}

/// <summary>What became of facts that were to be recorded.</summary>
public abstract record Recorded
{
    private Recorded() { }

    /// <summary>They stand, or stood already: a form sent twice is done once.</summary>
    /// <param name="Revision">The person's revision now.</param>
    /// <param name="Changed">How many facts are new.</param>
    public sealed record Done(int Revision, int Changed) : Recorded;

    /// <summary>Somebody else recorded something since the form was opened; nothing was changed.</summary>
    /// <param name="Revision">The person's revision now.</param>
    /// <param name="Since">What was recorded meanwhile, as far as the reader may see it.</param>
    public sealed record Stale(int Revision, IReadOnlyList<Fact> Since) : Recorded;

    /// <summary>Some values are none of their fields'; nothing was changed.</summary>
    /// <param name="Facts">Which.</param>
    public sealed record Wrong(IReadOnlyList<NewFact> Facts) : Recorded;

    /// <summary>There is no such person within reach.</summary>
    public sealed record Gone : Recorded;
}
