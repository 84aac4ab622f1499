namespace Vern.Platform.Auditing;

/// <summary>
/// Who does or reads something, as the ledger's sealed part keeps it. Whoever knows it (sign-in, the command line, a form that asks for a name) says so with <see cref="Begin"/>;
/// everything recorded in that flow of control then bears it.
/// </summary>
/// <param name="Name">The person's name, or the account of this machine.</param>
/// <param name="Role">The role acted in.</param>
/// <param name="Purpose">The purpose stated; null where nobody was asked for one.</param>
public sealed record Actor(string Name, string Role, string? Purpose = null)
{
    private static readonly AsyncLocal<Actor?> Flow = new();

    /// <summary>Who acts now: as told by <see cref="Begin"/>, otherwise <see cref="OfThisMachine"/>.</summary>
    public static Actor Current => Flow.Value ?? OfThisMachine;

    /// <summary>Whoever runs Vern on this machine, by the name of the operating system's account.</summary>
    public static Actor OfThisMachine { get; } = new(Environment.UserName is { Length: > 0 } user ? user : "unknown", "machine");

    /// <summary>Says who acts from here on, in this flow of control and those that it starts.</summary>
    public static void Begin(Actor actor) => Flow.Value = actor;

    /// <summary>The same with another name, where an act names its doer itself (a signature).</summary>
    public Actor Named(string? name) => string.IsNullOrWhiteSpace(name) ? this : this with { Name = name.Trim() };
}
