using Vern.Disclosure.Tables;
using Vern.Persons.Collection;
using static Vern.Persons.Statistics.TableCells;

namespace Vern.Persons.Statistics;

/// <summary>Tables beside the eight: minors' nationalities (4), children, acceptance, response, comparison, reporters, EU shares, linkage, breakdowns for Eurostat and SDG 16.2.2.</summary>
internal static class QualityTables
{
    /// <summary>Table 4: the three most frequent nationalities of minors with ties; this year's only as far as the hidden figures cannot change the order (D-007).</summary>
    public static PublishedTable Table4(YearContext context)
    {
        var rows = new List<PublishedRow>();
        foreach (var rank in context.Before.Minors.GroupBy(one => (one.Year, one.Rank)))
            rows.Add(Row(Year(rank.Key.Year), Number(rank.Key.Rank), Joined(rank.Select(one => one.Nationality))));
        var number = 0;
        foreach (var rank in Ranks(context))
            rows.Add(Row(Year(context.Year), Number(++number), Joined(rank)));
        if (number == 0) rows.Add(Row(Year(context.Year), Words("Cell.NotPublished"), Words("Table4.CannotBeTold")));
        return new PublishedTable("table4", 4, Words("Table4.Title", context.Year), [Words("Column.Year"), Words("Table4.Rank"), Words("Table4.Nationalities")], rows,
            [Words("Table4.Ties"), Words("Table4.OnlyShown")], Unit.Persons, "D-007", context.Before.SourceOf(MinorsNationality.Import));
    }

    /// <summary>The ranks, at most three; each a set of nationalities with the same shown count, larger than all that is hidden or grouped together.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Ranks(YearContext context)
    {
        const string table = "nationality-minors";
        if (context[table, "Total"].Value is not { } total) return [];
        var countries = context.Countries(table).Where(code => context[table, code].Value is > 0).ToList();
        // Beside those shown there is, in each part of the world, at most what its figure leaves; where that is hidden, all that is left.
        var left = total - GroupNationalities.Regions.Sum(region => context[table, region].Value ?? 0);
        var bound = GroupNationalities.Regions.Where(region => region != "REG-UNK")
            .Max(region => (context[table, region].Value ?? left) - countries.Where(code => GroupNationalities.RegionOf(code) == region).Sum(code => context[table, code].Value!.Value));
        // A nationality that the table doesn't name has no more persons than the largest of those.
        var named = context.Countries(table);
        if (named.All(code => context[table, code].Value is not null))
            bound = Math.Min(bound, context.Linkage.Counted.Where(person => GroupNationalities.IsOf(person, "minors") && !GroupNationalities.IsUnknown(person.Nationality) && !named.Contains(person.Nationality, StringComparer.Ordinal))
                .GroupBy(person => person.Nationality, StringComparer.Ordinal).Select(group => group.Count()).DefaultIfEmpty(0).Max());
        return [.. countries.Select(code => (code, count: context[table, code].Value!.Value)).Where(pair => pair.count > bound)
            .GroupBy(pair => pair.count).OrderByDescending(group => group.Key).Take(3).Select(group => (IReadOnlyList<string>)[.. group.Select(pair => pair.code).Order(StringComparer.Ordinal)])];
    }

    private static TextCell Joined(IEnumerable<string> codes) => codes.Select(Country).Aggregate((before, next) => Words("Table8.And", before, next));

    /// <summary>Accompanying children, children elsewhere, and what kind of support (D-047, C-023).</summary>
    public static IEnumerable<PublishedTable> Families(YearContext context)
    {
        PublishedRow RowOf(string table, string code, string label) => Row(Words(label), Cell(context.Persons, table, code), Share(context[table, code], context[table, "Total"]));
        yield return new PublishedTable("children", null, Words("Children.Title", context.Year), [Words("Children.Who"), Words("Unit.Persons"), Words("Column.ShareOfGroup")],
            [RowOf("accompanying", "yes", "Children.Accompanying"), RowOf("elsewhere", "yes", "Children.Elsewhere")], [Words("Children.Bases")], Unit.Persons, "D-047");
        yield return new PublishedTable("support", null, Words("Support.Title", context.Year), [Words("Support.Kind"), Words("Unit.Persons"), Words("Column.ShareOfTotal")],
            [RowOf("support", "right", "Support.Right"), RowOf("support", "contact", "Support.Contact"), RowOf("support", "untold", "Support.Untold"),
                new PublishedRow([Words("Column.Total"), Cell(context.Persons, "support", "Total"), Share(context["support", "Total"], context["support", "Total"])], [], true)],
            [Words("Support.WideNarrow")], Unit.Persons, "C-023");
    }

