using Vern.Persons.Collection;

namespace Vern.Demonstration.Submissions;

/// <summary>
/// The 35 bodies of Table 1 in their order, with their figures of 2014 as printed. The sum of received measures is 472, of identified and accepted 371.
/// <see cref="BodyProfile.Fresh"/> and <see cref="BodyProfile.Shared"/> are made up so that 472 reports are 324 persons; what the footnotes tell of
/// overlaps holds: ADORA within ROSA (footnote 40), ROSA's housing and IOM's returnees within UDI (22), the members of the Oslo team among one another (35).
/// </summary>
public static class Bodies2014
{
    private static readonly Dictionary<string, double> SexOnly = new(StringComparer.Ordinal) { ["SEX"] = 1, ["COMB"] = 0, ["LAB"] = 0, ["UNCL"] = 0 };
    private static readonly Dictionary<string, double> SexMostly = new(StringComparer.Ordinal) { ["SEX"] = 1, ["COMB"] = 0.5, ["LAB"] = 0.08, ["UNCL"] = 0.5 };
    private static readonly Dictionary<string, double> LabourMostly = new(StringComparer.Ordinal) { ["SEX"] = 0.2, ["COMB"] = 1, ["LAB"] = 1, ["LAB-AUPAIR"] = 0.1, ["SRV-DRUG-SELL"] = 0.2 };
    private static readonly Dictionary<string, double> AuPairs = new(StringComparer.Ordinal) { ["SEX"] = 0, ["COMB"] = 0, ["LAB"] = 0, ["UNCL"] = 0, ["LAB-AUPAIR"] = 5 };
    private static readonly Dictionary<string, double> Farming = new(StringComparer.Ordinal) { ["SEX"] = 0, ["COMB"] = 0, ["LAB"] = 0.01, ["UNCL"] = 0, ["LAB-AGRI"] = 9 };
    private static readonly Dictionary<string, double> Street = new(StringComparer.Ordinal) { ["SRV-DRUG-SELL"] = 4, ["SRV-PROP"] = 2 };

