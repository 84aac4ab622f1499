using System.Text;
using Microsoft.EntityFrameworkCore;
using Vern.Persons.Referral;
using Vern.Persons.Referral.Storage;
using Vern.Persons.Registration.Storage;
using Vern.Platform.Auditing;

namespace Vern.Persons.Registration;

// Meetings with other bodies about shared cases.
public sealed partial class CaseStore
{
    private const string MinutesColumn = "case_meeting_cases.minutes";
    private const int MostOnAgenda = 100, MostMeetings = 200, DaysAhead = 7;

    /// <summary>The persons within reach who may be on an agenda with these bodies: she agreed today, for this purpose, that one of them is told something, or a referral between us and one of them was accepted. With what may be told to whom.</summary>
    public async Task<IReadOnlyList<MeetingCase>> SharedCasesAsync(IReadOnlyList<string> bodies, string purpose, CaseReach by, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        if (!by.Purposes.Contains("protection")) return [];
        await using var context = Context();
        var today = Today;
        var rows = await (await WithinAsync(context, by, cancel)).AsNoTracking().Where(row => row.ClosedOn == null
            && (context.Consents.Any(one => one.Person == row.Id && bodies.Contains(one.Recipient) && one.Purpose == purpose && one.Answer == ConsentAnswer.Given && one.WithdrawnOn == null && one.Until >= today)
                || context.Referrals.Any(one => one.Person == row.Id && bodies.Contains(one.Body) && one.State == ReferralState.Accepted))).OrderBy(row => row.Id).Take(MostOnAgenda).ToListAsync(cancel);
        var cases = await SharesAsync(context, rows, bodies, purpose, cancel);
        // An answer that a later no has overtaken brings nobody onto an agenda.
        return [.. rows.Select(row => new MeetingCase(PersonId.Read(row.Id)!.Value, cases[row.Id])).Where(one => one.Shares.Any(share => share.KnowsHer || share.Sections.Count > 0))];
    }

    /// <summary>Keeps a meeting; a form sent twice keeps one. Nobody comes onto the agenda who is not shared with a body that is there.</summary>
    public async Task<Stepped> KeepMeetingAsync(NewMeeting meeting, CaseReach by, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(meeting);
        ArgumentNullException.ThrowIfNull(by);
        var known = (await ServicesAsync(cancel: cancel)).Select(service => service.Id).ToHashSet(StringComparer.Ordinal);
        if (meeting.Bodies.Count == 0 || !meeting.Bodies.All(body => known.Contains(body.Body)) || !Catalogue.Purposes.Contains(meeting.Purpose)) return Stepped.NoRecipient;
        await using (var context = Context()) if (await context.Set<MeetingRow>().AnyAsync(row => row.Id == meeting.Origin && row.By == by.Account, cancel)) return Stepped.Done; // a double click
        var shared = (await SharedCasesAsync([.. meeting.Bodies.Select(body => body.Body)], meeting.Purpose, by, cancel)).Select(one => one.Person).ToHashSet();
        if (!meeting.People.All(shared.Contains)) return Stepped.NotShared;
        try
        {
            return await WriteAsync(async context =>
            {
                context.Add(new MeetingRow { Id = meeting.Origin, On = meeting.On, At = meeting.At, Purpose = meeting.Purpose, Place = meeting.Place, By = by.Account, ByName = by.Name });
                await context.SaveChangesAsync(cancel);
                context.AddRange(meeting.Bodies.DistinctBy(body => body.Body).Select(body => new MeetingBodyRow { Meeting = meeting.Origin, Body = body.Body, Who = body.Who }));
                foreach (var person in meeting.People.Distinct())
                {
                    context.Add(new MeetingCaseRow { Meeting = meeting.Origin, Person = person.Value });
                    Record(context, CaseActs.OnAgenda, person, meeting.Origin);
                }
                context.Add(AuditTables.RowOf(AuditEntry.Of(CaseActs.MeetingKept, new($"meeting/{meeting.Origin}"), Now(), Actor.Current, detail: string.Join(' ', meeting.Bodies.Select(body => body.Body)))));
                return Stepped.Done;
            }, cancel);
        }
        catch (DbUpdateException) // the same form was faster
        {
            await using var context = Context();
            if (await context.Set<MeetingRow>().AnyAsync(row => row.Id == meeting.Origin && row.By == by.Account, cancel)) return Stepped.Done;
            throw;
        }
    }

