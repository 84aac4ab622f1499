namespace Vern.Persons.Statistics;

/// <summary>All tables of a year's report, in the order of printing.</summary>
internal static class YearTables
{
    public static IReadOnlyList<PublishedTable> Of(YearContext context, YearFigures figures)
    {
        ArgumentNullException.ThrowIfNull(figures);
        return
        [
            Table1.Of(context), PersonTables.Table2(context), PersonTables.Table3(context), QualityTables.Table4(context), PersonTables.Table5(context),
            .. RegisterTables.Police(context), .. RegisterTables.Judgments(context), .. RegisterTables.Breakdowns(context), .. RegisterTables.Returns(context),
            .. QualityTables.Families(context), .. QualityTables.Acceptance(context), .. QualityTables.Response(context), .. QualityTables.OwnForms(context), QualityTables.Comparison(context),
            QualityTables.Reporters(context), QualityTables.EuShares(context), QualityTables.Linkage(context, figures), .. QualityTables.International(context),
        ];
    }
}
