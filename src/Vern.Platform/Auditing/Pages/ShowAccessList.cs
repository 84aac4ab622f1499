using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Vern.Platform.Access;
using Vern.Platform.Interface;
using Vern.Platform.Localisation;

namespace Vern.Platform.Auditing.Pages;

/// <summary>Who has read what?</summary>
/// <param name="Control">The words, and the register of lawful bases.</param>
/// <param name="Asked">The form, and what it asked about.</param>
/// <param name="Lines">The list, earliest first.</param>
/// <param name="Names">Whether it names staff.</param>
/// <param name="Roles">A role's name in the page's language.</param>
public sealed record AccessListModel(WorkspaceControl Control, AskedList Asked, IReadOnlyList<AccessLine> Lines, bool Names, Func<string, string> Roles);

/// <summary>The list of who has read what, as a page and as a file. Staff stand in it by role; with names only where a supervisor asks for that, and each list is itself in the ledger.</summary>
public static class ShowAccessList
{
    private const string Place = "/ledger/access-list";

    /// <summary>The page, by role.</summary>
    public static Task<IResult> GetAsync(HttpContext http, WorkspaceControl control, WorkspaceLedger ledger, CancellationToken cancel) => PageAsync(http, control, ledger, false, cancel);

    /// <summary>The page, with names.</summary>
    public static Task<IResult> NamesAsync(HttpContext http, WorkspaceControl control, WorkspaceLedger ledger, CancellationToken cancel) => PageAsync(http, control, ledger, true, cancel);

    /// <summary>The file, by role. A field that a spreadsheet would take for a formula is made a text.</summary>
    public static async Task<IResult> CsvAsync(HttpContext http, WorkspaceControl control, WorkspaceLedger ledger, CancellationToken cancel)
    {
        var page = PageContext.For(http, Place);
        var model = await ReadAsync(http, page, control, ledger, false, cancel);
        if (model.Asked.Subject is not { } subject) return TypedResults.NotFound();
        var text = new StringBuilder();
        foreach (var line in Rows(page, model)) text.AppendJoin(',', line.Select(CsvField.Of)).Append("\r\n");
        return TypedResults.File(Encoding.UTF8.GetPreamble().Concat(Encoding.UTF8.GetBytes(text.ToString())).ToArray(), "text/csv; charset=utf-8", $"access-{subject.FileName}.csv");
    }

    /// <summary>Heading and lines in the page's language: when, what, reach, role, purpose, lawful basis, and who where it names staff.</summary>
    public static IEnumerable<IReadOnlyList<string>> Rows(PageContext page, AccessListModel model)
    {
        ArgumentNullException.ThrowIfNull(page);
        ArgumentNullException.ThrowIfNull(model);
        var words = model.Control.Words;
        string T(string key) => Texts.Source[page.Language, key];
        string[] heading = [T("time"), T("act"), T("list.reach"), T("list.role"), T("purpose"), T("basis")];
        yield return model.Names ? [.. heading, T("who")] : heading;
        foreach (var (act, reach) in model.Lines)
        {
            var basis = words.Bases.FirstOrDefault(one => one.Code == act.Basis);
            string[] cells =
            [
                act.Id is null ? "–" : page.Moment(act.At), words.Act(page.Language, act.Kind), words.Text(page.Language, $"reach.{reach}"),
                act.By is not { } by ? T("erased") : by.Role == "machine" ? T("list.machine") : string.Join(", ", by.Role.Split(", ").Select(model.Roles)),
                act.By?.Purpose is { } purpose ? words.Basis(page.Language, purpose) : "–", basis is null ? act.Basis : basis.Provision,
            ];
            yield return model.Names ? [.. cells, act.By?.Name ?? T("erased")] : cells;
        }
    }

    /// <summary>Asks by a path of the ledger, such as <c>account/3</c>: what a workspace asks by whose circuit has no better question.</summary>
    public static async Task<AskedList> AskByPathAsync(HttpContext http, PageContext page, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(page);
        var asked = page.Asked("about")?.Trim().Trim('/');
        IReadOnlyList<AskedField> fields = [new("about", Texts.Source[page.Language, "list.about"], asked, Texts.Source[page.Language, "list.about.help"])];
        if (asked is null) return new(fields, null, false);
        var ledger = http.RequestServices.GetRequiredService<WorkspaceLedger>();
        await ledger.AppendAsync(cancel);
        var there = asked.Length is > 0 and <= 200 && asked.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '/' or '-') && (await ledger.Outbox.FindAsync(new(Resource: asked), 0, 1, cancel)).Count > 0;
        return new(fields, there ? AccessSubject.Of(asked) : null, !there);
    }

    private static async Task<IResult> PageAsync(HttpContext http, WorkspaceControl control, WorkspaceLedger ledger, bool names, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(control);
        var page = PageContext.For(http);
        page.Navigation = await control.PlacesAsync(http, page, cancel);
        var model = await ReadAsync(http, page, control, ledger, names, cancel);
        return PageResult.Show<AccessListPage, AccessListModel>(page, model, model.Asked.Wrong ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK);
    }

    private static async Task<AccessListModel> ReadAsync(HttpContext http, PageContext page, WorkspaceControl control, WorkspaceLedger ledger, bool names, CancellationToken cancel)
    {
        var grants = http.RequestServices.GetRequiredService<GrantTable>();
        var model = new AccessListModel(control, await control.AskAsync(http, page, cancel), [], names, role => grants.Name(page.Language, role));
        if (model.Asked.Subject is not { } subject) return model;
        await ledger.RecordAsync(ControlActs.AccessListMade, subject.Resource, string.Join(", ", ((string[])[subject.Detail, names ? "with names" : "by role"]).Where(part => part.Length > 0)), cancel);
        return model with { Lines = await AccessList.OfAsync(ledger, subject, cancel) };
    }
}
