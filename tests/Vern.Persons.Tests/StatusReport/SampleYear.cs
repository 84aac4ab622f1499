using System.Reflection;
using Vern.Disclosure.Suppression;
using Vern.Disclosure.Tables;
using Vern.Linkage.Linking;
using Vern.Persons.Collection;
using Vern.Persons.Statistics;
using Vern.Persons.StatusReport;
using Vern.Platform.Localisation;

namespace Vern.Persons.Tests.StatusReport;

/// <summary>
/// A made-up year of the size of a real report. Hidden cells carry a number that no publication would hold, forced in past the library's door:
/// where it turns up in any output, a writer has looked behind the protection.
/// </summary>
internal static class SampleYear
{
    /// <summary>What hidden cells really are.</summary>
    public const int Sentinel = 918273;
    private const string Before = "Status report 2013";

    public static ProtectedCell Shown(int value) => ProtectedCell.AlreadyPublished(value, Before);

    public static ProtectedCell Hidden() => (ProtectedCell)typeof(ProtectedCell)
        .GetConstructors(BindingFlags.NonPublic | BindingFlags.Instance).Single(constructor => constructor.GetParameters().Length == 3)
        .Invoke([CellStatus.Suppressed, Sentinel, null]);

    public static string Words(TextCell cell, Language language)
    {
        if (!cell.Localised) return cell.Key;
        return string.Format(language.Culture, $"{cell.Key} ({language.Code})", [.. cell.Arguments]);
    }

    public static YearFigures Figures() => new()
    {
        Year = 2014,
        Persons = new PersonCount(309, 327, 338),
        PersonsByRule = 324,
        Reports = 472,
        Bodies = 31,
        LinkableShare = 0.612,
        DoubtfulPairs = 17,
        Publication = Protector.Protect(
            new Microdata([new Dimension("sex", new Code("Total", new Code("W"), new Code("M")))], [new(["W"], 252), new(["M"], 72)]), [new TableRequest("sex", ["sex"])]),
        Tables = [Table1(), Table2(), Table3(), Table4(), Table5(), Table6(), Table7(), Table8(), Permits()],
        Figures = [Diagram1(), Diagram2(), Diagram6(), Diagram7(), Diagram13(), Trend()]
    };

    public static PreparedReport Prepared(YearFigures? figures = null, IReadOnlyList<Edition>? editions = null, IReadOnlyDictionary<string, IReadOnlyList<OwnTextEntry>>? texts = null) =>
        PreparedReport.From(new(figures ?? Figures(), Words, texts ?? Own(), Asked(), editions ?? []));

    public static IReadOnlyDictionary<string, IReadOnlyList<OwnTextEntry>> Own() => Language.All.ToDictionary(language => language.Code, IReadOnlyList<OwnTextEntry> (_) =>
    [
        new("challenges", "Bodies told of **three challenges** in the year, see [[table1]] and [[diagram2]].[^1]\n\n### Time and competence\n\n- Too few people, *too little time*\n- Housing outside the capital\n\n1. First\n2. Second\n\nMore at <https://example.org/guide>. <script>alert(1)</script>\n\n[^1]: As told in the form on challenges, see [[section-errors]].", 2014),
        new("policereports", "The register is frozen at 1 January.", 2013)
    ], StringComparer.Ordinal);

    public static IReadOnlyList<AskedBody> Asked() =>
        [new("Rosa", AnswerKind.Report, null, null), new("Oslo politidistrikt", AnswerKind.Zero, null, null), new("Adora", AnswerKind.SeeOther, "Rosa", null), new("A body", AnswerKind.Excluded, null, "Could not be compiled")];

    private static TextCell T(string text) => new(text);
    private static CountCell C(int value) => new(Shown(value));
    private static CountCell H() => new(Hidden());
    private static PercentCell P(int part, int whole) => new(Math.Round(100m * part / whole, 1, MidpointRounding.ToEven));
    private static PublishedRow Row(params PublishedCell[] cells) => new(cells, []);
    private static PublishedRow Total(params PublishedCell[] cells) => new(cells, [], true);

    private static PublishedTable Table1()
    {
        string[] names = ["Bufdir", "UDI", "UNE", "Arbeidstilsynet", "ROSA", "Au Pair Center", "IOM", "Nadheim", "Pro Sentret", "Kirkens Bymisjon Stavanger", "Frelsesarmeen", "Kripos", "Oslo politidistrikt", "Hordaland politidistrikt", "Rogaland politidistrikt", "TOT Bergen", "Uteseksjonen i Oslo", "Krisesenteret i Fredrikstad", "=cmd|' /C calc'!A0", "Barne- og familieetaten"];
        var rows = names.Select((name, index) => new PublishedRow(
            [T(name), C(index + 3), index % 5 == 3 ? new AnswerCell(AnswerKind.NoReport) : C(index * 2), C(index + 7), index % 7 == 2 ? H() : C(index * 3 + 4), index == 9 ? new AnswerCell(AnswerKind.SeeOther, "ROSA") : C(index), C(index + 1), T(index < 7 ? "Nasjonalt" : "Oslo")],
            index is 1 or 4 ? [1] : index == 6 ? [2, 3] : [])).ToList();
        return new("table1", 1, T("Rapportering til enheten om personer identifisert og fulgt opp, 2012–2014"), [T("Rapporterende instans"), T("Identifisert 2012"), T("Identifisert 2013"), T("Identifisert 2014"), T("Mottatt tiltak 2012"), T("Mottatt tiltak 2013"), T("Mottatt tiltak 2014"), T("Region")], rows,
            [T("Includes persons identified before 2014; see [[table2]]."), T("Eight persons in all, five of whom received measures."), T("Not stated how many were identified in the year."), T("ADORA is part of ROSA.")], Unit.Reports, "D-004");
    }

