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
    /// <returns>Done, also where all are invited; NoRecipient: none of them has a key; Gone: no such meeting within reach, or it was called off.</returns>
    public async Task<Stepped> InviteToMeetingAsync(string id, CaseReach by, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        if (await MeetingAsync(id, by, cancel) is not { Head.CalledOff: false } view) return Stepped.Gone;
        var there = new List<(Service Body, Envelope Envelope)>();
        foreach (var body in view.Head.Bodies.Where(body => !body.Invited))
        {
            if (await ServiceAsync(body.Body, cancel) is not { Active: true, Key: { } key } service) continue;
            var people = view.Cases.Where(one => one.Shares.Any(share => share.Body == body.Body && share.KnowsHer && share.Sections.Count > 0)).Select(one => one.Person.Value).ToList();
            List<string> referrals;
            await using (var context = Context()) referrals = await context.Referrals.Where(row => row.Person != null && people.Contains(row.Person) && row.Body == body.Body && row.State == ReferralState.Accepted).Select(row => row.Id).Take(MostInvitations).ToListAsync(cancel);
            there.Add((service, await SealAsync(new MeetingMessage(1, id, MeetingNote.Invite, by.Name, view.Head.On, view.Head.Purpose, view.Head.Place, referrals).ToBytes(), key, cancel)));
        }
        if (there.Count == 0) return view.Head.Bodies.Any(body => body.Invited) ? Stepped.Done : Stepped.NoRecipient;
        await WriteAsync(async context =>
        {
            var at = Now().ToUnixTimeMilliseconds();
            foreach (var (body, envelope) in there)
            {
                if (await context.Set<MeetingBodyRow>().Where(row => row.Meeting == id && row.Body == body.Id && row.InvitedAt == null).ExecuteUpdateAsync(set => set.SetProperty(row => row.InvitedAt, at), cancel) == 0) continue; // a double click
                LeaveForMeeting(context, id, body.Id, envelope);
                RecordMeeting(context, CaseActs.MeetingInvited, id, body.Id);
            }
            return true;
        }, cancel);
        workspace.Jobs.Signal();
        return Stepped.Done;
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
        return [.. rows.Select(row => new MeetingInvitation(row.Id, row.Body, row.ByName, row.On, row.Purpose, row.Place, row.Answer, row.CalledOffAt is not null, [.. Ids(row.Referrals).Where(people.ContainsKey).Select(id => PersonId.Read(people[id])!.Value).Distinct()]))];
    }

    /// <summary>Answers an invitation; the newest answer counts, and the agency that called the meeting is told.</summary>
    public async Task<Stepped> AnswerInvitationAsync(long number, bool comes, CaseReach by, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        MeetingInvitationRow? row;
        await using (var context = Context()) row = await context.Set<MeetingInvitationRow>().AsNoTracking().FirstOrDefaultAsync(one => one.Id == number, cancel);
        if (row is null || !by.Purposes.Contains("protection")) return Stepped.Gone;
        var answer = comes ? "comes" : "declines";
        if (row.Answer == answer) return Stepped.Done; // a double click
        if (row.CalledOffAt is not null) return Stepped.NotNow;
        if (await ServiceAsync(row.Body, cancel) is not { Key: { } key }) return Stepped.NoRecipient;
        var envelope = await SealAsync(new MeetingMessage(1, row.Meeting, comes ? MeetingNote.Comes : MeetingNote.Declines, by.Name).ToBytes(), key, cancel);
        var done = await WriteAsync(async context =>
        {
            if (await context.Set<MeetingInvitationRow>().Where(one => one.Id == number && one.CalledOffAt == null).ExecuteUpdateAsync(set => set.SetProperty(one => one.Answer, answer), cancel) == 0) return Stepped.NotNow;
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
                    if (await context.Set<MeetingBodyRow>().Where(row => row.Meeting == message.Meeting && row.Body == sender.Id && row.InvitedAt != null).ExecuteUpdateAsync(set => set.SetProperty(row => row.Answer, answer), cancel) == 0) return "UnknownMeeting";
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
                    else
                    {
                        // Only referrals that stand between the two tell of anybody; what else is named is dropped.
                        var known = await context.Referrals.Where(one => one.Body == sender.Id && message.Referrals!.Contains(one.Id)).Select(one => one.Id).ToListAsync(cancel);
                        if (row is null) context.Add(row = new() { Meeting = message.Meeting, Body = sender.Id, Purpose = "", Place = "", ByName = "", Referrals = "" });
                        (row.On, row.Purpose, row.Place, row.ByName, row.Referrals) = (message.On!.Value, message.Purpose!, message.Place!, message.By, string.Join(' ', known));
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

    private static string[] Ids(string ids) => ids.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
