using Vern.Demonstration.Truth;
using Vern.Persons.Collection;

namespace Vern.Demonstration.Submissions;

/// <summary>A made-up person in a body's report.</summary>
/// <param name="Person">The person.</param>
/// <param name="Measures">Received measures through this body.</param>
/// <param name="IdentifiedAndAccepted">New and accepted in the body's own sense (B-031), which is not the national one (I-35).</param>
public readonly record struct Appearance(TruePerson Person, bool Measures, bool IdentifiedAndAccepted);

/// <summary>
/// Draws who is in whose report. First every body takes as many persons that nobody has as its profile says (the narrowest first, UDI last: it takes
/// all who are left, so everyone is in at least one report), then persons whom the bodies it shares with already have.
/// </summary>
public static class DrawReports
{
    /// <summary>The reports by body, in the order of Table 1, and all made-up persons (counted and not).</summary>
    public static (IReadOnlyList<TruePerson> Persons, IReadOnlyDictionary<BodyId, IReadOnlyList<Appearance>> Reports) For(int seed = Truth2014.DefaultSeed)
    {
        var draw = Draw.For(seed, 2);
        var counted = Truth2014.Counted(seed);
        var persons = counted.ToList();
        var free = persons.ToDictionary(person => person.Id);
        var has = Bodies2014.All.ToDictionary(profile => profile.Body, _ => new List<TruePerson>());
        var width = Bodies2014.All.ToDictionary(profile => profile.Body, profile => counted.Sum(person => Weight(profile, person)));

        foreach (var profile in Bodies2014.All.OrderBy(profile => profile.Body.Value == "udi" ? double.MaxValue : width[profile.Body]))
            foreach (var kind in (string[])["W18", "M18", "G17", "B17"])
                foreach (var person in Pick([.. free.Values.Where(person => person.SexAge == kind)], profile.Fresh.Of(kind), person => Weight(profile, person), ref draw))
                {
                    has[profile.Body].Add(person);
                    free.Remove(person.Id);
                }

        // ADORA after ROSA, the others in the order of Table 1
        foreach (var profile in Bodies2014.All.OrderBy(profile => profile.Body.Value == "adora" ? 1 : 0))
            foreach (var kind in (string[])["W18", "M18", "G17", "B17"])
            {
                var mine = has[profile.Body].Select(person => person.Id).ToHashSet();
                var others = Candidates(profile, has, mine, kind);
                foreach (var person in Pick(others.Select(other => other.Person).ToList(), profile.Shared.Of(kind), person => others.First(other => other.Person.Id == person.Id).Weight * Weight(profile, person), ref draw))
                    has[profile.Body].Add(person);
            }

        var reports = new Dictionary<BodyId, IReadOnlyList<Appearance>>();
        foreach (var profile in Bodies2014.All)
        {
            var mine = has[profile.Body];
            for (var i = 0; i < profile.Twice; i++) mine.Add(mine[draw.Next(mine.Count - i)]);
            var declined = Decliners(profile, persons, ref draw);
            reports[profile.Body] = Rows(profile, mine, declined, ref draw);
        }

        return (persons, reports);
    }

    /// <summary>How readily a body meets a person.</summary>
    private static double Weight(BodyProfile profile, TruePerson person)
    {
        var sub = person.Forms.Where(form => form.Contains('-', StringComparison.Ordinal) && profile.Sees.ContainsKey(form)).Select(form => profile.Sees[form]).DefaultIfEmpty(-1).Max();
        return sub >= 0 ? sub : profile.Sees.TryGetValue(person.Form, out var weight) ? weight : 1;
    }

    private static List<(TruePerson Person, double Weight)> Candidates(BodyProfile profile, Dictionary<BodyId, List<TruePerson>> has, HashSet<int> mine, string kind)
    {
        var weights = new Dictionary<int, (TruePerson Person, double Weight)>();
        foreach (var (body, people) in has)
        {
            var place = profile.SharesWith.ToList().IndexOf(body);
            // ADORA's women are ROSA's; the others now and then share with somebody outside their circle
            var weight = place >= 0 ? 1.0 / (1 + place) : profile.Body.Value is "adora" or "une" ? 0 : 0.02;
            if (weight == 0) continue;
            foreach (var person in people.Where(person => person.SexAge == kind && !mine.Contains(person.Id) && person.Name is not null))
                weights[person.Id] = (person, weights.TryGetValue(person.Id, out var had) ? had.Weight + weight : weight);
        }

        return [.. weights.Values.OrderBy(entry => entry.Person.Id)];
    }

    /// <summary>Draws without replacement by weight.</summary>
    private static List<TruePerson> Pick(List<TruePerson> among, int count, Func<TruePerson, double> weight, ref Draw draw)
    {
        var picked = new List<TruePerson>(count);
        var weights = among.ConvertAll(person => weight(person));
        while (picked.Count < count)
        {
            var at = draw.Share() * weights.Sum();
            var i = 0;
            while (i < weights.Count - 1 && (at -= weights[i]) >= 0) i++;
            while (weights[i] == 0) i = i == 0 ? throw new InvalidOperationException($"Too few persons for a quota of {count}.") : i - 1;
            picked.Add(among[i]);
            weights[i] = 0;
        }

        return picked;
    }

    private static List<TruePerson> Decliners(BodyProfile profile, List<TruePerson> persons, ref Draw draw)
    {
        var declined = new List<TruePerson>(profile.Declined);
        for (var i = 0; i < profile.Declined; i++)
        {
            // somebody like those who accepted, with her own name and her own answer
            var like = persons[draw.Next(324)];
            for (var tries = 0; tries < 10_000 && (like.Minor || like.Name is null || Weight(profile, like) == 0); tries++) like = persons[draw.Next(324)];
            var identified = profile.Body.Value == "pro-sentret" ? i < 30 ? IdentificationYear.ThisYear : IdentificationYear.Earlier : draw.Chance(0.6) ? IdentificationYear.ThisYear : IdentificationYear.Unclear;
            var person = MakePerson.Of(persons.Count, like.SexAge, like.Nationality, like.Forms, draw.Between(19, 40), identified, ref draw) with { Offer = OfferAnswer.Declined, Counted = false };
            persons.Add(person);
            declined.Add(person);
        }

        return declined;
    }

    /// <summary>The body's rows in the order it wrote them; those first identified this year are first among its "identified and accepted".</summary>
    private static List<Appearance> Rows(BodyProfile profile, List<TruePerson> mine, List<TruePerson> declined, ref Draw draw)
    {
        var identified = mine.Select((person, i) => (person, i)).OrderBy(entry => entry.person.Identified switch { IdentificationYear.ThisYear => 0, IdentificationYear.Unclear => 1, _ => 2 })
            .Take(profile.Identified ?? 0).Select(entry => entry.i).ToHashSet();
        var rows = mine.Select((person, i) => new Appearance(person, true, identified.Contains(i))).Concat(declined.Select(person => new Appearance(person, false, false))).ToList();
        draw.Shuffle(rows);
        return rows;
    }
}
