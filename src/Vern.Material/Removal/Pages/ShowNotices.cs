using System.Globalization;
using Microsoft.AspNetCore.Http;
using Vern.Material.Intake;
using Vern.Platform.Interface;

namespace Vern.Material.Removal.Pages;

/// <summary>What is still up?</summary>
/// <param name="Notices">A page of them.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Due">How many wait for a step now.</param>
/// <param name="At">Which page, from 1.</param>
/// <param name="State">The state asked for; null: all that are followed.</param>
public sealed record NoticesModel(IReadOnlyList<Notice> Notices, int Count, int Due, int At, NoticeState? State);

/// <summary>How long does removal take?</summary>
/// <param name="Year">The year.</param>
/// <param name="Countries">By country.</param>
/// <param name="Hosts">By host, those with most notices.</param>
public sealed record TimesModel(int Year, IReadOnlyList<RemovalTime> Countries, IReadOnlyList<RemovalTime> Hosts);

/// <summary>Notices as a list, and times to removal (J-002, J-005).</summary>
public static class ShowNotices
{
    internal const int OnPage = 50;
    private const int MostHosts = 25;

    /// <summary>The list.</summary>
    public static async Task<IResult> GetAsync(HttpContext http, MaterialStore store, CancellationToken cancel)
    {
        var page = PageContext.For(http);
        NoticeState? state = Enum.TryParse<NoticeState>(page.Asked("state"), out var asked) && Enum.IsDefined(asked) ? asked : null;
        var at = int.TryParse(page.Asked("page"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and < 100_000 ? number : 1;
        var host = page.Asked("host") is { } name && HostAddress.IsHost(name) ? name : null;
        var (notices, count) = await store.NoticesAsync(state, host, (at - 1) * OnPage, OnPage, cancel);
        return PageResult.Show<NoticesPage, NoticesModel>(page, new(notices, count, await store.DueNoticesAsync(cancel), at, state));
    }

    /// <summary>Times to removal of a year.</summary>
    public static async Task<IResult> TimesAsync(HttpContext http, MaterialStore store, CancellationToken cancel)
    {
        var page = PageContext.For(http);
        var year = int.TryParse(page.Asked("year"), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) && asked is >= 2000 and <= 2200 ? asked : page.Today.Year;
        var notices = await store.TimedNoticesAsync(PageContext.StartOf(new(year, 1, 1)), PageContext.StartOf(new(year + 1, 1, 1)), cancel);
        return PageResult.Show<NoticeTimesPage, TimesModel>(page, new(year, RemovalTimes.By(notices, one => one.Country ?? "", page.Now), [.. RemovalTimes.By(notices, one => one.Host, page.Now).Take(MostHosts)]));
    }
}
