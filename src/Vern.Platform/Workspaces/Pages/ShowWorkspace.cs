using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vern.Platform.Access;
using Vern.Platform.Interface;
using Vern.Platform.Interface.Components;
using Vern.Platform.Localisation;
using Vern.Platform.Store;

namespace Vern.Platform.Workspaces.Pages;

/// <summary>What is this workspace, and what can be done to it?</summary>
/// <param name="Workspace">What it is.</param>
/// <param name="Address">Where it is reached.</param>
/// <param name="Form">What was entered.</param>
/// <param name="Problems">What was not understood in it.</param>
/// <param name="Proposal">The proposal to remove it that waits for a second person; null: none.</param>
public sealed record WorkspaceModel(Workspace Workspace, string Address, WorkspaceForm Form, IReadOnlyList<Problem> Problems, Proposal? Proposal);

/// <summary>One workspace: renamed, closed and opened by the administrator; removed, once it is closed, by two verified persons.</summary>
public static class ShowWorkspace
{
    private const long LongestForm = 16 * 1024;
    private const string Removal = "workspace.remove";

    /// <summary>Maps the page and its forms.</summary>
    public static IEndpointRouteBuilder MapWorkspacePage(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/workspaces/{workspace}", (HttpContext http, string workspace, WorkspaceDesk desk, AccessStore access, CancellationToken cancel) => Read(desk, workspace) is { } read ? ShowAsync(http, read, FormOf(read), [], access, cancel) : NotThere()).Needs(Permission.ReadWorkspaces).ExcludeFromDescription();
        var changes = routes.MapGroup("/workspaces/{workspace}").ExcludeFromDescription().RequireToken(LongestForm);
        changes.MapPost("", ChangeAsync).Needs(Permission.MakeWorkspaces);
        changes.MapPost("/closing", (string workspace, WorkspaceDesk desk, CancellationToken cancel) => CloseAsync(workspace, desk, desk.Clock.GetUtcNow(), cancel)).Needs(Permission.MakeWorkspaces).NeedsFreshSignIn("/workspaces/{workspace}");
        changes.MapPost("/opening", (string workspace, WorkspaceDesk desk, CancellationToken cancel) => CloseAsync(workspace, desk, null, cancel)).Needs(Permission.MakeWorkspaces).NeedsFreshSignIn("/workspaces/{workspace}");
        changes.MapPost("/removal", RemoveAsync).Needs(Permission.RemoveWorkspaces).NeedsFreshSignIn("/workspaces/{workspace}");
        changes.MapPost("/removal/withdrawal", WithdrawAsync).Needs(Permission.RemoveWorkspaces);
        return routes;
    }

    private static async Task<IResult> ChangeAsync(HttpContext http, string workspace, WorkspaceDesk desk, AccessStore access, CancellationToken cancel)
    {
        if (Read(desk, workspace) is not { } there || there.Kind is WorkspaceKind.National) return TypedResults.NotFound();
        var read = await http.Request.ReadFormAsync(cancel);
        var form = FormOf(there) with { Title = Line(read["title"]), Languages = [.. Language.All.Select(language => language.Code).Where(code => read["language"].Contains(code)).OrderBy(code => code != read["first"])], First = read["first"].ToString(), Host = Line(read["host"]) };
        List<Problem> problems = [.. ShowWorkspaces.ProblemsOf(form, desk, PageContext.For(http, "/workspaces").Language)];
        if (problems.Count > 0) return await ShowAsync(http, there, form, problems, access, cancel);
        await desk.ChangeAsync(there with { Title = form.Title, Languages = Workspace.ReadLanguages(form.Languages)!, PublicHost = form.Host.Length == 0 ? null : form.Host }, cancel);
        return FormGuard.SeeOther($"/workspaces/{there.Id}?done=changed");
    }

