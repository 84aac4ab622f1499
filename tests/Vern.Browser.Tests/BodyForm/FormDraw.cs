using System.Security;
using System.Text;
using Vern.Persons.Collection;
using Vern.Persons.Collection.Form;
using Vern.Platform.Localisation;

namespace Vern.Browser.Tests.BodyForm;

/// <summary>Draws what may stand in a form: labels and codes in four languages, dates and numbers in all their forms, and much that is wrong. All persons are made up.</summary>
internal static class FormDraw
{
    private static readonly string[] Names = ["Ada", "Ngozi", "Ștefan", "Nguyễn Thị Hoa", "Юлія", "ክብረኣብ", "محمد", "Øystein", "Ma. Cristina", "1", "  x ", "Å\u00A0B"];
    private static readonly string[] Dates = ["14.03.1990", "3/4/1991", "1990-02-30", "31.12.2013", "1987", "xml:s=\"6\"|<x:v>32946</x:v>", "xml:|<x:v>1990</x:v>", "xml:|<x:v>32946.75</x:v>", "xml:|<x:v>3.2946E4</x:v>", "xml:t=\"d\"|<x:v>1990-05-06T00:00:00</x:v>", "1790-01-01", "01-02-1993", "1.2.93", "1990-05-06 24:00:00", "13.13.1990", "2015-01-01", "xml:|<x:v>0</x:v>", "xml:|<x:v>99999999</x:v>"];
    private static readonly string[] Dufs = ["201412345678", "2014 1234 5678", "20141234567", "xml:|<x:v>201412345678</x:v>", "xml:|<x:v>2.01412345678E11</x:v>", "123456789012", "2014x2345678"];
    private static readonly string[] Nationals = ["14839012345", "01819012345", "xml:|<x:v>1819012345</x:v>", "1483901234", "11111111111", "99999999999", "ab", "14839010150"];
    private static readonly string[] Whole = ["1990", "1990.0", "27", "0", "-1", "+3", "2014", "2015", "1989", "abc", "1e3", "xml:|<x:v>27</x:v>", "xml:|<x:v>1.990E3</x:v>", "99999999999999999999", "5,5", "12345678901", "30", "31", "uklart", "Unclear"];
    private static readonly string[] Wrong = ["Nigera", "?", "01819012345", "xml:t=\"str\"|<x:f>A1</x:f><x:v>W</x:v>", "xml:t=\"b\"|<x:v>1</x:v>", "xml:t=\"s\"|<x:v>0</x:v>", "SEX;LAB", "udi; iom ;", "a text of more than forty letters that nobody has in any list", "'<&>\"'+`é😀"];

    internal static string Name(Random random) => One(random, Names);

