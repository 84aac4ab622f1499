using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Vern.Persons.Referral;
using Vern.Persons.Referral.Storage;
using Vern.Persons.Registration.Storage;
using Vern.Platform.Auditing;
using Vern.Platform.Sealing;

namespace Vern.Persons.Registration;

// Invitations to meetings: sealed to each agency that is to come, and carried by the relay.
public sealed partial class CaseStore
{
    private const int MostInvitations = 100, FurthestMeetingDays = 400;

    /// <summary>Invites the bodies of a meeting that run Vern, each once. None is told who else comes; the agenda goes to each as the referrals about it that were accepted between the two and that she still agrees to.</summary>
    /// <returns>Done, also where all are invited; NoRecipient: none of them has a key; NotNow: it is past, or too far ahead for the others to take it in; Gone: no such meeting within reach, or it was called off.</returns>
    public async Task<Stepped> InviteToMeetingAsync(string id, CaseReach by, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        if (await MeetingAsync(id, by, cancel) is not { Head.CalledOff: false } view) return Stepped.Gone;
        if (!IsDayToMeet(view.Head.On)) return Stepped.NotNow;
        var there = new List<(Service Body, Envelope Envelope)>();
        foreach (var body in view.Head.Bodies.Where(body => !body.Invited))
        {
            if (await ServiceAsync(body.Body, cancel) is not { Active: true, Key: { } key } service) continue;
            there.Add((service, await SealInvitationAsync(view.Head, view.Cases, body.Body, key, by, cancel)));
        }
        if (there.Count == 0) return view.Head.Bodies.Any(body => body.Invited) ? Stepped.Done : Stepped.NoRecipient;
        var stands = await WriteAsync(async context =>
        {
            // What was sealed must be what stands; the row is held until it is written, so that nobody moves the meeting in between.
            if (await context.Set<MeetingRow>().Where(row => row.Id == id && row.CalledOffAt == null && row.Revision == view.Head.Revision).ExecuteUpdateAsync(set => set.SetProperty(row => row.Revision, row => row.Revision), cancel) == 0) return false;
            var at = Now().ToUnixTimeMilliseconds();
            foreach (var (body, envelope) in there)
            {
                if (await context.Set<MeetingBodyRow>().Where(row => row.Meeting == id && row.Body == body.Id && row.InvitedAt == null).ExecuteUpdateAsync(set => set.SetProperty(row => row.InvitedAt, at), cancel) == 0) continue; // a double click
                LeaveForMeeting(context, id, body.Id, envelope);
                RecordMeeting(context, CaseActs.MeetingInvited, id, body.Id);
            }
            return true;
        }, cancel);
        if (!stands) return await InviteToMeetingAsync(id, by, cancel);
        workspace.Jobs.Signal();
        return Stepped.Done;
    }

    /// <summary>The last day on which a meeting may be that others are invited to.</summary>
    public DateOnly LastDayToMeet => Today.AddDays(FurthestMeetingDays);

    /// <summary>Whether others may be invited to a meeting of that day.</summary>
    public bool IsDayToMeet(DateOnly day) => day >= Today && day <= LastDayToMeet;

