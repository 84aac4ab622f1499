using System.Globalization;
using Microsoft.AspNetCore.Http;
using Vern.Persons.Collection;
using Vern.Persons.Pages;
using Vern.Persons.Registration;
using Vern.Platform.Access;
using Vern.Platform.Interface;
using Vern.Platform.Interface.Components;

namespace Vern.Persons.OwnReport.Pages;

/// <summary>What do we tell of our own work?</summary>
/// <param name="Year">The year.</param>
/// <param name="Police">Whether the form asks for cases too: of police and prosecutors.</param>
/// <param name="Work">The answers.</param>
/// <param name="Problems">What was not taken.</param>
public sealed record OwnWorkModel(int Year, bool Police, OwnWork Work, IReadOnlyList<Problem> Problems);

/// <summary>The form's questions about the body itself.</summary>
public static class AnswerOwnWork
{
    /// <summary>The page.</summary>
    public static async Task<IResult> GetAsync(HttpContext http, int year, CaseStore store, SendReports sending, CancellationToken cancel) =>
        ShowOurReport.IsYear(year, store) ? PageResult.Show<OwnWorkPage, OwnWorkModel>(PageContext.For(http), new(year, IsPolice(sending), await store.OwnWorkAsync(year, cancel), [])) : TypedResults.NotFound();

    /// <summary>Keeps the answers.</summary>
    public static async Task<IResult> PostAsync(HttpContext http, int year, CaseStore store, SendReports sending, CurrentPerson current, CancellationToken cancel)
    {
        if (!ShowOurReport.IsYear(year, store)) return TypedResults.NotFound();
        var form = await http.Request.ReadFormAsync(cancel);
        var language = PageContext.For(http).Language;
        if (!int.TryParse(form["seen"], NumberStyles.None, CultureInfo.InvariantCulture, out var seen)) return TypedResults.BadRequest();
        var police = IsPolice(sending);
        var lines = OwnWork.PoliceForms.SelectMany(of => OwnWork.PoliceColumns.Select(column => OwnWork.PoliceField(of, column)));
        var kept = police ? [] : (await store.OwnWorkAsync(year, cancel)).Answers.Where(answer => lines.Contains(answer.Key)); // not asked of this body any more, and not forgotten
        var answers = OwnWork.Fields.Concat(police ? lines : []).Select(field => (field, Text: form[field].ToString().ReplaceLineEndings("\n").Trim())).Where(answer => answer.Text.Length > 0).Select(answer => KeyValuePair.Create(answer.field, answer.Text)).Concat(kept).ToDictionary(StringComparer.Ordinal);
        List<Problem> problems = [.. answers.Where(answer => answer.Value.Length > OwnWork.Longest).Select(answer => new Problem(answer.Key, Texts.Source.Format(language, "own-work.long", OwnWork.Longest))),
            .. answers.Where(answer => FreeText.HoldsIdentityNumber(answer.Value)).Select(answer => new Problem(answer.Key, Texts.Source[language, "own-work.number"])),
            .. OwnWork.PoliceProblems(answers).Select(one => new Problem(one.Field, Texts.Source.Format(language, one.Expected, OwnWork.MostCases)))];
        if (problems.Count == 0)
        {
            if (await store.KeepOwnWorkAsync(year, answers, seen, CaseReach.Of(current, AgencyGrants.SendReport), cancel)) return Forms.SeeOther($"/our-report/{year}?done=own-work");
            problems.Add(new(null, Texts.Source[language, "own-work.stale"]));
            seen = (await store.OwnWorkAsync(year, cancel)).Revision;
        }
        return PageResult.Show<OwnWorkPage, OwnWorkModel>(PageContext.For(http), new(year, police, new(answers, seen), problems), 400);
    }

    private static bool IsPolice(SendReports sending)
    {
        try { return sending.Settings?.Legal is LegalKind.Police; }
        catch (InvalidDataException) { return false; } // Our report says that the settings are none
    }
}
