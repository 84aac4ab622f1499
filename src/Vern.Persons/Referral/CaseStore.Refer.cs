using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Vern.Persons.Referral;
using Vern.Persons.Referral.Storage;
using Vern.Persons.Registration.Storage;
using Vern.Platform.Auditing;
using Vern.Platform.Jobs;
using Vern.Platform.Sealing;

namespace Vern.Persons.Registration;

// Referring a person to another body: what may be sent, and sending it.
public sealed partial class CaseStore
{
    /// <summary>The kind of job that hands a message over.</summary>
    public const string DeliverJob = "referral.deliver";
    /// <summary>The kind of job that reminds, or ends what nobody answered.</summary>
    public const string ClockJob = "referral.clock";
    /// <summary>Without an answer a referral is over after so many days.</summary>
    public const int ExpiresAfterDays = 21;

    /// <summary>Exactly what would be sent: facts that she agreed to share with this body for this purpose today, of the chosen kinds; nothing that is secret. Null where there is no such person within reach, or no such body.</summary>
    public async Task<(IReadOnlyList<Fact> Facts, DateOnly Until)?> PreviewAsync(PersonId id, string body, string purpose, IReadOnlySet<string>? sections, CaseReach by, CancellationToken cancel = default)
    {
        if (await PersonAsync(id, by, cancel: cancel) is not { } person || await ConsentsAsync(id, by, cancel) is not { } consents || await ServiceAsync(body, cancel) is not { Active: true } service) return null;
        var day = Today;
        var shared = person.Facts.Where(fact => sections is null || sections.Contains(fact.Field.Section)).Select(fact => (Fact: fact, Decision: MayShare.Decide(person.Head.Audience, consents, service.Id, service.Kind, purpose, fact.Field, day))).Where(pair => pair.Decision.May).ToList();
        return ([.. shared.Select(pair => pair.Fact)], shared.Count == 0 ? day : shared.Min(pair => pair.Decision.By!.Until));
    }

    /// <summary>By what a fact of a preview is left out: its field and which of a repeating group.</summary>
    public static string PlaceOf(Fact fact)
    {
        ArgumentNullException.ThrowIfNull(fact);
        return string.Create(CultureInfo.InvariantCulture, $"{fact.Field.Id}/{fact.Item}");
    }