    /// <summary>The profiles, in the order of Table 1.</summary>
    public static IReadOnlyList<BodyProfile> All { get; } =
    [
        Reports(1, "bufdir", "Bufdir", 3, 3) with { Fresh = new(Girls: 1, Boys: 1), Shared = new(Girls: 1), SharesWith = [new("udi")], Habits = new(1, 0.9),
            Remark = "Barn som er plassert i tiltak i regi av Bufetat. Tallene omfatter ikke Oslo." },
        Reports(2, "udi", "UDI", 179, 179) with { Fresh = new(136, 25, 10, 6), Twice = 2, Habits = new(0.99, 0.97, 0, 0.7),
            Remark = "Søknader og vedtak om refleksjonsperiode og begrenset oppholdstillatelse, asylvedtak i første instans, meldinger fra mottak, ROSAs botilbud og IOMs returprogram. Omfatter også personer som ble identifisert tidligere enn 2014.",
            MeasureDefinition = "Søknad om tillatelse er vurdert, eller det er gitt informasjon om rettigheter." },
        Reports(3, "une", "UNE", 3, 3) with { Shared = new(3), SharesWith = [new("udi")], Habits = new(1, 1, 0, 0.6),
            MeasureDefinition = "Saken er behandlet, og det er funnet at personen er eller har vært i en menneskehandelssituasjon." },
        Reports(4, "rosa", "ROSA-prosjektet", 41, 53) with { Fresh = new(27), Shared = new(26), SharesWith = [new("udi"), new("oslo-police"), new("nav-grunerlokka"), new("nadheim")], Sees = SexMostly, Habits = new(0.95, 0.6, 0.05) },
        Reports(5, "au-pair-center", "Au Pair Center", 4, 5) with { Fresh = new(4), Shared = new(1), Declined = 3, Sees = AuPairs, Habits = new(0.9, 0.3),
            Remark = "Totalt innrapportert 8 personer, hvorav 5 mottok bistand eller ble fulgt opp i 2014." },
        Reports(6, "iom", "IOM", 7, 14) with { Fresh = new(1, 1), Shared = new(8, 4), Declined = 3, SharesWith = [new("udi")], Habits = new(1, 0.5, 0.1),
            Remark = "Totalt innrapportert 17 personer, hvorav 14 mottok bistand eller ble fulgt opp i 2014." },
        Reports(7, "kripos", "Kripos", 0, null) with { Answer = AnswerKind.Zero, Remark = "Har ikke etterforsket egne saker i 2014, men har bistått politidistrikt." },
        Police(8, "oslo-police", "Oslo politidistrikt", 18, 18, "Oslo") with { Fresh = new(7, 1), Shared = new(10), SharesWith = [new("rosa"), new("udi"), new("nav-grunerlokka"), new("nadheim")], Sees = SexOnly, Cases = [new("SEX", 22, 18, null), new("LAB", 6, null, "Arbeidsmiljøloven")],
            Remark = "Omfatter ikke sakene som gjelder utnyttelse i tvangsarbeid." },
        Police(9, "exit", "EXIT, Hordaland politidistrikt", 10, 13, "Bergen") with { Fresh = new(2, 5, 0, 1), Shared = new(3, 2), SharesWith = [new("fri"), new("udi")], Sees = LabourMostly, Cases = [new("SEX", 3, 4, null), new("LAB", 8, 9, null)] },
        Police(10, "ostfold-police", "Østfold politidistrikt", 1, 1, "Østfold") with { Fresh = new(1), Cases = [new("SEX", 1, 1, null)] },
        Police(11, "rogaland-police", "Rogaland politidistrikt", 7, 7, "Stavanger") with { Fresh = new(0, 5), Shared = new(1, 1), SharesWith = [new("udi"), new("albertine")], Sees = LabourMostly, Cases = [new("SEX", 1, 1, null), new("LAB", 4, 6, null)] },
        None(12, "asker-baerum-police", "Asker og Bærum politidistrikt"),
        None(13, "romerike-police", "Romerike politidistrikt"),
        Police(14, "vestfold-police", "Vestfold politidistrikt", 0, 0, "Vestfold") with { Answer = AnswerKind.Zero },
        Police(15, "sondre-buskerud-police", "Søndre Buskerud politidistrikt", 0, 3, "Buskerud") with { Fresh = new(0, 3), Sees = Farming, Cases = [new("LAB", 35, 37, null)] },
        None(16, "nordre-buskerud-police", "Nordre Buskerud politidistrikt"),
        None(17, "nord-trondelag-police", "Nord-Trøndelag politidistrikt"),
        Police(18, "sor-trondelag-police", "Sør-Trøndelag politidistrikt", 2, 4, "Trondheim") with { Fresh = new(0, 3), Shared = new(1), SharesWith = [new("udi")], Sees = LabourMostly },
        None(19, "troms-police", "Troms politidistrikt"),
        Police(20, "midtre-halogaland-police", "Midtre Hålogaland politidistrikt", 1, 1, "Nordland") with { Fresh = new(0, 1), Cases = [new("SEX", 1, 1, null)] },
        None(21, "follo-police", "Follo politidistrikt"),
        Reports(22, "pro-sentret", "Pro Sentret", null, null, "Oslo") with { Declined = 96, Sees = SexOnly, Habits = new(0, 0), Remark = "Totalt innrapportert 96 personer. Av disse var 30 nye i 2014. Ingen ønsket å ta imot hjelp." },
        Reports(23, "nadheim", "Nadheim, Kirkens Bymisjon", 11, 29, "Oslo") with { Fresh = new(18), Shared = new(11), Declined = 2, SharesWith = [new("nav-grunerlokka"), new("rosa"), new("udi"), new("oslo-police")], Sees = SexOnly, Habits = new(0, 0),
            Remark = "Totalt innrapportert 31 personer. 29 mottok bistand eller ble fulgt opp i løpet av 2014." },
        None(24, "tot-oslo", "TOT Oslo"),
        Reports(25, "nav-grunerlokka", "NAV Grünerløkka sosialtjenesten", 31, 60, "Oslo") with { Fresh = new(16, 9), Shared = new(30, 4), Twice = 1, SharesWith = [new("udi"), new("rosa"), new("nadheim"), new("oslo-police")], Habits = new(0.97, 0.5, 0, 0.8) },
        Reports(26, "uteseksjonen", "Uteseksjonen Oslo", 10, 12, "Oslo") with { Fresh = new(0, 0, 2, 5), Shared = new(2, 0, 1, 2), Declined = 4, SharesWith = [new("udi"), new("bfe"), new("nadheim")], Sees = Street, Habits = new(0.7, 0.2, 0, 1.5),
            Remark = "Totalt innrapportert 16 personer, hvorav 10 var antatte mindreårige.", MeasureDefinition = "Også bekymringsmeldinger til barnevernet, samtaler og informasjon." },
        Reports(27, "adora", "ADORA-prosjektet", null, 16, "Oslo") with { Shared = new(16), SharesWith = [new("rosa")], Sees = SexMostly, Habits = new(0.9, 0.3), Remark = "Plassene er forbeholdt kvinner som mottar bistand fra ROSA-prosjektet." },
        new BodyProfile(28, new("tot-bergen"), "TOT Bergen", AnswerKind.SeeOther) { SeeOther = new("exit") },
        Reports(29, "fri", "Prosjekt FRI, Kirkens Bymisjon", 7, 14, "Bergen") with { Fresh = new(11, 0, 1), Shared = new(2), Declined = 1, SharesWith = [new("udi"), new("exit")], Sees = SexOnly, Habits = new(0, 0),
            Remark = "Totalt innrapportert 15 personer, 14 tok imot tilbud om bistand." },
        Reports(30, "tot-kristiansand", "TOT Kristiansand", 3, 4, "Kristiansand") with { Fresh = new(2, 1), Shared = new(1), Declined = 8, SharesWith = [new("udi")], Habits = new(0.8, 0.3),
            Remark = "Totalt innrapportert 12 personer. Fire mottok bistand eller ble fulgt opp." },
        None(31, "tot-trondheim", "TOT Trondheim"),
        None(32, "tot-stavanger", "TOT Stavanger"),
        Reports(33, "albertine", "Albertine, Kirkens Bymisjon", 9, 9, "Stavanger") with { Fresh = new(6, 0, 1), Shared = new(2), SharesWith = [new("udi")], Sees = SexOnly, Habits = new(0, 0) },
        Reports(34, "krisesenteret-stavanger", "Krisesenteret i Stavanger", 7, 7, "Stavanger") with { Fresh = new(3), Shared = new(4), SharesWith = [new("albertine"), new("rogaland-police"), new("udi")], Habits = new(0.5, 0.1, 0, 1.3) },
        Reports(35, "bfe", "Oslo kommune, BFE", 17, 17, "Oslo") with { Fresh = new(0, 0, 3, 5), Shared = new(0, 0, 4, 5), SharesWith = [new("udi"), new("uteseksjonen")], Habits = new(1, 0.8) },
    ];

    /// <summary>The profile of a body.</summary>
    public static BodyProfile Of(BodyId body) => All.First(profile => profile.Body == body);

    private static BodyProfile Reports(int row, string id, string printed, int? identified, int? measures, string? region = null) =>
        new(row, new(id), printed, AnswerKind.Report) { Identified = identified, Measures = measures, Region = region };

    private static BodyProfile Police(int row, string id, string printed, int identified, int measures, string region) =>
        Reports(row, id, printed, identified, measures, region) with { Habits = new(1, 0.3, 0, 0.7) };

    private static BodyProfile None(int row, string id, string printed) => new(row, new(id), printed, AnswerKind.NoReport);
}
