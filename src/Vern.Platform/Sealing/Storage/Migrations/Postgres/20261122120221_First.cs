using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Vern.Platform.Sealing.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class First : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.EnsureSchema(
                name: "vern_keys");

            migrationBuilder.CreateTable(
                name: "data_keys",
                schema: "vern_keys",
                columns: table => new
                {
                    id = table.Column<string>(type: "text", nullable: false),
                    scope = table.Column<string>(type: "text", nullable: false),
                    workspace_key = table.Column<string>(type: "text", nullable: false),
                    wrapped = table.Column<byte[]>(type: "bytea", nullable: false),
                    made_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_data_keys", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "key_pairs",
                schema: "vern_keys",
                columns: table => new
                {
                    id = table.Column<string>(type: "text", nullable: false),
                    public_key = table.Column<byte[]>(type: "bytea", nullable: false),
                    workspace_key = table.Column<string>(type: "text", nullable: false),
                    wrapped = table.Column<byte[]>(type: "bytea", nullable: false),
                    made_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    replaced_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_key_pairs", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "key_state",
                schema: "vern_keys",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    workspace_key = table.Column<string>(type: "text", nullable: false),
                    erased = table.Column<int>(type: "integer", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_key_state", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_data_keys_scope",
                schema: "vern_keys",
                table: "data_keys",
                column: "scope");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "data_keys",
                schema: "vern_keys");

            migrationBuilder.DropTable(
                name: "key_pairs",
                schema: "vern_keys");

            migrationBuilder.DropTable(
                name: "key_state",
                schema: "vern_keys");
        }
    }
}
