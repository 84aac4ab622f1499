using Vern.Persons.Collection;
using Vern.Persons.Registration;

namespace Vern.Persons.OwnReport;

/// <summary>Why a person is not in the year's report.</summary>
public enum LeftOut
{
    /// <summary>Nothing in her records is of the year; her case was open in it.</summary>
    NothingInYear,
    /// <summary>It was concluded that she is no possible victim.</summary>
    NotConcluded,
    /// <summary>A child who came with a parent and is no possible victim herself: counted with the parent.</summary>
    WithParent,
    /// <summary>There is no ground to disclose, and she was not asked, or her yes has run out.</summary>
    NoGround,
    /// <summary>She said no, or took her yes back.</summary>
    SaidNo,
}

/// <summary>Something about a row that somebody should look at.</summary>
/// <param name="Key">What, the end of a text's key: <c>missing.sex</c>, <c>odd.age-adult</c>, or <c>problem.CODE</c> of a form's column that a value stands in the way of.</param>
/// <param name="Section">The part of her record where it is put right.</param>
/// <param name="Message">What the form's reading says; null: the key says it.</param>
/// <param name="Blocks">Whether nothing can be sent before it is put right.</param>
public sealed record RowRemark(string Key, string Section, string? Message = null, bool Blocks = false);

/// <summary>A person of the year's report.</summary>
/// <param name="Id">The person; it does not leave.</param>
/// <param name="Row">Her number in the submission, from 1.</param>
/// <param name="Person">What leaves; null where a value stands in the way.</param>
/// <param name="Reasons">Why she is in it.</param>
/// <param name="Remarks">What is missing or odd.</param>
public sealed record ReportLine(PersonId Id, int Row, ReportedPerson? Person, IReadOnlyList<YearReason> Reasons, IReadOnlyList<RowRemark> Remarks);

/// <summary>An agency's report for a year, made from its records.</summary>
/// <param name="Year">The year.</param>
/// <param name="Lines">The persons in it.</param>
/// <param name="NotIn">The persons who are not, and why.</param>
/// <param name="Submission">What would leave; null where a value stands in the way.</param>
public sealed record YearReport(int Year, IReadOnlyList<ReportLine> Lines, IReadOnlyList<(PersonId Id, LeftOut Why)> NotIn, Submission? Submission)
{
    /// <summary>How many rows have something that stands in the way.</summary>
    public int Blocked => Lines.Count(line => line.Person is null);
}
