using System.Globalization;
using Microsoft.AspNetCore.Http;
using Vern.Material.Intake;
using Vern.Platform.Interface;

namespace Vern.Material.Routing.Pages;

/// <summary>What became of what we sent?</summary>
/// <param name="Packages">A page of packages.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Number">The page, from 1.</param>
/// <param name="Names">Names of authorities, by code.</param>
public sealed record DispatchesModel(IReadOnlyList<PackageHead> Packages, int Count, int Number, IReadOnlyDictionary<string, string> Names);

/// <summary>What was sent to authorities, with receipts, reminders and what became of it; nothing of what reports say.</summary>
public static class ShowDispatches
{
    /// <summary>The list.</summary>
    public static async Task<IResult> GetAsync(HttpContext http, MaterialStore store, CancellationToken cancel)
    {
        var page = PageContext.For(http);
        var number = int.TryParse(page.Asked("page"), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? Math.Clamp(asked, 1, 100_000) : 1;
        var (packages, count) = await store.PackagesAsync(null, (number - 1) * InboxModel.Size, InboxModel.Size, cancel);
        return PageResult.Show<DispatchesPage, DispatchesModel>(page, new(packages, count, number, (await store.AuthoritiesAsync(cancel)).ToDictionary(one => one.Id, one => one.Title, StringComparer.Ordinal)));
    }
}