    private static PublishedTable Table2()
    {
        int[] persons = [203, 256, 292, 319, 274, 349, 300, 324];
        var rows = persons.Select((count, index) => Row(T((2007 + index).ToString()), C(count), index == 0 ? new TextCell("") : new PercentCell(Math.Round(100m * (count - persons[index - 1]) / persons[index - 1], 1, MidpointRounding.ToEven)), index < 3 ? new AnswerCell(AnswerKind.Blank) : C(120 + index))).ToList();
        return new("table2", 2, T("Mulige ofre under oppfølging i Norge, 2007–2014"), [T("År"), T("Personer under oppfølging"), new TextCell("Table2.Change", true), T("Nye personer")], rows, [], Unit.Persons, "D-005", Before);
    }

    private static PublishedTable Table3() => new("table3", 3, T("Mulige ofre etter antatt utnyttingsform, kjønn og alder, 2014"), [T("Utnyttingsform"), T("Totalt"), T("Kvinner"), T("Jenter"), T("Menn"), T("Gutter")],
        [
            Row(new TextCell("form.SEX", true), C(209), C(193), H(), H(), C(0)), Row(new TextCell("form.LAB", true), C(103), C(33), H(), H(), C(17)),
            Row(new TextCell("form.COMB", true), C(6), C(4), H(), C(0), H()), Row(new TextCell("form.UNCL", true), C(6), C(4), C(0), H(), C(0)), Total(T("Totalt"), C(324), C(234), C(18), C(54), C(18))
        ], [T("Combined forms are counted once.")], Unit.Persons, "D-006");

    private static PublishedTable Table4() => new("table4", 4, T("De hyppigste nasjonalitetene blant mindreårige, 2012–2014"), [T("År"), T("Rang"), T("Nasjonalitet"), T("Antall")],
        [Row(T("2012"), T("1"), T("Nigeria"), C(9)), Row(T("2013"), T("1"), T("Romania"), C(7)), Row(T("2014"), T("1"), T("Nigeria"), C(5)), Row(T("2014"), T("1"), T("Romania"), C(5)), Row(T("2014"), T("3"), T("Albania"), H())], [], Unit.Persons, "D-007");

    private static PublishedTable Table5()
    {
        (int Year, int Girls, int Boys, int Women, int Men)[] years = [(2010, 19, 60, 198, 42), (2011, 32, 33, 191, 18), (2012, 33, 37, 255, 24), (2013, 16, 18, 231, 35), (2014, 18, 18, 234, 54)];
        return new("table5", 5, T("Utviklingen etter kjønn og alder, 2010–2014"), [T("År"), T("Jenter"), new TextCell("Column.PercentOf", true, T("Jenter")), T("Gutter"), new TextCell("Column.PercentOf", true, T("Gutter")), T("Kvinner"), new TextCell("Column.PercentOf", true, T("Kvinner")), T("Menn"), new TextCell("Column.PercentOf", true, T("Menn")), new TextCell("Column.Total", true)],
            years.Select(at => { var all = at.Girls + at.Boys + at.Women + at.Men; return Row(T(at.Year.ToString()), C(at.Girls), P(at.Girls, all), C(at.Boys), P(at.Boys, all), C(at.Women), P(at.Women, all), C(at.Men), P(at.Men, all), C(all)); }).ToList(), [], Unit.Persons, "D-008");
    }

    private static PublishedTable Table6() => new("table6", 6, T("Anmeldelser etter form, 2012–2014"), [T("År"), T("Prostitusjon"), T("Tvangsarbeid"), T("Organhandel"), T("Totalt")],
        [Row(T("2012"), C(26), C(20), C(0), C(46)), Row(T("2013"), C(30), C(20), C(0), C(50)), Row(T("2014"), C(37), C(68), C(1), C(106)), Total(T("Totalt"), C(93), C(108), C(1), C(202))], [], Unit.PoliceReports, "D-009");

    private static PublishedTable Table7() => new("table7", 7, T("Anmeldelser etter politidistrikt, 2014"), [T("Politidistrikt"), T("Prostitusjon"), T("Tvangsarbeid"), T("Totalt")],
        [Row(T("Oslo"), C(25), C(13), C(38)), Row(T("Hordaland"), C(4), C(10), C(14)), Row(T("Søndre Buskerud"), C(1), C(34), C(35)), Row(T("Andre"), C(7), C(12), C(19)), Total(T("Totalt"), C(37), C(69), C(106))], [], Unit.PoliceReports, "D-010");

