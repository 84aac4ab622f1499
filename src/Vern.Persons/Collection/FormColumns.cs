namespace Vern.Persons.Collection;

/// <summary>How a cell of the form on persons is read.</summary>
public enum ColumnKind { Text, Date, Duf, NationalNumber, Code, Number, YesNo, YearOrUnclear }

/// <summary>A column of the form on persons.</summary>
/// <param name="Code">Its stable code: in the hidden first row of the workbook and the header of a CSV file, and the name in <see cref="Submission.LeftOut"/>.</param>
/// <param name="Kind">How its cells are read.</param>
/// <param name="List">The codes it takes, for <see cref="ColumnKind.Code"/>.</param>
/// <param name="Identity">Whether it is identity and never leaves the sender's machine.</param>
/// <param name="Times">How often the column stands there, for a field that takes several values: <c>form-1</c> to <c>form-3</c>.</param>
public sealed record FormColumn(string Code, ColumnKind Kind, CodeList? List = null, bool Identity = false, int Times = 1);

/// <summary>The columns of the form on persons, in order (B-005 to B-018, B-031, B-042, B-058).</summary>
public static class FormColumns
{
    /// <summary>Sex as the form offers it.</summary>
    public static CodeList Sex { get; } = new("Sex", ["W", "M", "UNK"]);
    /// <summary>Answers to the offer, list 4.</summary>
    public static CodeList Offer { get; } = new("Offer", ["ACC", "DECL", "EVAD", "DISAP", "NOTOFF", "UNK"]);
    /// <summary>Yes and no.</summary>
    public static CodeList YesNo { get; } = new("YesNo", ["YES", "NO"]);
    /// <summary>Nationalities; their labels are country names.</summary>
    public static CodeList Nationality { get; } = new("Nationality", Nationalities.All);
    /// <summary>Bodies of the register; the labels are their names.</summary>
    public static CodeList Body { get; } = new("Body", []);

    /// <summary>All columns.</summary>
    public static IReadOnlyList<FormColumn> All { get; } =
    [
        new("given-names", ColumnKind.Text, Identity: true), new("family-names", ColumnKind.Text, Identity: true), new("birth-date", ColumnKind.Date, Identity: true),
        new("duf", ColumnKind.Duf, Identity: true), new("national-number", ColumnKind.NationalNumber, Identity: true),
        new("sex", ColumnKind.Code, Sex), new("nationality", ColumnKind.Code, Nationality), new("birth-year", ColumnKind.Number), new("age", ColumnKind.Number),
        new("presumed-minor", ColumnKind.YesNo, YesNo), new("form", ColumnKind.Code, CodeLists.MainForm, Times: 3), new("sub-form", ColumnKind.Code, CodeLists.SubForm, Times: 3),
        new("identified-year", ColumnKind.YearOrUnclear), new("offer", ColumnKind.Code, Offer), new("received-measures", ColumnKind.YesNo, YesNo),
        new("identified-accepted", ColumnKind.YesNo, YesNo), new("immigration", ColumnKind.Code, CodeLists.ImmigrationStatus),
        new("criminal", ColumnKind.Code, CodeLists.CriminalStatus), new("housing", ColumnKind.Code, CodeLists.Housing), new("measure", ColumnKind.Code, CodeLists.Measure, Times: 6),
        new("children-with", ColumnKind.Number), new("children-elsewhere", ColumnKind.Number), new("also", ColumnKind.Code, Body, Times: 3),
        new("region", ColumnKind.Code, CodeLists.Region), new("decline", ColumnKind.Code, CodeLists.DeclineReason),
    ];

    /// <summary>The codes as they stand in the header: <c>form-1</c>, <c>form-2</c>, … for a column that stands there several times.</summary>
    public static IReadOnlyList<(string Header, FormColumn Column, int Number)> Headers { get; } =
        [.. All.SelectMany(column => Enumerable.Range(1, column.Times).Select(number => (column.Times == 1 ? column.Code : $"{column.Code}-{number}", column, number)))];
}
