using Microsoft.AspNetCore.Http;
using Vern.Persons.Pages;
using Vern.Platform.Interface;
using Vern.Platform.Interface.Components;

namespace Vern.Persons.Registration.Pages;

/// <summary>Which documents are there?</summary>
/// <param name="Top">The person.</param>
/// <param name="Documents">What is there.</param>
/// <param name="Once">By what a new one will be known, so that a form sent twice keeps it once.</param>
/// <param name="Problems">What was not taken.</param>
public sealed record DocumentsModel(PersonTop Top, IReadOnlyList<CaseDocument> Documents, string Once, IReadOnlyList<Problem> Problems);

/// <summary>Documents about a person: pictures and plain PDFs, told by their bytes, sealed with her key.</summary>
public static class Documents
{
    /// <summary>The list.</summary>
    public static Task<IResult> GetAsync(HttpContext http, string id, CaseStore store, CancellationToken cancel) => PersonTabs.WithAsync(http, id, AgencyGrants.ReadPeople, top => ShowAsync(http, top, store, [], cancel), cancel);

    /// <summary>Keeps one.</summary>
    public static Task<IResult> AddAsync(HttpContext http, string id, CaseStore store, CancellationToken cancel) => PersonTabs.WithAsync(http, id, AgencyGrants.WritePeople, async top =>
    {
        var form = await http.Request.ReadFormAsync(cancel);
        var once = form["once"].ToString();
        if (once.Length != 32 || !once.All(char.IsAsciiHexDigitLower)) return TypedResults.BadRequest();
        if (form.Files["file"] is not { Length: > 0 } file) return await ShowAsync(http, top, store, [Of(http, "empty")], cancel);
        if (file.Length > DocumentType.Largest) return await ShowAsync(http, top, store, [Of(http, "large")], cancel);
        var bytes = new byte[file.Length];
        await using (var stream = file.OpenReadStream()) await stream.ReadExactlyAsync(bytes, cancel);
        var (type, refusal) = DocumentType.Of(bytes);
        if (type is null) return await ShowAsync(http, top, store, [Of(http, refusal!)], cancel);
        var name = Forms.Line(Path.GetFileName(file.FileName), 120) ?? type.Code;
        return await store.AddDocumentAsync(once, top.Person.Head.Id, name, type, bytes, top.Reach, cancel) ? Forms.SeeOther($"/people/{top.Person.Head.Id}/documents") : TypedResults.NotFound();
    }, cancel);

    /// <summary>Hands one out, to be kept by the browser and not shown in it.</summary>
    public static Task<IResult> FileAsync(HttpContext http, string id, string document, CaseStore store, CancellationToken cancel) => PersonTabs.WithAsync(http, id, AgencyGrants.ReadPeople, async top =>
        await store.DocumentAsync(top.Person.Head.Id, document, top.Reach, cancel) is var (found, content) ? TypedResults.File(content, found.Type.Media, $"{top.Person.Head.Id}-{found.Id[..6]}.{found.Type.Code}") : TypedResults.NotFound(), cancel);

    /// <summary>Takes one away.</summary>
    public static Task<IResult> DropAsync(HttpContext http, string id, string document, CaseStore store, CancellationToken cancel) => PersonTabs.WithAsync(http, id, AgencyGrants.WritePeople, async top =>
        await store.DropDocumentAsync(top.Person.Head.Id, document, top.Reach, cancel) ? Forms.SeeOther($"/people/{top.Person.Head.Id}/documents") : TypedResults.NotFound(), cancel);

    private static Problem Of(HttpContext http, string refusal) => new("file", Texts.Source[PageContext.For(http).Language, $"document.wrong.{refusal}"]);

    private static async Task<IResult> ShowAsync(HttpContext http, PersonTop top, CaseStore store, IReadOnlyList<Problem> problems, CancellationToken cancel) =>
        PageResult.Show<DocumentsPage, DocumentsModel>(PageContext.For(http, $"/people/{top.Person.Head.Id}/documents"), new(top, await store.DocumentsAsync(top.Person.Head.Id, top.Reach, cancel), PersonTabs.New(), problems), problems.Count > 0 ? 400 : 200);
}
