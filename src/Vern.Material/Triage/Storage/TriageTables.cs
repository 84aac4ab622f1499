using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Vern.Material.Intake.Storage;
using Vern.Platform.Store;
using static Vern.Platform.Store.ModelTables;

namespace Vern.Material.Triage.Storage;

/// <summary>How a report was weighed, and where its reading is. Codes and numbers; nothing of what it says.</summary>
internal sealed class AssessmentRow
{
    public long Report { get; set; }
    public ReadingState State { get; set; }
    public bool IsTest { get; set; }
    public int Urgency { get; set; }
    public int Completeness { get; set; }
    public bool Imminent { get; set; }
    public Novelty Novelty { get; set; }
    /// <summary>Classes that are kept apart (I-010).</summary>
    public required string Classes { get; set; }
    /// <summary>The rules that made its urgency: <c>id=points/floor</c>, parted by blanks.</summary>
    public required string Reasons { get; set; }
    /// <summary>As <see cref="Reasons"/>, of completeness.</summary>
    public required string CompletenessReasons { get; set; }
    /// <summary>The version of the rules; 0: as shipped.</summary>
    public int Rules { get; set; }
    /// <summary>The day that it was reckoned for.</summary>
    public DateOnly ScoredOn { get; set; }
    /// <summary>When the report was whole, in milliseconds since 1970.</summary>
    public long ArrivedAt { get; set; }
    /// <summary>The last day of its evidence.</summary>
    public DateOnly? Deadline { get; set; }
    public Fold Fold { get; set; }
    /// <summary>The report that says the same; it is read with that one when the state says so.</summary>
    public long? Leader { get; set; }
    /// <summary>By what it was found to say the same: <c>file</c>, <c>place</c>, <c>account</c>.</summary>
    public string? FoldedBy { get; set; }
    /// <summary>Codes of what it adds to the others.</summary>
    public required string News { get; set; }
    public int? Reader { get; set; }
    public string? ReaderName { get; set; }
    /// <summary>Until when it is its reader's alone, in milliseconds since 1970.</summary>
    public long LeaseUntil { get; set; }
}

/// <summary>Something by which reports are found to say the same: a keyed digest of a file's digest, an address or an account.</summary>
internal sealed class ReportMarkRow
{
    public long Id { get; set; }
    public long Report { get; set; }
    public required string Kind { get; set; }
    public required string Mark { get; set; }
    public bool IsTest { get; set; }
    /// <summary>In milliseconds since 1970.</summary>
    public long At { get; set; }
}

/// <summary>That somebody would set a report aside, and what the second reader said.</summary>
internal sealed class SetAsideRow
{
    public required string Id { get; set; }
    public long Report { get; set; }
    public required string Reason { get; set; }
    /// <summary>Sealed with the report's key.</summary>
    public required byte[] Words { get; set; }
    /// <summary>The verified person.</summary>
    public int Person { get; set; }
    public required string ByName { get; set; }
    public long At { get; set; }
    public int? SecondPerson { get; set; }
    public string? SecondName { get; set; }
    public long? SecondAt { get; set; }
    /// <summary>Whether the second reader confirmed; false: overturned, or taken back.</summary>
    public bool? Confirmed { get; set; }
    public byte[]? SecondWords { get; set; }
}

/// <summary>A question to who sent a report.</summary>
internal sealed class QuestionRow
{
    public required string Id { get; set; }
    public long Report { get; set; }
    public required byte[] Words { get; set; }
    public required string ByName { get; set; }
    public long At { get; set; }
    public byte[]? Answer { get; set; }
    public long? AnsweredAt { get; set; }
}

/// <summary>What a person did with an earlier report that an entry matches since.</summary>
internal sealed class RematchAnswerRow
{
    public required string Id { get; set; }
    public long Indicator { get; set; }
    public long Report { get; set; }
    /// <summary>Whether it went back to the queue; false: nothing follows.</summary>
    public bool TakenUp { get; set; }
    /// <summary>Sealed with the report's key; null: what it said was erased already.</summary>
    public byte[]? Words { get; set; }
    /// <summary>The verified person.</summary>
    public int Person { get; set; }
    public required string ByName { get; set; }
    public long At { get; set; }
}

/// <summary>That a person has read a report: what her exposure is reckoned from.</summary>
internal sealed class ReadingRow
{
    public long Id { get; set; }
    public int Person { get; set; }
    public long Report { get; set; }
    public long At { get; set; }
}

/// <summary>A version of the rules that reports are weighed by.</summary>
internal sealed class ScoreRulesRow
{
    /// <summary>From 1.</summary>
    public int Version { get; set; }
    public required string Text { get; set; }
    public required string Digest { get; set; }
    public required string Why { get; set; }
    public int Person { get; set; }
    public required string ByName { get; set; }
    public long At { get; set; }
    public string? SecondName { get; set; }
    /// <summary>Since when it holds; null: it was only proposed.</summary>
    public long? InForceAt { get; set; }
    public long? WithdrawnAt { get; set; }
}

/// <summary>Up to which place whole reports were weighed.</summary>
internal sealed class TriageCursorRow
{
    /// <summary>Always 1.</summary>
    public int Id { get; set; }
    /// <summary><see cref="ReportRow.Arrival"/> of the last one.</summary>
    public long Arrival { get; set; }
}

