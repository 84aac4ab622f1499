using Vern.Persons.Collection;
using Vern.Persons.StatusReport;
using Vern.Platform.Localisation;

namespace Vern.Persons.Tests.StatusReport;

/// <summary>From draft to edition to erratum (D-031, rule 4).</summary>
public class EditionTests
{
    private static readonly DateTimeOffset Noon = new(2015, 6, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Two_different_people_publish_a_report()
    {
        var draft = SampleYear.Prepared();
        var first = SignReport.Decide(draft, "Kari Nordmann", draft.Digest, Noon).Edition!;
        Assert.Null(first.PublishedAt);
        var second = SignReport.Decide(SampleYear.Prepared(editions: [first]), "Ola Hansen", draft.Digest, Noon.AddHours(1)).Edition!;
        Assert.Equal(Noon.AddHours(1), second.PublishedAt);
        Assert.Equal(draft.Digest, second.Digest);
        var published = SampleYear.Prepared(editions: [second]);
        Assert.Equal(EditionState.Published, published.State);
        Assert.Contains("Utgave 1, publisert 1. juni 2015", published.In(Language.Norwegian).StateText);
        Assert.True(SignReport.DecisionsAreFrozen([second]));
    }

    [Theory]
    [InlineData("kari nordmann")]
    [InlineData("  KARI   NORDMANN ")]
    [InlineData("Kari\u00a0Nordmann")]
    public void The_same_person_twice_is_one_person(string again)
    {
        var draft = SampleYear.Prepared();
        var first = SignReport.Decide(draft, "Kari Nordmann", draft.Digest, Noon).Edition!;
        var second = SignReport.Decide(SampleYear.Prepared(editions: [first]), again, draft.Digest, Noon);
        Assert.Null(second.Edition);
        Assert.Contains("Another person", second.Refusal);
    }

    [Fact]
    public void A_signature_falls_away_when_the_content_changes()
    {
        var draft = SampleYear.Prepared();
        var first = SignReport.Decide(draft, "Kari", draft.Digest, Noon).Edition!;
        var changed = SampleYear.Prepared(SampleYear.Figures() with { DoubtfulPairs = 16 }, [first]);
        Assert.NotNull(SignReport.Decide(changed, "Ola", draft.Digest, Noon).Refusal);
        var second = SignReport.Decide(changed, "Ola", changed.Digest, Noon).Edition!;
        Assert.Null(second.PublishedAt);
        Assert.Equal("Ola", Assert.Single(second.Signatures).By);
    }

    [Fact]
    public void A_report_that_fails_the_gate_cannot_be_signed()
    {
        var wrong = SampleYear.Prepared(SampleYear.Figures() with { PersonsByRule = 325 });
        Assert.Contains("can't be published", SignReport.Decide(wrong, "Kari", wrong.Digest, Noon).Refusal);
    }

    [Fact]
    public void An_erratum_is_a_new_edition_that_says_what_it_corrects_and_marks_it()
    {
        var first = Published(SampleYear.Prepared(), []);
        var figures = SampleYear.Figures() with { Tables = [.. SampleYear.Figures().Tables.Where(table => table.Id != "permits")] };
        var changed = SampleYear.Prepared(figures, [first]);
        Assert.Equal((EditionState.Draft, 2), (changed.State, changed.Edition));
        Assert.Contains("erratum", SignReport.Decide(changed, "Kari", changed.Digest, Noon).Refusal);
        var begun = PublishErratum.Decide(changed, "The table of permits was **wrong**.").Edition!;
        var open = SampleYear.Prepared(figures, [first, begun]);
        var second = Published(open, [first]);
        Assert.Equal(2, second.Number);
        Assert.Null(CheckEdition.Refusal(second, [(1, true)]));
        var published = SampleYear.Prepared(figures, [first, second]);
        Assert.Equal(EditionState.Erratum, published.State);
        Assert.Contains("The table of permits was <strong>wrong</strong>", HtmlReport.Write(published.In(Language.English)));
    }

    [Fact]
    public void A_changed_row_is_marked_against_the_edition_before()
    {
        var first = Published(SampleYear.Prepared(), []);
        var figures = SampleYear.Figures();
        var fourth = figures.Tables.Single(table => table.Id == "table4");
        var changed = fourth with { Rows = [fourth.Rows[0] with { Cells = [.. fourth.Rows[0].Cells.Take(3), new Vern.Persons.Statistics.CountCell(SampleYear.Shown(8))] }, .. fourth.Rows.Skip(1)] };
        var report = SampleYear.Prepared(figures with { Tables = [.. figures.Tables.Select(table => table.Id == "table4" ? changed : table)] }, [first]).In(Language.English);
        var marked = report.Tables().Single(table => table.Id == "table4");
        Assert.Equal([Change.Changed, Change.None, Change.None, Change.None, Change.None], marked.Rows.Select(row => row.Change));
        Assert.All(report.Tables().Where(table => table.Id is not ("table4" or "asked")), table => Assert.Equal(Change.None, table.Change));
    }

    private static Edition Published(PreparedReport report, IReadOnlyList<Edition> before)
    {
        var first = SignReport.Decide(report, "Kari", report.Digest, Noon).Edition!;
        var again = SampleYear.Prepared(report.Figures, [.. before, first]);
        return SignReport.Decide(again, "Ola", again.Digest, Noon).Edition!;
    }
}
