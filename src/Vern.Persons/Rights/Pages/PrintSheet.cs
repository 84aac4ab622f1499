using Microsoft.AspNetCore.Http;
using Vern.Persons.Registration;
using Vern.Persons.Registration.Pages;
using Vern.Platform.Interface;

namespace Vern.Persons.Rights.Pages;

/// <summary>The rights sheet, to print and to hand over. It bears no code and no name: found on the person it tells nothing of a case with us.</summary>
public static class PrintSheet
{
    /// <summary>The sheet for this person, adult or child, in a language.</summary>
    public static async Task<IResult> GetAsync(HttpContext http, string id, string language, RightsStore store, CaseStore cases, CancellationToken cancel)
    {
        if (RightsSheet.Find(language) is not { } sheet) return TypedResults.NotFound();
        if (await PersonTop.ReadAsync(http, id, AgencyGrants.ReadRights, cancel) is not { } top || await store.ReadAsync(top.Person, top.Reach, cancel) is not { } rights) return TypedResults.NotFound();
        var page = PageContext.For(http);
        return TypedResults.Content(WriteSheet.Run(sheet, ReadAge.AsChild(rights.Situation, rights.Today), await cases.HelpLinesAsync(cancel), $"<link rel=\"stylesheet\" href=\"{AssetFiles.Address("rights-sheet.css")}\">\n<meta name=\"robots\" content=\"noindex, nofollow\">",
            Texts.Source[page.Language, "sheet.marked"], ($"/people/{top.Person.Head.Id}/rights", Texts.Source[page.Language, "sheet.back"])), "text/html; charset=utf-8");
    }
}
