using Microsoft.EntityFrameworkCore;
using Vern.Persons.KnownElsewhere;
using Vern.Persons.Referral;
using Vern.Persons.Referral.Storage;
using Vern.Persons.Registration.Storage;
using Vern.Platform.Sealing;

namespace Vern.Persons.Registration;

/// <summary>An answer that is to be recorded.</summary>
/// <param name="Origin">32 random hexadecimal digits of the form: sent twice, it is one answer.</param>
/// <param name="Recipient">The body, by its id in the directory.</param>
/// <param name="Purpose">What for.</param>
/// <param name="Sections">Kinds of facts.</param>
/// <param name="Ground"><see cref="LegalGround.Consent"/> or a legal ground's code.</param>
/// <param name="Answer">Yes or no.</param>
/// <param name="Form">How.</param>
/// <param name="Child">What a child herself says.</param>
/// <param name="Until">The last day.</param>
/// <param name="Language">The language that she was asked in.</param>
/// <param name="TextVersion">The version of the text.</param>
/// <param name="Words">The words that she was asked; null for a legal ground.</param>
public sealed record NewConsent(string Origin, string Recipient, string Purpose, IReadOnlySet<string> Sections, string Ground, ConsentAnswer Answer, ConsentForm Form, ChildView Child, DateOnly Until, string Language, int TextVersion, string? Words);

// What may be shared about a person, with whom, until when.
public sealed partial class CaseStore
{
    /// <summary>An answer holds this long at most; then she is asked again.</summary>
    public const int LongestConsentDays = 366;

    /// <summary>All answers and grounds of a person, newest first; null where there is none within reach.</summary>
    public async Task<IReadOnlyList<Consent>?> ConsentsAsync(PersonId id, CaseReach reach, CancellationToken cancel = default)
    {
        await using var context = Context();
        if (await RowAndKeyAsync(context, id, reach, cancel) is not var (_, key)) return null;
        // Who reads for enforcement alone sees what was answered about that, and nothing of the rest.
        var all = reach.Purposes.Contains("protection");
        return [.. (await context.Consents.AsNoTracking().Where(row => row.Person == id.Value).ToListAsync(cancel)).Where(row => all || reach.Purposes.Contains(row.Purpose)).OrderByDescending(row => row.Id).Select(row => ConsentOf(row, key))];
    }

    /// <summary>Whether a fact of this field may leave for a body, for a purpose, on a day: <see cref="Referral.MayShare"/> on what stands. Denied where the person, the body or the field is not there.</summary>
    public async Task<ShareDecision> MayShareAsync(PersonId id, string recipient, string purpose, string field, DateOnly day, CaseReach reach, CancellationToken cancel = default)
    {
        if (Catalogue.Find(field) is not { } known || await PersonAsync(id, reach, cancel: cancel) is not { } person || await ConsentsAsync(id, reach, cancel) is not { } consents || await ServiceAsync(recipient, cancel) is not { } service)
            return new(ShareReason.NotAsked, null);
        return MayShare.Decide(person.Head.Audience, consents, service.Id, service.Kind, purpose, known, day);
    }

