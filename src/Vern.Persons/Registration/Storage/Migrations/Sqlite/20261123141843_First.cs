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
                name: "case_elsewhere_questions",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    ours = table.Column<bool>(type: "INTEGER", nullable: false),
                    person = table.Column<string>(type: "TEXT", maxLength: 6, nullable: true),
                    bodies = table.Column<string>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    expires_at = table.Column<long>(type: "INTEGER", nullable: false),
                    key_id = table.Column<string>(type: "TEXT", nullable: true),
                    content = table.Column<byte[]>(type: "BLOB", nullable: true),
                    compared_at = table.Column<long>(type: "INTEGER", nullable: true),
                    by_name = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_case_elsewhere_questions", x => x.id);
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
                name: "case_meeting_invitations",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    meeting = table.Column<string>(type: "TEXT", nullable: false),
                    body = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    at = table.Column<TimeOnly>(type: "TEXT", nullable: true),
                    purpose = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    place = table.Column<string>(type: "TEXT", nullable: false),
                    by_name = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    referrals = table.Column<string>(type: "TEXT", nullable: false),
                    answer = table.Column<string>(type: "TEXT", maxLength: 24, nullable: true),
                    called_off_at = table.Column<long>(type: "INTEGER", nullable: true),
                    revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_case_meeting_invitations", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "case_meetings",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    at = table.Column<TimeOnly>(type: "TEXT", nullable: true),
                    purpose = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    place = table.Column<string>(type: "TEXT", nullable: false),
                    by = table.Column<int>(type: "INTEGER", nullable: false),
                    by_name = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    called_off_at = table.Column<long>(type: "INTEGER", nullable: true),
                    revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_case_meetings", x => x.id);
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
                name: "case_own_work",
                columns: table => new
                {
                    year = table.Column<int>(type: "INTEGER", nullable: false),
                    key_id = table.Column<string>(type: "TEXT", nullable: false),
                    content = table.Column<byte[]>(type: "BLOB", nullable: false),
                    revision = table.Column<int>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    by = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_case_own_work", x => x.year);
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
                    known_elsewhere = table.Column<bool>(type: "INTEGER", nullable: false),
                    checked_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    active = table.Column<bool>(type: "INTEGER", nullable: false),
                    revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_case_services", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "case_settings",
                columns: table => new
                {
                    name = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    value = table.Column<string>(type: "TEXT", nullable: false),
                    changed_at = table.Column<long>(type: "INTEGER", nullable: false),
                    by_name = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_case_settings", x => x.name);
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
                name: "case_meeting_bodies",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    meeting = table.Column<string>(type: "TEXT", nullable: false),
                    body = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    who = table.Column<string>(type: "TEXT", nullable: false),
                    invited_at = table.Column<long>(type: "INTEGER", nullable: true),
                    answer = table.Column<string>(type: "TEXT", maxLength: 24, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_case_meeting_bodies", x => x.id);
                    table.ForeignKey(
                        name: "FK_case_meeting_bodies_case_meetings_meeting",
                        column: x => x.meeting,
                        principalTable: "case_meetings",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "case_assignments",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    person = table.Column<string>(type: "TEXT", maxLength: 6, nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    by = table.Column<int>(type: "INTEGER", nullable: false),
                    by_name = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    to = table.Column<int>(type: "INTEGER", nullable: false),
                    owner = table.Column<int>(type: "INTEGER", nullable: false),
                    what = table.Column<byte[]>(type: "BLOB", nullable: false),
                    do_by = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    asked_at = table.Column<long>(type: "INTEGER", nullable: false),
                    due_at = table.Column<long>(type: "INTEGER", nullable: false),
                    reason = table.Column<byte[]>(type: "BLOB", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_case_assignments", x => x.id);
                    table.ForeignKey(
                        name: "FK_case_assignments_case_persons_person",
                        column: x => x.person,
                        principalTable: "case_persons",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "case_complaints",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    number = table.Column<string>(type: "TEXT", maxLength: 7, nullable: false),
                    person = table.Column<string>(type: "TEXT", maxLength: 6, nullable: false),
                    origin = table.Column<string>(type: "TEXT", nullable: false),
                    subject = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    about = table.Column<int>(type: "INTEGER", nullable: true),
                    handler = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    on_behalf = table.Column<int>(type: "INTEGER", nullable: true),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    answered_at = table.Column<long>(type: "INTEGER", nullable: true),
                    handled_by = table.Column<int>(type: "INTEGER", nullable: true),
                    handled_by_name = table.Column<string>(type: "TEXT", maxLength: 80, nullable: true),
                    words = table.Column<byte[]>(type: "BLOB", nullable: true),
                    answer = table.Column<byte[]>(type: "BLOB", nullable: true),
                    revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_case_complaints", x => x.id);
                    table.ForeignKey(
                        name: "FK_case_complaints_case_persons_person",
                        column: x => x.person,
                        principalTable: "case_persons",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
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
                name: "case_elsewhere_matches",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    question = table.Column<string>(type: "TEXT", nullable: false),
                    person = table.Column<string>(type: "TEXT", maxLength: 6, nullable: false),
                    body = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    asked = table.Column<bool>(type: "INTEGER", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    similarity = table.Column<int>(type: "INTEGER", nullable: false),
                    same = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    ours = table.Column<byte[]>(type: "BLOB", nullable: true),
                    theirs = table.Column<byte[]>(type: "BLOB", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_case_elsewhere_matches", x => x.id);
                    table.ForeignKey(
                        name: "FK_case_elsewhere_matches_case_elsewhere_questions_question",
                        column: x => x.question,
                        principalTable: "case_elsewhere_questions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_case_elsewhere_matches_case_persons_person",
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
                name: "case_meeting_cases",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    meeting = table.Column<string>(type: "TEXT", nullable: false),
                    person = table.Column<string>(type: "TEXT", maxLength: 6, nullable: false),
                    minutes = table.Column<byte[]>(type: "BLOB", nullable: true),
                    minutes_by = table.Column<string>(type: "TEXT", maxLength: 80, nullable: true),
                    revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_case_meeting_cases", x => x.id);
                    table.ForeignKey(
                        name: "FK_case_meeting_cases_case_meetings_meeting",
                        column: x => x.meeting,
                        principalTable: "case_meetings",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_case_meeting_cases_case_persons_person",
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
                name: "case_own_cards",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    person = table.Column<string>(type: "TEXT", maxLength: 6, nullable: false),
                    origin = table.Column<string>(type: "TEXT", nullable: false),
                    finder = table.Column<string>(type: "TEXT", maxLength: 5, nullable: false),
                    digest = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    made_at = table.Column<long>(type: "INTEGER", nullable: false),
                    by = table.Column<int>(type: "INTEGER", nullable: false),
                    by_name = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    expires_at = table.Column<long>(type: "INTEGER", nullable: false),
                    revoked_at = table.Column<long>(type: "INTEGER", nullable: true),
                    failures = table.Column<int>(type: "INTEGER", nullable: false),
                    last_failure_at = table.Column<long>(type: "INTEGER", nullable: true),
                    openings = table.Column<int>(type: "INTEGER", nullable: false),
                    opened_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_case_own_cards", x => x.id);
                    table.ForeignKey(
                        name: "FK_case_own_cards_case_persons_person",
                        column: x => x.person,
                        principalTable: "case_persons",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "case_own_words",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    person = table.Column<string>(type: "TEXT", maxLength: 6, nullable: false),
                    origin = table.Column<string>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 40, nullable: false),
                    words = table.Column<byte[]>(type: "BLOB", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    answer = table.Column<byte[]>(type: "BLOB", nullable: true),
                    answered_at = table.Column<long>(type: "INTEGER", nullable: true),
                    answered_by_name = table.Column<string>(type: "TEXT", maxLength: 80, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_case_own_words", x => x.id);
                    table.ForeignKey(
                        name: "FK_case_own_words_case_persons_person",
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
                    plan = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
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

            migrationBuilder.CreateTable(
                name: "case_reply_pages",
                columns: table => new
                {
                    referral = table.Column<string>(type: "TEXT", nullable: false),
                    mark = table.Column<string>(type: "TEXT", nullable: false),
                    key_id = table.Column<string>(type: "TEXT", nullable: false),
                    content = table.Column<byte[]>(type: "BLOB", nullable: true),
                    letter = table.Column<byte[]>(type: "BLOB", nullable: true),
                    wrong = table.Column<int>(type: "INTEGER", nullable: false),
                    opened_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_case_reply_pages", x => x.referral);
                    table.ForeignKey(
                        name: "FK_case_reply_pages_case_referrals_referral",
                        column: x => x.referral,
                        principalTable: "case_referrals",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "case_own_sessions",
                columns: table => new
                {
                    digest = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    card = table.Column<long>(type: "INTEGER", nullable: false),
                    person = table.Column<string>(type: "TEXT", maxLength: 6, nullable: false),
                    expires_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_case_own_sessions", x => x.digest);
                    table.ForeignKey(
                        name: "FK_case_own_sessions_case_own_cards_card",
                        column: x => x.card,
                        principalTable: "case_own_cards",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_case_own_sessions_case_persons_person",
                        column: x => x.person,
                        principalTable: "case_persons",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_case_assignments_person",
                table: "case_assignments",
                column: "person");

            migrationBuilder.CreateIndex(
                name: "IX_case_assignments_to_state",
                table: "case_assignments",
                columns: new[] { "to", "state" });

            migrationBuilder.CreateIndex(
                name: "IX_case_complaints_handler_at",
                table: "case_complaints",
                columns: new[] { "handler", "at" });

            migrationBuilder.CreateIndex(
                name: "IX_case_complaints_number",
                table: "case_complaints",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_case_complaints_origin",
                table: "case_complaints",
                column: "origin",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_case_complaints_person",
                table: "case_complaints",
                column: "person");

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
                name: "IX_case_elsewhere_matches_person",
                table: "case_elsewhere_matches",
                column: "person");

            migrationBuilder.CreateIndex(
                name: "IX_case_elsewhere_matches_question_person",
                table: "case_elsewhere_matches",
                columns: new[] { "question", "person" });

            migrationBuilder.CreateIndex(
                name: "IX_case_elsewhere_matches_state",
                table: "case_elsewhere_matches",
                column: "state");

            migrationBuilder.CreateIndex(
                name: "IX_case_elsewhere_questions_ours_state",
                table: "case_elsewhere_questions",
                columns: new[] { "ours", "state" });

            migrationBuilder.CreateIndex(
                name: "IX_case_elsewhere_questions_person",
                table: "case_elsewhere_questions",
                column: "person");

            migrationBuilder.CreateIndex(
                name: "IX_case_facts_person_field_item_revision",
                table: "case_facts",
                columns: new[] { "person", "field", "item", "revision" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_case_look_ups_kind_digest_person",
                table: "case_look_ups",
                columns: new[] { "kind", "digest", "person" });

            migrationBuilder.CreateIndex(
                name: "IX_case_look_ups_person",
                table: "case_look_ups",
                column: "person");

            migrationBuilder.CreateIndex(
                name: "IX_case_meeting_bodies_meeting_body",
                table: "case_meeting_bodies",
                columns: new[] { "meeting", "body" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_case_meeting_cases_meeting_person",
                table: "case_meeting_cases",
                columns: new[] { "meeting", "person" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_case_meeting_cases_person",
                table: "case_meeting_cases",
                column: "person");

            migrationBuilder.CreateIndex(
                name: "IX_case_meeting_invitations_body_meeting",
                table: "case_meeting_invitations",
                columns: new[] { "body", "meeting" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_case_meeting_invitations_on",
                table: "case_meeting_invitations",
                column: "on");

            migrationBuilder.CreateIndex(
                name: "IX_case_meetings_on",
                table: "case_meetings",
                column: "on");

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
                name: "IX_case_own_cards_finder",
                table: "case_own_cards",
                column: "finder",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_case_own_cards_origin",
                table: "case_own_cards",
                column: "origin",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_case_own_cards_person",
                table: "case_own_cards",
                column: "person");

            migrationBuilder.CreateIndex(
                name: "IX_case_own_sessions_card",
                table: "case_own_sessions",
                column: "card");

            migrationBuilder.CreateIndex(
                name: "IX_case_own_sessions_expires_at",
                table: "case_own_sessions",
                column: "expires_at");

            migrationBuilder.CreateIndex(
                name: "IX_case_own_sessions_person",
                table: "case_own_sessions",
                column: "person");

            migrationBuilder.CreateIndex(
                name: "IX_case_own_words_answered_at",
                table: "case_own_words",
                column: "answered_at");

            migrationBuilder.CreateIndex(
                name: "IX_case_own_words_origin",
                table: "case_own_words",
                column: "origin",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_case_own_words_person",
                table: "case_own_words",
                column: "person");

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
                name: "IX_case_reply_pages_mark",
                table: "case_reply_pages",
                column: "mark",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_case_right_steps_person_name_number",
                table: "case_right_steps",
                columns: new[] { "person", "name", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_case_sent_reports_origin",
                table: "case_sent_reports",
                column: "origin",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_case_sent_reports_year",
                table: "case_sent_reports",
                column: "year");

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
                name: "case_assignments");

            migrationBuilder.DropTable(
                name: "case_complaints");

            migrationBuilder.DropTable(
                name: "case_consents");

            migrationBuilder.DropTable(
                name: "case_documents");

            migrationBuilder.DropTable(
                name: "case_drafts");

            migrationBuilder.DropTable(
                name: "case_elsewhere_matches");

            migrationBuilder.DropTable(
                name: "case_facts");

            migrationBuilder.DropTable(
                name: "case_import_columns");

            migrationBuilder.DropTable(
                name: "case_look_ups");

            migrationBuilder.DropTable(
                name: "case_meeting_bodies");

            migrationBuilder.DropTable(
                name: "case_meeting_cases");

            migrationBuilder.DropTable(
                name: "case_meeting_invitations");

            migrationBuilder.DropTable(
                name: "case_members");

            migrationBuilder.DropTable(
                name: "case_outgoing");

            migrationBuilder.DropTable(
                name: "case_own_sessions");

            migrationBuilder.DropTable(
                name: "case_own_words");

            migrationBuilder.DropTable(
                name: "case_own_work");

            migrationBuilder.DropTable(
                name: "case_referral_steps");

            migrationBuilder.DropTable(
                name: "case_reply_pages");

            migrationBuilder.DropTable(
                name: "case_right_steps");

            migrationBuilder.DropTable(
                name: "case_round_keys");

            migrationBuilder.DropTable(
                name: "case_sent_reports");

            migrationBuilder.DropTable(
                name: "case_services");

            migrationBuilder.DropTable(
                name: "case_settings");

            migrationBuilder.DropTable(
                name: "case_taken_envelopes");

            migrationBuilder.DropTable(
                name: "case_tasks");

            migrationBuilder.DropTable(
                name: "case_elsewhere_questions");

            migrationBuilder.DropTable(
                name: "case_meetings");

            migrationBuilder.DropTable(
                name: "case_own_cards");

            migrationBuilder.DropTable(
                name: "case_referrals");

            migrationBuilder.DropTable(
                name: "case_persons");
        }
    }
}