    /// <summary>Gives a meeting another day, hour or place. Those who were invited are invited anew, and what they answered to the former no longer holds; one that has no key any more counts as not invited.</summary>
    /// <returns>Done, also where it is then and there already; NotNow: no day to meet, or somebody else moved it since; Gone: no such meeting within reach, or it was called off.</returns>
    public async Task<Stepped> MoveMeetingAsync(string id, MovedMeeting to, CaseReach by, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(to);
        ArgumentNullException.ThrowIfNull(by);
        if (await MeetingAsync(id, by, cancel) is not { Head.CalledOff: false } view) return Stepped.Gone;
        bool IsThere(Meeting head) => (head.On, head.At, head.Place) == (to.On, to.At, to.Place);
        if (IsThere(view.Head)) return Stepped.Done; // a double click
        if (!IsDayToMeet(to.On) || to.Revision != view.Head.Revision) return Stepped.NotNow;
        var head = view.Head with { On = to.On, At = to.At, Place = to.Place, Revision = to.Revision + 1 };
        var told = new List<(string Body, Envelope Envelope)>();
        foreach (var body in head.Bodies.Where(body => body.Invited))
            if (await ServiceAsync(body.Body, cancel) is { Active: true, Key: { } key }) told.Add((body.Body, await SealInvitationAsync(head, view.Cases, body.Body, key, by, cancel)));
        var bodies = told.ConvertAll(one => one.Body);
        var moved = await WriteAsync(async context =>
        {
            if (await context.Set<MeetingRow>().Where(row => row.Id == id && row.CalledOffAt == null && row.Revision == to.Revision).ExecuteUpdateAsync(set => set.SetProperty(row => row.On, head.On).SetProperty(row => row.At, head.At).SetProperty(row => row.Place, head.Place).SetProperty(row => row.Revision, head.Revision), cancel) == 0) return false;
            await context.Set<MeetingBodyRow>().Where(row => row.Meeting == id).ExecuteUpdateAsync(set => set.SetProperty(row => row.Answer, (string?)null).SetProperty(row => row.InvitedAt, row => bodies.Contains(row.Body) ? row.InvitedAt : null), cancel);
            foreach (var (body, envelope) in told) LeaveForMeeting(context, id, body, envelope);
            RecordMeeting(context, CaseActs.MeetingMoved, id, string.Join(' ', bodies));
            return true;
        }, cancel);
        if (!moved) return await MeetingAsync(id, by, cancel) is { Head.CalledOff: false } now ? IsThere(now.Head) ? Stepped.Done : Stepped.NotNow : Stepped.Gone; // somebody was faster
        workspace.Jobs.Signal();
        return Stepped.Done;
    }

    // Of the agenda each body is told by the referrals about it that were accepted between the two and that she still agrees to.
    private async Task<Envelope> SealInvitationAsync(Meeting head, IReadOnlyList<MeetingCase> cases, string body, PublicKey key, CaseReach by, CancellationToken cancel)
    {
        var people = cases.Where(one => one.Shares.Any(share => share.Body == body && share.KnowsHer && share.Sections.Count > 0)).Select(one => one.Person.Value).ToList();
        List<string> referrals;
        await using (var context = Context()) referrals = await context.Referrals.Where(row => row.Person != null && people.Contains(row.Person) && row.Body == body && row.State == ReferralState.Accepted).Select(row => row.Id).Take(MostInvitations).ToListAsync(cancel);
        return await SealAsync(new MeetingMessage(1, head.Id, MeetingNote.Invite, by.Name, head.On, head.Purpose, head.Place, referrals, head.At, head.Revision).ToBytes(), key, cancel);
    }

    /// <summary>Calls a meeting off; those who were invited are told.</summary>
    public async Task<Stepped> CallOffMeetingAsync(string id, CaseReach by, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        if (await MeetingAsync(id, by, cancel) is not { } view) return Stepped.Gone;
        if (view.Head.CalledOff) return Stepped.Done;
        var told = new List<(string Body, Envelope Envelope)>();
        foreach (var body in view.Head.Bodies.Where(body => body.Invited))
            if ((await ServiceAsync(body.Body, cancel))?.Key is { } key) told.Add((body.Body, await SealAsync(new MeetingMessage(1, id, MeetingNote.CallOff, by.Name).ToBytes(), key, cancel)));
        await WriteAsync(async context =>
        {
            if (await context.Set<MeetingRow>().Where(row => row.Id == id && row.CalledOffAt == null).ExecuteUpdateAsync(set => set.SetProperty(row => row.CalledOffAt, Now().ToUnixTimeMilliseconds()), cancel) == 0) return false;
            foreach (var (body, envelope) in told) LeaveForMeeting(context, id, body, envelope);
            RecordMeeting(context, CaseActs.MeetingCalledOff, id);
            return true;
        }, cancel);
        workspace.Jobs.Signal();
        return Stepped.Done;
    }

