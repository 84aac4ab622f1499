using Vern.Platform.Localisation;

namespace Vern.Persons.Collection;

/// <summary>What the store holds when a submission comes in: all that the decision needs.</summary>
/// <param name="Round">The year's round, or null.</param>
/// <param name="Register">The register of bodies.</param>
/// <param name="Former">The sender's submission in force, or null.</param>
/// <param name="Others">Schema and key check of the other senders' submissions in force that have encodings.</param>
public sealed record ReceiptFacts(Round? Round, IReadOnlyList<Body> Register, Submission? Former, IReadOnlyList<(BodyId Sender, string? Schema, string? KeyCheck)> Others);

/// <summary>Decides whether a submission can be taken in. Pure: the store asks it inside its transaction.</summary>
public static class CheckSubmission
{
    /// <summary>The reason to refuse the submission, in one sentence for its sender; null when it can be taken in.</summary>
    public static Sentence? Refusal(Submission submission, string digest, ReceiptFacts facts)
    {
        ArgumentNullException.ThrowIfNull(submission);
        ArgumentNullException.ThrowIfNull(facts);
        if (facts.Round is not { } round) return Say("Refused.NoRound", submission.Year);
        if (round.ClosedAt is { } closed) return Say("Refused.Closed", round.Year, closed);
        if (facts.Register.All(body => body.Id != submission.Sender))
            return NearMiss.Names(submission.Sender.Value, facts.Register) is { } near
                ? Say("Refused.NoBodyNear", SubmissionPackage.Shown(submission.Sender.Value), near)
                : Say("Refused.NoBody", SubmissionPackage.Shown(submission.Sender.Value));
        if (facts.Former is { Digest: { } former } && former == digest)
            return Say("Refused.Twice", facts.Former.ReceivedAt, facts.Former.Version);
        return OfKey(submission, facts) ?? OfContent(submission, facts.Register);
    }

    private static Sentence? OfKey(Submission submission, ReceiptFacts facts)
    {
        var encoded = submission.Persons.Where(person => person.Encoding is not null).ToList();
        if (encoded.Count == 0) return null;
        if (submission.Schema is null || submission.KeyCheck is null) return Say("Refused.NoSchema");
        var length = encoded[0].Encoding!.Length;
        if (length is 0 or > 4096) return Say("Refused.EncodingLength", encoded[0].Row, length);
        if (encoded.FirstOrDefault(person => person.Encoding!.Length != length) is { } odd)
            return Say("Refused.EncodingOdd", odd.Row, odd.Encoding!.Length, length);
        foreach (var (sender, schema, key) in facts.Others)
        {
            if (schema is not null && schema != submission.Schema)
                return Say("Refused.OtherSchema", submission.Schema, schema, sender);
            if (key is not null && key != submission.KeyCheck)
                return Say("Refused.OtherKey", submission.KeyCheck, key, sender, submission.Year);
        }
        return null;
    }

    private static Sentence? OfContent(Submission submission, IReadOnlyList<Body> register)
    {
        if (submission.Persons.Count > 0 && submission.Answer != AnswerKind.Report) return Say("Refused.PersonsAndNone");
        if (submission.Answer is not (AnswerKind.Report or AnswerKind.Zero or AnswerKind.NoReport or AnswerKind.Blank)) return Say("Refused.Answer");
        if (FreeText.HoldsIdentityNumber(submission.Remark) || FreeText.HoldsIdentityNumber(submission.MeasureDefinition))
            return Say("Refused.RemarkNumber");
        foreach (var (field, answer) in submission.Agency?.Answers ?? new Dictionary<string, string>())
        {
            if (FreeText.HoldsIdentityNumber(answer)) return Say("Refused.AnswerNumber", SubmissionPackage.Shown(field));
        }
        foreach (var line in submission.Cases)
        {
            if (!CodeLists.MainForm.Has(line.Form)) return Say("Refused.CasesForm", string.Join(", ", CodeLists.MainForm.Codes));
            if (line.Cases < 0 || line.Victims < 0) return Say("Refused.CasesNegative", line.Form);
            if (FreeText.HoldsIdentityNumber(line.Reclassified)) return Say("Refused.CasesNumber", line.Form);
        }
        var rows = new HashSet<int>();
        var bodies = register.Select(body => body.Id).ToHashSet();
        var regions = register.Select(body => body.Region).OfType<string>().ToHashSet(StringComparer.Ordinal);
        foreach (var person in submission.Persons)
        {
            if (!rows.Add(person.Row)) return Say("Refused.RowTwice", person.Row);
            if (OfPerson(person, submission.Year, bodies, regions) is { } problem) return Say("Refused.Row", person.Row, problem);
        }
        return null;
    }

    private static Sentence? OfPerson(ReportedPerson person, int year, HashSet<BodyId> bodies, HashSet<string> regions)
    {
        if (person.Row < 1) return Say("RefusedRow.Numbered");
        if (!Nationalities.Has(person.Nationality)) return Say("RefusedRow.Nationality");
        if (person.Forms.Any(form => !CodeLists.Form.Has(form))) return Say("RefusedRow.Form");
        if (person.Measures.Any(measure => !CodeLists.Measure.Has(measure))) return Say("RefusedRow.Measure");
        if (person.ImmigrationStatus is { } immigration && !CodeLists.ImmigrationStatus.Has(immigration)) return Say("RefusedRow.Immigration");
        if (person.CriminalStatus is { } criminal && !CodeLists.CriminalStatus.Has(criminal)) return Say("RefusedRow.Criminal");
        if (person.Housing is { } housing && !CodeLists.Housing.Has(housing)) return Say("RefusedRow.Housing");
        if (person.DeclineReason is { } decline && !CodeLists.DeclineReason.Has(decline)) return Say("RefusedRow.Decline");
        if (person.Region is { } region && !CodeLists.Region.Has(region) && !regions.Contains(region)) return Say("RefusedRow.Region");
        if (person.AlsoFollowedBy.Any(body => !bodies.Contains(body))) return Say("RefusedRow.Body");
        if (person.BirthYear is { } birth && (birth < year - 120 || birth > year)) return Say("RefusedRow.BirthYear", year - 120, year);
        if (person.Age is < 0 or > 120) return Say("RefusedRow.Age");
        if (person.IdentifiedYear is { } identified && (identified < 1990 || identified > year)) return Say("RefusedRow.Identified", year);
        if (person.AccompanyingChildren is < 0 or > 30 || person.ChildrenElsewhere is < 0 or > 30) return Say("RefusedRow.Children");
        return person.Blocks.Count > 64 ? Say("RefusedRow.Blocks") : null;
    }

    private static Sentence Say(string key, params object?[] arguments) => new(FormTexts.Source, key, arguments);
}
