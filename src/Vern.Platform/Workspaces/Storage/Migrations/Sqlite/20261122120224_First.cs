using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Vern.Platform.Workspaces.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class First : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "acts",
                columns: table => new
                {
                    sequence = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    id = table.Column<string>(type: "TEXT", nullable: true),
                    kind = table.Column<string>(type: "TEXT", nullable: false),
                    resource = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    place = table.Column<long>(type: "INTEGER", nullable: true),
                    entry = table.Column<byte[]>(type: "BLOB", nullable: true),
                    openings = table.Column<byte[]>(type: "BLOB", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_acts", x => x.sequence);
                });

            migrationBuilder.CreateTable(
                name: "ledgers",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false),
                    checkpoint = table.Column<string>(type: "TEXT", nullable: false),
                    key = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ledgers", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_acts_id",
                table: "acts",
                column: "id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_acts_kind",
                table: "acts",
                column: "kind");

            migrationBuilder.CreateIndex(
                name: "IX_acts_place",
                table: "acts",
                column: "place",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_acts_sequence",
                table: "acts",
                column: "sequence",
                filter: "place IS NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "acts");

            migrationBuilder.DropTable(
                name: "ledgers");
        }
    }
}
