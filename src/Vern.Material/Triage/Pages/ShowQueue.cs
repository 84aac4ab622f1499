using System.Globalization;
using Microsoft.AspNetCore.Http;
using Vern.Material.Intake;
using Vern.Platform.Access;
using Vern.Platform.Interface;

namespace Vern.Material.Triage.Pages;

/// <summary>What comes first?</summary>
/// <param name="Queue">The queue.</param>
/// <param name="Mine">How much the reader has read; null for nobody.</param>
/// <param name="Number">The page of the rest, from 1.</param>
/// <param name="Tests">Whether it shows test reports.</param>
/// <param name="Done">What has just happened, as a code; null: nothing.</param>
public sealed record QueueModel(QueueView Queue, Exposure? Mine, int Number, bool Tests, string? Done)
{
    /// <summary>Lines on a page.</summary>
    public const int Size = 50;
}

/// <summary>Those that are in no queue: an answer is waited for, or two have set them aside.</summary>
/// <param name="State">Which: asked or aside.</param>
/// <param name="Reports">The newest.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Number">The page, from 1.</param>
/// <param name="Tiers">The tiers in force.</param>
public sealed record OutOfQueueModel(string State, IReadOnlyList<QueuedReport> Reports, int Count, int Number, Tiers Tiers);

/// <summary>When may I go on?</summary>
/// <param name="Mine">How much she has read.</param>
/// <param name="Imminent">How many children in danger wait: they are never kept from her.</param>
public sealed record PauseModel(Exposure Mine, int Imminent);

/// <summary>The queue, and taking the next report of it.</summary>
public static class ShowQueue
{
    /// <summary>The queue.</summary>
    public static async Task<IResult> GetAsync(HttpContext http, MaterialStore store, CurrentPerson current, CancellationToken cancel)
    {
        var page = PageContext.For(http);
        var (tests, number) = (page.Asked("test") == "yes", NumberOf(page));
        var queue = await store.QueueAsync(tests, (number - 1) * QueueModel.Size, QueueModel.Size, cancel);
        return PageResult.Show<QueuePage, QueueModel>(page, new(queue, CurrentReader.Of(current) is { } reader ? await store.ExposureAsync(reader.Person, cancel) : null, number, tests, page.Asked("done") is "none" or "routed" or "second" or "asked" or "aside" or "back" ? page.Asked("done") : null));
    }

    /// <summary>Those whose sender is asked.</summary>
    public static Task<IResult> AskedAsync(HttpContext http, MaterialStore store, CancellationToken cancel) => OutAsync(http, "asked", ReadingState.Asked, store, cancel);

    /// <summary>Those that two have set aside.</summary>
    public static Task<IResult> AsideAsync(HttpContext http, MaterialStore store, CancellationToken cancel) => OutAsync(http, "aside", ReadingState.SetAside, store, cancel);

    private static async Task<IResult> OutAsync(HttpContext http, string name, ReadingState state, MaterialStore store, CancellationToken cancel)
    {
        var page = PageContext.For(http);
        var number = NumberOf(page);
        var (reports, count) = await store.ReportsInAsync(state, (number - 1) * QueueModel.Size, QueueModel.Size, cancel);
        return PageResult.Show<OutOfQueuePage, OutOfQueueModel>(page, new(name, reports, count, number, (await store.RulesInForceAsync(cancel)).Rules.Tiers));
    }

    internal static int NumberOf(PageContext page) => int.TryParse(page.Asked("page"), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? Math.Clamp(asked, 1, 100_000) : 1;

    /// <summary>Takes the next report and shows it.</summary>
    public static async Task<IResult> NextAsync(MaterialStore store, CurrentPerson current, CancellationToken cancel)
    {
        if (CurrentReader.Of(current) is not { } reader) return TypedResults.BadRequest();
        if (await store.TakeNextAsync(reader, cancel) is { } report) return FormGuard.SeeOther($"/reports/{report}");
        return FormGuard.SeeOther((await store.ExposureAsync(reader.Person, cancel)).PauseUntil is null ? "/queue?done=none" : "/pause");
    }

    /// <summary>The pause.</summary>
    public static async Task<IResult> PauseAsync(HttpContext http, MaterialStore store, CurrentPerson current, CancellationToken cancel) => CurrentReader.Of(current) is { } reader
        ? PageResult.Show<PausePage, PauseModel>(PageContext.For(http), new(await store.ExposureAsync(reader.Person, cancel), (await store.QueueAsync(false, 0, 0, cancel)).Imminent.Count)) : TypedResults.BadRequest();
}
