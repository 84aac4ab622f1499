using Microsoft.AspNetCore.Http;
using Vern.Material.Intake;
using Vern.Material.Routing;
using Vern.Platform.Access;
using Vern.Platform.Interface;
using Vern.Platform.Interface.Components;

namespace Vern.Material.Triage.Pages;

/// <summary>Is it relevant, known, urgent, whose?</summary>
/// <param name="View">The report.</param>
/// <param name="Route">Where it may go; null: what it said is erased.</param>
/// <param name="Packages">What went to authorities.</param>
/// <param name="Rematches">Entries that match it since it came.</param>
/// <param name="Authorities">National authorities that are not proposed.</param>
/// <param name="Reader">Who reads.</param>
/// <param name="Typed">What was typed, by field.</param>
/// <param name="Problems">What was not understood, or stands in the way.</param>
public sealed record ReportModel(ReportView View, RouteProposal? Route, IReadOnlyList<PackageHead> Packages, IReadOnlyList<RematchedReport> Rematches, IReadOnlyList<Authority> Authorities, Reader Reader, IReadOnlyDictionary<string, string> Typed, IReadOnlyList<Problem> Problems)
{
    /// <summary>Whether the reader may decide now: it waits, and nobody else reads it.</summary>
    public bool IsHers => View.Report is not null && View.Head.State is ReadingState.Waiting && (View.Head.ReaderAccount is null || View.Head.ReaderAccount == Reader.Account);
}

/// <summary>A report on one screen. Who is to pause is shown the pause, but for a child in danger.</summary>
public static class ShowReport
{
    /// <summary>The report.</summary>
    public static async Task<IResult> GetAsync(HttpContext http, long id, MaterialStore store, CurrentPerson current, CancellationToken cancel)
    {
        if (CurrentReader.Of(current) is not { } reader) return TypedResults.BadRequest();
        if ((await store.ExposureAsync(reader.Person, cancel)).PauseUntil is not null && !await store.IsImminentAsync(id, cancel)) return FormGuard.SeeOther("/pause");
        return await store.ReadAsync(id, reader, cancel) is { } view ? await ShowAsync(http, view, store, reader, null, [], 200, cancel) : TypedResults.NotFound();
    }

    /// <summary>Takes this report.</summary>
    public static async Task<IResult> TakeAsync(long id, MaterialStore store, CurrentPerson current, CancellationToken cancel) =>
        CurrentReader.Of(current) is not { } reader ? TypedResults.BadRequest() : await store.TakeAsync(id, reader, cancel) is ReadingStep.Gone ? TypedResults.NotFound() : FormGuard.SeeOther($"/reports/{id}");

    /// <summary>Gives it back to the queue.</summary>
    public static async Task<IResult> GiveBackAsync(long id, MaterialStore store, CurrentPerson current, CancellationToken cancel)
    {
        if (CurrentReader.Of(current) is not { } reader) return TypedResults.BadRequest();
        await store.GiveBackAsync(id, reader, cancel);
        return FormGuard.SeeOther("/queue?done=back");
    }

    internal static async Task<IResult> ShowAsync(HttpContext http, ReportView view, MaterialStore store, Reader reader, IReadOnlyDictionary<string, string>? typed, IReadOnlyList<Problem> problems, int status, CancellationToken cancel)
    {
        var route = await store.ProposeRouteAsync(view.Head.Report, cancel);
        var others = (await store.AuthoritiesAsync(cancel)).Where(one => !one.IsClosed && one.Kind is AuthorityKind.National && route?.Authorities.Any(proposed => proposed.Authority.Id == one.Id) is not true).ToList();
        return PageResult.Show<ReportPage, ReportModel>(PageContext.For(http, $"/reports/{view.Head.Report}"), new(view, route, await store.PackagesOfAsync(view.Head.Report, cancel), await store.RematchesOfAsync(view.Head.Report, cancel), others, reader, typed ?? new Dictionary<string, string>(StringComparer.Ordinal), problems), status);
    }
}
