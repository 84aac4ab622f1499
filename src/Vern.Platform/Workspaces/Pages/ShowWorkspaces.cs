using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vern.Platform.Access;
using Vern.Platform.Interface;
using Vern.Platform.Interface.Components;
using Vern.Platform.Localisation;
using Vern.Platform.Store;

namespace Vern.Platform.Workspaces.Pages;

/// <summary>What was entered in the form.</summary>
/// <param name="Id">The id.</param>
/// <param name="Kind">The kind's word.</param>
/// <param name="Title">The title.</param>
/// <param name="Languages">Codes of languages, the default first.</param>
/// <param name="First">The code of the default language.</param>
/// <param name="Host">The public host name, or nothing.</param>
/// <param name="Administrator">The name of its first administrator.</param>
public sealed record WorkspaceForm(string Id, string Kind, string Title, IReadOnlyList<string> Languages, string First, string Host, string Administrator)
{
    /// <summary>Nothing entered.</summary>
    public static WorkspaceForm Empty { get; } = new("", "", "", [Language.Norwegian.Code], Language.Norwegian.Code, "", "");
}

/// <summary>Which workspaces are there?</summary>
/// <param name="Workspaces">Those whose file can be used, the national unit first.</param>
/// <param name="Broken">The ids of the others.</param>
/// <param name="Form">What was entered.</param>
/// <param name="Problems">What was not understood in it.</param>
/// <param name="Port">The port at which this process listens, for addresses on this machine.</param>
/// <param name="Made">The workspace that was made just now; null: none was.</param>
/// <param name="Link">The one-time link of its first administrator; shown this once.</param>
public sealed record WorkspacesModel(IReadOnlyList<Workspace> Workspaces, IReadOnlyList<string> Broken, WorkspaceForm Form, IReadOnlyList<Problem> Problems, int Port, Workspace? Made = null, string? Link = null)
{
    /// <summary>Where a workspace is reached: its public address, or the one on this machine.</summary>
    public string AddressOf(Workspace workspace) => workspace.PublicHost is { } host ? $"https://{host}/" : workspace.Id == Workspace.NationalId ? $"http://localhost:{Port}/" : $"http://{workspace.LocalHost}:{Port}/";
}

/// <summary>The administrator's page on workspaces.</summary>
public static class ShowWorkspaces
{
    private const long LongestForm = 16 * 1024;

    /// <summary>Maps the page and its form.</summary>
    public static IEndpointRouteBuilder MapWorkspacePages(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/workspaces", (HttpContext http, WorkspaceDesk desk) => Show(http, desk, WorkspaceForm.Empty, [])).Needs(Permission.ReadWorkspaces).ExcludeFromDescription();
        routes.MapPost("/workspaces", MakeAsync).Needs(Permission.MakeWorkspaces).NeedsFreshSignIn("/workspaces").ExcludeFromDescription().RequireToken(LongestForm);
        return routes;
    }

    private static async Task<IResult> MakeAsync(HttpContext http, WorkspaceDesk desk, CancellationToken cancel)
    {
        var read = await http.Request.ReadFormAsync(cancel);
        var first = read["first"].ToString();
        var form = new WorkspaceForm(Line(read["id"]), read["kind"].ToString(), Line(read["title"]), [.. Language.All.Select(language => language.Code).Where(code => read["language"].Contains(code)).OrderBy(code => code != first)], first, Line(read["host"]), Line(read["administrator"]));
        var language = PageContext.For(http, "/workspaces").Language;
        var problems = new List<Problem>();
        void Expect(bool good, string field, string key) { if (!good) problems.Add(new(field, Texts.Source[language, key])); }
        Expect(Workspace.RefusalOfId(form.Id) is null, "id", "workspaces.wrong.id");
        Expect(form.Kind is "agency" or "centre", "kind-agency", "workspaces.wrong.kind");
        problems.AddRange(ProblemsOf(form, desk, language));
        Expect(Workspace.RefusalOfTitle(form.Administrator) is null, "administrator", "workspaces.wrong.administrator");
        if (problems.Count > 0) return Show(http, desk, form, problems);
        var workspace = new Workspace(form.Id, Workspace.ReadKind(form.Kind)!.Value, form.Title, Workspace.ReadLanguages(form.Languages)!, form.Host.Length == 0 ? null : form.Host);
        try
        {
            return Show(http, desk, WorkspaceForm.Empty, [], await desk.MakeAsync(workspace, form.Administrator, cancel));
        }
        catch (StoreException refused)
        {
            // Another has it; or there is no database for it: the command line says what to do, in English.
            return Show(http, desk, form, [refused.Message.StartsWith("workspace ", StringComparison.Ordinal) ? new Problem("id", Texts.Source[language, "workspaces.wrong.taken"]) : new Problem(null, refused.Message)]);
        }
    }

    /// <summary>What is wrong with title, languages and public host.</summary>
    internal static IEnumerable<Problem> ProblemsOf(WorkspaceForm form, WorkspaceDesk desk, Language language)
    {
        if (Workspace.RefusalOfTitle(form.Title) is not null) yield return new("title", Texts.Source[language, "workspaces.wrong.title"]);
        if (!form.Languages.Contains(form.First)) yield return new("first", Texts.Source[language, "workspaces.wrong.languages"]);
        if (form.Host.Length == 0) yield break;
        if (Workspace.RefusalOfHost(form.Host) is not null) yield return new("host", Texts.Source[language, "workspaces.wrong.host"]);
        if (desk.List().Workspaces.Any(other => other.Id != form.Id && other.PublicHost == form.Host)) yield return new("host", Texts.Source[language, "workspaces.wrong.host-taken"]);
    }

    private static IResult Show(HttpContext http, WorkspaceDesk desk, WorkspaceForm form, IReadOnlyList<Problem> problems, MadeWorkspace? made = null)
    {
        var (workspaces, broken) = desk.List();
        var model = new WorkspacesModel(workspaces, broken, form, problems, http.Connection.LocalPort, made?.Workspace);
        if (made?.Link is { } token) model = model with { Link = $"{model.AddressOf(made.Workspace)}sign-in/link/{token}" };
        return PageResult.Show<WorkspacesPage, WorkspacesModel>(PageContext.For(http, "/workspaces"), model, problems.Count > 0 ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK);
    }

    internal static string Line(string? text) => new string([.. (text ?? "").Where(letter => !char.IsControl(letter))]).Trim();
}
