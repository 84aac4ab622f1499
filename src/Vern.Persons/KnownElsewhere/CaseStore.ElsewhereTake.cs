using Microsoft.EntityFrameworkCore;
using Vern.Linkage.Encoding;
using Vern.Persons.KnownElsewhere;
using Vern.Persons.KnownElsewhere.Storage;
using Vern.Persons.Referral;
using Vern.Persons.Registration.Storage;
using Vern.Platform.Sealing;

namespace Vern.Persons.Registration;

// Questions that come in, and comparing them. Nothing is sent back by itself: an answer is a person's, so that no match, no consent and no case look the same from outside.
public sealed partial class CaseStore
{
    /// <summary>So many questions of one agency are taken in a day: whoever asks for more is guessing.</summary>
    public const int MostElsewhereADay = 50;
    private const int MostMatches = 3;

    private async Task<string?> ApplyElsewhereAsync(Envelope envelope, ElsewhereMessage message, Service sender, CancellationToken cancel)
    {
        await using (var context = Context()) if (await context.TakenEnvelopes.AnyAsync(row => row.Id == envelope.Id, cancel)) return nameof(EnvelopeFault.Replayed);
        if (!sender.KnownElsewhere) return "NotTakingPart";
        try
        {
            return message.Step switch
            {
                ElsewhereStep.Ask => await KeepQuestionAsync(envelope, message, message.Asked!, sender, cancel),
                ElsewhereStep.TakeBack => await TakenBackAsync(envelope, message, sender, cancel),
                ElsewhereStep.Agree => await OfferedAsync(envelope, message, sender, cancel),
                ElsewhereStep.Confirm => await ConnectAsync(envelope, message, sender, MatchState.Agreed, cancel),
                _ => await ConnectAsync(envelope, message, sender, MatchState.Confirmed, cancel),
            };
        }
        catch (DbUpdateException) // taken in at the same moment by another process
        {
            await using var context = Context();
            if (await context.TakenEnvelopes.AnyAsync(row => row.Id == envelope.Id, cancel)) return nameof(EnvelopeFault.Replayed);
            throw;
        }
    }

    private async Task<string?> KeepQuestionAsync(Envelope envelope, ElsewhereMessage message, ElsewhereQuestion asked, Service sender, CancellationToken cancel)
    {
        var now = Now();
        if (asked.Schema != PersonEncoder.SchemaName) return "OtherSchema";
        if (asked.ExpiresAt <= now.ToUnixTimeMilliseconds() || asked.ExpiresAt > now.Add(ElsewhereMessage.Longest).ToUnixTimeMilliseconds()) return "Expired";
        var day = now.AddDays(-1).ToUnixTimeMilliseconds();
        await using (var context = Context())
        {
            if (await context.ElsewhereQuestions.AnyAsync(row => row.Id == message.Question, cancel)) return nameof(EnvelopeFault.Replayed);
            if (await context.ElsewhereQuestions.CountAsync(row => !row.Ours && row.Bodies == sender.Id && row.At > day, cancel) >= MostElsewhereADay) return "TooMany";
        }
        var key = await workspace.Keys.NewKeyAsync("elsewhere", cancel);
        try
        {
            await WriteAsync(async context =>
            {
                Taken(context, envelope);
                context.ElsewhereQuestions.Add(new()
                {
                    Id = message.Question, Ours = false, Bodies = sender.Id, At = now.ToUnixTimeMilliseconds(), ExpiresAt = asked.ExpiresAt, KeyId = key.Id,
                    Content = key.SealField(message.Question, "case_elsewhere_questions.content", ElsewhereMessage.Write(asked)), ByName = workspace.Workspace.Title,
                });
                context.Add(ElsewhereClock("compare", message.Question, now));
                context.Add(ElsewhereClock("expire", message.Question, DateTimeOffset.FromUnixTimeMilliseconds(asked.ExpiresAt)));
                RecordElsewhere(context, CaseActs.ElsewhereReceived, message.Question);
                await context.SaveChangesAsync(cancel);
                return true;
            }, cancel);
        }
        catch
        {
            await workspace.Keys.EraseAsync([key.Id], CancellationToken.None);
            throw;
        }
        workspace.Jobs.Signal();
        return null;
    }

    /// <summary>What a clock of a question does: compares, today and each day until it is over; or ends it.</summary>
    internal async Task ElsewhereClockAsync(string what, string question, CancellationToken cancel)
    {
        if (what == "expire") await EndQuestionAsync(question, ElsewhereState.Expired, cancel);
        else await CompareElsewhereAsync(question, cancel);
    }

