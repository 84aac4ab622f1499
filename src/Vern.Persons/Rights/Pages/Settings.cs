using System.Globalization;
using Microsoft.AspNetCore.Http;
using Vern.Persons.Collection;
using Vern.Persons.Pages;
using Vern.Persons.Registration;
using Vern.Platform.Access;
using Vern.Platform.Interface;
using Vern.Platform.Interface.Components;

namespace Vern.Persons.Rights.Pages;

/// <summary>What do we promise ourselves, and which numbers stand on the sheet?</summary>
/// <param name="Limits">Each limit with the days and the owner as they stand, or as typed.</param>
/// <param name="Warnings">Each deadline by law that warns: its rule and period, the rules' own days, and those that stand, as typed.</param>
/// <param name="Lines">The help lines, and room for more.</param>
/// <param name="Saved">Whether they were just set.</param>
/// <param name="Problems">What was not understood.</param>
public sealed record SettingsModel(IReadOnlyList<(string Id, string Source, string Days, string Owner)> Limits, IReadOnlyList<(string Rule, string Period, string Own, string Days)> Warnings, IReadOnlyList<HelpLine> Lines, bool Saved, IReadOnlyList<Problem> Problems);

/// <summary>The agency's own limits, which no law gives, and the help lines of the rights sheet.</summary>
public static class Settings
{
    /// <summary>The page.</summary>
    public static async Task<IResult> GetAsync(HttpContext http, CaseStore store, RightsStore rights, CancellationToken cancel)
    {
        var page = PageContext.For(http);
        var limits = (await rights.BookAsync(cancel)).Limits.Select(limit => (limit.Id, limit.Source, limit.Days?.ToString(CultureInfo.InvariantCulture) ?? "", limit.Owner ?? "")).ToList();
        return PageResult.Show<SettingsPage, SettingsModel>(page, new(limits, await WarningsAsync(store, rights, cancel), await store.HelpLinesAsync(cancel), page.Asked("done") == "set", []));
    }

    /// <summary>Sets them, all or none.</summary>
    public static async Task<IResult> PostAsync(HttpContext http, CaseStore store, RightsStore rights, CurrentPerson current, CancellationToken cancel)
    {
        var form = await http.Request.ReadFormAsync(cancel);
        var page = PageContext.For(http, "/settings");
        string T(string key) => Texts.Source[page.Language, key];
        var problems = new List<Problem>();
        var typed = rights.Book.Limits.Select(limit => (limit.Id, limit.Source, Days: Forms.Line(form[$"days-{limit.Id}"], 10) ?? "", Owner: Forms.Line(form[$"owner-{limit.Id}"], 80) ?? "")).ToList();
        foreach (var (id, _, days, owner) in typed)
        {
            if (days.Length > 0 && (!int.TryParse(days, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count is < 1 or > 3650)) problems.Add(new($"days-{id}", T("settings.days.wrong")));
            if (days.Length > 0 && owner.Length == 0) problems.Add(new($"owner-{id}", T("settings.owner.wrong")));
        }
        var warnings = (await WarningsAsync(store, rights, cancel)).Select(one => one with { Days = form.TryGetValue($"warn-{one.Rule}.{one.Period}", out var sent) ? Forms.Line(sent, 80) ?? "" : one.Days }).ToList();
        foreach (var (rule, period, _, days) in warnings) if (WarningSetting.Read(days) is null) problems.Add(new($"warn-{rule}.{period}", Texts.Source.Format(page.Language, "settings.warn.wrong", T($"period.{rule}.{period}"))));
        var lines = Enumerable.Range(0, CaseStore.MostHelpLines).Select(number => new HelpLine(Forms.Line(form[$"name-{number}"], 80) ?? "", Forms.Line(form[$"number-{number}"], 40) ?? "", Forms.Line(form[$"hours-{number}"], 80) ?? "")).ToList();
        for (var number = 0; number < lines.Count; number++)
            if (lines[number].Name.Length == 0 != (lines[number].Number.Length == 0) || (lines[number].Name.Length == 0 && lines[number].Hours.Length > 0)) problems.Add(new($"name-{number}", T("settings.line.wrong")));
        if (lines.Any(line => FreeText.HoldsIdentityNumber(line.Name + " " + line.Number)) || typed.Any(limit => FreeText.HoldsIdentityNumber(limit.Owner))) problems.Add(new("name-0", T("settings.number.wrong")));
        if (problems.Count > 0) return PageResult.Show<SettingsPage, SettingsModel>(page, new(typed, warnings, lines, false, problems), 400);
        var by = CaseReach.Of(current, AgencyGrants.KeepSettings);
        await store.SetLimitsAsync([.. typed.Select(limit => new LimitSetting(limit.Id, limit.Source, limit.Days.Length > 0 ? int.Parse(limit.Days, CultureInfo.InvariantCulture) : null, limit.Days.Length > 0 ? limit.Owner : null))], by, cancel);
        await store.SetWarningsAsync([.. warnings.Select(one => (one.Rule, one.Period, one.Own, Days: WarningSetting.Read(one.Days)!)).Where(one => string.Join(' ', one.Days) != one.Own).Select(one => new WarningSetting(one.Rule, one.Period, one.Days))], by, cancel);
        await store.SetHelpLinesAsync([.. lines.Where(line => line.Name.Length > 0)], by, cancel);
        return Forms.SeeOther("/settings?done=set");
    }

    // The rules in force, each period that warns so many days ahead; the newest of a name.
    private static async Task<List<(string Rule, string Period, string Own, string Days)>> WarningsAsync(CaseStore store, RightsStore rights, CancellationToken cancel)
    {
        var own = (await store.WarningsAsync(cancel)).ToDictionary(one => (one.Rule, one.Period), one => string.Join(' ', one.Days));
        return [.. rights.Book.InForce(store.Today).Concat(rights.Book.Pending).DistinctBy(rule => rule.Name).SelectMany(rule => rule.Periods.Where(period => period.WarnBefore.Count > 0).Select(period => (rule.Name, period.Id, string.Join(' ', period.WarnBefore), own.GetValueOrDefault((rule.Name, period.Id), string.Join(' ', period.WarnBefore)))))];
    }
}
