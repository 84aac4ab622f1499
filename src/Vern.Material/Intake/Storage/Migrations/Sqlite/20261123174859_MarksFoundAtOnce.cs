using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Vern.Material.Intake.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class MarksFoundAtOnce : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_report_marks_mark_at",
                table: "report_marks");

            migrationBuilder.CreateIndex(
                name: "IX_report_marks_mark_at_report",
                table: "report_marks",
                columns: new[] { "mark", "at", "report" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_report_marks_mark_at_report",
                table: "report_marks");

            migrationBuilder.CreateIndex(
                name: "IX_report_marks_mark_at",
                table: "report_marks",
                columns: new[] { "mark", "at" });
        }
    }
}
