using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Vern.Persons.Collection.Storage.Migrations.Sqlite
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
                name: "bodies",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    english_name = table.Column<string>(type: "TEXT", nullable: false),
                    kind = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    legal = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    region = table.Column<string>(type: "TEXT", nullable: true),
                    part_of = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_bodies", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "editions",
                columns: table => new
                {
                    year = table.Column<int>(type: "INTEGER", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    erratum = table.Column<string>(type: "TEXT", nullable: true),
                    digest = table.Column<string>(type: "TEXT", nullable: false),
                    content = table.Column<string>(type: "TEXT", nullable: false),
                    published_at = table.Column<DateTimeOffset>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_editions", x => new { x.year, x.number });
                });

            migrationBuilder.CreateTable(
                name: "imports",
                columns: table => new
                {
                    year = table.Column<int>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    csv = table.Column<string>(type: "TEXT", nullable: false),
                    source = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_imports", x => new { x.year, x.name });
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

            migrationBuilder.CreateTable(
                name: "rounds",
                columns: table => new
                {
                    year = table.Column<int>(type: "INTEGER", nullable: false),
                    due_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    closed_at = table.Column<DateTimeOffset>(type: "TEXT", nullable: true),
                    text_key = table.Column<string>(type: "TEXT", nullable: true),
                    revision = table.Column<int>(type: "INTEGER", nullable: false),
                    rows_revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_rounds", x => x.year);
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

            migrationBuilder.CreateTable(
                name: "texts",
                columns: table => new
                {
                    year = table.Column<int>(type: "INTEGER", nullable: false),
                    place = table.Column<string>(type: "TEXT", nullable: false),
                    language = table.Column<string>(type: "TEXT", nullable: false),
                    markdown = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_texts", x => new { x.year, x.place, x.language });
                });

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
                name: "carried_messages",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    place = table.Column<long>(type: "INTEGER", nullable: false),
                    from_body = table.Column<string>(type: "TEXT", nullable: false),
                    to_body = table.Column<string>(type: "TEXT", nullable: false),
                    to_key = table.Column<string>(type: "TEXT", nullable: false),
                    bytes = table.Column<int>(type: "INTEGER", nullable: false),
                    envelope = table.Column<byte[]>(type: "BLOB", nullable: true),
                    received_at = table.Column<DateTimeOffset>(type: "TEXT", nullable: false),
                    fetched_at = table.Column<DateTimeOffset>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_carried_messages", x => x.id);
                    table.ForeignKey(
                        name: "FK_carried_messages_bodies_from_body",
                        column: x => x.from_body,
                        principalTable: "bodies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_carried_messages_bodies_to_body",
                        column: x => x.to_body,
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
                name: "requests",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    kind = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    body = table.Column<string>(type: "TEXT", nullable: false),
                    reference = table.Column<string>(type: "TEXT", nullable: false),
                    year = table.Column<int>(type: "INTEGER", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: true),
                    row = table.Column<int>(type: "INTEGER", nullable: true),
                    arrived_on = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    prolonged_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    prolong_reason = table.Column<string>(type: "TEXT", nullable: true),
                    state = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    decided_at = table.Column<DateTimeOffset>(type: "TEXT", nullable: true),
                    decided_by = table.Column<string>(type: "TEXT", nullable: true),
                    reason = table.Column<string>(type: "TEXT", nullable: true),
                    text_key = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_requests", x => x.id);
                    table.ForeignKey(
                        name: "FK_requests_bodies_body",
                        column: x => x.body,
                        principalTable: "bodies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "signatures",
                columns: table => new
                {
                    year = table.Column<int>(type: "INTEGER", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    position = table.Column<int>(type: "INTEGER", nullable: false),
                    signed_by = table.Column<string>(type: "TEXT", nullable: false),
                    signed_at = table.Column<DateTimeOffset>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_signatures", x => new { x.year, x.number, x.position });
                    table.ForeignKey(
                        name: "FK_signatures_editions_year_number",
                        columns: x => new { x.year, x.number },
                        principalTable: "editions",
                        principalColumns: new[] { "year", "number" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "answers",
                columns: table => new
                {
                    year = table.Column<int>(type: "INTEGER", nullable: false),
                    body = table.Column<string>(type: "TEXT", nullable: false),
                    requested_on = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    answer = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    see_other = table.Column<string>(type: "TEXT", nullable: true),
                    answered_at = table.Column<DateTimeOffset>(type: "TEXT", nullable: true),
                    remark = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_answers", x => new { x.year, x.body });
                    table.ForeignKey(
                        name: "FK_answers_bodies_body",
                        column: x => x.body,
                        principalTable: "bodies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_answers_rounds_year",
                        column: x => x.year,
                        principalTable: "rounds",
                        principalColumn: "year",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "decisions",
                columns: table => new
                {
                    year = table.Column<int>(type: "INTEGER", nullable: false),
                    sender_a = table.Column<string>(type: "TEXT", nullable: false),
                    row_a = table.Column<int>(type: "INTEGER", nullable: false),
                    sender_b = table.Column<string>(type: "TEXT", nullable: false),
                    row_b = table.Column<int>(type: "INTEGER", nullable: false),
                    verdict = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    decided_by = table.Column<string>(type: "TEXT", nullable: false),
                    decided_at = table.Column<DateTimeOffset>(type: "TEXT", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_decisions", x => new { x.year, x.sender_a, x.row_a, x.sender_b, x.row_b });
                    table.ForeignKey(
                        name: "FK_decisions_rounds_year",
                        column: x => x.year,
                        principalTable: "rounds",
                        principalColumn: "year",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "destructions",
                columns: table => new
                {
                    year = table.Column<int>(type: "INTEGER", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "TEXT", nullable: false),
                    closed_by = table.Column<string>(type: "TEXT", nullable: false),
                    encodings = table.Column<int>(type: "INTEGER", nullable: false),
                    block_keys = table.Column<int>(type: "INTEGER", nullable: false),
                    cleared_at = table.Column<DateTimeOffset>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_destructions", x => x.year);
                    table.ForeignKey(
                        name: "FK_destructions_rounds_year",
                        column: x => x.year,
                        principalTable: "rounds",
                        principalColumn: "year",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "erasures",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    at = table.Column<DateTimeOffset>(type: "TEXT", nullable: false),
                    erased_by = table.Column<string>(type: "TEXT", nullable: false),
                    year = table.Column<int>(type: "INTEGER", nullable: false),
                    body = table.Column<string>(type: "TEXT", nullable: true),
                    version = table.Column<int>(type: "INTEGER", nullable: true),
                    row = table.Column<int>(type: "INTEGER", nullable: true),
                    rows = table.Column<int>(type: "INTEGER", nullable: false),
                    key = table.Column<string>(type: "TEXT", nullable: true),
                    cleared_at = table.Column<DateTimeOffset>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_erasures", x => x.id);
                    table.ForeignKey(
                        name: "FK_erasures_rounds_year",
                        column: x => x.year,
                        principalTable: "rounds",
                        principalColumn: "year",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "linkages",
                columns: table => new
                {
                    year = table.Column<int>(type: "INTEGER", nullable: false),
                    fingerprint = table.Column<string>(type: "TEXT", nullable: false),
                    json = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_linkages", x => new { x.year, x.fingerprint });
                    table.ForeignKey(
                        name: "FK_linkages_rounds_year",
                        column: x => x.year,
                        principalTable: "rounds",
                        principalColumn: "year",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "submissions",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    year = table.Column<int>(type: "INTEGER", nullable: false),
                    sender = table.Column<string>(type: "TEXT", nullable: false),
                    version = table.Column<int>(type: "INTEGER", nullable: false),
                    received_at = table.Column<DateTimeOffset>(type: "TEXT", nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    answer = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    schema = table.Column<string>(type: "TEXT", nullable: true),
                    key_check = table.Column<string>(type: "TEXT", nullable: true),
                    digest = table.Column<string>(type: "TEXT", nullable: false),
                    encoded = table.Column<int>(type: "INTEGER", nullable: false),
                    remark = table.Column<string>(type: "TEXT", nullable: true),
                    measure_definition = table.Column<string>(type: "TEXT", nullable: true),
                    left_out = table.Column<string>(type: "TEXT", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: true),
                    encoding_key = table.Column<string>(type: "TEXT", nullable: true),
                    text_key = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_submissions", x => x.id);
                    table.ForeignKey(
                        name: "FK_submissions_bodies_sender",
                        column: x => x.sender,
                        principalTable: "bodies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_submissions_rounds_year",
                        column: x => x.year,
                        principalTable: "rounds",
                        principalColumn: "year",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "reminders",
                columns: table => new
                {
                    year = table.Column<int>(type: "INTEGER", nullable: false),
                    body = table.Column<string>(type: "TEXT", nullable: false),
                    reminded_on = table.Column<DateOnly>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_reminders", x => new { x.year, x.body, x.reminded_on });
                    table.ForeignKey(
                        name: "FK_reminders_answers_year_body",
                        columns: x => new { x.year, x.body },
                        principalTable: "answers",
                        principalColumns: new[] { "year", "body" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "agency_answers",
                columns: table => new
                {
                    submission_id = table.Column<long>(type: "INTEGER", nullable: false),
                    field = table.Column<string>(type: "TEXT", nullable: false),
                    answer = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_agency_answers", x => new { x.submission_id, x.field });
                    table.ForeignKey(
                        name: "FK_agency_answers_submissions_submission_id",
                        column: x => x.submission_id,
                        principalTable: "submissions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "persons",
                columns: table => new
                {
                    submission_id = table.Column<long>(type: "INTEGER", nullable: false),
                    row = table.Column<int>(type: "INTEGER", nullable: false),
                    sex = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    nationality = table.Column<string>(type: "TEXT", nullable: false),
                    birth_year = table.Column<int>(type: "INTEGER", nullable: true),
                    age = table.Column<int>(type: "INTEGER", nullable: true),
                    presumed_minor = table.Column<bool>(type: "INTEGER", nullable: true),
                    forms = table.Column<string>(type: "TEXT", nullable: false),
                    identified = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    identified_year = table.Column<int>(type: "INTEGER", nullable: true),
                    offer = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    received_measures = table.Column<bool>(type: "INTEGER", nullable: false),
                    identified_and_accepted = table.Column<bool>(type: "INTEGER", nullable: true),
                    immigration_status = table.Column<string>(type: "TEXT", nullable: true),
                    criminal_status = table.Column<string>(type: "TEXT", nullable: true),
                    housing = table.Column<string>(type: "TEXT", nullable: true),
                    measures = table.Column<string>(type: "TEXT", nullable: false),
                    accompanying_children = table.Column<int>(type: "INTEGER", nullable: true),
                    children_elsewhere = table.Column<int>(type: "INTEGER", nullable: true),
                    also_followed_by = table.Column<string>(type: "TEXT", nullable: false),
                    region = table.Column<string>(type: "TEXT", nullable: true),
                    decline_reason = table.Column<string>(type: "TEXT", nullable: true),
                    restricted = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_persons", x => new { x.submission_id, x.row });
                    table.ForeignKey(
                        name: "FK_persons_submissions_submission_id",
                        column: x => x.submission_id,
                        principalTable: "submissions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "police_cases",
                columns: table => new
                {
                    submission_id = table.Column<long>(type: "INTEGER", nullable: false),
                    line = table.Column<int>(type: "INTEGER", nullable: false),
                    form = table.Column<string>(type: "TEXT", nullable: false),
                    cases = table.Column<int>(type: "INTEGER", nullable: false),
                    victims = table.Column<int>(type: "INTEGER", nullable: true),
                    reclassified = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_police_cases", x => new { x.submission_id, x.line });
                    table.ForeignKey(
                        name: "FK_police_cases_submissions_submission_id",
                        column: x => x.submission_id,
                        principalTable: "submissions",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "encodings",
                columns: table => new
                {
                    submission_id = table.Column<long>(type: "INTEGER", nullable: false),
                    row = table.Column<int>(type: "INTEGER", nullable: false),
                    clk = table.Column<byte[]>(type: "BLOB", nullable: true),
                    blocks = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_encodings", x => new { x.submission_id, x.row });
                    table.ForeignKey(
                        name: "FK_encodings_persons_submission_id_row",
                        columns: x => new { x.submission_id, x.row },
                        principalTable: "persons",
                        principalColumns: new[] { "submission_id", "row" },
                        onDelete: ReferentialAction.Restrict);
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

            migrationBuilder.CreateIndex(
                name: "IX_answers_body",
                table: "answers",
                column: "body");

            migrationBuilder.CreateIndex(
                name: "IX_body_keys_body",
                table: "body_keys",
                column: "body");

            migrationBuilder.CreateIndex(
                name: "IX_carried_messages_from_body",
                table: "carried_messages",
                column: "from_body");

            migrationBuilder.CreateIndex(
                name: "IX_carried_messages_place",
                table: "carried_messages",
                column: "place",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_carried_messages_to_body_place",
                table: "carried_messages",
                columns: new[] { "to_body", "place" });

            migrationBuilder.CreateIndex(
                name: "IX_erasures_year",
                table: "erasures",
                column: "year");

            migrationBuilder.CreateIndex(
                name: "IX_relayed_keys_body",
                table: "relayed_keys",
                column: "body");

            migrationBuilder.CreateIndex(
                name: "IX_requests_body",
                table: "requests",
                column: "body");

            migrationBuilder.CreateIndex(
                name: "IX_submissions_sender",
                table: "submissions",
                column: "sender");

            migrationBuilder.CreateIndex(
                name: "IX_submissions_year_sender_version",
                table: "submissions",
                columns: new[] { "year", "sender", "version" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "acts");

            migrationBuilder.DropTable(
                name: "agency_answers");

            migrationBuilder.DropTable(
                name: "body_keys");

            migrationBuilder.DropTable(
                name: "carried_messages");

            migrationBuilder.DropTable(
                name: "decisions");

            migrationBuilder.DropTable(
                name: "destructions");

            migrationBuilder.DropTable(
                name: "encodings");

            migrationBuilder.DropTable(
                name: "erasures");

            migrationBuilder.DropTable(
                name: "imports");

            migrationBuilder.DropTable(
                name: "ledgers");

            migrationBuilder.DropTable(
                name: "linkages");

            migrationBuilder.DropTable(
                name: "police_cases");

            migrationBuilder.DropTable(
                name: "relayed_keys");

            migrationBuilder.DropTable(
                name: "reminders");

            migrationBuilder.DropTable(
                name: "requests");

            migrationBuilder.DropTable(
                name: "seen_envelopes");

            migrationBuilder.DropTable(
                name: "signatures");

            migrationBuilder.DropTable(
                name: "texts");

            migrationBuilder.DropTable(
                name: "persons");

            migrationBuilder.DropTable(
                name: "answers");

            migrationBuilder.DropTable(
                name: "editions");

            migrationBuilder.DropTable(
                name: "submissions");

            migrationBuilder.DropTable(
                name: "bodies");

            migrationBuilder.DropTable(
                name: "rounds");
        }
    }
}
