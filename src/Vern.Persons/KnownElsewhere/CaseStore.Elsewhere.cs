using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Vern.Linkage.Encoding;
using Vern.Persons.KnownElsewhere;
using Vern.Persons.KnownElsewhere.Storage;
using Vern.Persons.OwnReport;
using Vern.Persons.Referral;
using Vern.Persons.Registration.Storage;
using Vern.Platform.Auditing;
using Vern.Platform.Jobs;
using Vern.Platform.Sealing;

namespace Vern.Persons.Registration;

// Asking other agencies whether they know a person.
public sealed partial class CaseStore
{
    /// <summary>The kind of job that compares a question, or ends it.</summary>
    public const string ElsewhereJob = "elsewhere.clock";
    /// <summary>A question is open so many days, or as long as her consent if that is shorter.</summary>
    public const int ElsewhereDays = 30;
    private const string OursColumn = "case_elsewhere_matches.ours", TheirsColumn = "case_elsewhere_matches.theirs";
    private static readonly string[] ElsewhereIdentity = ["identity.given-name", "identity.family-name", "identity.birth", "identity.duf", "identity.national-number", "about.sex", "about.birth-year", "about.nationality"];

    /// <summary>The agencies that questions are exchanged with.</summary>
    public async Task<IReadOnlyList<Service>> ElsewhereBodiesAsync(CancellationToken cancel = default) => [.. (await ServicesAsync(cancel: cancel)).Where(service => service is { KnownElsewhere: true, Key: not null })];