    internal static Dictionary<string, string> Person(Random random, Language language, bool mostlyGood)
    {
        var person = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (header, column, _) in FormColumns.Headers)
        {
            if (random.Next(10) < 5) continue;
            person[header] = !mostlyGood && random.Next(12) == 0 ? One(random, Wrong) : Value(random, column, language, mostlyGood);
        }
        if (mostlyGood && random.Next(8) > 0) person.Remove("birth-year");
        return person;
    }

    private static string Value(Random random, FormColumn column, Language language, bool good) => column.Kind switch
    {
        ColumnKind.Text => One(random, Names),
        ColumnKind.Date => good ? One(random, Dates[..9].Where(date => !date.Contains("02-30", StringComparison.Ordinal)).ToArray()) : One(random, Dates),
        ColumnKind.Duf => good ? Dufs[0] : One(random, Dufs),
        ColumnKind.NationalNumber => good ? "14839010150" : One(random, Nationals),
        ColumnKind.Number => good ? column.Code == "birth-year" ? "1990" : "17" : One(random, Whole),
        ColumnKind.YearOrUnclear => good ? One(random, ["2014", "2012", FormTexts.Source[language, "Code.Identified.UNCLEAR"]]) : One(random, Whole),
        _ => Label(random, column.List!, language, good),
    };

    private static string Label(Random random, CodeList list, Language language, bool good)
    {
        if (list.Name == "Body") return One(random, ["udi", "UDI", "IOM", "ROSA project", "Bufdir", good ? "iom" : "bufdirr"]);
        var code = list.Codes[random.Next(list.Codes.Count)];
        return random.Next(4) switch { 0 => code, 1 => code.ToLowerInvariant(), 2 => FormTexts.Label(list, code, Language.All[random.Next(4)]), _ => FormTexts.Label(list, code, language).ToUpperInvariant() };
    }

    internal static string Answers(string xml, Random random)
    {
        foreach (var field in ReportingTemplate.AgencyFields)
        {
            if (random.Next(3) > 0) continue;
            var text = field == "answer" ? One(random, ["ZERO", "null personer", "no report", "perhaps", "norep"]) : One(random, ["Noe vi vil si; <om> 'det' & \"slikt\" æøå 😀", "ring 12345678901", new string('x', 8_001), "xx", "line\nbreak\ttab"]);
            if (random.Next(15) == 0) text = null;
            var at = xml.IndexOf($">{field}<", StringComparison.Ordinal);
            var row = xml.LastIndexOf("<x:row ", at, StringComparison.Ordinal);
            var number = new string([.. xml[(xml.IndexOf("r=\"", row, StringComparison.Ordinal) + 3)..].TakeWhile(char.IsAsciiDigit)]);
            var end = xml.IndexOf("</x:row>", row, StringComparison.Ordinal);
            var empty = xml.IndexOf($"<x:c r=\"C{number}\"", row, StringComparison.Ordinal);
            if (empty > 0 && empty < end) xml = xml[..empty] + xml[end..];
            end = xml.IndexOf("</x:row>", row, StringComparison.Ordinal);
            xml = xml[..end] + (text is null ? $"<x:c r=\"C{number}\"><x:f>1+1</x:f></x:c>" : Inline($"C{number}", text)) + xml[end..];
        }
        return xml;
    }

    internal static string Cases(string xml, Random random, Language language)
    {
        var rows = new StringBuilder();
        for (var row = 4; row < 4 + random.Next(4); row++)
        {
            rows.Append($"<x:row r=\"{row}\">");
            if (random.Next(8) > 0) rows.Append(Inline($"B{row}", random.Next(10) == 0 ? "COMB" : FormTexts.Label(CodeLists.MainForm, CodeLists.MainForm.Codes[random.Next(6)], language)));
            if (random.Next(8) > 0) rows.Append($"<x:c r=\"C{row}\"><x:v>{One(random, ["3", "0", "100000", "100001", "-1", "2.5"])}</x:v></x:c>");
            if (random.Next(2) > 0) rows.Append($"<x:c r=\"D{row}\"><x:v>{One(random, ["1", "x", "7"])}</x:v></x:c>");
            if (random.Next(3) == 0) rows.Append(Inline($"E{row}", One(random, ["another provision", "010190 12345"])));
            rows.Append("</x:row>");
        }
        return xml.Replace("</x:sheetData>", rows + "</x:sheetData>", StringComparison.Ordinal);
    }

    internal static string Damage(string text, Random random)
    {
        string[] pieces = ["\"", "<", ">", "&", "=", ";", ",", "\n", "é", "1", "r=\"A1\"", "<x:f/>", "</x:c>", "x:", "SEX", " "];
        var damaged = text;
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            var at = random.Next(damaged.Length);
            damaged = random.Next(3) switch { 0 => damaged[..at] + One(random, pieces) + damaged[at..], 1 => damaged[..at] + damaged[Math.Min(damaged.Length, at + random.Next(1, 12))..], _ => damaged[..at] + One(random, pieces) + damaged[Math.Min(damaged.Length, at + 1)..] };
            if (damaged.Length == 0) return "x";
        }
        return damaged;
    }

    private static string Inline(string place, string text) => $"<x:c r=\"{place}\" t=\"inlineStr\"><x:is><x:t xml:space=\"preserve\">{SecurityElement.Escape(text)}</x:t></x:is></x:c>";

    private static string One(Random random, string[] from) => from[random.Next(from.Length)];
}
