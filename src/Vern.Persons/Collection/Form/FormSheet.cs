using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Vern.Persons.Collection.Form;

/// <summary>A sheet of the form in the making: rows of texts, widths, lists to choose from.</summary>
internal sealed class FormSheet(string name)
{
    private readonly List<Row> rows = [];
    private readonly List<Column> columns = [];
    private readonly List<DataValidation> validations = [];

    internal string Name { get; } = name;
    internal bool Hidden { get; init; }
    /// <summary>Rows that stay in sight.</summary>
    internal int FrozenRows { get; init; }

    internal void Width(int from, int to, double width, Look look = Look.Plain, bool hidden = false) =>
        columns.Add(new() { Min = (uint)from, Max = (uint)to, Width = width, CustomWidth = true, Style = (uint)look, Hidden = hidden ? true : null });

    internal void Row(IEnumerable<(string? Text, Look Look)> cells, bool hidden = false, double? height = null)
    {
        var number = (uint)rows.Count + 1;
        var row = new Row { RowIndex = number };
        if (hidden) row.Hidden = true;
        if (height is { } points) (row.Height, row.CustomHeight) = (points, true);
        var at = 0;
        foreach (var (text, look) in cells)
        {
            at++;
            if (text is null && look is Look.Plain) continue;
            var cell = new Cell { CellReference = Reference(at, (int)number), StyleIndex = (uint)look };
            if (text is not null)
            {
                cell.DataType = CellValues.InlineString;
                cell.Append(new InlineString(new Text(text) { Space = SpaceProcessingModeValues.Preserve }));
            }
            row.Append(cell);
        }
        rows.Add(row);
    }

    internal void Choose(string range, string formula, string title, string note, string error) => validations.Add(new(new Formula1(formula))
    {
        Type = DataValidationValues.List, AllowBlank = true, ShowInputMessage = true, ShowErrorMessage = true, ErrorTitle = Cut(title, 32), Error = error,
        PromptTitle = Cut(title, 32), Prompt = Cut(note, 255), SequenceOfReferences = new() { InnerText = range },
    });

    internal void Whole(string range, int from, int to, string title, string note, string error) => validations.Add(new(new Formula1($"{from}"), new Formula2($"{to}"))
    {
        Type = DataValidationValues.Whole, Operator = DataValidationOperatorValues.Between, AllowBlank = true, ShowInputMessage = true, ShowErrorMessage = true,
        ErrorTitle = Cut(title, 32), Error = error, PromptTitle = Cut(title, 32), Prompt = Cut(note, 255), SequenceOfReferences = new() { InnerText = range },
    });

    /// <summary>A note when the cell is chosen, and no rule.</summary>
    internal void Note(string range, string title, string note) => validations.Add(new()
    {
        AllowBlank = true, ShowInputMessage = true, PromptTitle = Cut(title, 32), Prompt = Cut(note, 255), SequenceOfReferences = new() { InnerText = range },
    });

    internal void WriteTo(WorksheetPart part, bool active)
    {
        var view = new SheetView { WorkbookViewId = 0, ShowGridLines = FrozenRows > 0, TabSelected = active ? true : null };
        if (FrozenRows > 0)
        {
            view.Append(new Pane { VerticalSplit = FrozenRows, TopLeftCell = $"A{FrozenRows + 1}", ActivePane = PaneValues.BottomLeft, State = PaneStateValues.Frozen });
            view.Append(new Selection { Pane = PaneValues.BottomLeft, ActiveCell = $"A{FrozenRows + 1}", SequenceOfReferences = new() { InnerText = $"A{FrozenRows + 1}" } });
        }
        var sheet = new Worksheet(new SheetViews(view), new SheetFormatProperties { DefaultRowHeight = 15 });
        if (columns.Count > 0) sheet.Append(new Columns(columns));
        sheet.Append(new SheetData(rows));
        if (validations.Count > 0) sheet.Append(new DataValidations(validations) { Count = (uint)validations.Count });
        sheet.Append(new PageMargins { Left = 0.5, Right = 0.5, Top = 0.6, Bottom = 0.6, Header = 0.3, Footer = 0.3 });
        sheet.Append(new PageSetup { PaperSize = 9, Orientation = OrientationValues.Landscape, FitToWidth = 1, FitToHeight = 0 });
        part.Worksheet = sheet;
    }

    /// <summary>AB12 for column 28 and row 12.</summary>
    internal static string Reference(int column, int row) => ColumnName(column) + row;

    internal static string ColumnName(int column)
    {
        var name = "";
        for (; column > 0; column = (column - 1) / 26) name = (char)('A' + ((column - 1) % 26)) + name;
        return name;
    }

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..(length - 1)] + "…";
}
