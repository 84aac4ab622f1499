using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Vern.Persons.Return;

namespace Vern.Persons.Registration;

// Returns as such: the yearly series, the programmes' funding, contacts in home countries.
public sealed partial class CaseStore
{
    private static readonly string[] ReturnFields = ["journey.applied-on", "journey.departed", "journey.departed-on", "journey.departs-on"];

    /// <summary>What the agency keeps about returns.</summary>
    public async Task<ReturnProgramme> ReturnProgrammeAsync(CancellationToken cancel = default) => new((await SettingAsync<KeyValuePair<int, string>>("return-years", cancel)).ToDictionary(), await SettingAsync<ReturnFunding>("return-funding", cancel), await SettingAsync<ReturnContact>("return-contacts", cancel));

    /// <summary>Keeps it, in place of the former.</summary>
    public async Task SetReturnProgrammeAsync(ReturnProgramme programme, CaseReach by, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(programme);
        if (programme.Contacts.Count > ReturnProgramme.MostContacts || programme.Contacts.SelectMany(one => (string[])[one.Name, one.What, one.Reached]).Concat(programme.Funding.Select(one => one.Source)).Concat(programme.Reasons.Values).Any(text => text.Length > ReturnProgramme.LongestText)) throw new ArgumentException("At most 20 contacts and texts of at most 80 characters were expected.", nameof(programme));
        await SetAsync("return-years", [.. programme.Reasons.OrderBy(pair => pair.Key)], $"{programme.Reasons.Count}", by, cancel);
        await SetAsync("return-funding", programme.Funding, string.Join(' ', programme.Funding.Select(one => one.Programme)), by, cancel);
        await SetAsync("return-contacts", programme.Contacts, string.Join(' ', programme.Contacts.Select(one => one.Country)), by, cancel);
    }

    /// <summary>Applications and departures by year, of all persons within reach who are not erased; newest first. Years in between without any are in it: a gap is what the series is looked at for (F-018).</summary>
    public async Task<IReadOnlyList<ReturnYear>> ReturnYearsAsync(CaseReach reach, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(reach);
        if (!reach.Purposes.Contains("return")) return [];
        await using var context = Context();
        var rows = await context.Facts.AsNoTracking().Where(row => ReturnFields.Contains(row.Field)).Join(await WithinAsync(context, reach, cancel), row => row.Person, person => person.Id, (row, person) => new { Fact = row, person.KeyId }).ToListAsync(cancel);
        var keys = await workspace.Keys.KeysAsync([.. rows.Select(row => row.KeyId).Distinct()], cancel);
        var (applied, departed) = (new Dictionary<int, int>(), new Dictionary<int, int>());
        foreach (var hers in rows.Where(row => keys.ContainsKey(row.KeyId)).GroupBy(row => (row.Fact.Person, row.KeyId)))
        {
            var known = Newest(hers.Select(row => row.Fact)).Where(row => row.Value is not null && Gives(row, "return")).ToDictionary(row => row.Field, row => Opened(row, keys[hers.Key.KeyId])!, StringComparer.Ordinal);
            if (YearOf(known.GetValueOrDefault("journey.applied-on")) is { } year) applied[year] = applied.GetValueOrDefault(year) + 1;
            if (known.GetValueOrDefault("journey.departed") == "yes" && YearOf(known.GetValueOrDefault("journey.departed-on") ?? known.GetValueOrDefault("journey.departs-on")) is { } left) departed[left] = departed.GetValueOrDefault(left) + 1;
        }
        var reasons = (await ReturnProgrammeAsync(cancel)).Reasons;
        var first = Math.Max(Today.Year - ReturnProgramme.MostYears + 1, applied.Keys.Concat(departed.Keys).Concat(reasons.Keys).Append(Today.Year).Min());
        return [.. Enumerable.Range(first, Today.Year - first + 1).Reverse().Select(year => new ReturnYear(year, applied.GetValueOrDefault(year), departed.GetValueOrDefault(year), reasons.GetValueOrDefault(year, "")))];
    }

    private static int? YearOf(string? day) => day is { Length: >= 4 } && int.TryParse(day.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year) ? year : null;
}
