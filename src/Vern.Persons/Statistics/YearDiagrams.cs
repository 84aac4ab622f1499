using Vern.Disclosure.Tables;
using static Vern.Persons.Statistics.TableCells;

namespace Vern.Persons.Statistics;

/// <summary>Diagrams 1 to 13 and the trend: every bar a cell of the same publication as the tables.</summary>
internal static class YearDiagrams
{
    public static IReadOnlyList<PublishedFigure> Of(YearContext context)
    {
        var minors = PersonMicrodata.Minors.Intersect(context.SexAges, StringComparer.Ordinal).ToList();
        return
        [
            NationalityDiagrams.ByCountry(context, 1, "nationality", "D-012"),
            ByForm(context, 2, "Total", "D-013"),
            Labour(context),
            NationalityDiagrams.ByRegion(context, 4, "nationality-minors", "D-015"),
            Stacked(context, 5, minors, context.Forms, "SexAge.", "Form.", (code, form) => context["table3", code, form], form => Sum(minors, code => context["table3", code, form].Value), context["sexAge", "minors"], "D-016"),
            Stacked(context, 6, minors, PersonMicrodata.MinorBands, "SexAge.", "Age.", (code, band) => context["age-" + code, band], band => Sum(minors, code => context["age-" + code, band].Value), context["sexAge", "minors"], "D-017"),
            ByAge(context, 7, "women-age", "D-018"),
            ByForm(context, 8, "W18", "D-019"),
            NationalityDiagrams.ByCountry(context, 9, "nationality-women", "D-020"),
            ByAge(context, 10, "men-age", "D-021"),
            ByForm(context, 11, "M18", "D-022"),
            NationalityDiagrams.ByRegion(context, 12, "nationality-men", "D-023"),
            Returns(context),
            Trend(context),
        ];
    }

    private static PublishedFigure ByForm(YearContext context, int number, string group, string requirement)
    {
        var forms = context.Forms.Where(form => context["table3", group, form].Value != 0).ToList();
        var values = forms.ConvertAll(form => (ProtectedCell?)context["table3", group, form]);
        var labels = forms.ConvertAll(form => Words("Form." + form));
        var id = $"diagram{number}";
        return new PublishedFigure(id, number, Words($"Diagram{number}.Title", context.Year), ChartKind.Bars, labels, [new FigureSeries(Words("Unit.Persons"), values)], HiddenWords(values),
            [.. Comments.OfGroups(context, id, labels, values.ConvertAll(value => value?.Value), context["table3", group, "Total"]), .. group == "Total" ? Comments.OfForms(context) : Comments.OfGroup(context, group)], Unit.Persons, requirement);
    }

    private static PublishedFigure Labour(YearContext context)
    {
        var kinds = CountPersons.LabourKinds.Where(kind => context["labour", kind].Value != 0).ToList();
        var values = kinds.ConvertAll(kind => (ProtectedCell?)context["labour", kind]);
        var labels = kinds.ConvertAll(kind => Words("Labour." + kind));
        return new PublishedFigure("diagram3", 3, Words("Diagram3.Title", context.Year), ChartKind.Bars, labels, [new FigureSeries(Words("Unit.Persons"), values)],
            [Words("Diagram3.WithCombined"), .. HiddenWords(values)], Comments.OfGroups(context, "diagram3", labels, values.ConvertAll(value => value?.Value), context["labour", "Total"]), Unit.Persons, "D-014");
    }

    private static PublishedFigure ByAge(YearContext context, int number, string table, string requirement) =>
        Stacked(context, number, context.Forms, PersonMicrodata.AdultBands, "Form.", "Age.", (form, band) => context[table, band, form], band => context[table, band, "Total"].Value, context[table, "Total", "Total"], requirement);

    // Series over categories; a category's sum is known where it is published or where all its parts are.
    private static PublishedFigure Stacked(YearContext context, int number, IReadOnlyList<string> series, IReadOnlyList<string> categories, string seriesKey, string categoryKey,
        Func<string, string, ProtectedCell> at, Func<string, int?> sum, ProtectedCell total, string requirement)
    {
        var kept = categories.Where(category => series.Any(one => at(one, category).Value != 0)).ToList();
        var shown = series.Where(one => kept.Exists(category => at(one, category).Value != 0)).ToList();
        var labels = kept.ConvertAll(category => Words(categoryKey + category));
        var all = shown.ConvertAll(one => new FigureSeries(Words(seriesKey + one), kept.ConvertAll(category => (ProtectedCell?)at(one, category))));
        var id = $"diagram{number}";
        return new PublishedFigure(id, number, Words($"Diagram{number}.Title", context.Year), ChartKind.StackedBars, labels, all, HiddenWords([.. all.SelectMany(one => one.Values)]),
            [.. Comments.OfGroups(context, id, labels, kept.ConvertAll(category => sum(category)), total), .. number == 5 ? Comments.OfGroup(context, "minors") : []], Unit.Persons, requirement);
    }

    private static int? Sum(List<string> codes, Func<string, int?> of) => codes.TrueForAll(code => of(code) is not null) ? codes.Sum(code => of(code)) : null;

    private static List<TextCell> HiddenWords(IReadOnlyList<ProtectedCell?> values) =>
        values.Any(value => value is { Status: CellStatus.Suppressed }) ? [Words("Withheld.Cells")] : [];

    private static PublishedFigure Returns(YearContext context)
    {
        var (years, source) = (context.Before.Returns, context.Before.SourceOf(ReturnYear.Import));
        IReadOnlyList<ProtectedCell?> Values(Func<ReturnYear, int?> of) => [.. years.Select(year => of(year) is { } count ? (ProtectedCell?)(year.Year < context.Year ? ProtectedCell.AlreadyPublished(count, source) : RegisterCells.Of(count, source, context)) : null)];
        return new PublishedFigure("diagram13", 13, Words("Diagram13.Title", years.Count > 0 ? years[0].Year : context.Year, context.Year), ChartKind.Bars, [.. years.Select(year => Year(year.Year))],
            [.. new FigureSeries[] { new(Words("Returns.Applications"), Values(year => year.Applications)), new(Words("Returns.Departures"), Values(year => year.Departures)) }.Where((series, index) => index == 0 || series.Values.Any(value => value is not null))],
            years.Count == 0 ? [Words("Returns.NotTold")] : years.Count == 1 ? [Words("Returns.OneYear", years[0].Year)] : [], [], Unit.Applications, "D-024");
    }

    private static PublishedFigure Trend(YearContext context)
    {
        var now = context["table3", "Total", "Total"];
        var persons = context.Earlier.Select(year => year.Persons is { } count ? (ProtectedCell?)ProtectedCell.AlreadyPublished(count, context.EarlierSource) : null).Append(now).ToList();
        var fresh = context.Earlier.Select(year => year.New is { } count ? (ProtectedCell?)ProtectedCell.AlreadyPublished(count, context.EarlierSource) : null).Append(context["identified", "thisYear"]).ToList();
        var interval = context.Linkage.CountedInterval;
        var intervals = context.Earlier.Select(_ => ((int, int)?)null).Append((interval.Low, interval.High)).ToList();
        return new PublishedFigure("trend", null, Words("Trend.Title", context.Earlier.Count > 0 ? context.Earlier[0].Year : context.Year, context.Year), ChartKind.Lines,
            [.. context.Earlier.Select(year => Year(year.Year)), Year(context.Year)],
            [new FigureSeries(Words("Trend.Persons"), persons, intervals), new FigureSeries(Words("Trend.New"), fresh)], [Words("Trend.Reading")], Comments.OfTotal(context), Unit.Persons, "D-005");
    }
}
