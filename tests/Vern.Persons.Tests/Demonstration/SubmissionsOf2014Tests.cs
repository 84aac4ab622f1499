using Vern.Demonstration.Submissions;
using Vern.Demonstration.Truth;
using Vern.Persons.Collection;

namespace Vern.Persons.Tests.Demonstration;

/// <summary>The bodies' reports against Table 1 of 2014 and its footnotes.</summary>
public sealed class SubmissionsOf2014Tests
{
    private static readonly (IReadOnlyList<TruePerson> Persons, IReadOnlyList<WrittenReport> Reports) Made = WriteReports.Of2014();

    [Fact]
    public void Every_body_has_the_sizes_of_Table_1()
    {
        Assert.Equal(35, Made.Reports.Count);
        Assert.All(Made.Reports, report =>
        {
            Assert.Equal(report.Profile.Measures ?? 0, report.Rows.Count(row => row.Reported.ReceivedMeasures));
            Assert.Equal(report.Profile.Identified ?? 0, report.Rows.Count(row => row.Reported.IdentifiedAndAccepted == true));
        });
    }

    // footnotes 26, 28, 33, 34, 39, 42, 44
    [Theory]
    [InlineData("au-pair-center", 8)]
    [InlineData("iom", 17)]
    [InlineData("pro-sentret", 96)]
    [InlineData("nadheim", 31)]
    [InlineData("uteseksjonen", 16)]
    [InlineData("fri", 15)]
    [InlineData("tot-kristiansand", 12)]
    public void The_footnotes_totals_hold(string body, int reported) => Assert.Equal(reported, Report(body).Rows.Count);

    [Fact]
    public void The_sums_are_472_reports_of_measures_and_371_of_identification()
    {
        Assert.Equal(472, Made.Reports.Sum(report => report.Rows.Count(row => row.Reported.ReceivedMeasures)));
        Assert.Equal(371, Made.Reports.Sum(report => report.Rows.Count(row => row.Reported.IdentifiedAndAccepted == true)));
    }

    [Fact]
    public void Every_counted_person_is_in_a_report_and_nobody_else_received_measures()
    {
        var reported = Made.Reports.SelectMany(report => report.Rows).Where(row => row.Reported.ReceivedMeasures).Select(row => row.Truth).ToHashSet();
        Assert.Equal(Made.Persons.Where(person => person.Counted).Select(person => person.Id).ToHashSet(), reported);
        Assert.Equal(324, reported.Count);
    }

    [Fact]
    public void Adora_is_within_Rosa_and_the_appeals_board_within_the_directorate()
    {
        Assert.Subset(Truths("rosa"), Truths("adora"));
        Assert.Subset(Truths("udi"), Truths("une"));
        Assert.True(Truths("iom").Intersect(Truths("udi")).Count() >= 10);
        Assert.Equal(10, Report("uteseksjonen").Rows.Count(row => row.Reported.PresumedMinor == true));
    }

    [Fact]
    public void Rows_of_one_body_are_rarely_the_same_person()
    {
        var twice = Made.Reports.Sum(report => report.Rows.Count - report.Rows.Select(row => row.Truth).Distinct().Count());
        Assert.InRange(twice, 1, 5);
    }

    [Fact]
    public void Some_bodies_hand_over_no_identity_and_most_do()
    {
        foreach (var body in (string[])["nadheim", "fri", "albertine", "pro-sentret"]) Assert.All(Report(body).Rows, row => Assert.Null(row.Identity));
        Assert.InRange(Report("udi").Rows.Count(row => row.Identity is not null), 150, 179);
    }

    [Fact]
    public void The_answers_tell_no_report_zero_blank_and_see_another_apart()
    {
        Assert.Equal(AnswerKind.Zero, Report("vestfold-police").Profile.Answer);
        Assert.Equal(AnswerKind.NoReport, Report("follo-police").Profile.Answer);
        Assert.Equal((AnswerKind.SeeOther, new BodyId("exit")), (Report("tot-bergen").Profile.Answer, Report("tot-bergen").Profile.SeeOther));
        Assert.Null(Report("adora").Profile.Identified);
    }

    [Fact]
    public void The_same_seed_writes_the_same_rows()
    {
        var again = WriteReports.Of2014();
        Assert.Equal(Lines(Made.Reports), Lines(again.Reports));
        Assert.NotEqual(Lines(Made.Reports), Lines(WriteReports.Of2014(3).Reports));

        static IEnumerable<string> Lines(IReadOnlyList<WrittenReport> reports) =>
            reports.SelectMany(report => report.Rows.Select(row => $"{report.Profile.Body} {row.Truth} {row.Identity} {row.Reported.Nationality} {row.Reported.Age} {row.Reported.BirthYear}"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(99)]
    [InlineData(123456)]
    public void The_quotas_can_be_filled_with_any_seed(int seed) =>
        Assert.Equal(472, WriteReports.Of2014(seed).Reports.Sum(report => report.Rows.Count(row => row.Reported.ReceivedMeasures)));

    private static WrittenReport Report(string body) => Made.Reports.First(report => report.Profile.Body.Value == body);
    private static HashSet<int> Truths(string body) => [.. Report(body).Rows.Select(row => row.Truth)];
}
