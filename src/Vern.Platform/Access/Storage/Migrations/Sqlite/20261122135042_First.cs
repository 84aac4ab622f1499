using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Vern.Platform.Access.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class First : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
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
                name: "access_people",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    name = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_access_people", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "access_proposals",
                columns: table => new
                {
                    act = table.Column<string>(type: "TEXT", nullable: false),
                    subject = table.Column<string>(type: "TEXT", nullable: false),
                    digest = table.Column<string>(type: "TEXT", nullable: false),
                    first_person_id = table.Column<int>(type: "INTEGER", nullable: false),
                    first_name = table.Column<string>(type: "TEXT", nullable: false),
                    first_at = table.Column<DateTimeOffset>(type: "TEXT", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "TEXT", nullable: false),
                    second_person_id = table.Column<int>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_access_proposals", x => new { x.act, x.subject });
                });

            migrationBuilder.CreateTable(
                name: "access_accounts",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    name = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    person_id = table.Column<int>(type: "INTEGER", nullable: true),
                    made_at = table.Column<DateTimeOffset>(type: "TEXT", nullable: false),
                    off_at = table.Column<DateTimeOffset>(type: "TEXT", nullable: true),
                    team = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    code_secret = table.Column<byte[]>(type: "BLOB", nullable: true),
                    pending_secret = table.Column<byte[]>(type: "BLOB", nullable: true),
                    last_step = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_access_accounts", x => x.id);
                    table.ForeignKey(
                        name: "FK_access_accounts_access_people_person_id",
                        column: x => x.person_id,
                        principalTable: "access_people",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
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
                name: "access_devices",
                columns: table => new
                {
                    digest = table.Column<string>(type: "TEXT", nullable: false),
                    account_id = table.Column<int>(type: "INTEGER", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "TEXT", nullable: false),
                    failures = table.Column<int>(type: "INTEGER", nullable: false),
                    last_failure_at = table.Column<DateTimeOffset>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_access_devices", x => x.digest);
                    table.ForeignKey(
                        name: "FK_access_devices_access_accounts_account_id",
                        column: x => x.account_id,
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
                name: "access_links",
                columns: table => new
                {
                    digest = table.Column<string>(type: "TEXT", nullable: false),
                    account_id = table.Column<int>(type: "INTEGER", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "TEXT", nullable: false),
                    used_at = table.Column<DateTimeOffset>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_access_links", x => x.digest);
                    table.ForeignKey(
                        name: "FK_access_links_access_accounts_account_id",
                        column: x => x.account_id,
                        principalTable: "access_accounts",
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
                name: "access_roles",
                columns: table => new
                {
                    account_id = table.Column<int>(type: "INTEGER", nullable: false),
                    role = table.Column<string>(type: "TEXT", nullable: false),
                    until = table.Column<DateTimeOffset>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_access_roles", x => new { x.account_id, x.role });
                    table.ForeignKey(
                        name: "FK_access_roles_access_accounts_account_id",
                        column: x => x.account_id,
                        principalTable: "access_accounts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "access_sessions",
                columns: table => new
                {
                    id = table.Column<int>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    digest = table.Column<string>(type: "TEXT", nullable: false),
                    account_id = table.Column<int>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "TEXT", nullable: false),
                    last_seen_at = table.Column<DateTimeOffset>(type: "TEXT", nullable: false),
                    ends_at = table.Column<DateTimeOffset>(type: "TEXT", nullable: false),
                    level = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    provider_session = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_access_sessions", x => x.id);
                    table.ForeignKey(
                        name: "FK_access_sessions_access_accounts_account_id",
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
                name: "IX_access_accounts_name",
                table: "access_accounts",
                column: "name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_access_accounts_person_id",
                table: "access_accounts",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "IX_access_delegations_from_id",
                table: "access_delegations",
                column: "from_id");

            migrationBuilder.CreateIndex(
                name: "IX_access_delegations_to_id",
                table: "access_delegations",
                column: "to_id");

            migrationBuilder.CreateIndex(
                name: "IX_access_devices_account_id",
                table: "access_devices",
                column: "account_id");

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
                name: "IX_access_links_account_id",
                table: "access_links",
                column: "account_id");

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
                name: "IX_access_people_name",
                table: "access_people",
                column: "name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_access_sessions_account_id",
                table: "access_sessions",
                column: "account_id");

            migrationBuilder.CreateIndex(
                name: "IX_access_sessions_digest",
                table: "access_sessions",
                column: "digest",
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
                name: "access_devices");

            migrationBuilder.DropTable(
                name: "access_emergencies");

            migrationBuilder.DropTable(
                name: "access_links");

            migrationBuilder.DropTable(
                name: "access_passkeys");

            migrationBuilder.DropTable(
                name: "access_proposals");

            migrationBuilder.DropTable(
                name: "access_roles");

            migrationBuilder.DropTable(
                name: "access_sessions");

            migrationBuilder.DropTable(
                name: "access_subjects");

            migrationBuilder.DropTable(
                name: "access_accounts");

            migrationBuilder.DropTable(
                name: "access_people");
        }
    }
}