    private static async Task<IResult> CloseAsync(string workspace, WorkspaceDesk desk, DateTimeOffset? closed, CancellationToken cancel)
    {
        if (Read(desk, workspace) is not { } there || there.Kind is WorkspaceKind.National) return TypedResults.NotFound();
        if (closed is null != there.ClosedAt is null) await desk.ChangeAsync(there with { ClosedAt = closed }, cancel);
        return FormGuard.SeeOther($"/workspaces/{there.Id}?done={(closed is null ? "opened" : "closed")}");
    }

    // The first proposes, the second confirms: by verified person. What both saw is the workspace as it is; opened and closed again it is another.
    private static async Task<IResult> RemoveAsync(HttpContext http, string workspace, WorkspaceDesk desk, AccessStore access, CurrentPerson current, CancellationToken cancel)
    {
        if (Read(desk, workspace) is not { } there || there.Kind is WorkspaceKind.National) return TypedResults.NotFound();
        var read = await http.Request.ReadFormAsync(cancel);
        var language = PageContext.For(http, "/workspaces").Language;
        Task<IResult> RefusedAsync(string? field, string text) => ShowAsync(http, there, FormOf(there), [new(field, text)], access, cancel);
        if (current.SignedIn is not { PersonId: not null } person) return await RefusedAsync(null, Texts.Source[language, "workspaces.wrong.person"]);
        if (there.ClosedAt is null) return await RefusedAsync(null, Texts.Source[language, "workspaces.wrong.open"]);
        if (Line(read["again"]) != there.Id) return await RefusedAsync("again", Texts.Source[language, "workspaces.wrong.again"]);
        var (step, _) = await access.StepAsync(new(Removal, there.Id, there.Digest), person, cancel);
        switch (step)
        {
            case FourEyesStep.SamePerson:
                return await RefusedAsync(null, Texts.Source[language, "workspaces.wrong.same"]);
            case FourEyesStep.Proposed:
                await desk.Ledger.RecordAsync(WorkspaceActs.RemovalProposed, $"workspace/{there.Id}", there.Title, CancellationToken.None);
                return FormGuard.SeeOther($"/workspaces/{there.Id}?done=proposed");
            default:
                try
                {
                    await desk.RemoveAsync(there.Id, cancel);
                    return FormGuard.SeeOther("/workspaces?done=removed");
                }
                catch (Exception refused) when (refused is StoreException or IOException)
                {
                    return await RefusedAsync(null, refused.Message); // in English, as the command line says it
                }
        }
    }

    private static async Task<IResult> WithdrawAsync(string workspace, WorkspaceDesk desk, AccessStore access, CurrentPerson current, CancellationToken cancel) =>
        Read(desk, workspace) is { } there && current.SignedIn is { } person && await access.WithdrawAsync(new(Removal, there.Id, there.Digest), person, cancel) ? FormGuard.SeeOther($"/workspaces/{there.Id}?done=withdrawn") : TypedResults.NotFound();

    private static async Task<IResult> ShowAsync(HttpContext http, Workspace workspace, WorkspaceForm form, IReadOnlyList<Problem> problems, AccessStore access, CancellationToken cancel)
    {
        var address = new WorkspacesModel([], [], form, [], http.Connection.LocalPort).AddressOf(workspace);
        var proposal = await access.StandingAsync(Removal, workspace.Id, cancel);
        return PageResult.Show<WorkspacePage, WorkspaceModel>(PageContext.For(http, $"/workspaces/{workspace.Id}"), new(workspace, address, form, problems, proposal?.Digest == workspace.Digest ? proposal : null), problems.Count > 0 ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK);
    }

    private static Task<IResult> NotThere() => Task.FromResult<IResult>(TypedResults.NotFound());

    private static Workspace? Read(WorkspaceDesk desk, string id) => desk.List().Workspaces.FirstOrDefault(workspace => workspace.Id == id);

    private static WorkspaceForm FormOf(Workspace workspace) => new(workspace.Id, Workspace.Word(workspace.Kind), workspace.Title, [.. workspace.Languages.Select(language => language.Code)], workspace.Languages[0].Code, workspace.PublicHost ?? "", "");

    private static string Line(string? text) => ShowWorkspaces.Line(text);
}
