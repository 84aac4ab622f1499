using Microsoft.AspNetCore.Http;
using Vern.Persons.Registration;
using Vern.Persons.Registration.Pages;
using Vern.Platform.Interface;

namespace Vern.Persons.Rights.Pages;

/// <summary>What runs out when?</summary>
/// <param name="Top">The person.</param>
/// <param name="Rights">Her rights and deadlines.</param>
/// <param name="Spans">Permits, stays and placements, with the gaps and overlaps of permits.</param>
/// <param name="Deadlines">Deadlines with a day, numbered as in the drawing.</param>
/// <param name="Undated">Deadlines that a day is missing for.</param>
public sealed record TimelineModel(PersonTop Top, PersonRights Rights, IReadOnlyList<Span> Spans, IReadOnlyList<Deadline> Deadlines, IReadOnlyList<Deadline> Undated);

/// <summary>What a span of days is.</summary>
public enum SpanKind
{
    /// <summary>A permit.</summary>
    Permit,
    /// <summary>Days between permits that none covers.</summary>
    Gap,
    /// <summary>Days that two permits cover.</summary>
    Overlap,
    /// <summary>A crisis-centre stay.</summary>
    Stay,
    /// <summary>A placement without consent.</summary>
    Placement,
}

/// <summary>Days on the line, both counted in.</summary>
/// <param name="Kind">What.</param>
/// <param name="Permit">Which permit, for permits.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day, or null while it goes on.</param>
public sealed record Span(SpanKind Kind, PermitKind? Permit, DateOnly From, DateOnly? To);

/// <summary>Past and coming dates on one line.</summary>
public static class ShowTimeline
{
    /// <summary>The page.</summary>
    public static async Task<IResult> GetAsync(HttpContext http, string id, RightsStore store, CancellationToken cancel)
    {
        if (await PersonTop.ReadAsync(http, id, AgencyGrants.ReadRights, cancel) is not { } top || await store.ReadAsync(top.Person, top.Reach, cancel) is not { } rights) return TypedResults.NotFound();
        return PageResult.Show<TimelinePage, TimelineModel>(PageContext.For(http), new(top, rights, SpansOf(rights.Situation, rights.Deadlines), [.. rights.Deadlines.Where(one => one.On is not null)], [.. rights.Deadlines.Where(one => one.On is null && one.State is not DeadlineState.Met)]));
    }

    /// <summary>Spans in the order of their first days. A permit without a stated last day ends where its rule ends it.</summary>
    public static IReadOnlyList<Span> SpansOf(Situation situation, IReadOnlyList<Deadline> deadlines)
    {
        ArgumentNullException.ThrowIfNull(situation);
        ArgumentNullException.ThrowIfNull(deadlines);
        var permits = situation.Permits.Select(permit => (permit.Kind, permit.From, To: permit.To ?? deadlines.FirstOrDefault(one => one.Period.Id == "end" && one.From == permit.From && one.Period.From == Facts.Code(permit.Kind) + " permit")?.On)).OrderBy(permit => permit.From).ToList();
        var spans = permits.Select(permit => new Span(SpanKind.Permit, permit.Kind, permit.From, permit.To)).ToList();
        DateOnly? covered = null;
        for (var at = 0; at < permits.Count; at++)
        {
            if (at > 0 && covered is { } end)
            {
                if (permits[at].From > CountDays.Days(end, 1)) spans.Add(new Span(SpanKind.Gap, null, CountDays.Days(end, 1), CountDays.Days(permits[at].From, -1)));
                else if (permits[at].From <= end) spans.Add(new Span(SpanKind.Overlap, null, permits[at].From, permits[at].To < end ? permits[at].To : end));
            }
            var to = permits[at].To ?? DateOnly.MaxValue;
            covered = covered is null || to > covered ? to : covered;
        }
        spans.AddRange(situation.CrisisCentre.Select(stay => new Span(SpanKind.Stay, null, stay.From, stay.To)));
        spans.AddRange(situation.Placements.Select(stay => new Span(SpanKind.Placement, null, stay.From, stay.To)));
        return [.. spans.OrderBy(span => span.From).ThenBy(span => span.Kind)];
    }
}