    // Only those are compared who agreed to such questions; whom that leaves is asked of the index, and each is encoded for this question alone and forgotten.
    private async Task CompareElsewhereAsync(string question, CancellationToken cancel)
    {
        ElsewhereQuestionRow? row;
        List<PersonRow> people;
        HashSet<string> found;
        await using (var context = Context())
        {
            row = await context.ElsewhereQuestions.AsNoTracking().FirstOrDefaultAsync(one => one.Id == question && !one.Ours && one.State == ElsewhereState.Open, cancel);
            if (row is null) return;
            people = await context.Persons.AsNoTracking().Where(person => person.ErasedAt == null && context.Consents.Any(one => one.Person == person.Id && one.Purpose == ElsewhereConsent.Purpose && one.Answer == ConsentAnswer.Given && one.WithdrawnOn == null)).ToListAsync(cancel);
            found = (await context.ElsewhereMatches.Where(match => match.Question == question).Select(match => match.Person).ToListAsync(cancel)).ToHashSet(StringComparer.Ordinal);
        }
        var likely = new List<(PersonRow Person, int Similarity, IReadOnlyList<string> Same)>();
        var compared = 0;
        if (row is { Content: { } box, KeyId: { } keyId } && await KeyAsync(keyId, cancel) is { } content)
        {
            var asked = ElsewhereMessage.ReadAsked(content.OpenField(question, "case_elsewhere_questions.content", box));
            if (await KeyOfRoundAsync(asked.Round, cancel) is { } secret && CompareEncodings.KeyOf(secret, question) is var key && new PersonEncoder(key).KeyCheck == asked.KeyCheck)
            {
                await using var context = Context();
                var agreed = new List<PersonRow>();
                foreach (var person in people) if (!found.Contains(person.Id) && await ConsentHoldsAsync(context, person, cancel)) agreed.Add(person);
                foreach (var some in agreed.Chunk(ReadAtOnce))
                    foreach (var (id, identity) in await IdentitiesAsync(some, cancel))
                    {
                        compared++;
                        if (CompareEncodings.Run(identity, key) is not var (encoding, marks) || CompareEncodings.Similarity(asked.Encoding, encoding) is var alike && alike < CompareEncodings.LeastSimilarity) continue;
                        likely.Add((some.First(person => person.Id == id), (int)Math.Floor(alike * 100), CompareEncodings.Same(asked.Marks, marks)));
                    }
                compared = Math.Max(compared, 1); // the key was here
            }
        }
        await WriteAsync(async context =>
        {
            var at = Now().ToUnixTimeMilliseconds();
            if (await context.ElsewhereQuestions.Where(one => one.Id == question && one.State == ElsewhereState.Open).ExecuteUpdateAsync(set => set.SetProperty(one => one.ComparedAt, one => compared > 0 ? at : one.ComparedAt), cancel) == 0) return false;
            foreach (var (person, similarity, same) in likely.OrderByDescending(one => one.Similarity).Take(Math.Max(0, MostMatches - found.Count)))
            {
                context.ElsewhereMatches.Add(new() { Id = Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(16)), Question = question, Person = person.Id, Body = row.Bodies, State = MatchState.Found, Similarity = similarity, Same = string.Join(' ', same), At = at });
                Record(context, CaseActs.ElsewhereFound, PersonId.Read(person.Id)!.Value, question);
            }
            if (Now().AddDays(1) is var tomorrow && tomorrow.ToUnixTimeMilliseconds() < row.ExpiresAt && ElsewhereClock("compare", question, tomorrow) is var next && !await context.Set<Platform.Jobs.JobRow>().AnyAsync(job => job.Key == next.Key, cancel)) context.Add(next);
            RecordElsewhere(context, CaseActs.ElsewhereCompared, question);
            return true;
        }, cancel);
    }

    // The other side's question is over, or what it agreed to is.
    private async Task<string?> TakenBackAsync(Envelope envelope, ElsewhereMessage message, Service sender, CancellationToken cancel)
    {
        string? key = null;
        var known = await WriteAsync(async context =>
        {
            if (message.Match is { } id)
            {
                if (await context.ElsewhereMatches.FirstOrDefaultAsync(one => one.Id == id && one.Question == message.Question && one.Body == sender.Id && one.Asked, cancel) is not { } match) return false;
                EndMatch(context, match);
            }
            else
            {
                if (await context.ElsewhereQuestions.FirstOrDefaultAsync(one => one.Id == message.Question && !one.Ours && one.Bodies == sender.Id, cancel) is not { } row) return false;
                key = row.KeyId;
                (row.Content, row.State) = (null, row.State is ElsewhereState.Open ? ElsewhereState.TakenBack : row.State);
                foreach (var match in await context.ElsewhereMatches.Where(one => one.Question == row.Id).ToListAsync(cancel)) EndMatch(context, match);
                RecordElsewhere(context, CaseActs.ElsewhereEnded, row.Id, nameof(ElsewhereState.TakenBack));
            }
            Taken(context, envelope);
            return true;
        }, cancel);
        if (key is not null) await workspace.Keys.EraseAsync([key], CancellationToken.None);
        return known ? null : "UnknownQuestion";
    }

    private void EndMatch(CaseContext context, ElsewhereMatchRow match)
    {
        if (match.State is MatchState.Over or MatchState.Declined) return;
        (match.State, match.Ours, match.Theirs) = (MatchState.Over, null, null);
        Record(context, CaseActs.ElsewhereEnded, PersonId.Read(match.Person)!.Value, match.Question);
    }

    private static void Taken(CaseContext context, Envelope envelope) => context.TakenEnvelopes.Add(new() { Id = envelope.Id, At = envelope.At.ToUnixTimeSeconds() });
}
