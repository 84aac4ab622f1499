using System.Text;
using System.Text.Json;
using Vern.Disclosure.Suppression;
using Vern.Disclosure.Tables;

namespace Vern.Disclosure.Tests;

public sealed class FileTests
{
    private const string Spec = """{"count":"n","dimensions":{"region":{"Total":["A","B"],"A":["A1","A2"]}},"tables":[["region","form"],["region"]],"minimumCount":3,"method":"suppress"}""";
    private const string Csv = "region,form,n\nA1,labour,2\nA1,sexual,7\nA2,labour,9\nA2,sexual,4\nB,labour,12\n\"B\",\"sexual\",8\n";

    private static ProtectionSpecification Parse(string spec) => ProtectionSpecification.Parse(Encoding.UTF8.GetBytes(spec), "spec.json");
    private static Microdata Read(string csv, string spec = Spec) => MicrodataFile.Read(new StringReader(csv), "persons.csv", Parse(spec));

    private static ProtectedPublication Protect(string csv, string spec = Spec)
    {
        var specification = Parse(spec);
        return Protector.Protect(Read(csv, spec), [.. specification.Tables.Select(table => new TableRequest(string.Join(" x ", table), table))], specification.Rules, cancel: TestContext.Current.CancellationToken);
    }

    [Fact]
    public void The_tables_file_tells_nothing_of_why_a_cell_is_hidden()
    {
        using var stream = new MemoryStream();
        WriteProtected.Tables(Protect(Csv), stream);
        using var document = JsonDocument.Parse(stream.ToArray());
        var shapes = document.RootElement[0].GetProperty("cells").EnumerateArray().Select(cell => string.Join(',', cell.EnumerateObject().Select(member => member.Name)) + ':' + cell.GetProperty("status").GetString()).Distinct().Order().ToList();
        Assert.Equal(["key,status:suppressed", "key,value,status:published"], shapes);
        Assert.Equal("""["region","form"]""", JsonSerializer.Serialize(document.RootElement[0].GetProperty("dimensions")));
    }

    [Fact]
    public void The_audit_file_has_reason_and_interval_of_every_hidden_cell()
    {
        var publication = Protect(Csv);
        using var stream = new MemoryStream();
        WriteProtected.Audit(publication, stream);
        using var document = JsonDocument.Parse(stream.ToArray());
        Assert.Equal(0, document.RootElement.GetProperty("atRisk").GetInt32());
        var cells = document.RootElement.GetProperty("cells").EnumerateArray().ToList();
        Assert.Equal(publication["region x form"].Cells.Count(cell => cell.Value.Status == CellStatus.Suppressed), cells.Count);
        var small = Assert.Single(cells, cell => cell.GetProperty("reason").GetString() == "smallCount");
        Assert.True(small.GetProperty("low").GetInt64() <= 2 && small.GetProperty("high").GetInt64() >= 2);
    }

    [Fact]
    public void Both_files_are_written_and_nothing_beside_them()
    {
        var folder = Directory.CreateTempSubdirectory("protected").FullName;
        try
        {
            WriteProtected.ToFolder(Protect(Csv), folder);
            Assert.Equal(["audit.json", "tables.json"], Directory.GetFiles(folder).Select(Path.GetFileName).Order());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("region,form\nA1,labour\n", "row 1", "\"n\"")]
    [InlineData("region,form,n\nA1,labour,2\nA3,labour,2\n", "row 3", "column region")]
    [InlineData("region,form,n\nA,labour,2\n", "row 2", "column region")]
    [InlineData("region,form,n\nA1,labour,-2\n", "row 2", "column n")]
    [InlineData("region,form,n\nA1,labour,99999999999\n", "row 2", "column n")]
    [InlineData("region,form,n\nA1,,2\n", "row 2", "column form")]
    [InlineData("region,form,n\nA1,Total,2\n", "row 2", "column form")]
    [InlineData("region,form,n\nA1,labour\n", "row 2", "expected 3")]
    [InlineData("region,form,n\nA1,\"labour,2\n", "row 2", "not closed")]
    [InlineData("", "row 1", "header")]
    public void A_microdata_error_names_file_row_and_column(string csv, string row, string what)
    {
        var message = Assert.Throws<FormatException>(() => Read(csv)).Message;
        Assert.Contains("persons.csv", message, StringComparison.Ordinal);
        Assert.Contains(row, message, StringComparison.Ordinal);
        Assert.Contains(what, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{", "row 1")]
    [InlineData("[]", "object")]
    [InlineData("{}", "tables")]
    [InlineData("""{"tables":[[]]}""", "table 1")]
    [InlineData("""{"tables":[["a","a"]]}""", "twice")]
    [InlineData("""{"tables":[["a"]],"minimumCount":1}""", "minimumCount")]
    [InlineData("""{"tables":[["a"]],"minimumCount":3.5}""", "minimumCount")]
    [InlineData("""{"tables":[["a"]],"method":"magic"}""", "magic")]
    [InlineData("""{"tables":[["a"]],"surprise":1}""", "surprise")]
    [InlineData("""{"tables":[["a"]],"dimensions":{"a":{"T":["x"],"U":["x"]}}}""", "part of both")]
    [InlineData("""{"tables":[["a"]],"dimensions":{"a":{"T":["x"],"U":["y"]}}}""", "one total")]
    [InlineData("""{"tables":[["a"]],"dimensions":{"a":{"T":["x"],"y":["y"]}}}""", "themselves")]
    [InlineData("""{"tables":[["a"]],"hiddenAtLeast":2}""", "hiddenAtLeast")]
    public void A_specification_error_names_the_file_and_the_place(string spec, string what)
    {
        var message = Assert.Throws<FormatException>(() => Parse(spec)).Message;
        Assert.Contains("spec.json", message, StringComparison.Ordinal);
        Assert.Contains(what, message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_separated_by_semicolons_with_carriage_returns_and_a_byte_order_mark_is_read()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, Csv.Replace(',', ';').Replace("\n", "\r\n", StringComparison.Ordinal), new UTF8Encoding(true));
            Assert.Equal(42, MicrodataFile.Read(path, Parse(Spec), TestContext.Current.CancellationToken).Rows.Sum(row => row.Count));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Mangled_files_are_refused_with_a_message_and_never_otherwise()
    {
        var random = new Random(7);
        for (var i = 0; i < 3000; i++)
        {
            var (csv, spec) = (Mangle(Csv, random), Mangle(Spec, random));
            try { Read(csv); } catch (FormatException problem) { Assert.Contains("persons.csv", problem.Message, StringComparison.Ordinal); }
            try { Parse(spec); } catch (FormatException problem) { Assert.Contains("spec.json", problem.Message, StringComparison.Ordinal); }
        }
    }

    private static string Mangle(string text, Random random)
    {
        var mangled = new StringBuilder(text);
        for (var change = random.Next(1, 4); change > 0; change--)
        {
            var at = random.Next(mangled.Length);
            if (random.Next(3) == 0) mangled.Remove(at, Math.Min(mangled.Length - at, random.Next(1, 9)));
            else mangled.Insert(at, "\",;\n\r[]{}:0-\\\u00e6\ud83d\0 A"[random.Next(18)]);
            if (mangled.Length == 0) mangled.Append('x');
        }
        return mangled.ToString();
    }
}
