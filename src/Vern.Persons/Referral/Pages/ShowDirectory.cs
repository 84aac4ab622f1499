using Microsoft.AspNetCore.Http;
using Vern.Persons.Registration;
using Vern.Platform.Interface;
using Vern.Platform.Interface.Components;
using Vern.Platform.Sealing;

namespace Vern.Persons.Referral.Pages;

/// <summary>Who does what, where, for whom?</summary>
/// <param name="Services">Those that fit, best first.</param>
/// <param name="Total">How many there are in all.</param>
/// <param name="Needs">What was asked for.</param>
/// <param name="Own">This agency's own key.</param>
/// <param name="Problems">Why a file was not taken.</param>
public sealed record DirectoryModel(IReadOnlyList<Service> Services, int Total, ServiceNeeds Needs, PublicKey Own, IReadOnlyList<Problem> Problems);

/// <summary>The directory: search, the file out and in.</summary>
public static class ShowDirectory
{
    /// <summary>The page.</summary>
    public static Task<IResult> GetAsync(HttpContext http, CaseStore store, CancellationToken cancel) => ShowAsync(http, store, [], 200, cancel);

    /// <summary>The whole directory as a file.</summary>
    public static async Task<IResult> CsvAsync(CaseStore store, CancellationToken cancel) => TypedResults.File(DirectoryFile.Write(await store.ServicesAsync(all: true, cancel)), "text/csv; charset=utf-8", "directory.csv");

    /// <summary>Takes a file in, whole or not at all.</summary>
    public static async Task<IResult> ImportAsync(HttpContext http, CaseStore store, CancellationToken cancel)
    {
        var language = PageContext.For(http, "/directory").Language;
        var sent = await http.Request.ReadFormAsync(cancel);
        Task<IResult> Wrong(string text) => ShowAsync(http, store, [new("file", text)], 400, cancel);
        if (sent.Files["file"] is not { Length: > 0 } file) return await Wrong(Texts.Source[language, "file.none"]);
        if (file.Length > DirectoryFile.Longest) return await Wrong(Texts.Source.Format(language, "file.long", DirectoryFile.Longest >> 20));
        try
        {
            using var reader = new StreamReader(file.OpenReadStream(), new System.Text.UTF8Encoding(false, throwOnInvalidBytes: true));
            var services = DirectoryFile.Read(new StringReader(await reader.ReadToEndAsync(cancel)), store.Today, language);
            return await store.KeepServicesAsync(services, cancel) is DirectoryChange.Done ? FormGuard.SeeOther("/directory?done=imported") : await Wrong(Texts.Source[language, "file.key-taken"]);
        }
        catch (DirectoryFileException wrong) { return await Wrong(wrong.Message); }
        catch (System.Text.DecoderFallbackException) { return await Wrong(Texts.Source[language, "file.utf8"]); }
    }

    private static async Task<IResult> ShowAsync(HttpContext http, CaseStore store, IReadOnlyList<Problem> problems, int status, CancellationToken cancel)
    {
        var page = PageContext.For(http, "/directory");
        string? Known(string name, IEnumerable<string> known) => page.Asked(name) is { } asked && known.Contains(asked, StringComparer.Ordinal) ? asked : null;
        var needs = new ServiceNeeds(page.Asked("q") is { Length: <= 100 } text ? text : null, Known("offer", Service.AllOffers), Known("who", ["women", "men", "children"]), page.Asked("speaks") is { Length: 2 or 3 } speaks ? speaks : null, page.Asked("animals") == "yes", page.Asked("use") == "yes", page.Asked("room") == "yes");
        var all = await store.ServicesAsync(cancel: cancel);
        return PageResult.Show<DirectoryPage, DirectoryModel>(page, new(SearchServices.Run(all, needs, store.Today), all.Count, needs, await store.OwnKeyAsync(cancel), problems), status);
    }
}
