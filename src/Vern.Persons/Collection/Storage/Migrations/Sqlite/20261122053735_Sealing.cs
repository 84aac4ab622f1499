using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Vern.Persons.Collection.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Sealing : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "encoding_key",
                table: "submissions",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "text_key",
                table: "submissions",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "text_key",
                table: "rounds",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "body_keys",
                columns: table => new
                {
                    fingerprint = table.Column<string>(type: "TEXT", nullable: false),
                    body = table.Column<string>(type: "TEXT", nullable: false),
                    public_key = table.Column<byte[]>(type: "BLOB", nullable: false),
                    registered_at = table.Column<DateTimeOffset>(type: "TEXT", nullable: false),
                    revoked_at = table.Column<DateTimeOffset>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_body_keys", x => x.fingerprint);
                    table.ForeignKey(
                        name: "FK_body_keys_bodies_body",
                        column: x => x.body,
                        principalTable: "bodies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "relayed_keys",
                columns: table => new
                {
                    year = table.Column<int>(type: "INTEGER", nullable: false),
                    body = table.Column<string>(type: "TEXT", nullable: false),
                    envelope_id = table.Column<string>(type: "TEXT", nullable: false),
                    envelope = table.Column<byte[]>(type: "BLOB", nullable: false),
                    received_at = table.Column<DateTimeOffset>(type: "TEXT", nullable: false),
                    fetched_at = table.Column<DateTimeOffset>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_relayed_keys", x => new { x.year, x.body });
                    table.ForeignKey(
                        name: "FK_relayed_keys_bodies_body",
                        column: x => x.body,
                        principalTable: "bodies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "seen_envelopes",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    made_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_seen_envelopes", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_body_keys_body",
                table: "body_keys",
                column: "body");

            migrationBuilder.CreateIndex(
                name: "IX_relayed_keys_body",
                table: "relayed_keys",
                column: "body");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "body_keys");

            migrationBuilder.DropTable(
                name: "relayed_keys");

            migrationBuilder.DropTable(
                name: "seen_envelopes");

            migrationBuilder.DropColumn(
                name: "encoding_key",
                table: "submissions");

            migrationBuilder.DropColumn(
                name: "text_key",
                table: "submissions");

            migrationBuilder.DropColumn(
                name: "text_key",
                table: "rounds");
        }
    }
}
