using System.Globalization;
using Vern.Demonstration.Truth;
using Vern.Persons.Collection;

namespace Vern.Demonstration.Submissions;

/// <summary>Writes the bodies' reports of the demonstration: what each knows, with the gaps and slips of a real round.</summary>
public static class WriteReports
{
    /// <summary>All made-up persons and every body's report (also of those with nothing to report), in the order of Table 1.</summary>
    public static (IReadOnlyList<TruePerson> Persons, IReadOnlyList<WrittenReport> Reports) Of2014(int seed = Truth2014.DefaultSeed)
    {
        var (persons, reports) = DrawReports.For(seed);
        var followers = new Dictionary<int, List<BodyId>>();
        foreach (var (body, rows) in reports)
            foreach (var row in rows)
            {
                if (!followers.TryGetValue(row.Person.Id, out var bodies)) followers[row.Person.Id] = bodies = [];
                if (!bodies.Contains(body)) bodies.Add(body);
            }

        // the first report of a person tells what is true of the year; the others may not know
        var told = new HashSet<int>();
        var written = new List<WrittenReport>();
        foreach (var profile in Bodies2014.All)
        {
            var draw = Draw.For(seed, profile.Row, 3);
            var rows = new List<WrittenRow>();
            foreach (var appearance in reports[profile.Body]) rows.Add(Write(profile, appearance, rows.Count + 1, told.Add(appearance.Person.Id), followers[appearance.Person.Id], ref draw));
            written.Add(new(profile, rows, AgencyForms.For(profile, ref draw)));
        }

        return (persons, written);
    }

    private static WrittenRow Write(BodyProfile profile, Appearance appearance, int number, bool first, List<BodyId> followers, ref Draw draw)
    {
        var person = appearance.Person;
        var noise = profile.Habits.Noise;
        var identity = person.Name is not null && draw.Chance(profile.Habits.Identity) ? WriteIdentity.Of(person, profile.Habits, ref draw) : null;
        var (birthYear, age) = Age(person, identity?.BirthDate, noise, first, ref draw);
        var identified = first || draw.Chance(0.75) ? person.Identified : IdentificationYear.Unclear;
        var others = followers.Where(body => body != profile.Body).ToList();
        var reported = new ReportedPerson
        {
            Row = number,
            Sex = person.Sex,
            Nationality = first || !draw.Chance(0.03 * noise) ? person.Nationality : draw.Chance(0.7) ? "UNKN" : draw.Of(NameBook.Nationalities),
            BirthYear = birthYear,
            Age = age,
            // a slip in the date of birth does not make a child of somebody whom the body takes for an adult
            PresumedMinor = person.Minor ? true : birthYear > Truth2014.Year - 18 || identity?.BirthDate is { } date && int.Parse(date.AsSpan(0, 4), CultureInfo.InvariantCulture) > Truth2014.Year - 18 ? false : null,
            Forms = Forms(person, first, noise, ref draw),
            Identified = identified,
            IdentifiedYear = identified switch { IdentificationYear.ThisYear => Truth2014.Year, IdentificationYear.Earlier => Truth2014.Year - 1 - person.Id % 3, _ => null },
            Offer = !appearance.Measures ? OfferAnswer.Declined : person.Minor ? person.Offer : OfferAnswer.Accepted,
            ReceivedMeasures = appearance.Measures,
            IdentifiedAndAccepted = appearance.IdentifiedAndAccepted,
            AccompanyingChildren = Children(person.AccompanyingChildren, first, ref draw),
            ChildrenElsewhere = Children(person.ChildrenElsewhere, first, ref draw),
            AlsoFollowedBy = others.Count > 0 && draw.Chance(0.5) ? others : [],
            Region = profile.Region,
            DeclineReason = null,
        };
        return new(person.Id, identity, CaseDetails.Add(reported, profile, person, appearance.Measures, ref draw));
    }

    /// <summary>Year of birth and age as told: both follow from a date of birth that is given; without one an age, now and then a year out.</summary>
    private static (int? BirthYear, int? Age) Age(TruePerson person, string? birthDate, double noise, bool first, ref Draw draw)
    {
        if (person.BirthDate is not { } born) return (null, null);
        if (birthDate is not null && int.TryParse(birthDate.AsSpan(0, 4), out var year) && (year == born.Year || !first)) return (year, null);
        var age = Truth2014.Year - born.Year;
        if (!first && draw.Chance(0.1 * noise)) return (null, null);
        // never over the border between child and adult: that is the truth of the person, and is not in doubt in the demonstration
        if (!first && draw.Chance(0.1 * noise) && age is > 20) age += draw.Chance(0.5) ? 1 : -1;
        return (null, age);
    }

    private static IReadOnlyList<string> Forms(TruePerson person, bool first, double noise, ref Draw draw) =>
        first || !draw.Chance(0.08 * noise) ? person.Forms
        : draw.Share() switch { < 0.55 => [.. person.Forms.Where(form => !form.Contains('-', StringComparison.Ordinal))], < 0.93 => ["UNCL"], _ => person.Form == "SEX" ? ["LAB", "LAB-NOS"] : ["SEX", "SEX-PURP"] };

    private static int? Children(int count, bool first, ref Draw draw) => first ? count : draw.Chance(0.4) ? count : null;
}