    /// <summary>Asks every agency that takes part whether it knows a person of one's own: once, with her consent, sealed to each. Nothing of the encoding is kept here.</summary>
    /// <param name="origin">32 random hexadecimal digits of the form.</param>
    /// <param name="id">The person.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<ElsewhereDone> AskElsewhereAsync(string origin, PersonId id, CaseReach by, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        PersonRow? person;
        await using (var context = Context())
        {
            person = await (await WithinAsync(context, by, cancel)).AsNoTracking().FirstOrDefaultAsync(row => row.Id == id.Value, cancel);
            if (person is null || !by.Purposes.Contains("protection")) return ElsewhereDone.Gone;
            if (await context.ElsewhereQuestions.AnyAsync(row => row.Id == origin && row.Person == id.Value, cancel)) return ElsewhereDone.Done; // a double click
            if (await context.ElsewhereQuestions.AnyAsync(row => row.Person == id.Value && row.Ours && row.State == ElsewhereState.Open, cancel)) return ElsewhereDone.Open;
        }
        if ((await ConsentsAsync(id, by, cancel)) is not { } consents || !ElsewhereConsent.Holds(consents, person.Audience, Today)) return ElsewhereDone.NoConsent;
        var bodies = await ElsewhereBodiesAsync(cancel);
        if (bodies.Count == 0) return ElsewhereDone.Nobody;
        if (await NewestRoundKeyAsync(cancel) is not var (round, secret)) return ElsewhereDone.NoKey;
        var key = CompareEncodings.KeyOf(secret, origin);
        if (await IdentitiesAsync([person], cancel) is not [var (_, identity)] || CompareEncodings.Run(identity, key) is not var (encoding, marks)) return ElsewhereDone.NoIdentity;
        var until = Platform.Interface.PageContext.StartOf(ElsewhereConsent.Newest(consents)!.Until.AddDays(1));
        var expires = Now().AddDays(ElsewhereDays) is var longest && longest < until ? longest : until;
        var message = new ElsewhereMessage(1, origin, ElsewhereStep.Ask, Asked: new(round, new PersonEncoder(key).KeyCheck, PersonEncoder.SchemaName, encoding, marks, expires.ToUnixTimeMilliseconds()));
        var envelopes = new List<(string Body, Envelope Envelope)>();
        foreach (var body in bodies) envelopes.Add((body.Id, await SealAsync(message.ToBytes(), body.Key!, cancel)));
        try
        {
            var asked = await WriteAsync(async context =>
            {
                // Behind the lock: she has not taken it back meanwhile, and nobody else has asked.
                if (await context.Persons.Where(row => row.Id == person.Id && row.ErasedAt == null).ExecuteUpdateAsync(set => set.SetProperty(row => row.ChangedAt, Now().ToUnixTimeMilliseconds()), cancel) == 0) return ElsewhereDone.Gone;
                if (!await ConsentHoldsAsync(context, person, cancel)) return ElsewhereDone.NoConsent;
                if (await context.ElsewhereQuestions.AnyAsync(row => row.Person == id.Value && row.Ours && row.State == ElsewhereState.Open, cancel)) return await context.ElsewhereQuestions.AnyAsync(row => row.Id == origin, cancel) ? ElsewhereDone.Done : ElsewhereDone.Open;
                context.ElsewhereQuestions.Add(new() { Id = origin, Ours = true, Person = person.Id, Bodies = string.Join(' ', bodies.Select(body => body.Id)), At = Now().ToUnixTimeMilliseconds(), ExpiresAt = expires.ToUnixTimeMilliseconds(), ByName = by.Name });
                foreach (var (body, envelope) in envelopes) LeaveElsewhere(context, origin, body, envelope);
                context.Add(ElsewhereClock("expire", origin, expires));
                Record(context, CaseActs.ElsewhereAsked, id, $"{origin} {string.Join(' ', bodies.Select(body => body.Id))}");
                return ElsewhereDone.Done;
            }, cancel);
            workspace.Jobs.Signal();
            return asked;
        }
        catch (DbUpdateException) // the same form was faster
        {
            await using var context = Context();
            if (await context.ElsewhereQuestions.AnyAsync(row => row.Id == origin && row.Person == id.Value, cancel)) return ElsewhereDone.Done;
            throw;
        }
    }

    /// <summary>The questions about a person, newest first, and the likely matches on either side; null where there is none within reach.</summary>
    public async Task<(IReadOnlyList<AskedElsewhere> Questions, IReadOnlyList<ElsewhereMatch> Matches)?> ElsewhereOfAsync(PersonId id, CaseReach reach, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(reach);
        await using var context = Context();
        if (!reach.Purposes.Contains("protection") || await (await WithinAsync(context, reach, cancel)).AsNoTracking().FirstOrDefaultAsync(row => row.Id == id.Value, cancel) is not { } person || await KeyAsync(person.KeyId, cancel) is not { } key) return null;
        var questions = await context.ElsewhereQuestions.AsNoTracking().Where(row => row.Ours && row.Person == id.Value).OrderByDescending(row => row.At).ToListAsync(cancel);
        var matches = await context.ElsewhereMatches.AsNoTracking().Where(row => row.Person == id.Value).OrderByDescending(row => row.At).ToListAsync(cancel);
        static DateTimeOffset At(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
        return ([.. questions.Select(row => new AskedElsewhere(row.Id, row.State, At(row.At), At(row.ExpiresAt), row.Bodies.Split(' ').Length, row.ByName))], [.. matches.Select(row => MatchOf(row, key))]);
    }

    /// <summary>Those here whom other agencies may know, and who wait for an answer; oldest first.</summary>
    public async Task<IReadOnlyList<ElsewhereMatch>> ElsewhereWaitingAsync(CaseReach reach, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(reach);
        if (!reach.Purposes.Contains("protection")) return [];
        await using var context = Context();
        var within = await WithinAsync(context, reach, cancel);
        return [.. (await context.ElsewhereMatches.AsNoTracking().Where(row => row.State == MatchState.Found && within.Any(person => person.Id == row.Person)).OrderBy(row => row.At).ToListAsync(cancel)).Select(row => MatchOf(row, null))];
    }

    /// <summary>The persons within reach about whom an agency has offered an answer that nobody here has taken up.</summary>
    public async Task<IReadOnlyList<PersonId>> ElsewhereOfferedAsync(CaseReach reach, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(reach);
        if (!reach.Purposes.Contains("protection")) return [];
        await using var context = Context();
        var within = await WithinAsync(context, reach, cancel);
        return [.. (await context.ElsewhereMatches.AsNoTracking().Where(row => row.State == MatchState.Offered && within.Any(person => person.Id == row.Person)).Select(row => row.Person).Distinct().ToListAsync(cancel)).Select(person => PersonId.Read(person)!.Value)];
    }

    /// <summary>Whoever asked takes a question back; what others keep of it goes.</summary>
    public async Task<ElsewhereDone> TakeBackElsewhereAsync(string question, PersonId id, CaseReach by, CancellationToken cancel = default)
    {
        await using (var context = Context())
            if (!await (await WithinAsync(context, by, cancel)).AnyAsync(row => row.Id == id.Value, cancel) || !await context.ElsewhereQuestions.AnyAsync(row => row.Id == question && row.Ours && row.Person == id.Value, cancel)) return ElsewhereDone.Gone;
        await EndQuestionAsync(question, ElsewhereState.TakenBack, cancel);
        return ElsewhereDone.Done;
    }

    // Who is at the other side stands in it once both agreed, and not before: no page can show what is not there.
    private static ElsewhereMatch MatchOf(ElsewhereMatchRow row, DataKey? key) => new(row.Id, PersonId.Read(row.Person)!.Value, row.Asked, row.State, row.Similarity, row.Same.Split(' ', StringSplitOptions.RemoveEmptyEntries), DateTimeOffset.FromUnixTimeMilliseconds(row.At),
        row.State is MatchState.Connected ? row.Body : null, row is { State: MatchState.Connected, Theirs: { } box } && key is not null ? System.Text.Encoding.UTF8.GetString(key.OpenField(row.Id, TheirsColumn, box)) : null);

    private async Task<bool> ConsentHoldsAsync(CaseContext context, PersonRow person, CancellationToken cancel) =>
        await KeyAsync(person.KeyId, cancel) is { } key && ElsewhereConsent.Holds((await context.Consents.AsNoTracking().Where(row => row.Person == person.Id && row.Purpose == ElsewhereConsent.Purpose).ToListAsync(cancel)).Select(row => ConsentOf(row, key)), person.Audience, Today);

    // What was recorded here for protection; what another agency shared for one purpose only is not used for this.
    private async Task<IReadOnlyList<(string Person, PersonIdentity Identity)>> IdentitiesAsync(IReadOnlyList<PersonRow> people, CancellationToken cancel)
    {
        await using var context = Context();
        var ids = people.Select(person => person.Id).ToList();
        var keys = await workspace.Keys.KeysAsync([.. people.Select(person => person.KeyId)], cancel);
        var facts = (await context.Facts.AsNoTracking().Where(row => ids.Contains(row.Person) && ElsewhereIdentity.Contains(row.Field)).ToListAsync(cancel)).ToLookup(row => row.Person);
        return
        [
            .. people.Where(person => keys.ContainsKey(person.KeyId)).Select(person =>
            {
                var known = Newest(facts[person.Id]).Where(row => row.Value is not null && Gives(row, "protection") && IsOurs(row)).ToDictionary(row => row.Field, row => Opened(row, keys[person.KeyId]), StringComparer.Ordinal);
                var birth = known.GetValueOrDefault("identity.birth") is { } day ? day.Length == 7 ? day[..4] : day : known.GetValueOrDefault("about.birth-year");
                return (person.Id, new PersonIdentity(known.GetValueOrDefault("identity.given-name"), known.GetValueOrDefault("identity.family-name"), birth, known.GetValueOrDefault("about.sex") switch { "woman" => "f", "man" => "m", _ => null },
                    known.GetValueOrDefault("about.nationality"), known.GetValueOrDefault("identity.duf"), known.GetValueOrDefault("identity.national-number")));
            }),
        ];
    }

    private async Task<(int Round, string Secret)?> NewestRoundKeyAsync(CancellationToken cancel)
    {
        List<int> rounds;
        await using (var context = Context()) rounds = await context.RoundKeys.OrderByDescending(row => row.Year).Select(row => row.Year).ToListAsync(cancel);
        foreach (var round in rounds)
            if (await KeyOfRoundAsync(round, cancel) is { } secret) return (round, secret);
        return null;
    }

    private async Task<string?> KeyOfRoundAsync(int round, CancellationToken cancel)
    {
        try { return ReportSettings.Read(workspace.Ledger.Files.Workspace) is { } settings ? await RoundKeyAsync(round, settings, cancel) : null; }
        catch (InvalidDataException) { return null; } // the settings are none: Our report says so
    }

    // One body's messages about a question go in their order; another body's do not wait for them.
    private void LeaveElsewhere(CaseContext context, string question, string body, Envelope envelope) =>
        Leave(context, Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{question}/{body}")).AsSpan(0, 16)), envelope);

    // One a day of a kind and question: a job that is run again leaves no second chain of them.
    private JobRow ElsewhereClock(string what, string question, DateTimeOffset at)
    {
        var job = JobStore.RowOf(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{ElsewhereJob}/{what}/{question}/{at.ToUnixTimeSeconds() / 86_400}"), ElsewhereJob, System.Text.Json.JsonSerializer.Serialize(new[] { what, question }), Now());
        job.DueAt = at.ToUnixTimeMilliseconds();
        return job;
    }

    private void RecordElsewhere(CaseContext context, AuditAct act, string question, string? detail = null) => context.Add(AuditTables.RowOf(AuditEntry.Of(act, new($"elsewhere/{question}"), Now(), Actor.Current, detail: detail)));
}
