using System.Globalization;
using Microsoft.AspNetCore.Http;
using Vern.Persons.Collection;
using Vern.Persons.Pages;
using Vern.Persons.Registration;
using Vern.Persons.Registration.Fields;
using Vern.Platform.Access;
using Vern.Platform.Interface;
using Vern.Platform.Interface.Components;

namespace Vern.Persons.Return.Pages;

/// <summary>A contact as typed.</summary>
public sealed record TypedContact(string Country, string Name, string What, string Reached, string CheckedOn);

/// <summary>How do returns go, who pays for how long, and whom do we know there?</summary>
/// <param name="Years">The series, newest first; the words as they stand, or as typed.</param>
/// <param name="Funding">Each programme's horizon and its source, as they stand or as typed.</param>
/// <param name="Contacts">The network, and room for more.</param>
/// <param name="Problems">What was not understood.</param>
public sealed record ReturnsModel(IReadOnlyList<ReturnYear> Years, IReadOnlyList<(string Programme, string Until, string Source)> Funding, IReadOnlyList<TypedContact> Contacts, IReadOnlyList<Problem> Problems);

/// <summary>Returns as such, for the coordinator: the yearly series with reasons (F-018), the funding's horizon (F-019), contacts in home countries (F-022).</summary>
public static class Returns
{
    /// <summary>The programmes.</summary>
    public static IReadOnlyList<string> Programmes { get; } = FieldCatalogue.Own["journey.programme"].List!.Codes;

    /// <summary>The page.</summary>
    public static async Task<IResult> GetAsync(HttpContext http, CaseStore store, CurrentPerson current, CancellationToken cancel)
    {
        var kept = await store.ReturnProgrammeAsync(cancel);
        return Show(http, new(await store.ReturnYearsAsync(CaseReach.Of(current, AgencyGrants.KeepReturns), cancel),
            [.. Programmes.Select(code => kept.Funding.FirstOrDefault(one => one.Programme == code) is { } there ? (code, Iso(there.Until), there.Source) : (code, "", ""))], [.. kept.Contacts.Select(one => new TypedContact(one.Country, one.Name, one.What, one.Reached, Iso(one.CheckedOn)))], []), 200);
    }

    /// <summary>Keeps it, all or none.</summary>
    public static async Task<IResult> PostAsync(HttpContext http, CaseStore store, CurrentPerson current, CancellationToken cancel)
    {
        var (form, language, by) = (await http.Request.ReadFormAsync(cancel), PageContext.For(http).Language, CaseReach.Of(current, AgencyGrants.KeepReturns));
        var problems = new List<Problem>();
        void Wrong(string field, string key) => problems.Add(new(field, Texts.Source.Format(language, key, ReturnProgramme.LongestText)));
        string Text(string field)
        {
            var text = Forms.Line(form[field], int.MaxValue) ?? "";
            if (text.Length > ReturnProgramme.LongestText) Wrong(field, "returns.long");
            else if (FreeText.HoldsIdentityNumber(text)) Wrong(field, "returns.number");
            return text.Length > 2000 ? text[..2000] : text;
        }
        DateOnly Day(string field, string text)
        {
            if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) Wrong(field, "returns.day");
            return day;
        }
        var years = (await store.ReturnYearsAsync(by, cancel)).Select(year => year with { Why = Text(string.Create(CultureInfo.InvariantCulture, $"why-{year.Year}")) }).ToList();
        var funding = Programmes.Select(code => (Programme: code, Until: Text($"until-{code}"), Source: Text($"source-{code}"))).ToList();
        var paid = funding.Where(one => one.Until.Length > 0 || one.Source.Length > 0).Select(one => new ReturnFunding(one.Programme, Day($"until-{one.Programme}", one.Until), one.Source)).ToList();
        var typed = Enumerable.Range(0, ReturnProgramme.MostContacts).Select(at => new TypedContact(Text($"country-{at}").ToUpperInvariant(), Text($"name-{at}"), Text($"what-{at}"), Text($"reached-{at}"), Text($"checked-{at}"))).ToList();
        var contacts = new List<ReturnContact>();
        foreach (var (at, one) in typed.Index().Where(pair => pair.Item is not { Country: "", Name: "", What: "", Reached: "" }))
        {
            if (one.Country.Length != 2 || !Nationalities.All.Contains(one.Country)) Wrong($"country-{at}", "returns.country");
            if (one.Name.Length == 0) Wrong($"name-{at}", "returns.name");
            contacts.Add(new(one.Country, one.Name, one.What, one.Reached, Day($"checked-{at}", one.CheckedOn)));
            if (contacts[^1].CheckedOn > store.Today) Wrong($"checked-{at}", "returns.day");
        }
        if (problems.Count > 0) return Show(http, new(years, funding, [.. typed.Where(one => one != new TypedContact("", "", "", "", ""))], problems), 400);
        await store.SetReturnProgrammeAsync(new(years.Where(year => year.Why.Length > 0).ToDictionary(year => year.Year, year => year.Why), paid, [.. contacts.OrderBy(one => one.Country, StringComparer.Ordinal)]), by, cancel);
        return Forms.SeeOther("/returns?done=kept");
    }

    private static string Iso(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);

    private static IResult Show(HttpContext http, ReturnsModel model, int status) => PageResult.Show<ReturnsPage, ReturnsModel>(PageContext.For(http, "/returns"), model, status);
}