    /// <summary>Meetings that other agencies call, latest first; of persons on the agenda those within reach.</summary>
    public async Task<IReadOnlyList<MeetingInvitation>> InvitationsAsync(CaseReach by, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        if (!by.Purposes.Contains("protection")) return [];
        await using var context = Context();
        var rows = await context.Set<MeetingInvitationRow>().AsNoTracking().OrderByDescending(row => row.On).Take(MostInvitations).ToListAsync(cancel);
        var referrals = rows.SelectMany(row => Ids(row.Referrals)).ToList();
        var within = await WithinAsync(context, by, cancel);
        var people = (await context.Referrals.AsNoTracking().Where(row => referrals.Contains(row.Id) && row.State == ReferralState.Accepted && within.Any(person => person.Id == row.Person)).Select(row => new { row.Id, row.Person }).ToListAsync(cancel)).ToDictionary(row => row.Id, row => row.Person!, StringComparer.Ordinal);
        return [.. rows.Select(row => InvitationOf(row, [.. Ids(row.Referrals).Where(people.ContainsKey).Select(id => PersonId.Read(people[id])!.Value).Distinct()]))];
    }

    /// <summary>Answers an invitation; the newest answer counts, and the agency that called the meeting is told.</summary>
    /// <param name="number">Its number here.</param>
    /// <param name="comes">Whether we come.</param>
    /// <param name="by">Who answers.</param>
    /// <param name="revision">Which was read, by how often the meeting had been moved; null: the one that stands.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>NotNow: it was called off, or moved since it was read.</returns>
    public async Task<Stepped> AnswerInvitationAsync(long number, bool comes, CaseReach by, int? revision = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        MeetingInvitationRow? row;
        await using (var context = Context()) row = await context.Set<MeetingInvitationRow>().AsNoTracking().FirstOrDefaultAsync(one => one.Id == number, cancel);
        if (row is null || !by.Purposes.Contains("protection")) return Stepped.Gone;
        var answer = comes ? "comes" : "declines";
        if (row.Answer == answer) return Stepped.Done; // a double click
        if (row.CalledOffAt is not null || (revision ?? row.Revision) != row.Revision) return Stepped.NotNow;
        if (await ServiceAsync(row.Body, cancel) is not { Key: { } key }) return Stepped.NoRecipient;
        var envelope = await SealAsync(new MeetingMessage(1, row.Meeting, comes ? MeetingNote.Comes : MeetingNote.Declines, by.Name, Revision: row.Revision).ToBytes(), key, cancel);
        var done = await WriteAsync(async context =>
        {
            if (await context.Set<MeetingInvitationRow>().Where(one => one.Id == number && one.CalledOffAt == null && one.Revision == row.Revision).ExecuteUpdateAsync(set => set.SetProperty(one => one.Answer, answer), cancel) == 0) return Stepped.NotNow;
            LeaveForMeeting(context, row.Meeting, row.Body, envelope);
            RecordMeeting(context, CaseActs.InvitationAnswered, row.Meeting, answer);
            return Stepped.Done;
        }, cancel);
        workspace.Jobs.Signal();
        return done;
    }

