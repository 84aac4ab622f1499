using Vern.Persons.Collection;

namespace Vern.Demonstration.Truth;

/// <summary>
/// The truth of the demonstration: made-up persons of whom exactly 324 are counted, with every cell of Table 3 and every nationality and age
/// figure that the text of the 2014 report gives. Where the source contradicts itself Table 3 wins. The figures determine more than they seem:
/// docs/guide-demonstration.md shows how 6 minors from each of Nigeria and Romania, 18 Romanian women and one Nigerian man follow.
/// </summary>
public static class Truth2014
{
    /// <summary>The reporting year.</summary>
    public const int Year = 2014;
    /// <summary>Seed of the published demonstration.</summary>
    public const int DefaultSeed = 2014;

    private sealed record Slot(string SexAge, string Nationality, string[] Forms);

    // women of the 14 smaller nationalities with two or more, then the 16 with one, then two of unknown identity (diagram 9; I-49)
    private static readonly (string Nationality, int Count)[] OtherWomen =
    [
        ("BG", 5), ("ET", 5), ("ER", 4), ("AL", 4), ("GH", 4), ("UG", 4), ("BR", 3), ("TH", 3), ("LT", 3), ("CM", 3), ("VN", 3), ("SO", 2), ("MA", 2), ("RU", 2),
        ("PK", 1), ("IN", 1), ("PL", 1), ("HU", 1), ("CN", 1), ("UA", 1), ("AF", 1), ("KE", 1), ("SL", 1), ("GM", 1), ("CD", 1), ("SK", 1), ("MD", 1), ("LV", 1), ("IQ", 1), ("ZW", 1),
        ("UNKN", 2),
    ];

    private static readonly (string[] Forms, int Count)[] OtherWomensForms =
    [
        (["SEX", "SEX-PROST"], 44), (["LAB", "LAB-AUPAIR"], 3), (["LAB", "LAB-CLEAN"], 2), (["LAB", "LAB-REST"], 1), (["LAB", "LAB-NOS"], 8),
        (["SEX", "SEX-PROST", "LAB", "LAB-NOS"], 3), (["UNCL"], 4),
    ];

    // 15 nationalities with two or more men: Romania below, and these with 30; then six with one (diagram 12; I-50)
    private static readonly (string Nationality, int Count)[] OtherMen =
    [
        ("PH", 2), ("PL", 2), ("BG", 2), ("LT", 2), ("VN", 2), ("ET", 2), ("ER", 2), ("BD", 2), ("AL", 2), ("HU", 2), ("PK", 1), ("IN", 1), ("NG", 1), ("GH", 1), ("TN", 1), ("UA", 1), ("SO", 1),
    ];

    private static readonly (string[] Forms, int Count)[] OtherMensForms =
    [
        (["LAB", "LAB-CONSTR"], 3), (["LAB", "LAB-NOS"], 14), (["LAB", "SRV-PROP"], 2), (["LAB", "LAB-AGRI"], 2), (["LAB", "LAB-CLEAN"], 2), (["SEX", "SEX-PROST"], 2), (["UNCL"], 2),
    ];

    private static readonly (string SexAge, string Nationality, string[] Forms, int Count)[] Fixed =
    [
        ("W18", "NG", ["SEX", "SEX-PROST"], 134),
        ("W18", "RO", ["SEX", "SEX-PROST"], 14), ("W18", "RO", ["LAB", "SRV-BEG"], 4),
        ("W18", "PH", ["LAB", "LAB-AUPAIR"], 10), ("W18", "PH", ["SEX", "SEX-PURP", "LAB", "LAB-AUPAIR", "LAB-HOUSE"], 1), ("W18", "PH", ["LAB", "LAB-HOUSE"], 2),
        ("W18", "PH", ["LAB", "LAB-CLEAN"], 2), ("W18", "PH", ["LAB", "LAB-NOS"], 1), ("W18", "PH", ["SEX", "SEX-PURP"], 1),
        ("M18", "RO", ["LAB", "LAB-CONSTR"], 8), ("M18", "RO", ["LAB", "LAB-AGRI"], 4), ("M18", "RO", ["LAB", "LAB-NOS"], 6),
        ("M18", "PK", ["LAB", "LAB-REST"], 2), ("M18", "IN", ["LAB", "LAB-REST"], 2), ("M18", "CN", ["LAB", "LAB-REST"], 2),
        ("M18", "DZ", ["LAB", "SRV-DRUG-SELL"], 2), ("M18", "MA", ["LAB", "SRV-DRUG-SELL"], 1),
        ("G17", "NG", ["SEX", "SEX-PROST"], 5), ("G17", "RO", ["SEX", "SEX-PROST"], 2), ("G17", "RO", ["LAB", "SRV-BEG"], 1), ("G17", "AL", ["SEX", "SEX-PROST"], 2),
        ("G17", "VN", ["LAB", "LAB-NOS"], 1), ("G17", "ET", ["SEX", "SEX-PURP"], 1), ("G17", "SO", ["SEX", "SEX-PURP", "LAB", "LAB-NOS"], 1),
        ("G17", "UNRES", ["SEX", "SEX-PROST"], 4), ("G17", "UNRES", ["LAB", "LAB-NOS"], 1),
        ("B17", "DZ", ["LAB", "SRV-DRUG-SELL"], 4), ("B17", "MA", ["LAB", "SRV-DRUG-SELL"], 2), ("B17", "RO", ["LAB", "SRV-BEG"], 1), ("B17", "RO", ["LAB", "SRV-PROP"], 2),
        ("B17", "AL", ["LAB", "SRV-PROP"], 1), ("B17", "NG", ["LAB", "LAB-NOS"], 1), ("B17", "SY", ["SEX", "SEX-PURP", "LAB", "LAB-NOS"], 1), ("B17", "AF", ["LAB", "LAB-NOS"], 1),
        ("B17", "UNRES", ["LAB", "SRV-DRUG-GROW"], 1), ("B17", "UNRES", ["LAB", "SRV-DRUG-SMUG"], 1), ("B17", "UNRES", ["LAB", "SRV-PROP"], 1), ("B17", "UNRES", ["LAB", "LAB-NOS"], 2),
    ];