/// <summary>Maps the tables on reading and weighing reports.</summary>
internal static partial class TriageTables
{
    private static readonly ColumnShape RulesWithPoints = new("rules with their points", value => value.Length == 0 || value.Split(' ').All(Counted().IsMatch));
    private static readonly ColumnShape RulesText = new("rules as JSON", value => value.Length is > 0 and < 65_536 && value[0] == '{');
    private static readonly ColumnShape Why = new("a reason for a change of rules", value => value.Length is > 0 and <= 300 && !value.Any(char.IsControl));

    internal static void Map(ModelBuilder model)
    {
        Table<AssessmentRow>(model, "assessments", row =>
        {
            row.HasKey(one => one.Report);
            row.Property(one => one.Report).ValueGeneratedNever();
            row.Property(one => one.State).HasConversion<string>().HasMaxLength(24);
            row.Property(one => one.Novelty).HasConversion<string>().HasMaxLength(24);
            row.Property(one => one.Fold).HasConversion<string>().HasMaxLength(24);
            row.Property(one => one.Classes).HasShape(MaterialShapes.Codes);
            row.Property(one => one.Reasons).HasShape(RulesWithPoints);
            row.Property(one => one.CompletenessReasons).HasShape(RulesWithPoints);
            row.Property(one => one.FoldedBy).HasMaxLength(40).HasShape(MaterialShapes.Code);
            row.Property(one => one.News).HasShape(MaterialShapes.Codes);
            row.Property(one => one.ReaderName).HasMaxLength(120).HasShape(MaterialShapes.Title);
            row.HasOne<ReportRow>().WithOne().HasForeignKey<AssessmentRow>(one => one.Report);
            row.HasIndex(one => new { one.IsTest, one.State, one.Urgency });
            row.HasIndex(one => new { one.Leader, one.Report }); // a bundle in its order
            row.HasIndex(one => one.ArrivedAt);
        });
        Table<TriageCursorRow>(model, "triage_cursors", row => row.Property(one => one.Id).ValueGeneratedNever());
        Table<ReportMarkRow>(model, "report_marks", row =>
        {
            row.Property(one => one.Kind).HasMaxLength(40).HasShape(MaterialShapes.Code);
            row.Property(one => one.Mark).HasMaxLength(64).HasShape(MaterialShapes.Digest);
            row.HasOne<ReportRow>().WithMany().HasForeignKey(one => one.Report);
            row.HasIndex(one => new { one.Mark, one.At, one.Report }); // the first that bears a mark is found at once, however many bear it
        });
        Table<SetAsideRow>(model, "set_asides", row =>
        {
            row.Property(one => one.Id).HasMaxLength(32).HasShape(MaterialShapes.Id);
            row.Property(one => one.Reason).HasMaxLength(40).HasShape(MaterialShapes.Code);
            row.Property(one => one.ByName).HasMaxLength(120).HasShape(MaterialShapes.Title);
            row.Property(one => one.SecondName).HasMaxLength(120).HasShape(MaterialShapes.Title);
            row.HasOne<ReportRow>().WithMany().HasForeignKey(one => one.Report);
        });
        Table<QuestionRow>(model, "report_questions", row =>
        {
            row.Property(one => one.Id).HasMaxLength(32).HasShape(MaterialShapes.Id);
            row.Property(one => one.ByName).HasMaxLength(120).HasShape(MaterialShapes.Title);
            row.HasOne<ReportRow>().WithMany().HasForeignKey(one => one.Report);
        });
        Table<RematchAnswerRow>(model, "rematch_answers", row =>
        {
            row.Property(one => one.Id).HasMaxLength(32).HasShape(MaterialShapes.Id);
            row.Property(one => one.ByName).HasMaxLength(120).HasShape(MaterialShapes.Title);
            row.HasOne<ReportRow>().WithMany().HasForeignKey(one => one.Report);
            row.HasIndex(one => new { one.Indicator, one.Report });
        });
        Table<ReadingRow>(model, "readings", row =>
        {
            row.HasOne<ReportRow>().WithMany().HasForeignKey(one => one.Report);
            row.HasIndex(one => new { one.Person, one.At });
        });
        Table<ScoreRulesRow>(model, "score_rules", row =>
        {
            row.HasKey(one => one.Version);
            row.Property(one => one.Version).ValueGeneratedNever();
            row.Property(one => one.Text).HasShape(RulesText);
            row.Property(one => one.Digest).HasMaxLength(64).HasShape(MaterialShapes.Digest);
            row.Property(one => one.Why).HasMaxLength(300).HasShape(Why);
            row.Property(one => one.ByName).HasMaxLength(120).HasShape(MaterialShapes.Title);
            row.Property(one => one.SecondName).HasMaxLength(120).HasShape(MaterialShapes.Title);
        });
    }

    /// <summary>What their text columns may hold, beside what <see cref="Intake.Storage.MaterialShapes"/> has.</summary>
    internal static IReadOnlyList<ColumnShape> Shapes { get; } = [RulesWithPoints, RulesText, Why];

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,39}=-?[0-9]{1,2}/[0-9]{1,3}$")] private static partial Regex Counted();
}
