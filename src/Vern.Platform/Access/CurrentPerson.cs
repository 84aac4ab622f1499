namespace Vern.Platform.Access;

/// <summary>
/// Who acts in this request: one per request, set by <see cref="DecideAccess"/> before any page or endpoint runs. Three cases: a signed-in person or
/// program; nobody; or, in a workspace without any account, whoever sits at this machine, by the name that was typed.
/// </summary>
/// <param name="grants">The workspace's table.</param>
public sealed class CurrentPerson(GrantTable grants)
{
    /// <summary>Who is signed in, or null.</summary>
    public SignedIn? SignedIn { get; private set; }
    /// <summary>Whether the workspace has no account yet, so that whoever sits at this machine may do what needs no verified person.</summary>
    public bool WithoutAccounts { get; private set; }
    /// <summary>The name put to what is done: the verified person's, or the one typed where there are no accounts; null for nobody.</summary>
    public string? Name { get; private set; }
    /// <summary>The roles acted in; empty for nobody and where there are no accounts.</summary>
    public IReadOnlyList<string> Roles => SignedIn?.Roles ?? [];

    /// <summary>Whether she may do this. Where there are no accounts all may be done that does not take verified persons.</summary>
    public bool May(Permission permission) => WithoutAccounts || grants.Allows(Roles, permission) || (SignedIn?.EmergencyUntil is not null && grants.AllowsInEmergency(Roles, permission));

    /// <summary>How far a permission reaches for her: the handler that the decision let through shows and changes no more than that. Null when she has it not.</summary>
    public Scope? ScopeOf(Permission permission) => WithoutAccounts || (SignedIn?.EmergencyUntil is not null && grants.AllowsInEmergency(Roles, permission)) ? Scope.Workspace : grants.ScopeOf(Roles, permission);

    /// <summary>Whether an account lies within the reach of a permission that she has.</summary>
    /// <param name="permission">The permission.</param>
    /// <param name="account">The account's number.</param>
    /// <param name="team">The account's team, or null.</param>
    public bool Reaches(Permission permission, int account, string? team) => ScopeOf(permission) switch
    {
        Scope.Workspace => true,
        Scope.Team => account == SignedIn?.AccountId || (team is not null && team == SignedIn?.Team),
        Scope.Own => account == SignedIn?.AccountId,
        _ => false,
    };

    /// <summary>Whether she sees a group of fields. Where there are no accounts all are seen.</summary>
    public bool Sees(FieldGroup group) => WithoutAccounts || grants.Shows(Roles, group);

    /// <summary>The roles that may do what she may not, by name in a language: whom to ask.</summary>
    public IReadOnlyList<string> WhoMay(Permission permission, Localisation.Language language) => [.. grants.Holders(permission).Select(role => grants.Name(language, role))];

    /// <summary>What this request has read already, of a kind: kept until its answer is made. Null where the request may change something, so that nothing is shown as it was before.</summary>
    /// <typeparam name="T">The kind.</typeparam>
    public T? Kept<T>() where T : class, new()
    {
        if (!OnlyReads) return null;
        if (!kept.TryGetValue(typeof(T), out var there)) kept[typeof(T)] = there = new T();
        return (T)there;
    }

    /// <summary>What was asked for and refused; null when nothing was.</summary>
    public Permission? Refused { get; internal set; }

    private readonly Dictionary<Type, object> kept = [];

    /// <summary>Whether the request is one that changes nothing.</summary>
    internal bool OnlyReads { get; set; }

    internal void Become(SignedIn signedIn) => (SignedIn, Name) = (signedIn, signedIn.Person);

    internal void SitHere(string? typed) => (WithoutAccounts, Name) = (true, typed);
}
