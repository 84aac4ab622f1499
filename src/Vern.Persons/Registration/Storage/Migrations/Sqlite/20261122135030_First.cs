using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Vern.Persons.Registration.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class First : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "case_drafts",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    account = table.Column<int>(type: "INTEGER", nullable: false),
                    key_id = table.Column<string>(type: "TEXT", nullable: false),
                    content = table.Column<byte[]>(type: "BLOB", nullable: false),
                    changed_at = table.Column<long>(type: "INTEGER", nullable: false),
                    revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_case_drafts", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "case_import_columns",
                columns: table => new
                {
                    digest = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false),
                    target = table.Column<string>(type: "TEXT", maxLength: 90, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_case_import_columns", x => x.digest);
                });

            migrationBuilder.CreateTable(
                name: "case_outgoing",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    message = table.Column<string>(type: "TEXT", nullable: false),
                    referral = table.Column<string>(type: "TEXT", nullable: false),
                    envelope = table.Column<byte[]>(type: "BLOB", nullable: true),
                    sent_at = table.Column<long>(type: "INTEGER", nullable: true),
                    failed = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_case_outgoing", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "case_persons",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", maxLength: 6, nullable: false),
                    key_id = table.Column<string>(type: "TEXT", nullable: false),
                    origin = table.Column<string>(type: "TEXT", nullable: false),
                    team = table.Column<string>(type: "TEXT", nullable: true),
                    owner = table.Column<int>(type: "INTEGER", nullable: false),
                    audience = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    parent = table.Column<string>(type: "TEXT", maxLength: 6, nullable: true),
                    opened_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    closed_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    closed_for = table.Column<string>(type: "TEXT", nullable: true),
                    concern_due = table.Column<bool>(type: "INTEGER", nullable: false),
                    changed_at = table.Column<long>(type: "INTEGER", nullable: false),
                    erased_at = table.Column<long>(type: "INTEGER", nullable: true),
                    revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_case_persons", x => x.id);
                    table.ForeignKey(
                        name: "FK_case_persons_case_persons_parent",
                        column: x => x.parent,
                        principalTable: "case_persons",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "case_referrals",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    ours = table.Column<bool>(type: "INTEGER", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    person = table.Column<string>(type: "TEXT", maxLength: 6, nullable: true),
                    body = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    purpose = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    sent_at = table.Column<long>(type: "INTEGER", nullable: false),
                    due_at = table.Column<long>(type: "INTEGER", nullable: false),
                    expires_at = table.Column<long>(type: "INTEGER", nullable: false),
                    key_id = table.Column<string>(type: "TEXT", nullable: false),
                    content = table.Column<byte[]>(type: "BLOB", nullable: true),
                    closed_at = table.Column<long>(type: "INTEGER", nullable: true),
                    by = table.Column<int>(type: "INTEGER", nullable: false),
                    revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_case_referrals", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "case_services",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    regions = table.Column<string>(type: "TEXT", nullable: false),
                    groups = table.Column<string>(type: "TEXT", nullable: false),
                    offers = table.Column<string>(type: "TEXT", nullable: false),
                    women = table.Column<bool>(type: "INTEGER", nullable: false),
                    men = table.Column<bool>(type: "INTEGER", nullable: false),
                    children = table.Column<bool>(type: "INTEGER", nullable: false),
                    animals = table.Column<bool>(type: "INTEGER", nullable: false),
                    substance_use = table.Column<bool>(type: "INTEGER", nullable: false),
                    places = table.Column<int>(type: "INTEGER", nullable: true),
                    free = table.Column<int>(type: "INTEGER", nullable: true),
                    hours = table.Column<string>(type: "TEXT", nullable: false),
                    languages = table.Column<string>(type: "TEXT", nullable: false),
                    contact = table.Column<string>(type: "TEXT", nullable: false),
                    public_key = table.Column<byte[]>(type: "BLOB", nullable: true),
                    fingerprint = table.Column<string>(type: "TEXT", maxLength: 32, nullable: true),
                    checked_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    active = table.Column<bool>(type: "INTEGER", nullable: false),
                    revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_case_services", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "case_taken_envelopes",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_case_taken_envelopes", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "case_consents",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    origin = table.Column<string>(type: "TEXT", nullable: false),
                    person = table.Column<string>(type: "TEXT", maxLength: 6, nullable: false),
                    recipient = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    purpose = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    sections = table.Column<string>(type: "TEXT", nullable: false),
                    ground = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    answer = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    form = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    child = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    answered_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    until = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    withdrawn_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    language = table.Column<string>(type: "TEXT", maxLength: 3, nullable: false),
                    text_version = table.Column<int>(type: "INTEGER", nullable: false),
                    words = table.Column<byte[]>(type: "BLOB", nullable: true),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    by = table.Column<int>(type: "INTEGER", nullable: false),
                    by_name = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_case_consents", x => x.id);
                    table.ForeignKey(
                        name: "FK_case_consents_case_persons_person",
                        column: x => x.person,
                        principalTable: "case_persons",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "case_documents",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    person = table.Column<string>(type: "TEXT", maxLength: 6, nullable: false),
                    type = table.Column<string>(type: "TEXT", nullable: false),
                    size = table.Column<int>(type: "INTEGER", nullable: false),
                    name = table.Column<byte[]>(type: "BLOB", nullable: false),
                    content = table.Column<byte[]>(type: "BLOB", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    by = table.Column<int>(type: "INTEGER", nullable: false),
                    by_name = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_case_documents", x => x.id);
                    table.ForeignKey(
                        name: "FK_case_documents_case_persons_person",
                        column: x => x.person,
                        principalTable: "case_persons",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "case_facts",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    person = table.Column<string>(type: "TEXT", maxLength: 6, nullable: false),
                    field = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    item = table.Column<int>(type: "INTEGER", nullable: false),
                    revision = table.Column<int>(type: "INTEGER", nullable: false),
                    value = table.Column<byte[]>(type: "BLOB", nullable: true),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    by = table.Column<int>(type: "INTEGER", nullable: false),
                    by_name = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    role = table.Column<string>(type: "TEXT", nullable: false),
                    source = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    catalogue = table.Column<int>(type: "INTEGER", nullable: false),
                    purposes = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_case_facts", x => x.id);
                    table.ForeignKey(
                        name: "FK_case_facts_case_persons_person",
                        column: x => x.person,
                        principalTable: "case_persons",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "case_look_ups",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    person = table.Column<string>(type: "TEXT", maxLength: 6, nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    digest = table.Column<string>(type: "TEXT", maxLength: 16, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_case_look_ups", x => x.id);
                    table.ForeignKey(
                        name: "FK_case_look_ups_case_persons_person",
                        column: x => x.person,
                        principalTable: "case_persons",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "case_members",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    person = table.Column<string>(type: "TEXT", maxLength: 6, nullable: false),
                    account = table.Column<int>(type: "INTEGER", nullable: false),
                    @as = table.Column<string>(name: "as", type: "TEXT", nullable: false),
                    until = table.Column<DateOnly>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_case_members", x => x.id);
                    table.ForeignKey(
                        name: "FK_case_members_case_persons_person",
                        column: x => x.person,
                        principalTable: "case_persons",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "case_right_steps",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    person = table.Column<string>(type: "TEXT", maxLength: 6, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    step = table.Column<string>(type: "TEXT", nullable: false),
                    on_day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    reason = table.Column<byte[]>(type: "BLOB", nullable: true),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    by = table.Column<int>(type: "INTEGER", nullable: false),
                    by_name = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_case_right_steps", x => x.id);
                    table.ForeignKey(
                        name: "FK_case_right_steps_case_persons_person",
                        column: x => x.person,
                        principalTable: "case_persons",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "case_tasks",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    person = table.Column<string>(type: "TEXT", maxLength: 6, nullable: false),
                    origin = table.Column<string>(type: "TEXT", nullable: false),
                    account = table.Column<int>(type: "INTEGER", nullable: false),
                    due_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    what = table.Column<byte[]>(type: "BLOB", nullable: false),
                    done_at = table.Column<long>(type: "INTEGER", nullable: true),
                    done_by = table.Column<int>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_case_tasks", x => x.id);
                    table.ForeignKey(
                        name: "FK_case_tasks_case_persons_person",
                        column: x => x.person,
                        principalTable: "case_persons",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "case_referral_steps",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    referral = table.Column<string>(type: "TEXT", nullable: false),
                    step = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    ours = table.Column<bool>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    by_name = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    reason = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    words = table.Column<byte[]>(type: "BLOB", nullable: true),
                    message = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_case_referral_steps", x => x.id);
                    table.ForeignKey(
                        name: "FK_case_referral_steps_case_referrals_referral",
                        column: x => x.referral,
                        principalTable: "case_referrals",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_case_consents_origin",
                table: "case_consents",
                column: "origin",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_case_consents_person",
                table: "case_consents",
                column: "person");

            migrationBuilder.CreateIndex(
                name: "IX_case_documents_person",
                table: "case_documents",
                column: "person");

            migrationBuilder.CreateIndex(
                name: "IX_case_drafts_account_changed_at",
                table: "case_drafts",
                columns: new[] { "account", "changed_at" });

            migrationBuilder.CreateIndex(
                name: "IX_case_facts_person_field_item_revision",
                table: "case_facts",
                columns: new[] { "person", "field", "item", "revision" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_case_look_ups_kind_digest",
                table: "case_look_ups",
                columns: new[] { "kind", "digest" });

            migrationBuilder.CreateIndex(
                name: "IX_case_look_ups_person",
                table: "case_look_ups",
                column: "person");

            migrationBuilder.CreateIndex(
                name: "IX_case_members_account",
                table: "case_members",
                column: "account");

            migrationBuilder.CreateIndex(
                name: "IX_case_members_person_account",
                table: "case_members",
                columns: new[] { "person", "account" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_case_outgoing_message",
                table: "case_outgoing",
                column: "message",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_case_outgoing_referral",
                table: "case_outgoing",
                column: "referral");

            migrationBuilder.CreateIndex(
                name: "IX_case_persons_changed_at",
                table: "case_persons",
                column: "changed_at");

            migrationBuilder.CreateIndex(
                name: "IX_case_persons_origin",
                table: "case_persons",
                column: "origin",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_case_persons_owner_changed_at",
                table: "case_persons",
                columns: new[] { "owner", "changed_at" });

            migrationBuilder.CreateIndex(
                name: "IX_case_persons_parent",
                table: "case_persons",
                column: "parent");

            migrationBuilder.CreateIndex(
                name: "IX_case_persons_team_changed_at",
                table: "case_persons",
                columns: new[] { "team", "changed_at" });

            migrationBuilder.CreateIndex(
                name: "IX_case_referral_steps_referral",
                table: "case_referral_steps",
                column: "referral");

            migrationBuilder.CreateIndex(
                name: "IX_case_referrals_ours_state_due_at",
                table: "case_referrals",
                columns: new[] { "ours", "state", "due_at" });

            migrationBuilder.CreateIndex(
                name: "IX_case_referrals_person",
                table: "case_referrals",
                column: "person");

            migrationBuilder.CreateIndex(
                name: "IX_case_right_steps_person_name_number",
                table: "case_right_steps",
                columns: new[] { "person", "name", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_case_services_fingerprint",
                table: "case_services",
                column: "fingerprint",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_case_tasks_account_done_at_due_on",
                table: "case_tasks",
                columns: new[] { "account", "done_at", "due_on" });

            migrationBuilder.CreateIndex(
                name: "IX_case_tasks_origin",
                table: "case_tasks",
                column: "origin",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_case_tasks_person",
                table: "case_tasks",
                column: "person");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "case_consents");

            migrationBuilder.DropTable(
                name: "case_documents");

            migrationBuilder.DropTable(
                name: "case_drafts");

            migrationBuilder.DropTable(
                name: "case_facts");

            migrationBuilder.DropTable(
                name: "case_import_columns");

            migrationBuilder.DropTable(
                name: "case_look_ups");

            migrationBuilder.DropTable(
                name: "case_members");

            migrationBuilder.DropTable(
                name: "case_outgoing");

            migrationBuilder.DropTable(
                name: "case_referral_steps");

            migrationBuilder.DropTable(
                name: "case_right_steps");

            migrationBuilder.DropTable(
                name: "case_services");

            migrationBuilder.DropTable(
                name: "case_taken_envelopes");

            migrationBuilder.DropTable(
                name: "case_tasks");

            migrationBuilder.DropTable(
                name: "case_referrals");

            migrationBuilder.DropTable(
                name: "case_persons");
        }
    }
}
