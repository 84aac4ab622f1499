using System.Net;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Vern.Hosting;
using Vern.Persons.Registration;
using Vern.Platform.Localisation;
using Vern.Platform.Workspaces;
using Vern.Tests.Workspaces;

namespace Vern.Tests.Registration;

/// <summary>An agency, served as <c>vern serve</c> does, with people of two teams: gry and henrik of north, siv of south, and one of every other role.</summary>
public sealed class CaseRoom : IAsyncLifetime
{
    private static readonly (string Name, string Role, string? Team)[] People =
    [
        ("gry", "caseworker", "north"), ("henrik", "caseworker", "north"), ("siv", "caseworker", "south"), ("tora", "team-leader", "north"), ("ida", "coordinator", null),
        ("vera", "guardian", null), ("ada", "counsel", null), ("per", AgencyGrants.Investigator, null), ("stine", "supervisor", null), ("karl", "administrator", null),
    ];

    private string folder = "";
    private ServedWorkspaces served = null!;

    internal OpenedWorkspace Store => served.First.Store;
    internal CaseStore Cases => Store.Cases!;
    internal string Folder => folder;
    internal IReadOnlyList<RouteEndpoint> Endpoints => [.. served.First.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()];

    public async ValueTask InitializeAsync()
    {
        folder = Directory.CreateTempSubdirectory("vern-cases-").FullName;
        await MakeWorkspace.RunAsync(new("rosa", WorkspaceKind.Agency, "Rosa Example", [Language.English, Language.Norwegian]), null, folder);
        served = await ServedWorkspaces.StartAsync(new(folder, "http://127.0.0.1:0"), line => Assert.Fail(line));
        foreach (var (name, role, team) in People)
        {
            await Store.Access.AddAsync(name, $"{char.ToUpperInvariant(name[0])}{name[1..]} Example", null, role, null);
            await Store.Access.SetTeamAsync(name, team);
        }
    }

    /// <summary>Somebody's browser, signed in; null: nobody's.</summary>
    internal async Task<Browser> AsAsync(string? name)
    {
        var browser = new Browser("rosa.localhost", served.Address.Port);
        return name is null ? browser : await browser.SignInAsync($"/sign-in/link/{await Store.Access.MakeLinkAsync(name, TimeSpan.FromHours(1))}");
    }

    /// <summary>The reach of somebody, for looking into the store.</summary>
    internal async Task<CaseReach> ReachAsync(string name, Vern.Platform.Access.Scope scope = Vern.Platform.Access.Scope.Team)
    {
        var account = (await Store.Access.ListAsync()).Single(one => one.Name == name);
        return new(account.Id, account.Person!, account.Roles[0].Role, account.Team, scope, Cases.Catalogue.Purposes.ToHashSet());
    }

    public async ValueTask DisposeAsync()
    {
        await served.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}

/// <summary>What a test does with a browser in casework.</summary>
internal static class Casework
{
    /// <summary>Sends a page's form as it stands, some fields set otherwise, and follows where it leads.</summary>
    public static async Task<string> SendAsync(this Browser browser, string path, string page, params (string Name, string Value)[] fields)
    {
        using var answer = await browser.PostAsync(path, page, fields);
        Assert.True(answer.StatusCode is HttpStatusCode.SeeOther, $"{path}: {(int)answer.StatusCode} {(await browser.TextAsync(answer))[..200]}");
        return answer.Headers.Location!.OriginalString;
    }

    public static async Task<string> TextAsync(this Browser _, HttpResponseMessage answer) => new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync()).Body!.TextContent.PadRight(200);

    /// <summary>Begins an intake and gives the address of its first step.</summary>
    public static async Task<string> BeginAsync(this Browser browser, string audience, string? parent = null)
    {
        var page = await browser.PageAsync("/people/new" + (parent is null ? "" : $"?parent={parent}"));
        return await browser.SendAsync("/people/new", "/people/new", [("once", page.QuerySelector("input[name=once]")!.GetAttribute("value")!), ("audience", audience), .. parent is null ? [] : new[] { ("parent", parent) }]);
    }

    /// <summary>The id of a draft in an address.</summary>
    public static string DraftOf(string address) => address.Split('/')[3];
}
