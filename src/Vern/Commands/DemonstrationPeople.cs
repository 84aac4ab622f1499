using System.Globalization;
using Vern.Demonstration;
using Vern.Demonstration.Truth;
using Vern.Persons.Referral;
using Vern.Persons.Registration;
using Vern.Persons.Registration.Fields;
using Vern.Platform.Access;
using Vern.Platform.Workspaces;

namespace Vern.Commands;

/// <summary>The made-up persons of the demonstration's agency, and its directory: names of the name book, numbers of the synthetic ranges, one for each kind of page.</summary>
internal static class DemonstrationPeople
{
    private const int Seed = 2026;

    private sealed record Kind(Audience Audience, string Nationality, string Sex, int Age, string Forms, string Offer, string Immigration, string Housing, string Language)
    {
        public int Children { get; init; }
        public string Safe { get; init; } = "yes";
        public string Seen { get; init; } = "watched debt";
    }

    private static readonly Kind[] Kinds =
    [
        new(Audience.Adult, "NG", "woman", 27, "SEX", "yes", "RF-GR", "KRIS", "bin") { Children = 1, Safe = "limited", Seen = "debt afraid speaks-for" },
        new(Audience.Adult, "RO", "man", 34, "LAB-CONSTR", "yes", "IM-EEA", "AKUTT", "ro") { Seen = "no-money no-freedom" },
        new(Audience.Adult, "VN", "man", 22, "SRV-DRUG-GROW", "no", "AS-APP", "FENG", "vi") { Safe = "unknown" },
        new(Audience.Child, "RO", "woman", 15, "SRV-BEG", "evaded", "IM0", "INST", "rom") { Seen = "watched no-money" },
        new(Audience.Uncertain, "ER", "woman", 17, "UNCL", "not-offered", "AS-APP", "MOTT-EM", "ti") { Safe = "unknown", Seen = "afraid isolated" },
        new(Audience.Adult, "PH", "woman", 24, "LAB-AUPAIR", "yes", "BO-APP", "ROSA", "fil") { Seen = "no-money no-freedom isolated" },
        new(Audience.Anonymous, "BR", "woman", 30, "SEX-PROST", "no", "IM0", "UKJ", "pt"),
        new(Audience.Adult, "UA", "woman", 41, "LAB-CLEAN", "yes", "IM-OTH", "EGEN", "uk") { Children = 2 },
        new(Audience.Adult, "BG", "woman", 29, "SEX LAB-CLEAN", "yes", "BO-GR", "TRYGG", "bg"),
    ];

    // Bodies that run no Vern: they get a letter and a page.
    private static IReadOnlyList<Service> Bodies(DateOnly today) =>
    [
        new("krisesenter", "Krisesenteret Example", "crisis-centre") { Women = true, Men = true, Children = true, Animals = true, Offers = ["housing", "acute", "follow-up"], Places = 24, Free = 3, Languages = ["nb", "en", "so"], Regions = "Oslo", Hours = "0-24", Contact = "krisesenter@example.org", CheckedOn = today },
        new("barnevernvakt", "Barnevernvakten Example", "child-welfare") { Children = true, Offers = ["acute", "follow-up"], Languages = ["nb", "en"], Regions = "Oslo", Hours = "0-24", Contact = "barnevernvakt@example.org", CheckedOn = today },
        new("helse", "Helsesenteret Example", "health") { Women = true, Men = true, Children = true, SubstanceUse = true, Groups = ["no-papers", "sexual"], Offers = ["health", "mental-health"], Languages = ["nb", "en", "fr", "es"], Regions = "Oslo", Hours = "9-15", Contact = "helse@example.org", CheckedOn = today },
        new("bistandsadvokat", "Advokat Example", "counsel") { Women = true, Men = true, Children = true, Offers = ["legal"], Languages = ["nb", "en"], Regions = "Oslo", Hours = "9-16", Contact = "advokat@example.org", CheckedOn = today.AddDays(-200) },
        new("politi", "Politiet Example, menneskehandel", "police") { Women = true, Men = true, Children = true, Offers = ["investigation"], Languages = ["nb", "en"], Regions = "Oslo", Hours = "0-24", Contact = "politi@example.org", CheckedOn = today },
    ];

    /// <summary>Registers them: the first caseworker is responsible, her team follows up.</summary>
    public static async Task MakeAsync(WorkspaceStore store, string data, CancellationToken cancel)
    {
        var cases = await CaseStore.OpenAsync(store, data, cancel: cancel);
        var account = (await store.Access.ListAsync(cancel)).First(one => one.Roles.Any(role => role.Role == "caseworker"));
        var by = new CaseReach(account.Id, account.Person!, "caseworker", account.Team, Scope.Team, cases.Catalogue.Purposes.ToHashSet(StringComparer.Ordinal));
        var today = cases.Today;
        await cases.KeepServicesAsync(Bodies(today), cancel);
        PersonId? mother = null;
        for (var number = 0; number < Kinds.Length; number++)
        {
            var kind = Kinds[number];
            var id = await cases.AddPersonAsync(PersonOf(cases, kind, number, today), by, cancel);
            if (number == 0) mother = id;
            if (number is 1 or 7) await cases.AddTaskAsync(OriginOf(100 + number), id, number == 1 ? "Kontakt Arbeidstilsynet om lønn" : "Avtal time hos fastlege", today.AddDays(number == 1 ? -1 : 5), by.Account, by, cancel);
            if (number == 8) await cases.CloseAsync(id, "followed-up-elsewhere", by, cancel);
        }
        // The child who came with the first, of whom child welfare is still to be told.
        var draw = Draw.For(Seed, 50);
        await cases.AddPersonAsync(new(OriginOf(50), Audience.Child, [new("identity.given-name", NameBook.Name("NG", false, ref draw).GivenNames), new("about.sex", "man"), new("about.nationality", "NG"), new("age.stated", "4")], mother), by, cancel);
        await cases.BeginDraftAsync(OriginOf(60), new(Audience.Adult, null, "about", new Dictionary<string, string>(StringComparer.Ordinal) { ["contact.language"] = "es", ["contact.interpreter"] = "telephone", ["contact.safe"] = "yes" }), by, cancel);
    }

