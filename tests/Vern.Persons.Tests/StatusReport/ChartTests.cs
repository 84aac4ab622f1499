using System.Xml.Linq;
using Vern.Persons.StatusReport;
using Vern.Platform.Interface.Charts;
using Vern.Platform.Localisation;

namespace Vern.Persons.Tests.StatusReport;

/// <summary>Charts as drawn.</summary>
public class ChartTests
{
    [Fact]
    public void Every_chart_is_well_formed_and_says_what_it_is()
    {
        foreach (var figure in SampleYear.Prepared().In(Language.Swedish).Diagrams())
        {
            var svg = XElement.Parse(SvgWriter.Write(figure.Chart, Language.Swedish.Culture));
            Assert.Equal("img", (string?)svg.Attribute("role"));
            Assert.Equal(figure.Title, svg.Elements().First().Value);
            Assert.DoesNotContain("NaN", svg.ToString());
        }
    }

    [Theory]
    [InlineData(ChartShape.Bars)]
    [InlineData(ChartShape.StackedBars)]
    [InlineData(ChartShape.Lines)]
    public void A_hidden_point_is_drawn_alike_whatever_it_hides(ChartShape shape)
    {
        // The value is forced into the model, as no figure would: a chart that looked at it would draw another picture.
        string Draw(double? behind) => SvgWriter.Write(new Chart("c", "t", "d", shape, ["Under 18 years", "Over 18 years"],
            [new("a", [new(3), new(behind, Hidden: true, behind, behind)]), new("b", [new(5), new(2)])], "hidden"));
        Assert.Equal(Draw(null), Draw(4321));
        Assert.Contains("class=\"hidden\"", Draw(null));
        Assert.Contains("hidden</text>", Draw(null));
    }

    [Theory]
    [InlineData("Tvangsarbeid i renhold, rengjøring og vaskerier uten avtale", null)]
    [InlineData("WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW MMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMM", "…")]
    [InlineData("Household work and care of children and elderly persons in private homes, with board and lodging", "…")]
    public void A_label_is_never_wider_than_its_place_and_the_whole_of_a_shortened_one_is_told(string label, string? end)
    {
        var svg = XElement.Parse(SvgWriter.Write(new Chart("c", "t", "d", ChartShape.Bars, [label, "Another category"], [new("a", [new(3), new(4)])], "hidden")));
        XNamespace space = "http://www.w3.org/2000/svg";
        var lines = svg.Elements(space + "text").Where(text => (string?)text.Attribute("text-anchor") == "end").ToList();
        Assert.All(lines, text => Assert.True(SvgCanvas.TextWidth(text.Nodes().OfType<XText>().Single().Value) <= (double)text.Attribute("x")!, text.Value));
        Assert.Equal(end is not null, lines[1].Nodes().OfType<XText>().Single().Value.EndsWith('…'));
        Assert.Equal(end is null ? null : label, (string?)lines[1].Element(space + "title"));
        Assert.All(lines, text => Assert.InRange((double)text.Attribute("x")!, 0, 260));
    }

    [Fact]
    public void A_hidden_point_has_no_value_in_a_native_chart_or_its_workbook()
    {
        var chart = new Chart("c", "t", "d", ChartShape.Bars, ["x", "y"], [new("a", [new(3), new(4321, Hidden: true, 4321, 4321)])], "hidden");
        Assert.DoesNotContain("4321", DrawingMlWriter.Write(chart, ChartWorkbook.Range(chart), "en-GB", null));
    }

    [Fact]
    public void A_stack_with_something_hidden_shows_no_sum()
    {
        var svg = SvgWriter.Write(new Chart("c", "t", "d", ChartShape.StackedBars, ["A long category"], [new("a", [new(40)]), new("b", [new(null, Hidden: true)]), new("c", [new(50)])], "hidden"));
        Assert.DoesNotContain(">90<", svg);
    }

    [Fact]
    public void Whatever_the_figures_the_drawing_is_well_formed() => Prop.ForAll<int[], string>((values, name) =>
    {
        if (values.Length == 0) return;
        var points = values.Select(value => value % 7 == 0 ? new ChartPoint(null, Hidden: true) : new ChartPoint(Math.Abs((long)value))).ToList();
        foreach (var shape in Enum.GetValues<ChartShape>())
            XElement.Parse(SvgWriter.Write(new Chart("c", name ?? "", "d", shape, points.Select((_, index) => $"{name} {index}").ToList(), [new(name ?? "", points)], "hidden")));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public async Task The_report_prints_as_a_tagged_PDF()
    {
        if (PrintPdf.FindBrowser() is null)
        {
            Assert.NotEqual("true", Environment.GetEnvironmentVariable("CI"));
            Assert.Skip("No Chromium on this machine: install the package chromium.");
        }
        var folder = Directory.CreateTempSubdirectory("vern-test-").FullName;
        try
        {
            var written = await WriteReport.RunAsync(SampleYear.Prepared(), folder, ["pdf"], [Language.Norwegian]);
            Assert.Null(written.PdfMissing);
            var pdf = System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(Assert.Single(written.Files)));
            Assert.StartsWith("%PDF", pdf);
            Assert.Contains("/Marked true", pdf);
            Assert.Contains("/StructTreeRoot", pdf);
            Assert.Contains("/Lang (nb)", pdf);
        }
        finally { Directory.Delete(folder, recursive: true); }
    }

    [Fact]
    public async Task Without_a_browser_the_message_says_what_to_install()
    {
        var problem = await Assert.ThrowsAsync<PdfUnavailableException>(() => PrintPdf.PrintAsync("x.html", "x.pdf", "/nowhere/chromium"));
        Assert.Contains("/nowhere/chromium", problem.Message);
    }
}