    /// <summary>The meetings that one called, or with a person within reach on the agenda, latest first.</summary>
    public async Task<IReadOnlyList<Meeting>> MeetingsAsync(CaseReach by, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        if (!by.Purposes.Contains("protection")) return [];
        await using var context = Context();
        var rows = await (await VisibleAsync(context, by, cancel)).AsNoTracking().OrderByDescending(row => row.On).ThenBy(row => row.Id).Take(MostMeetings).ToListAsync(cancel);
        var ids = rows.Select(row => row.Id).ToList();
        var bodies = (await context.Set<MeetingBodyRow>().AsNoTracking().Where(row => ids.Contains(row.Meeting)).OrderBy(row => row.Id).ToListAsync(cancel)).ToLookup(row => row.Meeting);
        return [.. rows.Select(row => HeadOf(row, bodies[row.Id]))];
    }

    /// <summary>What of meetings stands on somebody's day. Asked by the day first, so that neither all persons nor all meetings are gone through.</summary>
    public async Task<MeetingsAhead> MeetingsAheadAsync(CaseReach by, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        if (!by.Purposes.Contains("protection")) return new([], []);
        await using var context = Context();
        var (today, until) = (Today, Today.AddDays(DaysAhead));
        var own = await (await VisibleAsync(context, by with { Scope = Platform.Access.Scope.Own }, cancel)).AsNoTracking().Where(row => row.On >= today && row.On <= until && row.CalledOffAt == null).OrderBy(row => row.On).Take(MostMeetings).ToListAsync(cancel);
        var invited = await context.Set<MeetingInvitationRow>().AsNoTracking().Where(row => row.On >= today && ((row.Answer == null && row.CalledOffAt == null) || (row.Answer == "comes" && (row.CalledOffAt != null || row.On <= until)))).OrderBy(row => row.On).Take(MostInvitations).ToListAsync(cancel);
        var ids = own.ConvertAll(row => row.Id);
        var bodies = ids.Count == 0 ? Enumerable.Empty<MeetingBodyRow>().ToLookup(row => row.Meeting) : (await context.Set<MeetingBodyRow>().AsNoTracking().Where(row => ids.Contains(row.Meeting)).OrderBy(row => row.Id).ToListAsync(cancel)).ToLookup(row => row.Meeting);
        return new([.. own.OrderBy(row => row.On).ThenBy(row => row.At).Select(row => HeadOf(row, bodies[row.Id]))], [.. invited.OrderBy(row => row.On).ThenBy(row => row.At).Select(row => InvitationOf(row, []))]);
    }

    /// <summary>A meeting with those on its agenda within reach, and who may be told what of each today; null where there is none.</summary>
    public async Task<MeetingView?> MeetingAsync(string id, CaseReach by, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        if (!by.Purposes.Contains("protection")) return null;
        await using var context = Context();
        if (await (await VisibleAsync(context, by, cancel)).AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { } row) return null;
        var head = HeadOf(row, await context.Set<MeetingBodyRow>().AsNoTracking().Where(one => one.Meeting == id).OrderBy(one => one.Id).ToListAsync(cancel));
        var bodies = head.Bodies.Select(body => body.Body).ToList();
        var on = await context.Set<MeetingCaseRow>().AsNoTracking().Where(one => one.Meeting == id).OrderBy(one => one.Id).ToListAsync(cancel);
        var ids = on.ConvertAll(one => one.Person);
        var people = await (await WithinAsync(context, by, cancel)).AsNoTracking().Where(person => ids.Contains(person.Id)).ToDictionaryAsync(person => person.Id, StringComparer.Ordinal, cancel);
        var shares = await SharesAsync(context, [.. people.Values], bodies, head.Purpose, cancel);
        var keys = await workspace.Keys.KeysAsync([.. people.Values.Select(person => person.KeyId)], cancel);
        var cases = on.Where(one => people.ContainsKey(one.Person)).Select(one => new MeetingCase(PersonId.Read(one.Person)!.Value, shares[one.Person],
            one.Minutes is { } box && keys.TryGetValue(people[one.Person].KeyId, out var key) ? Encoding.UTF8.GetString(key.OpenField($"{id}/{one.Person}", MinutesColumn, box)) : null, one.MinutesBy, one.Revision) { Owner = people[one.Person].Owner }).ToList();
        return new(head, cases, on.Count - cases.Count, [.. (await SharedCasesAsync(bodies, head.Purpose, by, cancel)).Where(one => !ids.Contains(one.Person.Value))]);
    }

