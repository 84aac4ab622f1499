using System.Text;
using Microsoft.EntityFrameworkCore;
using Vern.Persons.KnownElsewhere;
using Vern.Persons.KnownElsewhere.Storage;
using Vern.Persons.Referral;
using Vern.Persons.Registration.Storage;
using Vern.Platform.Sealing;

namespace Vern.Persons.Registration;

// Both sides agree, and only then does each learn who the other is; or one takes it back.
public sealed partial class CaseStore
{
    private const int MostOffersOfOne = 3;

    /// <summary>This side's word on a likely match: yes, with how its caseworker is reached; or no, and then the other side learns nothing.</summary>
    /// <param name="id">The match.</param>
    /// <param name="contact">How this side is reached; null: no.</param>
    /// <param name="by">Who answers: whoever reaches the person.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<ElsewhereDone> AnswerElsewhereAsync(string id, string? contact, CaseReach by, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        ElsewhereMatchRow? match;
        PersonRow? person;
        await using (var context = Context())
        {
            match = await context.ElsewhereMatches.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancel);
            person = match is null || !by.Purposes.Contains("protection") ? null : await (await WithinAsync(context, by, cancel)).AsNoTracking().FirstOrDefaultAsync(row => row.Id == match.Person, cancel);
        }
        if (match is null || person is null || await KeyAsync(person.KeyId, cancel) is not { } key) return ElsewhereDone.Gone;
        var (from, to) = match.Asked ? (MatchState.Offered, contact is null ? MatchState.Declined : MatchState.Confirmed) : (MatchState.Found, contact is null ? MatchState.Declined : MatchState.Agreed);
        if (match.State != from) return match.State == to ? ElsewhereDone.Done : ElsewhereDone.Gone; // a double click, or over
        var service = await ServiceAsync(match.Body, cancel);
        if (contact is not null && service is not { Active: true, KnownElsewhere: true, Key: not null }) return ElsewhereDone.Nobody;
        var envelope = contact is null ? null : await SealAsync(new ElsewhereMessage(1, match.Question, match.Asked ? ElsewhereStep.Confirm : ElsewhereStep.Agree, match.Id, match.Asked ? contact : null).ToBytes(), service!.Key!, cancel);
        var done = await WriteAsync(async context =>
        {
            if (contact is not null && !await ConsentHoldsAsync(context, person, cancel)) return ElsewhereDone.NoConsent;
            var ours = contact is null ? null : key.SealField(match.Id, OursColumn, Encoding.UTF8.GetBytes(contact));
            if (await context.ElsewhereMatches.Where(row => row.Id == id && row.State == from && context.ElsewhereQuestions.Any(question => question.Id == row.Question && question.State == ElsewhereState.Open)).ExecuteUpdateAsync(set => set.SetProperty(row => row.State, to).SetProperty(row => row.Ours, ours), cancel) == 0) return ElsewhereDone.Gone;
            if (envelope is not null) LeaveElsewhere(context, match.Question, match.Body, envelope);
            Record(context, CaseActs.ElsewhereAnswered, PersonId.Read(person.Id)!.Value, $"{match.Question} {(contact is null ? "no" : "yes")}");
            return ElsewhereDone.Done;
        }, cancel);
        workspace.Jobs.Signal();
        return done;
    }

    // An agency that was asked agreed. Which one it is, stands in the row and on no page.
    private async Task<string?> OfferedAsync(Envelope envelope, ElsewhereMessage message, Service sender, CancellationToken cancel) => await WriteAsync(async context =>
    {
        if (await context.ElsewhereQuestions.AsNoTracking().FirstOrDefaultAsync(row => row.Id == message.Question && row.Ours && row.State == ElsewhereState.Open, cancel) is not { Person: { } id } question || !question.Bodies.Split(' ').Contains(sender.Id, StringComparer.Ordinal)) return "UnknownQuestion";
        if (await context.ElsewhereMatches.AnyAsync(row => row.Id == message.Match, cancel) || await context.ElsewhereMatches.CountAsync(row => row.Question == question.Id && row.Body == sender.Id, cancel) >= MostOffersOfOne) return nameof(EnvelopeFault.Replayed);
        if (await context.Persons.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id && row.ErasedAt == null, cancel) is not { } person || !await ConsentHoldsAsync(context, person, cancel)) return "UnknownQuestion";
        Taken(context, envelope);
        context.ElsewhereMatches.Add(new() { Id = message.Match!, Question = question.Id, Person = id, Body = sender.Id, Asked = true, State = MatchState.Offered, Same = "", At = Now().ToUnixTimeMilliseconds() });
        Record(context, CaseActs.ElsewhereOffered, PersonId.Read(id)!.Value, question.Id);
        return null;
    }, cancel);

    // The other side's contact has come: to the side that was asked, which answers with its own; then to the asking side.
    private async Task<string?> ConnectAsync(Envelope envelope, ElsewhereMessage message, Service sender, MatchState from, CancellationToken cancel)
    {
        ElsewhereMatchRow? match;
        PersonRow? person = null;
        await using (var context = Context())
        {
            match = await context.ElsewhereMatches.AsNoTracking().FirstOrDefaultAsync(row => row.Id == message.Match && row.Question == message.Question && row.Body == sender.Id && row.Asked == (from == MatchState.Confirmed), cancel);
            if (match is not null) person = await context.Persons.AsNoTracking().FirstOrDefaultAsync(row => row.Id == match.Person && row.ErasedAt == null, cancel);
        }
        if (match is null || match.State != from || person is null || await KeyAsync(person.KeyId, cancel) is not { } key) return "UnknownQuestion";
        var back = match.Asked ? null : await SealAsync(new ElsewhereMessage(1, match.Question, ElsewhereStep.Contact, match.Id, Encoding.UTF8.GetString(key.OpenField(match.Id, OursColumn, match.Ours!))).ToBytes(), sender.Key!, cancel);
        var fault = await WriteAsync(async context =>
        {
            // Her consent is asked once more before anybody is told anything.
            if (!await ConsentHoldsAsync(context, person, cancel)) return "UnknownQuestion";
            var theirs = key.SealField(match.Id, TheirsColumn, Encoding.UTF8.GetBytes(message.Contact!));
            if (await context.ElsewhereMatches.Where(row => row.Id == match.Id && row.State == from).ExecuteUpdateAsync(set => set.SetProperty(row => row.State, MatchState.Connected).SetProperty(row => row.Theirs, theirs), cancel) == 0) return "UnknownQuestion";
            Taken(context, envelope);
            if (back is not null) LeaveElsewhere(context, match.Question, match.Body, back);
            Record(context, CaseActs.ElsewhereConnected, PersonId.Read(person.Id)!.Value, sender.Id);
            return null;
        }, cancel);
        workspace.Jobs.Signal();
        return fault;
    }

    /// <summary>She took her consent back, or is erased: open questions about her end, and what was agreed to with others; they are told that it is over.</summary>
    internal async Task EndElsewhereAsync(PersonId id, CancellationToken cancel)
    {
        List<string> questions;
        List<ElsewhereMatchRow> matches;
        await using (var context = Context())
        {
            questions = await context.ElsewhereQuestions.Where(row => row.Ours && row.Person == id.Value && (row.State == ElsewhereState.Open || context.ElsewhereMatches.Any(match => match.Question == row.Id && match.State == MatchState.Connected))).Select(row => row.Id).ToListAsync(cancel);
            matches = await context.ElsewhereMatches.AsNoTracking().Where(row => !row.Asked && row.Person == id.Value && row.State != MatchState.Over && row.State != MatchState.Declined).ToListAsync(cancel);
        }
        foreach (var question in questions) await EndQuestionAsync(question, ElsewhereState.TakenBack, cancel);
        foreach (var match in matches)
        {
            // Only who was told something is told that it is over: a match that nobody answered was never there for the other side.
            var told = match.State is MatchState.Agreed or MatchState.Connected && (await ServiceAsync(match.Body, cancel))?.Key is { } key ? await SealAsync(new ElsewhereMessage(1, match.Question, ElsewhereStep.TakeBack, match.Id).ToBytes(), key, cancel) : null;
            await WriteAsync(async context =>
            {
                if (await context.ElsewhereMatches.FirstOrDefaultAsync(row => row.Id == match.Id, cancel) is not { } row) return false;
                EndMatch(context, row);
                if (told is not null) LeaveElsewhere(context, match.Question, match.Body, told);
                return true;
            }, cancel);
        }
        workspace.Jobs.Signal();
    }

    // A question is over: at the asking side, where others are told if it was taken back; or at the side that was asked.
    private async Task EndQuestionAsync(string id, ElsewhereState state, CancellationToken cancel)
    {
        ElsewhereQuestionRow? question;
        await using (var context = Context()) question = await context.ElsewhereQuestions.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancel);
        if (question is null || question.State is ElsewhereState.TakenBack || (question.State is ElsewhereState.Expired && state is ElsewhereState.Expired)) return;
        var told = new List<(string Body, Envelope Envelope)>();
        if (question.Ours && state is ElsewhereState.TakenBack)
            foreach (var body in question.Bodies.Split(' '))
                if ((await ServiceAsync(body, cancel))?.Key is { } key) told.Add((body, await SealAsync(new ElsewhereMessage(1, id, ElsewhereStep.TakeBack).ToBytes(), key, cancel)));
        await WriteAsync(async context =>
        {
            // What both know when the time is over, stays; what she takes back, goes.
            var keep = state is ElsewhereState.Expired;
            var matches = await context.ElsewhereMatches.Where(row => row.Question == id && !(keep && row.State == MatchState.Connected)).ToListAsync(cancel);
            if (await context.ElsewhereQuestions.Where(row => row.Id == id && (row.State == ElsewhereState.Open || !keep)).ExecuteUpdateAsync(set => set.SetProperty(row => row.State, state).SetProperty(row => row.Content, (byte[]?)null), cancel) == 0) return false;
            foreach (var match in matches) EndMatch(context, match);
            foreach (var (body, envelope) in told) LeaveElsewhere(context, id, body, envelope);
            RecordElsewhere(context, CaseActs.ElsewhereEnded, id, state.ToString());
            return true;
        }, cancel);
        if (question.KeyId is { } sealedWith) await workspace.Keys.EraseAsync([sealedWith], CancellationToken.None);
        workspace.Jobs.Signal();
    }
}