    private static PublishedTable Table8() => new("table8", 8, T("Saker som har endt med fellende dom"), [T("Sak"), T("År og instans"), T("Distrikt"), T("Fornærmede"), T("Domfelte"), T("Form"), T("Rettskraftig")],
        Enumerable.Range(1, 37).Select(number => Row(T(number.ToString()), T($"{2005 + number / 4} Tingretten\u00a0– lagmannsretten"), T("Oslo"), T("2 kvinner"), T("1 mann"), T("Prostitusjon og andre seksuelle formål"), T(number == 22 ? "Nei" : "Ja"))).ToList(), [T("Oslo tingrett")], Unit.Judgments, "D-011");

    private static PublishedTable Permits() => new("permits", null, T("Vedtak om oppholdstillatelse, 2014"), [T("Vedtak"), T("Innvilget"), T("Avslått")],
        [Row(T("Refleksjonsperiode"), C(27), C(12)), Row(T("Begrenset oppholdstillatelse"), C(41), C(18)), Total(T("Totalt"), C(68), C(30))], [], Unit.Decisions, "D-026");

    private static PublishedFigure Diagram1()
    {
        string[] countries = ["Nigeria", "Romania", "Filippinene", "Litauen", "Albania", "Pakistan", "India", "Somalia", "Eritrea", "Vietnam", "Bulgaria", "Thailand", "Den demokratiske republikken Kongo", "Afghanistan", "Algerie", "Marokko", "Polen", "Kenya", "Ghana", "Kamerun", "Etiopia", "Ukraina", "Brasil", "Storbritannia", "Andre land", "Ukjent"];
        int?[] values = [141, 42, 23, 11, 9, 9, 8, 7, 7, 6, 5, 5, null, 4, 4, 4, 3, 3, 3, 3, null, 3, 3, null, 11, 12];
        return new("diagram1", 1, T("Mulige ofre etter nasjonalitet, 2014"), ChartKind.Bars, countries.Select(T).ToList(), [new(T("Personer"), values.Select(value => value is { } shown ? Shown(shown) : (ProtectedCell?)Hidden()).ToList())],
            [T("Av personvernhensyn er nasjonaliteten til 11 personer ikke oppgitt. I tillegg er 12 personer av ukjent nasjonalitet.")], [T("Nigeria er den hyppigste nasjonaliteten med 141 personer (43,5 % av 324)."), T("Romania har 42 personer.")], Unit.Persons, "D-012");
    }

    private static PublishedFigure Diagram2() => new("diagram2", 2, T("Hovedutnyttingsformer, 2014"), ChartKind.Bars, [new TextCell("form.SEX", true), new TextCell("form.LAB", true), new TextCell("form.COMB", true), new TextCell("form.UNCL", true)],
        [new(T("Personer"), [Shown(209), Shown(103), Shown(6), Shown(6)])], [], [T("Prostitusjon og andre seksuelle formål er størst.")], Unit.Persons, "D-013");

    private static PublishedFigure Diagram6() => new("diagram6", 6, T("Mindreårige etter kjønn og alder, 2014"), ChartKind.Bars, [T("14–15"), T("16–17"), T("Ukjent")],
        [new(T("Jenter"), [Shown(4), Shown(10), Shown(4)]), new(T("Gutter"), [Hidden(), Shown(10), Hidden()])], [], [], Unit.Persons, "D-017");

    private static PublishedFigure Diagram7() => new("diagram7", 7, T("Kvinner etter aldersgruppe og antatt hovedutnyttingsform, 2014"), ChartKind.StackedBars, [T("Under 20 år"), T("20–34 år"), T("Over 34 år"), T("Ukjent alder")],
        [new(T("Prostitusjon og andre seksuelle formål"), [Shown(6), Shown(155), Shown(22), Shown(10)]), new(T("Tvangsarbeid og tvangstjenester"), [Hidden(), Shown(20), Shown(8), Hidden()]), new(T("Kombinasjon"), [Shown(0), Shown(4), Shown(0), Shown(0)])], [], [], Unit.Persons, "D-018");

    private static PublishedFigure Diagram13() => new("diagram13", 13, T("Retursøknader og avreiser, 2010–2014"), ChartKind.Bars, [T("2010"), T("2011"), T("2012"), T("2013"), T("2014")],
        [new(T("Søknader"), [Shown(12), Shown(20), Shown(24), Shown(18), Shown(15)]), new(T("Avreiser"), [Shown(9), Shown(14), null, Shown(13), Shown(12)])], [], [], Unit.Applications, "D-024");

    private static PublishedFigure Trend() => new("trend", null, T("Personer under oppfølging, 2007–2014"), ChartKind.Lines, Enumerable.Range(2007, 8).Select(year => T(year.ToString())).ToList(),
        [new(T("Personer"), new[] { 203, 256, 292, 319, 274, 349, 300, 324 }.Select(count => (ProtectedCell?)Shown(count)).ToList(), [null, null, null, null, null, null, null, (309, 338)])], [], [T("Antallet økte med 8,0 % fra 2013.")], Unit.Persons, "D-005");
}