    /// <summary>Records an answer, or a legal ground.</summary>
    /// <returns>Whether there is such a person within reach.</returns>
    /// <exception cref="ArgumentException">The answer is none that could be given: the page checks before.</exception>
    public async Task<bool> RecordConsentAsync(PersonId id, NewConsent answer, CaseReach by, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentNullException.ThrowIfNull(by);
        PersonRow? person;
        await using (var context = Context()) person = await (await WithinAsync(context, by, cancel)).AsNoTracking().FirstOrDefaultAsync(row => row.Id == id.Value, cancel);
        if (person is null || await KeyAsync(person.KeyId, cancel) is not { } key) return false;
        // Asking whether somebody knows her shares nothing with one body: it is an answer of its own, and her own.
        var elsewhere = answer.Purpose == ElsewhereConsent.Purpose;
        if (elsewhere && (answer.Recipient != ElsewhereConsent.Recipient || answer.Ground != LegalGround.Consent || !answer.Sections.SetEquals(ElsewhereConsent.Sections) || person.Audience is Fields.Audience.Anonymous)) throw new ArgumentException("Consent to asking whether somebody knows her was expected, of somebody who wants to be known.", nameof(answer));
        var service = elsewhere ? null : await ServiceAsync(answer.Recipient, cancel) ?? throw new ArgumentException($"No body '{answer.Recipient}' is in the directory.", nameof(answer));
        if (!elsewhere && (answer.Sections.Count == 0 || !answer.Sections.IsSubsetOf(MayShare.SectionsFor(answer.Purpose, person.Audience)))) throw new ArgumentException("Kinds of facts that can be asked about for the purpose were expected.", nameof(answer));
        if (answer.Until < Today || answer.Until > Today.AddDays(LongestConsentDays)) throw new ArgumentException("A last day from today, within a year, was expected.", nameof(answer));
        var isConsent = answer.Ground == LegalGround.Consent;
        if (isConsent ? answer.Words is null || answer.Form is ConsentForm.None : LegalGround.Find(answer.Ground)?.Holds(service!.Kind, answer.Purpose, person.Audience) is not true || answer.Answer is not ConsentAnswer.Given) throw new ArgumentException("Consent with its words, or a legal ground that holds for this body, purpose and person, was expected.", nameof(answer));
        try
        {
            await WriteAsync(async context =>
            {
                if (await context.Consents.AnyAsync(row => row.Origin == answer.Origin, cancel)) return true;
                context.Consents.Add(new()
                {
                    Origin = answer.Origin, Person = id.Value, Recipient = answer.Recipient, Purpose = answer.Purpose, Sections = string.Join(' ', elsewhere ? answer.Sections : MayShare.SectionsFor(answer.Purpose, person.Audience).Where(answer.Sections.Contains)),
                    Ground = answer.Ground, Answer = answer.Answer, Form = isConsent ? answer.Form : ConsentForm.None, Child = answer.Child, AnsweredOn = Today, Until = answer.Until, Language = answer.Language, TextVersion = answer.TextVersion,
                    Words = isConsent ? key.SealField(answer.Origin, "case_consents.words", System.Text.Encoding.UTF8.GetBytes(answer.Words!)) : null, At = Now().ToUnixTimeMilliseconds(), By = by.Account, ByName = by.Name,
                });
                Record(context, CaseActs.ConsentRecorded, id, $"{answer.Recipient} {answer.Purpose} {answer.Ground} {answer.Answer}");
                return true;
            }, cancel);
        }
        catch (DbUpdateException) // the same form was faster
        {
            await using var context = Context();
            if (!await context.Consents.AnyAsync(row => row.Origin == answer.Origin && row.Person == id.Value, cancel)) throw;
        }
        // A later no ends what an earlier yes began.
        if (elsewhere && answer.Answer is ConsentAnswer.Refused) await EndElsewhereAsync(id, CancellationToken.None);
        return true;
    }

    /// <summary>She takes back what she agreed to for a body and a purpose. Nothing more is shared from now on.</summary>
    /// <returns>How many answers were taken back; null where there is no such person within reach. Withdrawn twice is withdrawn once.</returns>
    public async Task<int?> WithdrawConsentAsync(PersonId id, string recipient, string purpose, CaseReach by, CancellationToken cancel = default)
    {
        await using (var context = Context()) if (!await (await WithinAsync(context, by, cancel)).AnyAsync(row => row.Id == id.Value, cancel)) return null;
        var taken = await WriteAsync<int?>(async context =>
        {
            var today = Today;
            var count = await context.Consents.Where(row => row.Person == id.Value && row.Recipient == recipient && row.Purpose == purpose && row.Ground == LegalGround.Consent && row.Answer == ConsentAnswer.Given && row.WithdrawnOn == null)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.WithdrawnOn, today), cancel);
            if (count > 0) Record(context, CaseActs.ConsentWithdrawn, id, $"{recipient} {purpose}");
            return count;
        }, cancel);
        // Called back too where it was withdrawn before and the process died in between.
        await CallBackAsync(id, recipient, purpose, by, CancellationToken.None);
        if (purpose == KnownElsewhere.ElsewhereConsent.Purpose) await EndElsewhereAsync(id, CancellationToken.None);
        return taken;
    }

    private static Consent ConsentOf(ConsentRow row, DataKey key) => new(row.Id, row.Recipient, row.Purpose, row.Sections.Split(' ').ToHashSet(StringComparer.Ordinal), row.Ground, row.Answer, row.Form, row.Child, row.AnsweredOn, row.Until, row.WithdrawnOn)
    {
        Language = row.Language, TextVersion = row.TextVersion, ByName = row.ByName, Words = row.Words is { } box ? System.Text.Encoding.UTF8.GetString(key.OpenField(row.Origin, "case_consents.words", box)) : null,
    };
}
