using System.Globalization;
using Microsoft.AspNetCore.Http;
using Vern.Material.Intake;
using Vern.Material.Triage;
using Vern.Platform.Access;
using Vern.Platform.Interface;
using Vern.Platform.Interface.Components;

namespace Vern.Material.Routing.Pages;

/// <summary>What has come for us?</summary>
/// <param name="Authority">Whose inbox it is; null: the account belongs to none.</param>
/// <param name="Packages">A page of packages.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Number">The page, from 1.</param>
public sealed record InboxModel(string? Authority, IReadOnlyList<PackageHead> Packages, int Count, int Number)
{
    /// <summary>Lines on a page.</summary>
    public const int Size = 50;
}

/// <summary>What is this about, and what became of it?</summary>
/// <param name="Head">The package.</param>
/// <param name="Content">What it holds.</param>
/// <param name="Words">What was typed.</param>
/// <param name="Problems">What was not understood, or stands in the way.</param>
public sealed record PackageModel(PackageHead Head, PackageContent Content, string Words, IReadOnlyList<Problem> Problems);

/// <summary>The inbox of an authority.</summary>
public static class ShowInbox
{
    /// <summary>What a package can be taken as, and what that is called.</summary>
    internal static IReadOnlyList<(string Format, string Name)> Formats { get; } = [("json", "JSON"), ("xml", "XML"), ("case", "CASE/UCO")];

    /// <summary>Its packages.</summary>
    public static async Task<IResult> GetAsync(HttpContext http, MaterialStore store, CurrentPerson current, CancellationToken cancel)
    {
        var page = PageContext.For(http);
        var number = int.TryParse(page.Asked("page"), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? Math.Clamp(asked, 1, 100_000) : 1;
        var authority = PackagesApi.AuthorityOf(current);
        var (packages, count) = await store.PackagesAsync(authority, (number - 1) * InboxModel.Size, InboxModel.Size, cancel);
        return PageResult.Show<InboxPage, InboxModel>(page, new((await store.AuthoritiesAsync(cancel)).FirstOrDefault(one => one.Id == authority)?.Title, packages, count, number));
    }

    /// <summary>A package.</summary>
    public static Task<IResult> PackageAsync(HttpContext http, string package, MaterialStore store, CurrentPerson current, CancellationToken cancel) => ShowAsync(http, package, store, current, "", [], 200, cancel);

    /// <summary>A package as a file: <c>json</c>, <c>xml</c> or <c>case</c>.</summary>
    public static async Task<IResult> FileAsync(string package, string format, MaterialStore store, CurrentPerson current, CancellationToken cancel)
    {
        return await store.PackageAsync(package, PackagesApi.AuthorityOf(current), cancel) is var (head, content) ? File(head, content, format) : TypedResults.NotFound();
    }

    /// <summary>A package as a file.</summary>
    internal static IResult File(PackageHead head, PackageContent content, string format)
    {
        return format switch
        {
            "json" => TypedResults.Bytes(content.ToJson(), "application/json", $"{head.Id}.json"),
            "xml" => TypedResults.Bytes(PackageXml.Write(content), "application/xml", $"{head.Id}.xml"),
            "case" => TypedResults.Bytes(PackageCase.Write(content), "application/ld+json", $"{head.Id}.jsonld"),
            _ => TypedResults.NotFound(),
        };
    }

    /// <summary>Says that it was received.</summary>
    public static async Task<IResult> ReceiptAsync(HttpContext http, string package, MaterialStore store, CurrentPerson current, CancellationToken cancel)
    {
        var sent = await http.Request.ReadFormAsync(cancel);
        return await AnswerAsync(http, package, store, current, "", "received", await store.ReceiptAsync(package, PackagesApi.AuthorityOf(current), sent["digest"].ToString(), current.Name ?? "", cancel), cancel);
    }

    /// <summary>Says what became of it.</summary>
    public static async Task<IResult> FeedbackAsync(HttpContext http, string package, MaterialStore store, CurrentPerson current, CancellationToken cancel)
    {
        var sent = await http.Request.ReadFormAsync(cancel);
        var language = PageContext.For(http).Language;
        var (words, country) = (sent["words"].ToString().Trim().ReplaceLineEndings("\n"), sent["country"].ToString().Trim().ToUpperInvariant());
        var problems = new List<Problem>();
        if (!Enum.TryParse<FeedbackKind>(sent["kind"], out var kind) || !Enum.IsDefined(kind)) problems.Add(new("kind", Texts.Source[language, "wrong.kind"]));
        if (country.Length > 0 && (country.Length != 2 || !country.All(char.IsAsciiLetterUpper))) problems.Add(new("country", Texts.Source[language, "wrong.country"]));
        if (words.Length > MaterialStore.LongestWords) problems.Add(new("words", Texts.Source[language, "wrong.words"]));
        if (problems.Count > 0) return await ShowAsync(http, package, store, current, words, problems, 400, cancel);
        return await AnswerAsync(http, package, store, current, words, kind is FeedbackKind.NotCompetent ? "sent-back" : "told", await store.FeedbackAsync(package, PackagesApi.AuthorityOf(current), kind, country.Length == 0 ? null : country, words, current.Name ?? "", cancel), cancel);
    }

    private static async Task<IResult> AnswerAsync(HttpContext http, string package, MaterialStore store, CurrentPerson current, string words, string done, ReadingStep step, CancellationToken cancel) => step switch
    {
        ReadingStep.Done => FormGuard.SeeOther($"/inbox/{package}?done={done}"),
        ReadingStep.Gone => TypedResults.NotFound(),
        _ => await ShowAsync(http, package, store, current, words, [new(null, Texts.Source[PageContext.For(http).Language, "package.not-now"])], 409, cancel),
    };

    private static async Task<IResult> ShowAsync(HttpContext http, string package, MaterialStore store, CurrentPerson current, string words, IReadOnlyList<Problem> problems, int status, CancellationToken cancel) =>
        await store.PackageAsync(package, PackagesApi.AuthorityOf(current), cancel) is var (head, content) ? PageResult.Show<PackagePage, PackageModel>(PageContext.For(http, $"/inbox/{package}"), new(head, content, words, problems), status) : TypedResults.NotFound();
}