    private static NewPerson PersonOf(CaseStore cases, Kind kind, int number, DateOnly today)
    {
        var draw = Draw.For(Seed, number);
        var woman = kind.Sex == "woman";
        var name = NameBook.Name(kind.Nationality, woman, ref draw);
        var born = new DateOnly(today.Year - kind.Age, draw.Between(1, 12), draw.Between(1, 28));
        string Of(int value) => value.ToString(CultureInfo.InvariantCulture);
        NewFact[] facts =
        [
            new("contact.language", kind.Language), new("contact.interpreter", "professional"), new("contact.safe", kind.Safe), new("contact.how", kind.Safe == "limited" ? "text" : null), new("contact.when", kind.Safe == "limited" ? "etter klokka 10" : null),
            new("identity.given-name", name.GivenNames), new("identity.family-name", name.FamilyNames), new("identity.birth", born.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            new("identity.national-number", number is 1 or 7 ? SyntheticNumbers.DNumber(born, woman, ref draw) : null), new("identity.duf", number is 0 or 2 or 4 ? SyntheticNumbers.Duf(today.Year, ref draw) : null),
            new("about.sex", kind.Sex), new("about.nationality", kind.Nationality), new("about.birth-year", Of(born.Year)), new("age.stated", Of(kind.Age)), new("age.method", "own"), new("age.final", "no"),
            new("indicators.seen", kind.Seen, FactSource.Seen), new("exploitation.forms", kind.Forms), new("exploitation.attempt", "done"), new("exploitation.places", "here"),
            new("assessment.threshold", "reasonable", FactSource.Concluded), new("assessment.concluded", "possible", FactSource.Concluded), new("assessment.identified-on", today.AddDays(-7 * number).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), FactSource.Concluded),
            new("family.with-her", kind.Children > 0 ? Of(kind.Children) : null), new("answer.offer", kind.Offer), new("case.immigration", kind.Immigration), new("case.housing", kind.Housing), .. FollowUp(number, today),
        ];
        return new(OriginOf(number), kind.Audience, [.. facts.Where(fact => fact.Value is not null && cases.Catalogue[fact.Field].For.Contains(kind.Audience))]);
    }

    // What became of two of them since: the mother, and the child of fifteen.
    private static NewFact[] FollowUp(int number, DateOnly today)
    {
        string Day(int from) => today.AddDays(from).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return number switch
        {
            0 =>
            [
                new("risk.level", "high"), new("risk.fears", "family reprisals"), new("risk.assessed-on", Day(-20)), new("risk.review-on", Day(10)), new("risk.agreed-on", Day(-19)),
                new("safety.measure", 1, "protected-address"), new("safety.by", 1, "Politiet"), new("safety.from", 1, Day(-18)), new("safety.measure", 2, "new-number"), new("safety.by", 2, "Kari Nordby"), new("safety.from", 2, Day(-19)),
                new("refusal.on", 1, Day(-30)), new("refusal.kind", 1, "KRIS"), new("refusal.because", 1, "children"), new("stay.kind", 1, "KRIS"), new("stay.from", 1, Day(-28)), new("stay.fits", 1, "partly"), new("stay.lacks", 1, "children language"),
                new("proceeding.step", 1, "reported"), new("proceeding.on", 1, Day(-16)), new("proceeding.by", 1, "Oslo"), new("proceeding.step", 2, "investigation"), new("proceeding.on", 2, Day(-9)),
                new("compensation.where", 1, "state"), new("compensation.claimed-on", 1, Day(-5)), new("case.obstacles", "no-account no-doctor"), new("permit.kind", 1, "reflection"), new("permit.from", 1, Day(-162)),
            ],
            3 =>
            [
                new("representative.name", 1, "Kari Nordby"), new("representative.from", 1, Day(-12)), new("representative.trained", 1, "yes"),
                new("hearing.kind", 1, "interview"), new("hearing.where", 1, "childrens-house"), new("hearing.house", 1, "Barnehuset Eksempel"), new("hearing.offered-on", 1, Day(-8)), new("hearing.outcome", 1, "planned"), new("hearing.on", 1, Day(6)), new("hearing.with", 1, "counsel interpreter representative"),
            ],
            _ => [],
        };
    }

    private static string OriginOf(int number) => number.ToString("x32", CultureInfo.InvariantCulture);
}