    /// <summary>Share that accepted at each assistance body, with its base (D-049).</summary>
    public static IEnumerable<PublishedTable> Acceptance(YearContext context)
    {
        if (context.Reports is not { } reports) yield break;
        var bodies = context.Bodies.Where(body => ReportMicrodata.IsAssistance(body.Kind) && context.Linkage.Submissions.Any(submission => submission.Sender == body.Id && submission.Persons.Count > 0)).ToList();
        if (bodies.Count == 0) yield break;
        yield return new PublishedTable("acceptance", null, Words("Acceptance.Title", context.Year), [Words("Column.Body"), Words("Acceptance.Base"), Words("Acceptance.Accepted"), Words("Acceptance.Rate")],
            [.. bodies.Select(body => Row(Name(body.Name), new CountCell(reports["answers"][body.Id.Value, "Total"]), new CountCell(reports["answers"][body.Id.Value, "accepted"]), Share(reports["answers"][body.Id.Value, "accepted"], reports["answers"][body.Id.Value, "Total"])))],
            [Words("Acceptance.Reports")], Unit.Reports, "D-049");
    }

    /// <summary>How many bodies of each kind answered (B-039); bodies, not persons.</summary>
    public static IEnumerable<PublishedTable> Response(YearContext context)
    {
        if (context.Round is not { } round) yield break;
        var kinds = context.Bodies.ToDictionary(body => body.Id, body => body.Kind);
        var asked = round.Answers.Where(answer => kinds.ContainsKey(answer.Body)).GroupBy(answer => kinds[answer.Body]).OrderBy(group => group.Key).ToList();
        PublishedRow RowOf(TextCell label, IReadOnlyList<BodyAnswer> answers, bool total)
        {
            var answered = answers.Count(answer => answer.Answer is not (AnswerKind.NotAnswered or AnswerKind.NoReport) || context.Linkage.Submissions.Any(submission => submission.Sender == answer.Body));
            return new([label, Number(answers.Count), Number(answered), new PercentCell(answers.Count == 0 ? null : Percent(answered, answers.Count))], [], total);
        }

        yield return new PublishedTable("response", null, Words("Response.Title", context.Year), [Words("Response.Kind"), Words("Response.Asked"), Words("Response.Answered"), Words("Response.Rate")],
            [.. asked.Select(group => RowOf(Words("Kind." + group.Key), [.. group], false)), RowOf(Words("Column.Total"), round.Answers, true)], [Words("Response.Voluntary")], Unit.Bodies, "B-039");
    }

    /// <summary>How many bodies answered each question about their own work (B-020 to B-026). What they wrote is not printed by itself: the unit chooses, and quotes it in its own text.</summary>
    public static IEnumerable<PublishedTable> OwnForms(YearContext context)
    {
        var answers = context.Linkage.Submissions.Select(submission => submission.Agency?.Answers).OfType<IReadOnlyDictionary<string, string>>().ToList();
        int Told(string field) => answers.Count(answer => answer.TryGetValue(field, out var text) && !string.IsNullOrWhiteSpace(text));
        if (CodeLists.AgencyField.Codes.All(field => Told(field) == 0)) yield break;
        yield return new PublishedTable("own-forms", null, Words("OwnForms.Title", context.Year), [Words("OwnForms.Question"), Words("Unit.Bodies")],
            [.. CodeLists.AgencyField.Codes.Select(field => Row(Words("OwnForms." + field), Number(Told(field))))], [Words("OwnForms.Chosen")], Unit.Bodies, "B-020");
    }

    /// <summary>This year against every earlier one (D-037).</summary>
    public static PublishedTable Comparison(YearContext context)
    {
        var now = context["table3", "Total", "Total"];
        return new PublishedTable("comparison", null, Words("Comparison.Title", context.Year), [Words("Column.Year"), Words("Table2.Persons"), Words("Comparison.Change", context.Year), Words("Comparison.Forms")],
            [.. context.Earlier.Where(year => year.Persons is not null).Select(year => Row(Year(year.Year), Past(year.Persons, context.EarlierSource), Change(now, ProtectedCell.AlreadyPublished(year.Persons!.Value, context.EarlierSource)),
                Words(CountingRule.Comparable(year.Year, context.Year) ? "Comparison.Alike" : "Comparison.Broken")))],
            [Words("Note.Minimum"), Words("Comparison.Reporters")], Unit.Persons, "D-037", context.EarlierSource);
    }

    /// <summary>What a change in who reports does to the trend (C-021).</summary>
    public static PublishedTable Reporters(YearContext context)
    {
        PublishedRow RowOf(string code, string label, bool total = false) => new([Words(label), Cell(context.Persons, "reporters", code), Share(context["reporters", code], context["reporters", "Total"])], [], total);
        return new PublishedTable("reporters", null, Words("Reporters.Title", context.Year), [Words("Reporters.Who"), Words("Unit.Persons"), Words("Column.ShareOfTotal")],
            [RowOf("both", "Reporters.Both"), RowOf("onlyNew", "Reporters.OnlyNew"), RowOf("Total", "Column.Total", true)], [Words("Reporters.Meaning", context.Year - 1)], Unit.Persons, "C-021");
    }