    /// <summary>Puts somebody on the agenda who is shared with a body that is there.</summary>
    public async Task<Stepped> PutOnAgendaAsync(string id, PersonId person, CaseReach by, CancellationToken cancel = default)
    {
        if (await MeetingAsync(id, by, cancel) is not { } view) return Stepped.Gone;
        if (view.Cases.Any(one => one.Person == person)) return Stepped.Done;
        if (view.Possible.All(one => one.Person != person)) return Stepped.NotShared;
        var there = await ChangeAsync(person, by, async (context, row) =>
        {
            if (await context.Set<MeetingCaseRow>().AnyAsync(one => one.Meeting == id && one.Person == row.Id, cancel)) return;
            context.Add(new MeetingCaseRow { Meeting = id, Person = row.Id });
            Record(context, CaseActs.OnAgenda, person, id);
        }, cancel);
        return there ? Stepped.Done : Stepped.Gone;
    }

    /// <summary>Notes what was said of a person, sealed with her key, over the revision that was shown.</summary>
    /// <returns>Done, also where the same stands already; NotNow: somebody else noted something since.</returns>
    public async Task<Stepped> KeepMinutesAsync(string id, PersonId person, string words, int revision, CaseReach by, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        if (await MeetingAsync(id, by, cancel) is not { } view || view.Cases.FirstOrDefault(one => one.Person == person) is not { } shown || await KeyWithinAsync(person, by, cancel) is not { } key) return Stepped.Gone;
        if (shown.Minutes == words) return Stepped.Done;
        var kept = false;
        await ChangeAsync(person, by, async (context, row) =>
        {
            if (await context.Set<MeetingCaseRow>().FirstOrDefaultAsync(one => one.Meeting == id && one.Person == row.Id && one.Revision == revision, cancel) is not { } one) return;
            (one.Minutes, one.MinutesBy, one.Revision, kept) = (key.SealField($"{id}/{row.Id}", MinutesColumn, Encoding.UTF8.GetBytes(words)), by.Name, revision + 1, true);
            Record(context, CaseActs.MinutesKept, person, id);
        }, cancel);
        return kept ? Stepped.Done : Stepped.NotNow;
    }

    private async Task<IQueryable<MeetingRow>> VisibleAsync(CaseContext context, CaseReach by, CancellationToken cancel)
    {
        var (account, within) = (by.Account, await WithinAsync(context, by, cancel));
        return context.Set<MeetingRow>().Where(row => row.By == account || context.Set<MeetingCaseRow>().Any(one => one.Meeting == row.Id && within.Any(person => person.Id == one.Person)));
    }

    // Each body's part of what may be told, by the same question as everything that leaves.
    private async Task<Dictionary<string, IReadOnlyList<MeetingShare>>> SharesAsync(CaseContext context, List<PersonRow> people, IReadOnlyList<string> bodies, string purpose, CancellationToken cancel)
    {
        var ids = people.ConvertAll(person => person.Id);
        var kinds = (await ServicesAsync(all: true, cancel)).ToDictionary(service => service.Id, service => service.Kind, StringComparer.Ordinal);
        var keys = await workspace.Keys.KeysAsync([.. people.Select(person => person.KeyId)], cancel);
        var consents = (await context.Consents.AsNoTracking().Where(one => ids.Contains(one.Person) && one.Purpose == purpose).ToListAsync(cancel)).ToLookup(one => one.Person);
        var known = (await context.Referrals.AsNoTracking().Where(one => one.Person != null && ids.Contains(one.Person) && one.State == ReferralState.Accepted).Select(one => new { one.Person, one.Body }).ToListAsync(cancel)).ToLookup(one => one.Person!, one => one.Body);
        var today = Today;
        return people.Where(person => keys.ContainsKey(person.KeyId)).ToDictionary(person => person.Id, person =>
        {
            var hers = consents[person.Id].Select(one => ConsentOf(one, keys[person.KeyId])).ToList();
            return (IReadOnlyList<MeetingShare>)[.. bodies.Select(body => new MeetingShare(body,
                [.. MayShare.AllSections.Where(section => Catalogue.All.Any(field => field.Section == section && MayShare.Decide(person.Audience, hers, body, kinds.GetValueOrDefault(body, ""), purpose, field, today).May))], known[person.Id].Contains(body)))];
        }, StringComparer.Ordinal);
    }

    private static Meeting HeadOf(MeetingRow row, IEnumerable<MeetingBodyRow> bodies) => new(row.Id, row.On, row.Purpose, row.Place, row.ByName, [.. bodies.Select(body => new MeetingBody(body.Body, body.Who) { Invited = body.InvitedAt is not null, Answer = body.Answer })]) { At = row.At, CalledOff = row.CalledOffAt is not null, Revision = row.Revision };
}
