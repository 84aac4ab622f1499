using System.Globalization;
using Microsoft.AspNetCore.Http;
using Vern.Material.Intake;
using Vern.Platform.Access;
using Vern.Platform.Interface;
using Vern.Platform.Interface.Components;
using Vern.Platform.Localisation;

namespace Vern.Material.Removal.Pages;

/// <summary>The form of a notice.</summary>
/// <param name="Typed">What was typed, by field.</param>
/// <param name="Problems">What was not understood.</param>
public sealed record ProposeNoticeModel(IReadOnlyDictionary<string, string> Typed, IReadOnlyList<Problem> Problems);

/// <summary>Proposes a notice, and confirms one as another person.</summary>
public static class ProposeNotice
{
    internal static readonly string[] Fields = ["address", "basis", "class", "media", "method", "report", "request", "md5", "sha1", "sha256", "mail", "country", "language"];

    /// <summary>The form.</summary>
    public static IResult GetAsync(HttpContext http)
    {
        var page = PageContext.For(http);
        return PageResult.Show<ProposeNoticePage, ProposeNoticeModel>(page, new(Fields.ToDictionary(field => field, field => field is "report" or "request" ? page.Asked(field) ?? "" : "", StringComparer.Ordinal), []));
    }

    /// <summary>Takes it, and the first of the two steps with it.</summary>
    public static async Task<IResult> PostAsync(HttpContext http, MaterialStore store, NoticeDesk desk, AccessStore access, CurrentPerson current, CancellationToken cancel)
    {
        var form = await http.Request.ReadFormAsync(cancel);
        var page = PageContext.For(http, "/notices/new");
        var typed = Fields.ToDictionary(field => field, field => form[field].ToString().Trim() is var text && text.Length > HostAddress.Longest ? text[..HostAddress.Longest] : text, StringComparer.Ordinal);
        var problems = new List<Problem>();
        void Wrong(string field, string key) => problems.Add(new(field, Texts.Source[page.Language, key]));
        if (!HostAddress.TryRead(typed["address"], out var address)) Wrong("address", "wrong.address");
        foreach (var (field, codes) in ((string, IReadOnlyList<string>)[])[("basis", NoticeCodes.Bases), ("class", NoticeCodes.Classes), ("media", NoticeCodes.Media), ("method", NoticeCodes.Methods)])
            if (!codes.Contains(typed[field], StringComparer.Ordinal)) Wrong(field, "wrong.choice");
        long? report = null;
        if (typed["report"].Length > 0)
        {
            if (long.TryParse(typed["report"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0) report = number;
            else Wrong("report", "wrong.report");
        }
        var request = typed["request"].Length == 0 ? null : typed["request"];
        if (request is not null && (request.Length != 32 || !request.All(char.IsAsciiHexDigitLower))) Wrong("request", "wrong.request");
        var digests = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (kind, length) in ((string, int)[])[("md5", 32), ("sha1", 40), ("sha256", 64)])
        {
            if (typed[kind].Length == 0) continue;
            if (typed[kind].Length == length && typed[kind].All(char.IsAsciiHexDigit)) digests[kind] = typed[kind].ToLowerInvariant();
            else Wrong(kind, $"wrong.{kind}");
        }
        HostContact? contact = null;
        try
        {
            // What is typed wins over the table.
            if (typed["mail"].Length > 0)
            {
                var country = typed["country"].ToUpperInvariant();
                if (!AbuseTable.IsMail(typed["mail"])) Wrong("mail", "wrong.mail");
                else if (country.Length > 0 && country is not [>= 'A' and <= 'Z', >= 'A' and <= 'Z']) Wrong("country", "wrong.country");
                else contact = new(typed["mail"], country.Length == 0 ? null : country, Language.Find(typed["language"])?.Code ?? NoticeDesk.LanguageOf(country));
            }
            else if (address is not null && (contact = await desk.FindAsync(HostAddress.Host(address), cancel)) is null) Wrong("mail", "wrong.no-contact");
        }
        catch (AbuseTableException broken) { problems.Add(new("mail", broken.Message)); }
        if (problems.Count > 0) return PageResult.Show<ProposeNoticePage, ProposeNoticeModel>(page, new(typed, problems), StatusCodes.Status400BadRequest);
        var person = current.SignedIn!;
        var (id, isNew) = await store.ProposeNoticeAsync(new(address!, typed["basis"], typed["class"], typed["media"], typed["method"], contact!) { Report = report, Request = request, Digests = digests }, person.PersonId!.Value, cancel);
        if (isNew) await NoticeByTwo.StepAsync(store, access, (await store.NoticeAsync(id, cancel))!, (await store.NoticeAsync(id, cancel))!.Seen(), person, cancel);
        return FormGuard.SeeOther($"/notices/{id}?done={(isNew ? "proposed" : "followed")}");
    }

    /// <summary>A person's step: another than the first confirms.</summary>
    public static async Task<IResult> ConfirmAsync(HttpContext http, string id, MaterialStore store, NoticeDesk desk, AccessStore access, CurrentPerson current, CancellationToken cancel)
    {
        if (await store.NoticeAsync(id, cancel) is not { } notice) return TypedResults.NotFound();
        var form = await http.Request.ReadFormAsync(cancel);
        if (form["understood"] != "yes") return await ShowNotice.ShowAsync(http, notice, desk, access, ["wrong.understood"], cancel);
        return await NoticeByTwo.StepAsync(store, access, notice, form["seen"].ToString(), current.SignedIn!, cancel) switch
        {
            FourEyesStep.Confirmed => FormGuard.SeeOther($"/notices/{id}?done=confirmed"),
            FourEyesStep.Proposed => FormGuard.SeeOther($"/notices/{id}?done=proposed"),
            FourEyesStep.SamePerson => await ShowNotice.ShowAsync(http, notice, desk, access, ["wrong.same-person"], cancel),
            _ => await ShowNotice.ShowAsync(http, notice, desk, access, ["wrong.changed"], cancel),
        };
    }
}
