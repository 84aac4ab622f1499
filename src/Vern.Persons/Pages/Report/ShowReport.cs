using System.Text;
using Microsoft.AspNetCore.Http;
using Vern.Persons.Collection;
using Vern.Persons.StatusReport;
using Vern.Platform.Access;
using Vern.Platform.Interface;
using Vern.Platform.Interface.Components;
using Vern.Platform.Localisation;

namespace Vern.Persons.Pages.Report;

/// <summary>Can this go out?</summary>
/// <param name="Prepared">The report as it stands; null while the figures are computed.</param>
/// <param name="Document">The report in the page's language.</param>
/// <param name="Obstacles">What stands in the way of publication.</param>
/// <param name="Texts">The unit's own texts in the page's language: the place, the title of its chapter and the year it was written for (null: none).</param>
/// <param name="Problems">What was not understood in a form.</param>
public sealed record ReportModel(int Year, DeskState Desk, PreparedReport? Prepared, ReportDocument? Document, IReadOnlyList<string> Obstacles, IReadOnlyList<OwnTextState> Texts, IReadOnlyList<Problem> Problems)
{
    /// <summary>The edition under signature, or null.</summary>
    public Edition? Open => Prepared?.Editions.Where(edition => edition.PublishedAt is null).OrderBy(edition => edition.Number).LastOrDefault();
    /// <summary>The signatures that stand under the content shown.</summary>
    public IReadOnlyList<Signature> Standing => Open is { } open && open.Digest == Prepared!.Digest ? open.Signatures : [];
    /// <summary>The published editions, latest first.</summary>
    public IReadOnlyList<Edition> Published => [.. (Prepared?.Editions ?? []).Where(edition => edition.PublishedAt is not null).OrderByDescending(edition => edition.Number)];
}

/// <summary>An own text's place and how old its words are.</summary>
public sealed record OwnTextState(string Place, string Title, int? FromYear);

/// <summary>The form for an own text.</summary>
/// <param name="Answers">What the bodies wrote about their own work, to quote from (B-020 to B-026); empty for places that it is not about.</param>
/// <param name="Seen">Which text of this year is shown: what is written over it is kept only while it stands. Empty where there is none.</param>
/// <param name="Mine">What was written over a text that somebody has changed meanwhile, to take from; null otherwise.</param>
public sealed record OwnTextModel(int Year, string Place, string Title, string Markdown, int? FromYear, IReadOnlyList<BodyWords> Answers, string Seen, string? Mine);

/// <summary>What a body wrote in a field of the form on its own work.</summary>
public sealed record BodyWords(string Field, Body Body, string Text)
{
    /// <summary>How the form names it.</summary>
    public string Key => $"{Body.Id}|{Field}";
}

/// <summary>Reads the report, and takes texts, signatures and corrections.</summary>
public static class ShowReport
{
    /// <summary>The page.</summary>
    public static Task<IResult> GetAsync(HttpContext http, int year, INationalStore store, RoundDesk desk, CancellationToken cancel) => ShowAsync(http, year, store, desk, [], cancel);

    private static async Task<IResult> ShowAsync(HttpContext http, int year, INationalStore store, RoundDesk desk, IReadOnlyList<Problem> problems, CancellationToken cancel)
    {
        if (await store.RoundAsync(year, cancel) is null) return TypedResults.NotFound();
        var state = await desk.StateAsync(year, cancel);
        Waiting.AskAgain(http, state);
        var page = PageContext.For(http, $"/report/{year}");
        if (state.Figures is not { } figures) return PageResult.Show<ReportPage, ReportModel>(page, new ReportModel(year, state, null, null, [], [], problems));
        var prepared = await ReadReport.PrepareAsync(store, figures, cancel);
        var document = prepared.In(page.Language);
        var model = new ReportModel(year, state, prepared, document, prepared.Problems(page.Language), await TextsAsync(store, year, document, page.Language, cancel), problems);
        return PageResult.Show<ReportPage, ReportModel>(page, model, problems.Count > 0 ? 400 : 200);
    }

    /// <summary>A published edition's frozen content.</summary>
    public static async Task<IResult> EditionAsync(int year, int number, INationalStore store, CancellationToken cancel) =>
        (await store.EditionsAsync(year, cancel)).FirstOrDefault(edition => edition.Number == number && edition.PublishedAt is not null) is { } edition
            ? TypedResults.File(Encoding.UTF8.GetBytes(edition.Content), "application/json", $"report-{year}-edition-{number}.json")
            : TypedResults.NotFound();

