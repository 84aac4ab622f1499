using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Vern.Platform.Access.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class AccessMeans : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "level",
                table: "access_sessions",
                type: "TEXT",
                maxLength: 200,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "access_answered",
                columns: table => new
                {
                    digest = table.Column<string>(type: "TEXT", nullable: false),
                    until = table.Column<DateTimeOffset>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_access_answered", x => x.digest);
                });

            migrationBuilder.CreateTable(
                name: "access_delegations",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    from_id = table.Column<int>(type: "INTEGER", nullable: false),
                    to_id = table.Column<int>(type: "INTEGER", nullable: false),
                    role = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    made_at = table.Column<DateTimeOffset>(type: "TEXT", nullable: false),
                    until = table.Column<DateTimeOffset>(type: "TEXT", nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_access_delegations", x => x.id);
                    table.ForeignKey(
                        name: "FK_access_delegations_access_accounts_from_id",
                        column: x => x.from_id,
                        principalTable: "access_accounts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_access_delegations_access_accounts_to_id",
                        column: x => x.to_id,
                        principalTable: "access_accounts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "access_emergencies",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    account_id = table.Column<int>(type: "INTEGER", nullable: false),
                    person_id = table.Column<int>(type: "INTEGER", nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: false),
                    begun_at = table.Column<DateTimeOffset>(type: "TEXT", nullable: false),
                    ends_at = table.Column<DateTimeOffset>(type: "TEXT", nullable: false),
                    reviewer_id = table.Column<int>(type: "INTEGER", nullable: true),
                    reviewed_at = table.Column<DateTimeOffset>(type: "TEXT", nullable: true),
                    justified = table.Column<bool>(type: "INTEGER", nullable: true),
                    review = table.Column<string>(type: "TEXT", maxLength: 1000, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_access_emergencies", x => x.id);
                    table.ForeignKey(
                        name: "FK_access_emergencies_access_accounts_account_id",
                        column: x => x.account_id,
                        principalTable: "access_accounts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_access_emergencies_access_people_person_id",
                        column: x => x.person_id,
                        principalTable: "access_people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_access_emergencies_access_people_reviewer_id",
                        column: x => x.reviewer_id,
                        principalTable: "access_people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "access_passkeys",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    credential = table.Column<string>(type: "TEXT", maxLength: 1400, nullable: false),
                    account_id = table.Column<int>(type: "INTEGER", nullable: false),
                    public_key = table.Column<byte[]>(type: "BLOB", nullable: false),
                    sign_count = table.Column<long>(type: "INTEGER", nullable: false),
                    backup_eligible = table.Column<bool>(type: "INTEGER", nullable: false),
                    backed_up = table.Column<bool>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    made_at = table.Column<DateTimeOffset>(type: "TEXT", nullable: false),
                    used_at = table.Column<DateTimeOffset>(type: "TEXT", nullable: true),
                    suspect_at = table.Column<DateTimeOffset>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_access_passkeys", x => x.id);
                    table.ForeignKey(
                        name: "FK_access_passkeys_access_accounts_account_id",
                        column: x => x.account_id,
                        principalTable: "access_accounts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "access_subjects",
                columns: table => new
                {
                    issuer = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    subject = table.Column<string>(type: "TEXT", maxLength: 300, nullable: false),
                    account_id = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_access_subjects", x => new { x.issuer, x.subject });
                    table.ForeignKey(
                        name: "FK_access_subjects_access_accounts_account_id",
                        column: x => x.account_id,
                        principalTable: "access_accounts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_access_delegations_from_id",
                table: "access_delegations",
                column: "from_id");

            migrationBuilder.CreateIndex(
                name: "IX_access_delegations_to_id",
                table: "access_delegations",
                column: "to_id");

            migrationBuilder.CreateIndex(
                name: "IX_access_emergencies_account_id",
                table: "access_emergencies",
                column: "account_id");

            migrationBuilder.CreateIndex(
                name: "IX_access_emergencies_person_id",
                table: "access_emergencies",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "IX_access_emergencies_reviewer_id",
                table: "access_emergencies",
                column: "reviewer_id");

            migrationBuilder.CreateIndex(
                name: "IX_access_passkeys_account_id",
                table: "access_passkeys",
                column: "account_id");

            migrationBuilder.CreateIndex(
                name: "IX_access_passkeys_credential",
                table: "access_passkeys",
                column: "credential",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_access_subjects_account_id",
                table: "access_subjects",
                column: "account_id");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "access_answered");

            migrationBuilder.DropTable(
                name: "access_delegations");

            migrationBuilder.DropTable(
                name: "access_emergencies");

            migrationBuilder.DropTable(
                name: "access_passkeys");

            migrationBuilder.DropTable(
                name: "access_subjects");

            migrationBuilder.DropColumn(
                name: "level",
                table: "access_sessions");
        }
    }
}
