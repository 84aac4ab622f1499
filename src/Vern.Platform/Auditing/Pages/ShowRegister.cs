using Microsoft.AspNetCore.Http;
using Vern.Platform.Access;
using Vern.Platform.Interface;
using Vern.Platform.Interface.Components;

namespace Vern.Platform.Auditing.Pages;

/// <summary>What is processed, why, and until when?</summary>
/// <param name="Control">The register, and its words.</param>
/// <param name="State">What is due for erasure, and what was erased.</param>
/// <param name="Seen">The digest of what is due.</param>
/// <param name="Proposal">The proposal to erase it at once that waits for a second person; null: none.</param>
/// <param name="Problems">Why a step was not taken.</param>
public sealed record RegisterModel(WorkspaceControl Control, ErasureState State, string Seen, Proposal? Proposal, IReadOnlyList<Problem> Problems);

/// <summary>Shows the register of processing, the rules of retention, what is due and what was erased; two persons erase at once what is due.</summary>
public static class ShowRegister
{
    /// <summary>The page.</summary>
    public static Task<IResult> GetAsync(HttpContext http, WorkspaceControl control, AccessStore access, CancellationToken cancel) => ShowAsync(http, control, access, [], cancel);

    /// <summary>A person's step towards erasing what is due: the first proposes, the second erases.</summary>
    public static async Task<IResult> EraseAsync(HttpContext http, WorkspaceControl control, AccessStore access, RetentionDay day, WorkspaceLedger ledger, CurrentPerson current, TimeProvider clock, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(current);
        ArgumentNullException.ThrowIfNull(clock);
        var form = await http.Request.ReadFormAsync(cancel);
        Task<IResult> RefusedAsync(string key) => ShowAsync(http, control, access, [new Problem(key == "erase.wrong.understood" ? "understood" : null, Texts.Source[PageContext.For(http, "/ledger/register").Language, key])], cancel);
        if (current.SignedIn is not { PersonId: not null } person) return await RefusedAsync("erase.wrong.person");
        if (form["understood"] != "yes") return await RefusedAsync("erase.wrong.understood");
        return await EraseByTwo.StepAsync(day, access, ledger, person, form["seen"].ToString(), clock.GetUtcNow(), cancel) switch
        {
            ErasureStep.Proposed => FormGuard.SeeOther("/ledger/register?done=proposed#due"),
            ErasureStep.Erased => FormGuard.SeeOther("/ledger/register?done=erased#due"),
            ErasureStep.SamePerson => await RefusedAsync("erase.wrong.same"),
            _ => await RefusedAsync("erase.wrong.changed"),
        };
    }

    /// <summary>Takes one's proposal back while the second is missing.</summary>
    public static async Task<IResult> WithdrawAsync(AccessStore access, RetentionDay day, CurrentPerson current, TimeProvider clock, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(access);
        ArgumentNullException.ThrowIfNull(day);
        ArgumentNullException.ThrowIfNull(current);
        ArgumentNullException.ThrowIfNull(clock);
        return current.SignedIn is { } person && await access.WithdrawAsync(EraseByTwo.Act(await day.Due(clock.GetUtcNow(), cancel)), person, cancel) ? FormGuard.SeeOther("/ledger/register?done=withdrawn#due") : TypedResults.NotFound();
    }

    private static async Task<IResult> ShowAsync(HttpContext http, WorkspaceControl control, AccessStore access, IReadOnlyList<Problem> problems, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(control);
        var page = PageContext.For(http, "/ledger/register");
        page.Navigation = await control.PlacesAsync(http, page, cancel);
        var state = await control.ErasuresAsync(http, page, cancel);
        return PageResult.Show<RegisterPage, RegisterModel>(page, new(control, state, EraseByTwo.Act(state.Due).Digest, await EraseByTwo.StandingAsync(access, state.Due, cancel), problems), problems.Count > 0 ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK);
    }
}