    /// <summary>Beside the EU's shares (D-033).</summary>
    public static PublishedTable EuShares(YearContext context)
    {
        var total = context["table3", "Total", "Total"];
        decimal? Sum(params string[] groups) => Array.TrueForAll(groups, group => context["sexAge", group].Value is not null) && total.Value is { } all and > 0
            ? Percent(groups.Sum(group => context["sexAge", group].Value!.Value), all) : null;
        return new PublishedTable("eu-shares", null, Words("Eu.Title", context.Year), [Words("Eu.What"), Words("Eu.Here"), Words("Eu.There")],
            [
                Row(Words("Eu.Children"), new PercentCell(Sum("minors")), new PercentCell(15m)), Row(Words("Eu.Female"), new PercentCell(Sum("W18", "G17")), new PercentCell(80m)),
                Row(Words("Eu.Sexual"), Share(context["table3", "Total", "SEX"], total), new PercentCell(62m)), Row(Words("Eu.Labour"), Share(context["table3", "Total", "LAB"], total), new PercentCell(25m)),
            ], [Words("Eu.Source"), Words("Eu.Combined")], Unit.Percent, "D-033");
    }

    /// <summary>How well the reports could be linked (C-025, C-012).</summary>
    public static PublishedTable Linkage(YearContext context, YearFigures figures)
    {
        var rows = new List<PublishedRow>
        {
            Row(Words("Linkage.Interval"), Words("Linkage.Between", figures.Persons.Low, figures.Persons.High)),
            Row(Words("Linkage.Median"), Number(figures.Persons.Best)),
            Row(Words("Linkage.ByRule"), new CountCell(context["table3", "Total", "Total"])),
            Row(Words("Linkage.Doubtful"), Number(figures.DoubtfulPairs)),
            Row(Words("Linkage.Encoded"), new PercentCell(Math.Round((decimal)figures.LinkableShare * 100m, 1, MidpointRounding.ToEven))),
            Row(Words("Linkage.BodiesWith"), Number(context.Linkage.Submissions.Count(submission => submission.Schema is not null || submission.Persons.Any(person => person.Encoding is not null)))),
            Row(Words("Linkage.Bodies"), Number(figures.Bodies)),
        };
        if (context.Linkage.Result.BlockingLoss is { } loss) rows.Add(Row(Words("Linkage.Loss"), new PercentCell(Math.Round((decimal)loss * 100m, 1, MidpointRounding.ToEven))));
        return new PublishedTable("linkage", null, Words("Linkage.Title", context.Year), [Words("Linkage.What"), Words("Linkage.Value")], rows, [Words("Linkage.Rule"), Words("Linkage.RuleVersion", context.Rule.Version)], Unit.Persons, "C-025");
    }

    /// <summary>Sex, age and form as Eurostat and SDG indicator 16.2.2 break victims down, and citizenship; cells of the same publication (B-060).</summary>
    public static IEnumerable<PublishedTable> International(YearContext context)
    {
        var told = context.Imports.TryGetValue(PopulationYear.Import, out var import) ? import : default;
        var population = told.Csv is null ? null : PopulationYear.Parse(told.Csv).FirstOrDefault(year => year.Year == context.Year);
        yield return BySexAgeForm("eurostat-sex-age-form", null);
        yield return BySexAgeForm("sdg-16-2-2", population);
        var codes = context.Leaves("nationality", "nationality").Where(code => context["nationality", code].Value != 0).ToList();
        yield return new PublishedTable("eurostat-citizenship", null, Words("International.Citizenship", context.Year), [Words("International.CitizenshipCode"), Words("International.CitizenshipName"), Words("Unit.Persons")],
            [.. codes.Select(code => Row(Name(code), CountryNames.Knows(code) ? Country(code) : Words("Nationality." + code), Cell(context.Persons, "nationality", code))),
                new PublishedRow([Name("TOTAL"), Words("Column.Total"), Cell(context.Persons, "nationality", "Total")], [], true)],
            [Words("International.Presumed")], Unit.Persons, "B-060");

        PublishedTable BySexAgeForm(string id, PopulationYear? per)
        {
            IReadOnlyList<TextCell> columns = [Words("International.SexAge"), Words("Column.Form"), Words("Unit.Persons")];
            return new PublishedTable(id, null, Words($"International.{id}", context.Year), per is null ? columns : [.. columns, Words("International.Rate")],
                [.. context.SexAges.Prepend("Total").SelectMany(group => context.Forms.Append("Total").Select(form =>
                {
                    var cell = Cell(context.Persons, "table3", group, form);
                    IReadOnlyList<PublishedCell> cells = [Words("SexAge." + group), form == "Total" ? Words("Column.Total") : Words("Form." + form), cell];
                    return Row(per is null ? cells : [.. cells, per.Of(group) is { } people and > 0 ? Rate(cell.Count, people) : Words("International.NoPopulation")]);
                }))],
                per is null ? [Words("International.Presumed")] : [Words("International.Presumed"), Words("International.RateBase", per.Persons)], Unit.Persons, "B-060", per is null ? null : told.Source);
        }
    }
}
