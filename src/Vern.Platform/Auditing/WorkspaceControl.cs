using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Vern.Platform.Access;
using Vern.Platform.Auditing.Pages;
using Vern.Platform.Interface;
using Vern.Platform.Interface.Components;
using Vern.Platform.Interface.Layout;

namespace Vern.Platform.Auditing;

/// <summary>What is due for erasure now, and what was erased.</summary>
/// <param name="Due">What is due.</param>
/// <param name="Erased">What was erased, latest first, in the page's language.</param>
public sealed record ErasureState(IReadOnlyList<DueErasure> Due, IReadOnlyList<TimelineItem> Erased);

/// <summary>A field of the form that asks what a list of readings is about.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Label">Its question, in the page's language.</param>
/// <param name="Value">What was asked.</param>
/// <param name="Help">Help beside the question.</param>
/// <param name="Choices">Values and their words; null: a line.</param>
public sealed record AskedField(string Name, string Label, string? Value, string? Help = null, IReadOnlyList<KeyValuePair<string, string>>? Choices = null);

/// <summary>What a page of readings was asked.</summary>
/// <param name="Fields">Its form.</param>
/// <param name="Subject">What the list is about; null before anything is asked, or where it is not there.</param>
/// <param name="Wrong">Whether what was asked for is not there.</param>
public sealed record AskedList(IReadOnlyList<AskedField> Fields, AccessSubject? Subject, bool Wrong);

/// <summary>
/// What control of a workspace is made of: the one description that the supervisor's pages, the register of processing, the access list and the purposes are written from, in every kind of workspace.
/// A circuit feeds it with its own acts, bases, rules and words; what every workspace does is there already.
/// </summary>
/// <param name="Words">The words for what the ledger tells of.</param>
/// <param name="Register">What is processed, why, and until when.</param>
/// <param name="Unusual">What a supervisor is pointed to.</param>
public sealed record WorkspaceControl(LedgerWords Words, IReadOnlyList<Processing> Register, UnusualAccess Unusual)
{
    /// <summary>Of a workspace whose circuit brings nothing of its own.</summary>
    public static WorkspaceControl Shared { get; } = new(LedgerWords.Shared, Processing.Register([], LedgerWords.Shared.Acts), new(new WatchedActs()));

    /// <summary>The purpose that holds by role until she states another: a supervisor controls, others read for what the page is for.</summary>
    public Func<IReadOnlyList<string>, AuditAct?, string> DefaultPurpose { get; init; } = (roles, read) => roles.Contains("supervisor") ? ControlActs.Basis.Code : (read?.Basis ?? AccessActs.Basis).Code;

    /// <summary>The circuit's places in the navigation, with the ledger as the current one.</summary>
    public Func<HttpContext, PageContext, CancellationToken, Task<IReadOnlyList<Place>>> PlacesAsync { get; init; } = (_, _, _) => Task.FromResult<IReadOnlyList<Place>>([]);

    /// <summary>The circuit's places on pages that every workspace has, such as signing in; none where a circuit does not give them.</summary>
    public Func<PageContext, IReadOnlyList<Place>> Places { get; init; } = _ => [];

    /// <summary>What is due for erasure and what was erased.</summary>
    public Func<HttpContext, PageContext, CancellationToken, Task<ErasureState>> ErasuresAsync { get; init; } = async (http, _, cancel) =>
        new(await EraseSealedParts.DueAsync(http.RequestServices.GetRequiredService<WorkspaceLedger>(), http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow(), cancel) is { } due ? [due] : [], []);

    /// <summary>Reads what a list of readings is asked about.</summary>
    public Func<HttpContext, PageContext, CancellationToken, Task<AskedList>> AskAsync { get; init; } = ShowAccessList.AskByPathAsync;

    /// <summary>The rules of retention of the register, each once, in its order.</summary>
    public IReadOnlyList<RetentionRule> Retention { get; } = [.. Register.SelectMany(one => one.Retention).Distinct()];

    /// <summary>Whether the register has a lawful basis.</summary>
    public bool Has(string? code) => Register.Any(one => one.Basis.Code == code);
}
