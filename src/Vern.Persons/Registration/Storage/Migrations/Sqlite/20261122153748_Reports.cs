using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Vern.Persons.Registration.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Reports : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "case_round_keys",
                columns: table => new
                {
                    year = table.Column<int>(type: "INTEGER", nullable: false),
                    envelope = table.Column<byte[]>(type: "BLOB", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_case_round_keys", x => x.year);
                });

            migrationBuilder.CreateTable(
                name: "case_sent_reports",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    origin = table.Column<string>(type: "TEXT", nullable: false),
                    year = table.Column<int>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    key_id = table.Column<string>(type: "TEXT", nullable: false),
                    content = table.Column<byte[]>(type: "BLOB", nullable: false),
                    envelope = table.Column<byte[]>(type: "BLOB", nullable: true),
                    digest = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    persons = table.Column<int>(type: "INTEGER", nullable: false),
                    encoded = table.Column<int>(type: "INTEGER", nullable: false),
                    ground = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    by = table.Column<int>(type: "INTEGER", nullable: false),
                    by_name = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: true),
                    answered_at = table.Column<long>(type: "INTEGER", nullable: true),
                    reason = table.Column<byte[]>(type: "BLOB", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_case_sent_reports", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_case_sent_reports_origin",
                table: "case_sent_reports",
                column: "origin",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_case_sent_reports_year",
                table: "case_sent_reports",
                column: "year");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "case_round_keys");

            migrationBuilder.DropTable(
                name: "case_sent_reports");
        }
    }
}
