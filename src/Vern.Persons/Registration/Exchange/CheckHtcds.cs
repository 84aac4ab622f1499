using System.Globalization;
using System.Text;
using Vern.Persons.Collection;

namespace Vern.Persons.Registration.Exchange;

/// <summary>
/// Whether a CSV file conforms to the Human Trafficking Case Data Standard 2.0: its columns, types, code lists, forms of dates, ranges, and fields that stand only beside others. A row at a time, so that a file of any
/// size needs the memory of one. What "conforms" means where the standard is silent or contradicts itself is in docs/method-htcds.md.
/// </summary>
public static class CheckHtcds
{
    private const int LongestHeader = 1 << 16;

    // Labour has an industry; so have the forms that are labour by another name.
    private static readonly string[] Labour = ["ForcedLabour", "ChildLabour", "Servitude", "ForcedBegging"];

    /// <summary>Checks a file.</summary>
    /// <param name="file">The file, which can be read from the start again. UTF-8, or UTF-16 with its mark; fields parted by commas, semicolons or tabs (RFC 4180), as the header has them.</param>
    /// <param name="today">Today.</param>
    /// <param name="extensions">Whether columns beyond the standard's are taken, if they do not begin with a prefix of the standard's own.</param>
    /// <param name="cancel">Stops.</param>
    /// <exception cref="FormatException">It is no CSV file: empty, not text, or a quote is not closed.</exception>
    public static HtcdsReport Run(Stream file, DateOnly today, bool extensions = false, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        try
        {
            var separator = SeparatorOf(file);
            file.Position = 0;
            using var text = Text(file);
            return Check(CsvRows.Read(text, separator), today, extensions, cancel);
        }
        catch (DecoderFallbackException wrong)
        {
            throw new FormatException("not text in UTF-8; save the file as CSV UTF-8", wrong);
        }
    }

    private static StreamReader Text(Stream file) => new(file, new UTF8Encoding(false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: true, leaveOpen: true);

    private static char SeparatorOf(Stream file)
    {
        using var text = Text(file);
        var counts = new Dictionary<char, int> { [','] = 0, [';'] = 0, ['\t'] = 0 };
        var (quoted, any) = (false, false);
        for (var read = 0; read < LongestHeader && text.Read() is var next and >= 0 && (quoted || next is not '\n'); read++)
        {
            if (next == 0) throw new FormatException("not a CSV file: there are bytes in it that are no text");
            any |= !char.IsWhiteSpace((char)next);
            if (next == '"') quoted = !quoted;
            else if (!quoted && counts.TryGetValue((char)next, out var count)) counts[(char)next] = count + 1;
        }
        if (!any) throw new FormatException("no header; the first row with the field names was expected");
        return counts.MaxBy(pair => pair.Value).Key;
    }

    private static HtcdsReport Check(IEnumerable<(int Line, IReadOnlyList<string> Fields)> rows, DateOnly today, bool extensions, CancellationToken cancel)
    {
        var report = new HtcdsReport();
        var columns = new List<HtcdsField?>();
        var names = new List<string>();
        var inDeprecated = new HashSet<string>(StringComparer.Ordinal);
        var within = 0; // line ends inside quotes so far: a spreadsheet's row is less than the file's line by these
        foreach (var (line, cells) in rows)
        {
            cancel.ThrowIfCancellationRequested();
            var row = line - within;
            within += cells.Sum(cell => cell.AsSpan().Count('\n'));
            if (cells.Any(cell => cell.Contains('\0', StringComparison.Ordinal))) throw new FormatException($"row {row}: not a CSV file: there are bytes in it that are no text");
            if (columns.Count == 0)
            {
                names.AddRange(cells);
                columns.AddRange(Header(cells, row, extensions, report));
                report.Columns = cells.Count;
                continue;
            }
            if (cells.All(cell => cell.Length == 0)) continue;
            if (report.Rows == 0 && IsLabels(columns, cells)) { report.Note(new(row, 0, "", "labels", null, "records; this row holds the labels of the columns and is left out")); continue; }
            report.Rows++;
            Row(columns, names, cells, row, today, report, inDeprecated);
        }
        return report;
    }

    private static List<HtcdsField?> Header(IReadOnlyList<string> names, int row, bool extensions, HtcdsReport report)
    {
        var columns = new List<HtcdsField?>();
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (place, name) in names.Index())
        {
            var field = HtcdsStandard.Find(name);
            if (field is null && HtcdsStandard.ToolNames.TryGetValue(name, out var meant))
            {
                field = HtcdsStandard.Find(meant);
                report.Note(new(row, place + 1, name, "tool-name", name, $"{meant}; the standard's own tool writes it so"));
            }
            if (field is null && name.Length > 0)
            {
                if (extensions && !HtcdsStandard.Fields.Any(known => name.StartsWith(known.Id[..4], StringComparison.OrdinalIgnoreCase))) report.Note(new(row, place + 1, Short(name), "extension", null, "a field of the standard; taken as an extension"));
                else report.Add(new(row, place + 1, Short(name), "unknown-column", null, Meant(name) is { } close ? $"a field of HTCDS 2.0; did you mean {close}?" : "a field of HTCDS 2.0"));
            }
            if (field is not null && !taken.Add(field.Id))
            {
                report.Add(new(row, place + 1, field.Id, "repeated-column", null, "each field once"));
                field = null;
            }
            columns.Add(field);
        }
        foreach (var missing in HtcdsStandard.Fields.Where(field => field.Core && !taken.Contains(field.Id))) report.Add(new(row, 0, missing.Id, "missing-column", null, "a column for each core field; its cells may be empty"));
        return columns;
    }