    /// <summary>The 324 counted persons of this seed. The seed changes who they are, never how many of a kind.</summary>
    public static IReadOnlyList<TruePerson> Counted(int seed = DefaultSeed)
    {
        var draw = Draw.For(seed, 1);
        var slots = Slots(ref draw);
        var ages = Ages(slots, ref draw);
        var identified = Repeat((IdentificationYear.ThisYear, 157), (IdentificationYear.Unclear, 96), (IdentificationYear.Earlier, 71));
        draw.Shuffle(identified);
        var mothers = Choose(slots, 31, slot => slot.SexAge == "W18", ref draw);
        var parents = Choose(slots, 25, slot => slot.SexAge is "W18" or "M18", ref draw);
        var people = new List<TruePerson>(slots.Count);
        for (var i = 0; i < slots.Count; i++)
        {
            var person = MakePerson.Of(i, slots[i].SexAge, slots[i].Nationality, slots[i].Forms, ages[i], identified[i], ref draw);
            people.Add(person with
            {
                Offer = person.Minor ? MinorsAnswer(person, ref draw) : OfferAnswer.Accepted,
                AccompanyingChildren = mothers.Contains(i) ? draw.Chance(0.75) ? 1 : 2 : 0,
                ChildrenElsewhere = parents.Contains(i) ? draw.Between(1, 3) : 0,
            });
        }
        return people;
    }

    private static List<Slot> Slots(ref Draw draw)
    {
        var slots = new List<Slot>(324);
        foreach (var (sexAge, nationality, forms, count) in Fixed)
            for (var i = 0; i < count; i++) slots.Add(new(sexAge, nationality, forms));
        Match("W18", OtherWomen, OtherWomensForms, slots, ref draw);
        Match("M18", OtherMen, OtherMensForms, slots, ref draw);
        return slots;
    }

    private static void Match(string sexAge, (string, int)[] nationalities, (string[], int)[] forms, List<Slot> slots, ref Draw draw)
    {
        var form = Repeat(forms);
        draw.Shuffle(form);
        foreach (var (nationality, i) in Repeat(nationalities).Select((nationality, i) => (nationality, i))) slots.Add(new(sexAge, nationality, form[i]));
    }

    /// <summary>Ages in 2014 by slot; null is unknown. Diagrams 6, 7 and 10; what was chosen where they contradict themselves is in the guide.</summary>
    private static int?[] Ages(List<Slot> slots, ref Draw draw)
    {
        var ages = new int?[slots.Count];
        // those of unknown identity and unclear nationality are first among those of unknown age: eight minors, thirty women
        Give(["W18"], [(30, 0, 0), (178, 20, 34), (7, 18, 19), (19, 35, 49)], ref draw);
        Give(["M18"], [(36, 20, 34), (6, 18, 19), (2, 35, 40), (10, 41, 55)], ref draw);
        Give(["G17", "B17"], [(8, 0, 0), (20, 16, 17), (7, 14, 15), (1, 12, 13)], ref draw);
        return ages;

        void Give(string[] kinds, (int Count, int From, int To)[] bands, ref Draw inner)
        {
            var who = Enumerable.Range(0, slots.Count).Where(i => kinds.Contains(slots[i].SexAge)).ToList();
            inner.Shuffle(who);
            who = [.. who.OrderBy(i => slots[i].Nationality is "UNKN" or "UNRES" ? 0 : 1)];
            var next = 0;
            foreach (var (count, from, to) in bands)
                for (var n = 0; n < count; n++) ages[who[next++]] = from == 0 ? null : inner.Between(from, to);
        }
    }

    private static OfferAnswer MinorsAnswer(TruePerson person, ref Draw draw) =>
        person.BirthDate is null && draw.Chance(0.8) ? OfferAnswer.Disappeared
        : draw.Share() switch { < 0.66 => OfferAnswer.Accepted, < 0.8 => OfferAnswer.Evaded, < 0.92 => OfferAnswer.Declined, _ => OfferAnswer.Unknown };

    private static HashSet<int> Choose(List<Slot> slots, int count, Func<Slot, bool> among, ref Draw draw)
    {
        var who = Enumerable.Range(0, slots.Count).Where(i => among(slots[i]) && slots[i].Nationality != "UNKN").ToList();
        draw.Shuffle(who);
        return [.. who.Take(count)];
    }

    private static List<T> Repeat<T>(params (T Item, int Count)[] items) => [.. items.SelectMany(item => Enumerable.Repeat(item.Item, item.Count))];
}
