using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Vern.Persons.Registration.Storage;
using Vern.Persons.Rights;
using Vern.Persons.Rights.Storage;
using Vern.Platform.Auditing;

namespace Vern.Persons.Registration;

// What the agency sets itself: limits that no law gives, and the numbers on the rights sheet.
public sealed partial class CaseStore
{
    /// <summary>How many help lines the rights sheet has room for.</summary>
    public const int MostHelpLines = 6;

    /// <summary>The agency's own limits: days, and who answers for them.</summary>
    public async Task<IReadOnlyList<LimitSetting>> LimitsAsync(CancellationToken cancel = default) => await SettingAsync<LimitSetting>("limits", cancel);

    /// <summary>The help lines on the rights sheet, as the agency wrote them.</summary>
    public async Task<IReadOnlyList<HelpLine>> HelpLinesAsync(CancellationToken cancel = default) => await SettingAsync<HelpLine>("help-lines", cancel);

    /// <summary>The days on which the agency wants to be warned of deadlines by law, where they are not those of the rules.</summary>
    public async Task<IReadOnlyList<WarningSetting>> WarningsAsync(CancellationToken cancel = default) => await SettingAsync<WarningSetting>("warnings", cancel);

    /// <summary>Sets them; nobody can silence a deadline: each has one day at least.</summary>
    public Task SetWarningsAsync(IReadOnlyList<WarningSetting> warnings, CaseReach by, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(warnings);
        if (warnings.Any(one => WarningSetting.Read(string.Join(' ', one.Days)) is not { } days || !days.SequenceEqual(one.Days))) throw new ArgumentException("1 to 8 falling days from 0 to 365 were expected.", nameof(warnings));
        return SetAsync("warnings", warnings, string.Join(' ', warnings.Select(one => $"{one.Rule}.{one.Period}={string.Join('/', one.Days)}")), by, cancel);
    }

    /// <summary>Sets the limits; a limit with days has an owner.</summary>
    public Task SetLimitsAsync(IReadOnlyList<LimitSetting> limits, CaseReach by, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(limits);
        if (limits.Any(limit => limit.Days is < 1 or > 3650 || limit.Days is not null && string.IsNullOrWhiteSpace(limit.Owner))) throw new ArgumentException("1 to 3650 days with an owner, or neither, was expected.", nameof(limits));
        return SetAsync("limits", limits, string.Join(' ', limits.Where(limit => limit.Days is not null).Select(limit => $"{limit.Id}={limit.Days}")), by, cancel);
    }

    /// <summary>Sets the help lines.</summary>
    public Task SetHelpLinesAsync(IReadOnlyList<HelpLine> lines, CaseReach by, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(lines);
        if (lines.Count > MostHelpLines || lines.Any(line => string.IsNullOrWhiteSpace(line.Name) || string.IsNullOrWhiteSpace(line.Number) || (line.Name + line.Number + line.Hours).Length > 240)) throw new ArgumentException("At most six lines with a name and a number were expected.", nameof(lines));
        return SetAsync("help-lines", lines, $"{lines.Count}", by, cancel);
    }

    /// <summary>Both at once: each page of a person asks for them.</summary>
    internal async Task<(IReadOnlyList<LimitSetting> Limits, IReadOnlyList<WarningSetting> Warnings)> LimitsAndWarningsAsync(CancellationToken cancel)
    {
        await using var context = Context();
        var rows = await limitsAndWarnings(context).ToListAsync(cancel);
        IReadOnlyList<T> Of<T>(string name) => rows.Find(row => row.Name == name) is { } row ? JsonSerializer.Deserialize<IReadOnlyList<T>>(row.Value)! : [];
        return (Of<LimitSetting>("limits"), Of<WarningSetting>("warnings"));
    }

    private readonly Func<CaseContext, IAsyncEnumerable<SettingRow>> limitsAndWarnings = EF.CompileAsyncQuery((CaseContext context) => context.Set<SettingRow>().AsNoTracking().Where(row => row.Name == "limits" || row.Name == "warnings"));

    private async Task<IReadOnlyList<T>> SettingAsync<T>(string name, CancellationToken cancel)
    {
        await using var context = Context();
        return await context.Set<SettingRow>().Where(row => row.Name == name).Select(row => row.Value).FirstOrDefaultAsync(cancel) is { } json ? JsonSerializer.Deserialize<IReadOnlyList<T>>(json)! : [];
    }

    private Task<bool> SetAsync<T>(string name, IReadOnlyList<T> value, string detail, CaseReach by, CancellationToken cancel) => WriteAsync(async context =>
    {
        ArgumentNullException.ThrowIfNull(by);
        await context.Set<SettingRow>().Where(row => row.Name == name).ExecuteDeleteAsync(cancel);
        context.Set<SettingRow>().Add(new() { Name = name, Value = JsonSerializer.Serialize(value), ChangedAt = Now().ToUnixTimeMilliseconds(), ByName = by.Name });
        context.Add(AuditTables.RowOf(AuditEntry.Of(RightsActs.SettingChanged, new($"settings/{name}"), Now(), Actor.Current, detail: detail)));
        return true;
    }, cancel);
}