    /// <summary>Signs what was shown; the second of two people publishes (rule 4).</summary>
    public static async Task<IResult> SignAsync(HttpContext http, int year, INationalStore store, RoundDesk desk, AccessStore access, CurrentPerson current, TimeProvider clock, CancellationToken cancel)
    {
        if (await store.RoundAsync(year, cancel) is null) return TypedResults.NotFound();
        var form = await http.Request.ReadFormAsync(cancel);
        var texts = Forms.Texts(http);
        if (current.SignedIn is not { } person) return await ShowAsync(http, year, store, desk, [new Problem(null, texts("sign.accounts"))], cancel);
        var state = await desk.StateAsync(year, cancel);
        if (state.Figures is not { } figures || state.Working) return await ShowAsync(http, year, store, desk, [new Problem(null, texts("sign.computing"))], cancel);
        var prepared = await ReadReport.PrepareAsync(store, figures, cancel);
        var decision = await SignReport.RunAsync(store, access, prepared, person, form["digest"].ToString(), clock, cancel);
        if (decision.Edition is not { } edition) return await ShowAsync(http, year, store, desk, [Refused(prepared, person.Person, form["digest"].ToString(), texts)], cancel);
        return Forms.SeeOther($"/report/{year}?done={(edition.PublishedAt is null ? "signed" : "published")}");
    }

    /// <summary>Takes one's own first signature back while the second is missing.</summary>
    public static async Task<IResult> WithdrawAsync(HttpContext http, int year, INationalStore store, RoundDesk desk, AccessStore access, CurrentPerson current, CancellationToken cancel)
    {
        if (await store.RoundAsync(year, cancel) is null || current.SignedIn is not { } person || (await desk.StateAsync(year, cancel)).Figures is not { } figures) return TypedResults.NotFound();
        return await SignReport.WithdrawAsync(store, access, await ReadReport.PrepareAsync(store, figures, cancel), person, cancel)
            ? Forms.SeeOther($"/report/{year}?done=withdrawn") : await ShowAsync(http, year, store, desk, [new Problem(null, Forms.Texts(http)("sign.none"))], cancel);
    }

    /// <summary>Begins an edition that corrects a published one (D-031).</summary>
    public static async Task<IResult> CorrectAsync(HttpContext http, int year, INationalStore store, RoundDesk desk, CancellationToken cancel)
    {
        if (await store.RoundAsync(year, cancel) is null) return TypedResults.NotFound();
        var form = await http.Request.ReadFormAsync(cancel);
        var texts = Forms.Texts(http);
        if (Forms.Line(form["correction"], 2000) is not { } correction) return await ShowAsync(http, year, store, desk, [new Problem("correction", texts("problem.correction"))], cancel);
        if ((await desk.StateAsync(year, cancel)).Figures is not { } figures) return Forms.SeeOther($"/report/{year}");
        var decision = await PublishErratum.RunAsync(store, await ReadReport.PrepareAsync(store, figures, cancel), correction, cancel);
        return decision.Edition is null ? await ShowAsync(http, year, store, desk, [new Problem("correction", texts("correction.refused"))], cancel) : Forms.SeeOther($"/report/{year}?done=erratum");
    }

    /// <summary>The form for an own text.</summary>
    public static async Task<IResult> TextAsync(HttpContext http, int year, string place, INationalStore store, RoundDesk desk, CancellationToken cancel) =>
        await store.RoundAsync(year, cancel) is null || !ReportOutline.Places.Contains(place) ? TypedResults.NotFound() : await ShowTextAsync(http, year, place, PageContext.For(http).Language, null, store, desk, cancel);

    private static async Task<IResult> ShowTextAsync(HttpContext http, int year, string place, Language language, string? mine, INationalStore store, RoundDesk desk, CancellationToken cancel)
    {
        var page = PageContext.For(http);
        var text = await store.TextAsync(year, place, language.Code, cancel);
        var figures = (await desk.StateAsync(year, cancel)).Figures;
        var title = figures is null ? place : (await ReadReport.PrepareAsync(store, figures, cancel)).In(page.Language).Sections().FirstOrDefault(section => IsPlace(section, place))?.Title ?? place;
        return PageResult.Show<OwnTextPage, OwnTextModel>(page, new OwnTextModel(year, place, title, text?.Markdown ?? "", text?.FromYear, await AnswersAsync(store, year, place, cancel), text is { } shown && shown.FromYear == year ? Digest(shown.Markdown) : "", mine), mine is null ? 200 : 400);
    }

