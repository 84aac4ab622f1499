using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vern.Platform.Access;
using Vern.Platform.Auditing;
using Vern.Platform.Interface;
using Vern.Platform.Interface.Components;
using Vern.Platform.Localisation;

namespace Vern.Platform.Jobs.Pages;

/// <summary>What waits, and what got stuck?</summary>
/// <param name="Jobs">Of this page, latest first.</param>
/// <param name="Count">How many the filter finds.</param>
/// <param name="State">The state asked for; null: any.</param>
/// <param name="At">Which page, from 1.</param>
/// <param name="Parked">How many a person has to look at.</param>
public sealed record JobsModel(IReadOnlyList<JobRow> Jobs, int Count, JobState? State, int At, int Parked)
{
    /// <summary>How many pages there are.</summary>
    public int Pages => Math.Max(1, (Count + JobPages.PageSize - 1) / JobPages.PageSize);
}

/// <summary>Who is told what?</summary>
/// <param name="Webhooks">All that are told.</param>
/// <param name="Events">What may be told.</param>
/// <param name="Secret">The secret of the one that was added just now; shown this once.</param>
/// <param name="Address">What was entered as the address.</param>
/// <param name="Problems">What was not understood in the form.</param>
public sealed record WebhooksModel(IReadOnlyList<Webhook> Webhooks, IReadOnlyList<string> Events, string? Secret, string Address, IReadOnlyList<Problem> Problems);

/// <summary>The events that a workspace tells by webhook.</summary>
/// <param name="All">Their names.</param>
public sealed record WebhookEvents(IReadOnlyList<string> All);

/// <summary>The administrator's pages on jobs and webhooks.</summary>
public static class JobPages
{
    /// <summary>Jobs on a page.</summary>
    public const int PageSize = 50;
    private const long LongestForm = 16 * 1024;

    /// <summary>Maps the pages.</summary>
    public static IEndpointRouteBuilder MapJobPages(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("").ExcludeFromDescription();
        pages.MapGet("/jobs", JobsAsync).Needs(Permission.ReadJobs);
        pages.MapGet("/webhooks", (HttpContext http, JobStore store, WebhookEvents events, CancellationToken cancel) => WebhooksAsync(http, store, events, null, "", [], cancel)).Needs(Permission.KeepWebhooks);
        var changes = routes.MapGroup("").ExcludeFromDescription().RequireToken(LongestForm);
        changes.MapPost("/jobs/{id:int}/retry", RetryAsync).Needs(Permission.RunJobs);
        changes.MapPost("/jobs/{id:int}/park", ParkAsync).Needs(Permission.RunJobs);
        changes.MapPost("/webhooks", AddAsync).Needs(Permission.KeepWebhooks);
        changes.MapPost("/webhooks/{id:int}/end", EndAsync).Needs(Permission.KeepWebhooks);
        return routes;
    }

    private static async Task<IResult> JobsAsync(HttpContext http, JobStore store, CancellationToken cancel)
    {
        var state = Enum.TryParse<JobState>(http.Request.Query["state"], out var asked) && Enum.IsDefined(asked) ? asked : (JobState?)null;
        var at = int.TryParse(http.Request.Query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page is > 0 and < 1_000_000 ? page : 1;
        var (jobs, count) = await store.ListAsync(state, (at - 1) * PageSize, PageSize, cancel);
        var (_, parked) = await store.ListAsync(JobState.Parked, 0, 1, cancel);
        return PageResult.Show<JobsPage, JobsModel>(PageContext.For(http), new(jobs, count, state, at, parked));
    }

    private static async Task<IResult> RetryAsync(int id, JobStore store, WorkspaceLedger ledger, CancellationToken cancel)
    {
        if (!await store.RetryAsync(id, cancel)) return TypedResults.NotFound();
        await ledger.RecordAsync(JobActs.JobRetried, $"job/{id}", cancel: cancel);
        return FormGuard.SeeOther("/jobs?done=retried");
    }

    private static async Task<IResult> ParkAsync(HttpContext http, int id, JobStore store, WorkspaceLedger ledger, CurrentPerson current, CancellationToken cancel)
    {
        // Whoever reads the reason later reads it in English, as the other reasons that stand beside it.
        if (!await store.ParkAsync(id, $"put aside by {current.Name ?? "whoever sits at this machine"}", cancel)) return TypedResults.NotFound();
        await ledger.RecordAsync(JobActs.JobParked, $"job/{id}", cancel: cancel);
        return FormGuard.SeeOther("/jobs?done=parked");
    }

    private static async Task<IResult> WebhooksAsync(HttpContext http, JobStore store, WebhookEvents events, string? secret, string address, IReadOnlyList<Problem> problems, CancellationToken cancel)
    {
        return PageResult.Show<WebhooksPage, WebhooksModel>(PageContext.For(http, "/webhooks"), new(await store.WebhooksAsync(cancel), events.All, secret, address, problems), problems.Count > 0 ? 400 : 200);
    }

    private static async Task<IResult> AddAsync(HttpContext http, JobStore store, WebhookEvents events, WorkspaceLedger ledger, CurrentPerson current, CancellationToken cancel)
    {
        var form = await http.Request.ReadFormAsync(cancel);
        var (to, chosen) = (form["address"].ToString().Trim(), events.All.Where(form["event"].Contains).ToList());
        var language = PageContext.For(http).Language;
        var problems = new List<Problem>();
        if (WebhookAddress.Refusal(to) is { } refusal) problems.Add(new("address", Texts.Source[language, refusal]));
        if (chosen.Count == 0) problems.Add(new("event-0", Texts.Source[language, "webhooks.wrong.events"]));
        if (problems.Count > 0) return await WebhooksAsync(http, store, events, null, to, problems, cancel);
        var (id, secret) = await store.AddWebhookAsync(to, chosen, current.Name ?? "", cancel);
        await ledger.RecordAsync(JobActs.WebhookAdded, $"webhook/{id}", $"{to} {string.Join(' ', chosen)}", cancel);
        return await WebhooksAsync(http, store, events, secret, "", [], cancel);
    }

    private static async Task<IResult> EndAsync(int id, JobStore store, WorkspaceLedger ledger, CancellationToken cancel)
    {
        if (!await store.EndWebhookAsync(id, cancel)) return TypedResults.NotFound();
        await ledger.RecordAsync(JobActs.WebhookEnded, $"webhook/{id}", cancel: cancel);
        return FormGuard.SeeOther("/webhooks?done=ended");
    }
}

/// <summary>A page on jobs or webhooks.</summary>
public abstract class JobPage<TModel> : PageComponent<TModel>
{
    /// <inheritdoc />
    protected override TextSource Source => Texts.Source;
    /// <summary>A moment of the store.</summary>
    protected string At(long milliseconds) => Page.Moment(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds));
    /// <summary>The mark of a state.</summary>
    protected static string Tone(JobState state) => state switch { JobState.Done => "good", JobState.Parked => "needs", JobState.Running => "wait", _ => "still" };
}