    private static string Short(string name) => name.Length > 80 ? name[..80] + "…" : name;

    private static string? Meant(string name)
    {
        var bare = Bare(name);
        if (HtcdsStandard.Fields.FirstOrDefault(field => Bare(field.Id) == bare || Bare(field.Id[4..]) == bare || Bare(field.Label) == bare) is { } same) return same.Id;
        return name.Length <= 60 ? HtcdsStandard.Fields.Select(field => (field.Id, Distance: NearMiss.Distance(field.Id, name))).Where(pair => pair.Distance <= 2).OrderBy(pair => pair.Distance).FirstOrDefault().Id : null;
    }

    private static string Bare(string text) => string.Concat(text.Where(char.IsLetterOrDigit)).ToUpperInvariant();

    // The standard's spreadsheet has a second row with labels.
    private static bool IsLabels(List<HtcdsField?> columns, IReadOnlyList<string> cells)
    {
        var filled = cells.Count(cell => cell.Length > 0);
        return filled >= 3 && columns.Zip(cells).Count(pair => pair.First is { } field && string.Equals(field.Label, pair.Second.Trim(), StringComparison.OrdinalIgnoreCase)) * 2 > filled;
    }

    private static void Row(List<HtcdsField?> columns, List<string> names, IReadOnlyList<string> cells, int row, DateOnly today, HtcdsReport report, HashSet<string> inDeprecated)
    {
        if (cells.Count != columns.Count) report.Add(new(row, 0, "", "row-length", cells.Count.ToString(CultureInfo.InvariantCulture), $"{columns.Count} cells, as the header has"));
        var values = new Dictionary<string, (int Column, string Value)>(StringComparer.Ordinal);
        var wrongs = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (place, (field, cell)) in columns.Zip(cells).Index())
        {
            if (cell.Length == 0) continue;
            if (field is null)
            {
                if (names[place].Length == 0) report.Add(new(row, place + 1, "", "column-without-name", null, "nothing in a column that the header gives no name"));
                continue;
            }
            values[field.Id] = (place + 1, cell);
            if (field.Deprecated && inDeprecated.Add(field.Id)) report.Note(new(row, place + 1, field.Id, "deprecated", null, "nothing in new files: the standard keeps the field for old ones"));
            if (CheckHtcdsValue.Run(field, cell, today) is { } wrong)
            {
                wrongs.Add(field.Id);
                report.Add(new(row, place + 1, field.Id, wrong.Rule, wrong.Found, wrong.Expected));
            }
            else if (field.Kind is HtcdsKind.OpenCodes && cell.Split(';', StringSplitOptions.TrimEntries).FirstOrDefault(part => !field.Codes.Contains(part, StringComparer.Ordinal)) is { } added) report.Note(new(row, place + 1, field.Id, "added-value", added, "a name of the list, or one that was added as the standard allows"));
        }
        Together(values, wrongs, row, today, report);
    }

    // Fields that say nothing without another, or against it. Beside a value that is wrong itself nothing more is said.
    private static void Together(Dictionary<string, (int Column, string Value)> values, HashSet<string> wrongs, int row, DateOnly today, HtcdsReport report)
    {
        void Needs(string id, string other, string expected, Func<string, bool>? fits = null)
        {
            if (values.TryGetValue(id, out var cell) && !wrongs.Contains(other) && !(values.TryGetValue(other, out var beside) && (fits is null || fits(beside.Value)))) report.Add(new(row, cell.Column, id, "conditional", null, expected));
        }
        bool Has(string value, params string[] codes) => value.Split(';', StringSplitOptions.TrimEntries).Intersect(codes).Any();

        Needs("vic_ForcedLabourIndustry", "vic_TypeOfExploitation", $"empty, or one of {string.Join(", ", Labour)} in vic_TypeOfExploitation", value => Has(value, Labour));
        Needs("vic_TypeOfSexExploitation", "vic_TypeOfExploitation", "empty, or SexualExploitation in vic_TypeOfExploitation", value => Has(value, "SexualExploitation"));
        Needs("vic_TraffickingStatusDecisionMakingOrg", "vic_TraffickingStatus", "empty, or a status in vic_TraffickingStatus");
        Needs("cas_ReasonForCaseClosure", "cas_Status", "empty, or Closed or ClosedReferred in cas_Status", value => value is "Closed" or "ClosedReferred");
        Needs("per_RoleDetails", "per_RoleInProcess", "empty, or a role in per_RoleInProcess");
        foreach (var prefix in (string[])["org_Shipping", "prs_Mailing", "hte_"])
        {
            Needs(prefix + "Longitude", prefix + "Latitude", $"a latitude too: {prefix}Latitude");
            Needs(prefix + "Latitude", prefix + "Longitude", $"a longitude too: {prefix}Longitude");
        }
        if (values.TryGetValue("prs_Birthdate", out var born) && values.TryGetValue("vic_AgeWhenTrafficked", out var age)
            && DateOnly.TryParseExact(born.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day <= today && int.TryParse(age.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var years) && years <= 120 && day.Year + years > today.Year)
            report.Add(new(row, age.Column, "vic_AgeWhenTrafficked", "contradiction", null, "an age that she has reached by prs_Birthdate"));
    }
}
