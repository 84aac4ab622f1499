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
    public static string? Refusal(Submission submission, string digest, ReceiptFacts facts)
    {
        ArgumentNullException.ThrowIfNull(submission);
        ArgumentNullException.ThrowIfNull(facts);
        if (facts.Round is not { } round) return $"There is no round for {submission.Year}; the national unit opens it first.";
        if (round.ClosedAt is { } closed) return $"The round of {round.Year} was closed on {closed:yyyy-MM-dd HH:mm} UTC and its encodings are destroyed; nothing can be added to it.";
        if (facts.Register.All(body => body.Id != submission.Sender))
            return $"No body '{SubmissionPackage.Shown(submission.Sender.Value)}' is in the register.{NearMiss.Hint(submission.Sender.Value, facts.Register)}";
        if (facts.Former is { Digest: { } former } && former == digest)
            return $"The same submission came on {facts.Former.ReceivedAt:yyyy-MM-dd HH:mm} UTC (version {facts.Former.Version}); it is not taken in twice.";
        return OfKey(submission, facts) ?? OfContent(submission, facts.Register);
    }

    private static string? OfKey(Submission submission, ReceiptFacts facts)
    {
        var encoded = submission.Persons.Where(person => person.Encoding is not null).ToList();
        if (encoded.Count == 0) return null;
        if (submission.Schema is null || submission.KeyCheck is null) return "Encodings came without the name of their schema and the check of their key.";
        var length = encoded[0].Encoding!.Length;
        if (length is 0 or > 4096) return $"Row {encoded[0].Row}: an encoding of {length} bytes is not one of a linkage schema.";
        if (encoded.FirstOrDefault(person => person.Encoding!.Length != length) is { } odd)
            return $"Row {odd.Row}: its encoding has {odd.Encoding!.Length} bytes, the first one {length}.";
        foreach (var (sender, schema, key) in facts.Others)
        {
            if (schema is not null && schema != submission.Schema)
                return $"It is encoded with the schema {submission.Schema}, the round with {schema} (since {sender}); encode it anew with the round's schema.";
            if (key is not null && key != submission.KeyCheck)
                return $"It is encoded with another key (check {submission.KeyCheck}) than the round's (check {key}, since {sender}); use the key agreed for {submission.Year}.";
        }
        return null;
    }

    private static string? OfContent(Submission submission, IReadOnlyList<Body> register)
    {
        if (submission.Persons.Count > 0 && submission.Answer != AnswerKind.Report) return "It has persons, but says that there is no report.";
        if (submission.Answer is not (AnswerKind.Report or AnswerKind.Zero or AnswerKind.NoReport or AnswerKind.Blank)) return "A submission is a report, zero, no report or blank.";
        if (FreeText.HoldsIdentityNumber(submission.Remark) || FreeText.HoldsIdentityNumber(submission.MeasureDefinition))
            return "The remark holds a number of eleven or twelve digits, as identity numbers have; take it out.";
        foreach (var (field, answer) in submission.Agency?.Answers ?? new Dictionary<string, string>())
        {
            if (FreeText.HoldsIdentityNumber(answer)) return $"The answer '{SubmissionPackage.Shown(field)}' holds a number of eleven or twelve digits, as identity numbers have; take it out.";
        }
        foreach (var line in submission.Cases)
        {
            if (!CodeLists.MainForm.Has(line.Form)) return $"A line of cases has no main form of exploitation; one of {string.Join(", ", CodeLists.MainForm.Codes)} was expected.";
            if (line.Cases < 0 || line.Victims < 0) return $"The line of cases {line.Form} has a number below zero.";
            if (FreeText.HoldsIdentityNumber(line.Reclassified)) return $"The reason beside the cases {line.Form} holds a number of eleven or twelve digits; take it out.";
        }
        var rows = new HashSet<int>();
        var bodies = register.Select(body => body.Id).ToHashSet();
        var regions = register.Select(body => body.Region).OfType<string>().ToHashSet(StringComparer.Ordinal);
        foreach (var person in submission.Persons)
        {
            if (!rows.Add(person.Row)) return $"Row {person.Row} comes twice.";
            if (OfPerson(person, submission.Year, bodies, regions) is { } problem) return $"Row {person.Row}: {problem}";
        }
        return null;
    }

    private static string? OfPerson(ReportedPerson person, int year, HashSet<BodyId> bodies, HashSet<string> regions)
    {
        if (person.Row < 1) return "rows are numbered from 1.";
        if (!Nationalities.Has(person.Nationality)) return "the nationality is no ISO 3166-1 code, UNKN or UNRES.";
        if (person.Forms.Any(form => !CodeLists.Form.Has(form))) return "a form of exploitation is not in list 1.";
        if (person.Measures.Any(measure => !CodeLists.Measure.Has(measure))) return "a measure is not in list 8.";
        if (person.ImmigrationStatus is { } immigration && !CodeLists.ImmigrationStatus.Has(immigration)) return "the status of the immigration case is not in list 5.";
        if (person.CriminalStatus is { } criminal && !CodeLists.CriminalStatus.Has(criminal)) return "the status of the criminal case is not in list 6.";
        if (person.Housing is { } housing && !CodeLists.Housing.Has(housing)) return "the type of housing is not in list 7.";
        if (person.DeclineReason is { } decline && !CodeLists.DeclineReason.Has(decline)) return "the reason for declining is not in list 10.";
        if (person.Region is { } region && !CodeLists.Region.Has(region) && !regions.Contains(region)) return "the region is neither in the list nor a region of the register.";
        if (person.AlsoFollowedBy.Any(body => !bodies.Contains(body))) return "a body that also follows up is not in the register.";
        if (person.BirthYear is { } birth && (birth < year - 120 || birth > year)) return $"a year of birth of {year - 120} to {year} was expected.";
        if (person.Age is < 0 or > 120) return "an age of 0 to 120 was expected.";
        if (person.IdentifiedYear is { } identified && (identified < 1990 || identified > year)) return $"a year of identification of 1990 to {year} was expected.";
        if (person.AccompanyingChildren is < 0 or > 30 || person.ChildrenElsewhere is < 0 or > 30) return "a number of children of 0 to 30 was expected.";
        return person.Blocks.Count > 64 ? "more than 64 block keys." : null;
    }
}