    private async Task<string?> ApplyMeetingAsync(Envelope envelope, MeetingMessage message, Service sender, CancellationToken cancel)
    {
        await using (var context = Context()) if (await context.TakenEnvelopes.AnyAsync(row => row.Id == envelope.Id, cancel)) return nameof(EnvelopeFault.Replayed);
        if (message.Note is MeetingNote.Invite && (!Catalogue.Purposes.Contains(message.Purpose!) || message.Purpose == "statistics" || message.On < Today.AddDays(-1) || message.On > Today.AddDays(FurthestMeetingDays))) return nameof(EnvelopeFault.NotAnEnvelope);
        try
        {
            return await WriteAsync(async context =>
            {
                if (message.Note is MeetingNote.Comes or MeetingNote.Declines)
                {
                    var answer = message.Note is MeetingNote.Comes ? "comes" : "declines";
                    var invited = context.Set<MeetingBodyRow>().Where(row => row.Meeting == message.Meeting && row.Body == sender.Id && row.InvitedAt != null);
                    if (!await invited.AnyAsync(cancel)) return "UnknownMeeting";
                    // An answer that crossed the meeting's move was given to the former day.
                    if (await context.Set<MeetingRow>().AnyAsync(row => row.Id == message.Meeting && row.Revision == message.Revision, cancel)) await invited.ExecuteUpdateAsync(set => set.SetProperty(row => row.Answer, answer), cancel);
                    else answer += " former";
                    RecordMeeting(context, CaseActs.InvitationAnswered, message.Meeting, $"{sender.Id} {answer}");
                }
                else
                {
                    var row = await context.Set<MeetingInvitationRow>().FirstOrDefaultAsync(one => one.Body == sender.Id && one.Meeting == message.Meeting, cancel);
                    if (message.Note is MeetingNote.CallOff)
                    {
                        if (row is null) return "UnknownMeeting";
                        row.CalledOffAt = Now().ToUnixTimeMilliseconds();
                        RecordMeeting(context, CaseActs.MeetingCalledOff, message.Meeting, sender.Id);
                    }
                    else if (row is { CalledOffAt: not null } || message.Revision < row?.Revision) RecordMeeting(context, CaseActs.InvitationReceived, message.Meeting, $"{sender.Id} former"); // overtaken on its way: nothing that was called off comes back
                    else
                    {
                        // Only referrals that stand between the two tell of anybody; what else is named is dropped.
                        var known = await context.Referrals.Where(one => one.Body == sender.Id && message.Referrals!.Contains(one.Id)).Select(one => one.Id).ToListAsync(cancel);
                        if (row is null) context.Add(row = new() { Meeting = message.Meeting, Body = sender.Id, Purpose = "", Place = "", ByName = "", Referrals = "" });
                        if (message.Revision > row.Revision) row.Answer = null; // given to the former day
                        (row.On, row.At, row.Purpose, row.Place, row.ByName, row.Referrals, row.Revision) = (message.On!.Value, message.At, message.Purpose!, message.Place!, message.By, string.Join(' ', known), message.Revision);
                        RecordMeeting(context, CaseActs.InvitationReceived, message.Meeting, sender.Id);
                    }
                }
                Taken(context, envelope);
                return null;
            }, cancel);
        }
        catch (DbUpdateException) // taken in at the same moment by another process
        {
            await using var context = Context();
            if (await context.TakenEnvelopes.AnyAsync(row => row.Id == envelope.Id, cancel)) return nameof(EnvelopeFault.Replayed);
            throw;
        }
    }

    private void LeaveForMeeting(CaseContext context, string meeting, string body, Envelope envelope) =>
        Leave(context, Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"meeting/{meeting}/{body}")).AsSpan(0, 16)), envelope);

    private void RecordMeeting(CaseContext context, AuditAct act, string meeting, string? detail = null) => context.Add(AuditTables.RowOf(AuditEntry.Of(act, new($"meeting/{meeting}"), Now(), Actor.Current, detail: detail)));

    private static MeetingInvitation InvitationOf(MeetingInvitationRow row, IReadOnlyList<PersonId> people) => new(row.Id, row.Body, row.ByName, row.On, row.Purpose, row.Place, row.Answer, row.CalledOffAt is not null, people) { At = row.At, Revision = row.Revision };

    private static string[] Ids(string ids) => ids.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
