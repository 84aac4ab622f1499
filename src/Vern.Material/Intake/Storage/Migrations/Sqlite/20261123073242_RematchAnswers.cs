using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Vern.Material.Intake.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class RematchAnswers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "rematch_answers",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    indicator = table.Column<long>(type: "INTEGER", nullable: false),
                    report = table.Column<long>(type: "INTEGER", nullable: false),
                    taken_up = table.Column<bool>(type: "INTEGER", nullable: false),
                    words = table.Column<byte[]>(type: "BLOB", nullable: true),
                    person = table.Column<int>(type: "INTEGER", nullable: false),
                    by_name = table.Column<string>(type: "TEXT", maxLength: 120, nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_rematch_answers", x => x.id);
                    table.ForeignKey(
                        name: "FK_rematch_answers_reports_report",
                        column: x => x.report,
                        principalTable: "reports",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_rematches_report",
                table: "rematches",
                column: "report");

            migrationBuilder.CreateIndex(
                name: "IX_rematch_answers_indicator_report",
                table: "rematch_answers",
                columns: new[] { "indicator", "report" });

            migrationBuilder.CreateIndex(
                name: "IX_rematch_answers_report",
                table: "rematch_answers",
                column: "report");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "rematch_answers");

            migrationBuilder.DropIndex(
                name: "IX_rematches_report",
                table: "rematches");
        }
    }
}
