using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Vern.Persons.Registration.Exchange;
using Vern.Persons.Statistics;
using Vern.Persons.Tests.Statistics;

namespace Vern.Persons.Tests.Registration.Exchange;

/// <summary>The conformance check, by its set of files: what conforms has no finding, what is broken has the one it is named for.</summary>
public sealed class CheckHtcdsTests
{
    private static readonly DateOnly Today = new(2026, 11, 22);
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Registration", "Exchange", "htcds");

    public static TheoryData<string> Conforming => Files("conforming-");
    public static TheoryData<string> Broken => Files("broken-");
    public static TheoryData<string> Unreadable => Files("unreadable-");

    private static TheoryData<string> Files(string start) => [.. Directory.EnumerateFiles(Folder, start + "*.csv").Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal)];

    private static HtcdsReport Check(string file)
    {
        using var stream = File.OpenRead(Path.Combine(Folder, file));
        return CheckHtcds.Run(stream, Today);
    }

    private static HtcdsReport CheckText(string text, bool extensions = false) => CheckHtcds.Run(new MemoryStream(Encoding.UTF8.GetBytes(text)), Today, extensions);

    [Theory, MemberData(nameof(Conforming))]
    public void What_the_standard_allows_has_no_finding(string file)
    {
        var report = Check(file);
        Assert.Empty(report.Findings);
        Assert.True(report.Conforms && report.Rows > 0);
    }

    [Theory, MemberData(nameof(Broken))]
    public void A_broken_file_has_the_one_finding_that_it_is_named_for(string file)
    {
        var finding = Assert.Single(Check(file).Findings);
        Assert.StartsWith("broken-" + finding.Rule, file, StringComparison.Ordinal);
        Assert.Equal(finding.Rule is "unknown-column" or "repeated-column" or "missing-column" ? 1 : 3, finding.Row);
        Assert.NotEmpty(finding.Expected);
        Assert.True(finding.Column > 0 || finding.Rule is "missing-column" or "row-length");
    }

    [Fact]
    public void Every_rule_has_its_broken_file()
    {
        var rules = Broken.Select(row => Check((string)row.Data).Findings[0].Rule).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(["checkbox", "code", "column-without-name", "conditional", "contradiction", "country", "date", "date-range", "email", "empty-value", "language", "missing-column", "number", "number-range", "phone", "repeated-column", "repeated-value", "row-length", "several-values", "unknown-column"], rules);
    }

    [Theory, MemberData(nameof(Unreadable))]
    public void What_is_no_csv_file_is_refused(string file) => Assert.Throws<FormatException>(() => Check(file));

    [Fact]
    public void A_finding_names_its_cell_and_what_was_meant()
    {
        var finding = Check("broken-code-label.csv").Findings[0];
        Assert.Equal("row 3, column U (vic_TypeOfExploitation): 'Forced labour', expected the code ForcedLabour [code]", finding.ToString());
        Assert.Contains("did you mean prs_Gender?", Check("broken-unknown-column.csv").Findings[0].Expected, StringComparison.Ordinal);
        Assert.DoesNotContain("1991", Check("broken-date.csv").Findings[0].ToString(), StringComparison.Ordinal); // a birth date is not repeated
    }

    [Fact]
    public void Notes_tell_of_deprecated_fields_added_names_and_the_standards_own_misspelling()
    {
        Assert.Equal(["added-value", "deprecated", "deprecated"], Check("conforming-all.csv").Notes.Select(note => note.Rule).Order(StringComparer.Ordinal));
        Assert.Equal(["tool-name", "labels"], Check("conforming-labels.csv").Notes.Select(note => note.Rule));
    }

    [Fact]
    public void Columns_beyond_the_standard_are_taken_when_asked_and_never_under_its_prefixes()
    {
        var header = string.Join(',', HtcdsStandard.Fields.Where(field => field.Core).Select(field => field.Id));
        Assert.Equal(["unknown-column"], CheckText(header + ",our_case").ByRule.Keys);
        Assert.True(CheckText(header + ",our_case", extensions: true).Conforms);
        Assert.False(CheckText(header + ",vic_Case", extensions: true).Conforms);
    }

    [Fact]
    public void A_row_is_counted_as_a_spreadsheet_counts_it()
    {
        var header = string.Join(',', HtcdsStandard.Fields.Where(field => field.Core).Select(field => field.Id));
        var commas = new string(',', header.Count(letter => letter == ',') - 1);
        var report = CheckText($"{header}\n\"Ms\nExample\",{commas}\n\n,{commas}x");
        Assert.Equal((4, "con_Consent", "checkbox"), report.Findings.Select(finding => (finding.Row, finding.Field, finding.Rule)).Single());
    }

    [Fact]
    public async Task The_national_units_export_conforms()
    {
        var store = Rounds.Drawn(21, 200);
        var linkage = await LinkRound.RunAsync(store, 2014, Rounds.Link);
        var report = CheckText(HtcdsExport.Csv(linkage.Persons, store.Bodies));
        Assert.Empty(report.Findings);
        Assert.Equal(linkage.Counted.Count(), report.Rows);
    }

    [Fact]
    public void Any_bytes_are_told_or_refused_and_never_a_fault() => FsCheck.Fluent.Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes =>
    {
        try { CheckHtcds.Run(new MemoryStream(bytes), Today); }
        catch (FormatException) { }
    }).QuickCheckThrowOnFailure();
}