    /// <summary>What tells one preview from another: sent is what was shown, or nothing.</summary>
    public static string PreviewMark(IEnumerable<Fact> facts) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(facts.Select(fact => new SharedFact(fact.Field.Id, fact.Item, fact.Value!, fact.Source)))).AsSpan(0, 16));

    /// <summary>Sends a referral, once, with what was previewed: sealed to the recipient's key, or for a body without Vern onto a page that opens with a passphrase.</summary>
    /// <param name="referral">The referral.</param>
    /// <param name="seen">The mark of the preview that was shown (<see cref="PreviewMark"/>).</param>
    /// <param name="by">Who sends it.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<Stepped> SendReferralAsync(NewReferral referral, string seen, CaseReach by, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(referral);
        ArgumentNullException.ThrowIfNull(by);
        PersonRow? person;
        await using (var context = Context())
        {
            person = await (await WithinAsync(context, by, cancel)).AsNoTracking().FirstOrDefaultAsync(row => row.Id == referral.Person.Value, cancel);
            if (person is not null && await context.Referrals.AnyAsync(row => row.Id == referral.Origin && row.Person == referral.Person.Value, cancel)) return Stepped.Done; // a double click
        }
        if (person is null || await KeyAsync(person.KeyId, cancel) is not { } key) return Stepped.Gone;
        if (await ServiceAsync(referral.Body, cancel) is not { Active: true } service || service.Key is null != referral.ByLetter) return Stepped.NoRecipient;
        if (await PreviewAsync(referral.Person, service.Id, referral.Purpose, referral.Sections, by, cancel) is not var (all, until)) return Stepped.NotShared;
        var facts = all.Where(fact => !referral.LeftOut.Contains(PlaceOf(fact))).ToList();
        if (facts.Count == 0 || PreviewMark(facts) != seen) return Stepped.NotShared;
        var leftOut = all.Except(facts).Select(fact => fact.Field.Section).Distinct().ToList();
        var now = Now();
        var (due, expires) = (now.AddHours(referral.DueInHours), now.AddDays(ExpiresAfterDays));
        var content = new ReferralContent(referral.Kind, referral.Purpose, person.Audience, referral.Need, due.ToUnixTimeMilliseconds(), expires.ToUnixTimeMilliseconds(), until, [.. facts.Select(fact => new SharedFact(fact.Field.Id, fact.Item, fact.Value!, fact.Source))]) { LeftOut = leftOut.Count > 0 ? leftOut : null };
        var message = new ReferralMessage(1, referral.Origin, ReferralStep.Send, now.ToUnixTimeMilliseconds(), by.Name, Content: content);
        var envelope = service.Key is { } to ? await SealAsync(message.ToBytes(), to, cancel) : null;
        var page = envelope is null ? await NewReplyPageAsync(referral.Origin, content, key, cancel) : null;
        var kept = false;
        try
        {
            var sent = await WriteAsync(async context =>
            {
                // Consent is looked at once more behind the lock: withdrawn in between, nothing is sent.
                if (await context.Persons.Where(row => row.Id == person.Id && row.ErasedAt == null).ExecuteUpdateAsync(set => set.SetProperty(row => row.ChangedAt, now.ToUnixTimeMilliseconds()), cancel) == 0) return Stepped.Gone;
                var consents = (await context.Consents.AsNoTracking().Where(row => row.Person == person.Id).ToListAsync(cancel)).ConvertAll(row => ConsentOf(row, key));
                if (facts.Any(fact => !MayShare.Decide(person.Audience, consents, service.Id, service.Kind, referral.Purpose, fact.Field, Today).May)) return Stepped.NotShared;
                context.Referrals.Add(new()
                {
                    Id = referral.Origin, Ours = true, Kind = referral.Kind, Person = person.Id, Body = service.Id, Purpose = referral.Purpose, State = ReferralState.Sent, SentAt = message.At, DueAt = content.DueAt, ExpiresAt = content.ExpiresAt,
                    KeyId = person.KeyId, Content = key.SealField(referral.Origin, "case_referrals.content", ReferralMessage.Write(content)), By = by.Account, Revision = 1,
                });
                await context.SaveChangesAsync(cancel);
                AddStep(context, message, true, null, envelope?.Id);
                if (envelope is not null) Leave(context, referral.Origin, envelope);
                if (page is not null)
                {
                    context.ReplyPages.Add(page);
                    context.Add(ClockOf(referral.Origin, "end", Platform.Interface.PageContext.StartOf(until.AddDays(1))));
                }
                foreach (var (what, at) in (IEnumerable<(string, DateTimeOffset)>)[("remind", due), ("expire", expires)]) context.Add(ClockOf(referral.Origin, what, at));
                RecordReferral(context, CaseActs.ReferralSent, referral.Origin, $"{person.Id} {service.Id} {referral.Kind} {string.Join(' ', facts.Select(fact => fact.Field.Id).Distinct())}");
                return Stepped.Done;
            }, cancel);
            kept = sent is Stepped.Done;
            workspace.Jobs.Signal();
            return sent;
        }
        catch (DbUpdateException) // the same form was faster
        {
            await using var context = Context();
            if (await context.Referrals.AnyAsync(row => row.Id == referral.Origin && row.Person == person.Id, cancel)) return Stepped.Done;
            throw;
        }
        finally { if (page is not null && !kept) await workspace.Keys.EraseAsync([page.KeyId], CancellationToken.None); }
    }

    // The one way in which an agency seals what goes to another.
    private async Task<Envelope> SealAsync(byte[] message, PublicKey to, CancellationToken cancel)
    {
        var own = await workspace.Keys.PairsAsync(cancel);
        try { return Envelope.Seal(message, ReferralMessage.Purpose, own[0], to, Now()); }
        finally { foreach (var pair in own) pair.Dispose(); }
    }

    // The message and the job that hands it over, in the transaction of the step.
    private void Leave(CaseContext context, string referral, Envelope envelope)
    {
        context.Outgoing.Add(new() { Message = envelope.Id, Referral = referral, Envelope = envelope.ToBytes() });
        context.Add(JobStore.RowOf($"{DeliverJob}/{envelope.Id}", DeliverJob, $"\"{envelope.Id}\"", Now()));
    }

    private JobRow ClockOf(string referral, string what, DateTimeOffset at)
    {
        var job = JobStore.RowOf($"{ClockJob}/{what}/{referral}", ClockJob, JsonSerializer.Serialize(new[] { what, referral }), Now());
        job.DueAt = at.ToUnixTimeMilliseconds();
        return job;
    }

    private static void AddStep(CaseContext context, ReferralMessage message, bool ours, byte[]? words, string? envelope) => context.ReferralSteps.Add(new()
    {
        Referral = message.Referral, Step = message.Step, Ours = ours, At = message.At, ByName = message.By, Reason = message.Reason, Words = words, Message = envelope,
    });

    // A step's words are sealed with the referral's key, for their place; closed with it.
    private static byte[]? SealWords(DataKey? key, ReferralMessage message) => key is not null && message.Words is { Length: > 0 } words
        ? key.SealField(WordsPlace(message.Referral, message.Step, message.At), "case_referral_steps.words", System.Text.Encoding.UTF8.GetBytes(words)) : null;

    private static string WordsPlace(string referral, ReferralStep step, long at) => string.Create(CultureInfo.InvariantCulture, $"{referral}/{step}/{at}");

    private void RecordReferral(CaseContext context, AuditAct act, string referral, string? detail = null) => context.Add(AuditTables.RowOf(AuditEntry.Of(act, new($"referral/{referral}"), Now(), Actor.Current, detail: detail)));
}
