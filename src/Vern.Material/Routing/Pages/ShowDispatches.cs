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
/// <param name="ByFile">Authorities that are reached by a file which a person takes out.</param>
public sealed record DispatchesModel(IReadOnlyList<PackageHead> Packages, int Count, int Number, IReadOnlyDictionary<string, string> Names, IReadOnlySet<string> ByFile);

/// <summary>What was sent to authorities, with receipts, reminders and what became of it; nothing of what reports say.</summary>
public static class ShowDispatches
{
    /// <summary>The list.</summary>
    public static async Task<IResult> GetAsync(HttpContext http, MaterialStore store, CancellationToken cancel)
    {
        var page = PageContext.For(http);
        var number = int.TryParse(page.Asked("page"), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? Math.Clamp(asked, 1, 100_000) : 1;
        var (packages, count) = await store.PackagesAsync(null, (number - 1) * InboxModel.Size, InboxModel.Size, cancel);
        var authorities = await store.AuthoritiesAsync(cancel);
        return PageResult.Show<DispatchesPage, DispatchesModel>(page, new(packages, count, number, authorities.ToDictionary(one => one.Id, one => one.Title, StringComparer.Ordinal), authorities.Where(one => one.Channel is AuthorityChannel.File).Select(one => one.Id).ToHashSet(StringComparer.Ordinal)));
    }

    /// <summary>A package as a file, for an authority that is reached by one; those with an inbox take theirs there.</summary>
    public static async Task<IResult> FileAsync(string package, string format, MaterialStore store, CancellationToken cancel)
    {
        foreach (var authority in (await store.AuthoritiesAsync(cancel)).Where(one => one.Channel is AuthorityChannel.File))
            if (await store.PackageAsync(package, authority.Id, cancel) is var (head, content)) return ShowInbox.File(head, content, format);
        return TypedResults.NotFound();
    }
}
