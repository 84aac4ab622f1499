using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Vern.Platform.Interface;
using Vern.Platform.Interface.Components;

namespace Vern.Material.Intake.Pages;

/// <summary>What can I tell you safely?</summary>
/// <param name="IsChild">Whether it is the form for children.</param>
/// <param name="Number">The number by which the sender can ask; made with the form, so that the same form sent twice is one report.</param>
/// <param name="Values">What stands in the fields.</param>
/// <param name="Problems">What was not understood.</param>
public sealed record PublicReportModel(bool IsChild, string Number, IReadOnlyDictionary<string, string> Values, IReadOnlyList<Problem> Problems);

/// <summary>What became of what I told you?</summary>
/// <param name="Number">The number.</param>
/// <param name="Report">The report; null: there is none of that number.</param>
/// <param name="IsNew">Whether it was sent just now.</param>
public sealed record PublicAnswerModel(string Number, KeptReport? Report, bool IsNew);

/// <summary>The public's form and the children's, without account (H-016, H-017, H-019). Nothing is kept of who sends: no address, no cookie but the one that guards the form, and no file is taken.</summary>
public static partial class PublicReport
{
    /// <summary>The longest form, in bytes.</summary>
    public const long Longest = 64 * 1024;
    private const int LongestWords = 8000, LongestAddress = 2000;
    // Crockford's: nothing that is mistaken for something else when it is written down.
    private const string Letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    internal static readonly string[] Kinds = ["material", "enticement", "extortion", "meeting", "abuse", "other"];

    /// <summary>The form.</summary>
    public static IResult Form(HttpContext http) => Show(http, new(false, NewNumber(), new Dictionary<string, string>(), []));

    /// <summary>The form for children.</summary>
    public static IResult ChildForm(HttpContext http) => Show(http, new(true, NewNumber(), new Dictionary<string, string>(), []));

    /// <summary>Takes the form.</summary>
    public static Task<IResult> SendAsync(HttpContext http, MaterialStore store, CancellationToken cancel) => TakeAsync(http, store, false, cancel);

    /// <summary>Takes the form for children.</summary>
    public static Task<IResult> SendChildAsync(HttpContext http, MaterialStore store, CancellationToken cancel) => TakeAsync(http, store, true, cancel);

    /// <summary>What became of a report, by its number.</summary>
    public static async Task<IResult> AnswerAsync(HttpContext http, string number, MaterialStore store, CancellationToken cancel)
    {
        var asked = Bare(number);
        var report = NumberForm().IsMatch(asked) ? await store.ByNumberAsync(asked, cancel) : null;
        return PageResult.Show<PublicAnswerPage, PublicAnswerModel>(PageContext.For(http, keepsLanguage: false), new(Grouped(asked), report, http.Request.Query["done"] == "sent"), report is null ? StatusCodes.Status404NotFound : StatusCodes.Status200OK);
    }

    /// <summary>From the field to the page of a number.</summary>
    public static IResult Ask(HttpContext http) => FormGuard.SeeOther(Bare(http.Request.Query["number"].ToString()) is { Length: > 0 and < 40 } number && number.All(char.IsAsciiLetterOrDigit) ? $"/report/{number}{Language(http, '?')}" : $"/report{Language(http, '?')}");

    private static async Task<IResult> TakeAsync(HttpContext http, MaterialStore store, bool child, CancellationToken cancel)
    {
        var form = await http.Request.ReadFormAsync(cancel);
        if (form.Files.Count > 0) return TypedResults.BadRequest();
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in (string[])["kind", "where", "words", "danger", "age"]) values[field] = form[field].ToString().Trim().ReplaceLineEndings("\n");
        var number = Bare(form["number"].ToString());
        if (!NumberForm().IsMatch(number)) number = NewNumber();
        var texts = Texts.Source;
        var language = PageContext.For(http, keepsLanguage: false).Language;
        var problems = new List<Problem>();
        if (!Kinds.Contains(values["kind"])) problems.Add(new("kind-material", texts[language, "public.wrong.kind"]));
        if (values["words"].Length == 0 && values["where"].Length == 0) problems.Add(new("words", texts[language, child ? "child.wrong.words" : "public.wrong.words"]));
        if (values["words"].Length > LongestWords) problems.Add(new("words", texts[language, "public.wrong.long"]));
        if (values["where"].Length > LongestAddress) problems.Add(new("where", texts[language, "public.wrong.long"]));
        if (problems.Count > 0) return Show(http, new(child, number, values, problems));
        var sent = Encoding.UTF8.GetBytes(string.Join('\n', values.Values.Prepend(number)));
        // Sent once more with other words it is another report, and has a number of its own.
        if (await store.IsTakenAsync(number, child ? Channel.Child : Channel.Public, sent, cancel)) number = NewNumber();
        try
        {
            await store.ReceiveAsync(New(values, child, number, sent), cancel);
        }
        catch (IntakeFullException)
        {
            http.Response.Headers.RetryAfter = "5";
            return Show(http, new(child, number, values, [new(null, texts[language, "public.wrong.full"])]), StatusCodes.Status503ServiceUnavailable);
        }
        return FormGuard.SeeOther($"/report/{number}?done=sent{Language(http, '&')}");
    }

    private static NewReport New(Dictionary<string, string> values, bool child, string number, byte[] sent) => new()
    {
        Sender = Sender.Public, Channel = child ? Channel.Child : Channel.Public, Sent = sent, Number = number,
        Facts = new()
        {
            Kind = Enum.Parse<ReportKind>(values["kind"], ignoreCase: true),
            Signs = values["kind"] switch { "meeting" => ["meeting-planned"], "extortion" => ["extortion"], _ => [] },
            Places = values["where"].Length == 0 ? [] : [new(Uri.TryCreate(values["where"], UriKind.Absolute, out _) ? "web" : "chat", values["where"])],
            Children = child ? [new(int.TryParse(values["age"], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var age) && age is > 2 and < 18 ? age : null, null, null)] : [],
            Words = values["words"].Length == 0 ? null : values["words"],
            Haste = values["danger"] == "yes" ? "The sender says that somebody is in danger now." : null,
        },
    };

    private static IResult Show(HttpContext http, PublicReportModel model, int? status = null)
    {
        return PageResult.Show<PublicReportPage, PublicReportModel>(PageContext.For(http, model.IsChild ? "/report/child" : "/report", keepsLanguage: false), model, status ?? (model.Problems.Count > 0 ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK));
    }

    private static string Language(HttpContext http, char before) => Platform.Localisation.Language.Find(http.Request.Query["lang"]) is { } language ? $"{before}lang={language.Code}" : "";

    private static string NewNumber() => RandomNumberGenerator.GetString(Letters, 16);

    /// <summary>As it is written down: in groups of four.</summary>
    internal static string Grouped(string number) => string.Join('-', number.Chunk(4).Select(group => new string(group)));

    private static string Bare(string given) => given.Replace("-", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();

    [GeneratedRegex("^[0-9A-HJKMNP-TV-Z]{16}$")] private static partial Regex NumberForm();
}