    private static string Digest(string text) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>Keeps an own text, unless somebody has kept another one since this one was opened: then both are shown and neither is lost.</summary>
    public static async Task<IResult> PutTextAsync(HttpContext http, int year, string place, INationalStore store, RoundDesk desk, CancellationToken cancel)
    {
        if (await store.RoundAsync(year, cancel) is null || !ReportOutline.Places.Contains(place)) return TypedResults.NotFound();
        var form = await http.Request.ReadFormAsync(cancel);
        var language = Language.Find(form["language"]) ?? PageContext.For(http).Language;
        var markdown = form["markdown"].ToString().Replace("\r\n", "\n", StringComparison.Ordinal);
        var quoted = form["quote"].OfType<string>().ToHashSet(StringComparer.Ordinal);
        var quotes = quoted.Count == 0 ? [] : (await AnswersAsync(store, year, place, cancel)).Where(answer => quoted.Contains(answer.Key)).Select(answer => Quote(answer, language)).ToList();
        var written = quotes.Count == 0 ? markdown : string.Join("\n", [markdown.TrimEnd(), "", .. quotes]).TrimStart();
        // A form of ours always tells what it was opened over.
        if (!await store.PutTextAsync(year, place, language.Code, written, form["seen"].ToString(), cancel)) return await ShowTextAsync(http, year, place, language, written, store, desk, cancel);
        return Forms.SeeOther(quotes.Count > 0 ? $"/report/{year}/texts/{place}?done=text" : $"/report/{year}?done=text");
    }

    // A line of a list: the body's words as they are, and whose they are. What Markdown would take for a sign of its own is escaped.
    private static string Quote(BodyWords answer, Language language)
    {
        var words = string.Join(' ', answer.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        foreach (var sign in (string[])["\\", "*", "_", "[", "]", "<", "`"]) words = words.Replace(sign, "\\" + sign, StringComparison.Ordinal);
        var name = language == Language.English ? answer.Body.EnglishName : answer.Body.Name;
        return string.Format(language.Culture, Pages.Texts.Source[language, "text.quote"], words, name);
    }

    private static async Task<IReadOnlyList<BodyWords>> AnswersAsync(INationalStore store, int year, string place, CancellationToken cancel)
    {
        if (place != "challenges") return [];
        var bodies = (await store.BodiesAsync(cancel)).ToDictionary(body => body.Id);
        var submissions = await store.SubmissionsAsync(year, cancel);
        return [.. CodeLists.AgencyField.Codes.SelectMany(field => submissions.Where(submission => bodies.ContainsKey(submission.Sender) && submission.Agency?.Answers.GetValueOrDefault(field) is { } text && !string.IsNullOrWhiteSpace(text))
            .Select(submission => new BodyWords(field, bodies[submission.Sender], submission.Agency!.Answers[field])))];
    }

    private static Problem Refused(PreparedReport prepared, string who, string seen, Func<string, string> texts)
    {
        var key = prepared.State != EditionState.Draft ? "sign.published"
            : seen != prepared.Digest ? "sign.changed"
            : prepared.Problems().Count > 0 ? "sign.obstacles"
            : prepared.Editions.Any(edition => edition.PublishedAt is null && edition.Signatures.Any(signature => PersonName.Same(signature.By, who))) ? "sign.twice"
            : "sign.erratum";
        return new Problem(null, texts(key));
    }

    private static async Task<IReadOnlyList<OwnTextState>> TextsAsync(INationalStore store, int year, ReportDocument document, Language language, CancellationToken cancel)
    {
        var own = await store.TextsAsync(year, cancel);
        var texts = new List<OwnTextState>();
        foreach (var place in ReportOutline.Places)
            if (document.Sections().FirstOrDefault(section => IsPlace(section, place)) is { } section)
                texts.Add(new OwnTextState(place, (section.Number + " " + section.Title).Trim(), own.TryGetValue((place, language.Code), out var text) ? text.FromYear : null));
        return texts;
    }

    private static bool IsPlace(ReportSection section, string place) => section.Id == place || section.Id == "section-" + place;
}
