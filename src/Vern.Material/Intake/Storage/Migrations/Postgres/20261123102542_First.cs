using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Vern.Material.Intake.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class First : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "address_files",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    digest = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    content = table.Column<byte[]>(type: "bytea", nullable: false),
                    ranges = table.Column<int>(type: "integer", nullable: false),
                    by_name = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_address_files", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "authorities",
                columns: table => new
                {
                    id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    country = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: false),
                    title = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    kind = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    channel = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    languages = table.Column<string>(type: "text", nullable: false),
                    is_own = table.Column<bool>(type: "boolean", nullable: false),
                    is_closed = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_authorities", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "complaint_matters",
                columns: table => new
                {
                    id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    open_subject = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    subject = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    about = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: true),
                    state = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    count = table.Column<int>(type: "integer", nullable: false),
                    made_at = table.Column<long>(type: "bigint", nullable: false),
                    due_at = table.Column<long>(type: "bigint", nullable: false),
                    reminded_at = table.Column<long>(type: "bigint", nullable: true),
                    decided_at = table.Column<long>(type: "bigint", nullable: true),
                    reviewer = table.Column<int>(type: "integer", nullable: true),
                    key_id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    typed = table.Column<byte[]>(type: "bytea", nullable: false),
                    reasons = table.Column<byte[]>(type: "bytea", nullable: true),
                    turn = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_complaint_matters", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "indicator_feed",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    revision = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_indicator_feed", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "indicator_hits",
                columns: table => new
                {
                    hash = table.Column<long>(type: "bigint", nullable: false),
                    hour = table.Column<int>(type: "integer", nullable: false),
                    asker = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    count = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_indicator_hits", x => new { x.hash, x.hour, x.asker });
                });

            migrationBuilder.CreateTable(
                name: "indicators",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    list = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    @class = table.Column<string>(name: "class", type: "character varying(40)", maxLength: 40, nullable: false),
                    ground = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    state = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    report = table.Column<long>(type: "bigint", nullable: true),
                    file = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true),
                    source = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    key_id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    proposer = table.Column<int>(type: "integer", nullable: true),
                    first = table.Column<int>(type: "integer", nullable: true),
                    doubter = table.Column<int>(type: "integer", nullable: true),
                    asker = table.Column<int>(type: "integer", nullable: true),
                    changed_at = table.Column<long>(type: "bigint", nullable: false),
                    published = table.Column<int>(type: "integer", nullable: true),
                    revision = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_indicators", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "intake_counters",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    reports = table.Column<long>(type: "bigint", nullable: false),
                    arrivals = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_intake_counters", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "list_deliveries",
                columns: table => new
                {
                    list = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    edition = table.Column<int>(type: "integer", nullable: false),
                    recipient = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    taken_at = table.Column<long>(type: "bigint", nullable: false),
                    acknowledged_at = table.Column<long>(type: "bigint", nullable: true),
                    reminded = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_list_deliveries", x => new { x.list, x.edition, x.recipient });
                });

            migrationBuilder.CreateTable(
                name: "list_editions",
                columns: table => new
                {
                    list = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    note = table.Column<string>(type: "text", nullable: false),
                    digest = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    size = table.Column<long>(type: "bigint", nullable: false),
                    added = table.Column<long>(type: "bigint", nullable: false),
                    removed = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    first_person = table.Column<int>(type: "integer", nullable: false),
                    second_person = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_list_editions", x => new { x.list, x.number });
                });

            migrationBuilder.CreateTable(
                name: "list_entries",
                columns: table => new
                {
                    list = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    kind = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    value = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    added_in = table.Column<int>(type: "integer", nullable: false),
                    removed_in = table.Column<int>(type: "integer", nullable: true),
                    @class = table.Column<string>(name: "class", type: "character varying(40)", maxLength: 40, nullable: false),
                    indicator = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_list_entries", x => new { x.list, x.kind, x.value, x.added_in });
                });

            migrationBuilder.CreateTable(
                name: "negative_hashes",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    kind = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    value = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    radius = table.Column<int>(type: "integer", nullable: false),
                    state = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    proposer = table.Column<int>(type: "integer", nullable: false),
                    key_id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    place = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    words = table.Column<byte[]>(type: "bytea", nullable: false),
                    changed_at = table.Column<long>(type: "bigint", nullable: false),
                    revision = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_negative_hashes", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "notice_holds",
                columns: table => new
                {
                    id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    address = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    report = table.Column<long>(type: "bigint", nullable: true),
                    until = table.Column<DateOnly>(type: "date", nullable: false),
                    made_at = table.Column<long>(type: "bigint", nullable: false),
                    lifted_at = table.Column<long>(type: "bigint", nullable: true),
                    key_id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    reason = table.Column<byte[]>(type: "bytea", nullable: true),
                    by = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_notice_holds", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "notices",
                columns: table => new
                {
                    id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    address = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    open_address = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    key_id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    url = table.Column<byte[]>(type: "bytea", nullable: false),
                    mail = table.Column<byte[]>(type: "bytea", nullable: false),
                    host = table.Column<string>(type: "character varying(253)", maxLength: 253, nullable: false),
                    country = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: true),
                    language = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    basis = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    @class = table.Column<string>(name: "class", type: "character varying(40)", maxLength: 40, nullable: false),
                    media = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    method = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    md5 = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    sha1 = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    sha256 = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    report = table.Column<long>(type: "bigint", nullable: true),
                    request = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true),
                    state = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    round = table.Column<int>(type: "integer", nullable: false),
                    step = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    step_at = table.Column<long>(type: "bigint", nullable: true),
                    made_at = table.Column<long>(type: "bigint", nullable: false),
                    sent_at = table.Column<long>(type: "bigint", nullable: true),
                    gone_at = table.Column<long>(type: "bigint", nullable: true),
                    turn = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_notices", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "providers",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    name = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    title = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    kind = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    country = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: false),
                    basis = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    until = table.Column<DateOnly>(type: "date", nullable: true),
                    keeps_days = table.Column<int>(type: "integer", nullable: true),
                    a_minute = table.Column<int>(type: "integer", nullable: false),
                    preserve_days = table.Column<int>(type: "integer", nullable: false),
                    is_test = table.Column<bool>(type: "boolean", nullable: false),
                    is_closed = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_providers", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "rematches",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    file = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    report = table.Column<long>(type: "bigint", nullable: false),
                    indicator = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    distance = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    seen_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_rematches", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "removal_requests",
                columns: table => new
                {
                    id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    number = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    secret = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    origin = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    mandate = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    language = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    state = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    made_at = table.Column<long>(type: "bigint", nullable: false),
                    due_at = table.Column<long>(type: "bigint", nullable: false),
                    reminded_at = table.Column<long>(type: "bigint", nullable: true),
                    key_id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    addresses = table.Column<byte[]>(type: "bytea", nullable: false),
                    words = table.Column<byte[]>(type: "bytea", nullable: true),
                    answer = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_removal_requests", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "score_rules",
                columns: table => new
                {
                    version = table.Column<int>(type: "integer", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false),
                    digest = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    why = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    person = table.Column<int>(type: "integer", nullable: false),
                    by_name = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    second_name = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: true),
                    in_force_at = table.Column<long>(type: "bigint", nullable: true),
                    withdrawn_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_score_rules", x => x.version);
                });

            migrationBuilder.CreateTable(
                name: "series",
                columns: table => new
                {
                    id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    seen_on = table.Column<DateOnly>(type: "date", nullable: false),
                    made_at = table.Column<long>(type: "bigint", nullable: false),
                    offenders = table.Column<int>(type: "integer", nullable: false),
                    key_id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_series", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "transparency_reports",
                columns: table => new
                {
                    year = table.Column<int>(type: "integer", nullable: false),
                    edition = table.Column<int>(type: "integer", nullable: false),
                    content = table.Column<byte[]>(type: "bytea", nullable: false),
                    digest = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    made_at = table.Column<long>(type: "bigint", nullable: false),
                    published_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_transparency_reports", x => new { x.year, x.edition });
                });

            migrationBuilder.CreateTable(
                name: "triage_cursors",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    arrival = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_triage_cursors", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "complaints",
                columns: table => new
                {
                    id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    matter = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    number = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    secret = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    origin = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    language = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    words = table.Column<byte[]>(type: "bytea", nullable: true),
                    made_at = table.Column<long>(type: "bigint", nullable: false),
                    taken_back_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_complaints", x => x.id);
                    table.ForeignKey(
                        name: "FK_complaints_complaint_matters_matter",
                        column: x => x.matter,
                        principalTable: "complaint_matters",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "indicator_hashes",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    indicator = table.Column<long>(type: "bigint", nullable: false),
                    list = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    kind = table.Column<string>(type: "character varying(8)", maxLength: 8, nullable: false),
                    value = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    slot = table.Column<long>(type: "bigint", nullable: false),
                    quality = table.Column<int>(type: "integer", nullable: true),
                    near_median = table.Column<int>(type: "integer", nullable: true),
                    decoder = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: true),
                    resize = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: true),
                    quarantined_at = table.Column<long>(type: "bigint", nullable: true),
                    released_at = table.Column<int>(type: "integer", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_indicator_hashes", x => x.id);
                    table.ForeignKey(
                        name: "FK_indicator_hashes_indicators_indicator",
                        column: x => x.indicator,
                        principalTable: "indicators",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "indicator_steps",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    indicator = table.Column<long>(type: "bigint", nullable: false),
                    step = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    person = table.Column<int>(type: "integer", nullable: true),
                    reason = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    place = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    words = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_indicator_steps", x => x.id);
                    table.ForeignKey(
                        name: "FK_indicator_steps_indicators_indicator",
                        column: x => x.indicator,
                        principalTable: "indicators",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "notice_events",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    notice = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    what = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    round = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_notice_events", x => x.id);
                    table.ForeignKey(
                        name: "FK_notice_events_notices_notice",
                        column: x => x.notice,
                        principalTable: "notices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "notice_hands",
                columns: table => new
                {
                    notice = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    person = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_notice_hands", x => new { x.notice, x.person });
                    table.ForeignKey(
                        name: "FK_notice_hands_notices_notice",
                        column: x => x.notice,
                        principalTable: "notices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "notice_letters",
                columns: table => new
                {
                    id = table.Column<string>(type: "character varying(320)", maxLength: 320, nullable: false),
                    notice = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    step = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    state = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    next_at = table.Column<long>(type: "bigint", nullable: true),
                    why = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    code = table.Column<int>(type: "integer", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_notice_letters", x => x.id);
                    table.ForeignKey(
                        name: "FK_notice_letters_notices_notice",
                        column: x => x.notice,
                        principalTable: "notices",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "reports",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false),
                    provider = table.Column<int>(type: "integer", nullable: true),
                    channel = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    state = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    kind = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    is_test = table.Column<bool>(type: "boolean", nullable: false),
                    key_id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    origin = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    facts = table.Column<byte[]>(type: "bytea", nullable: false),
                    opened_at = table.Column<long>(type: "bigint", nullable: false),
                    changed_at = table.Column<long>(type: "bigint", nullable: false),
                    finished_at = table.Column<long>(type: "bigint", nullable: true),
                    preserve_until = table.Column<DateOnly>(type: "date", nullable: true),
                    connections_until = table.Column<DateOnly>(type: "date", nullable: true),
                    arrival = table.Column<long>(type: "bigint", nullable: true),
                    number = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    outcome = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_reports", x => x.id);
                    table.ForeignKey(
                        name: "FK_reports_providers_provider",
                        column: x => x.provider,
                        principalTable: "providers",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "judgments_missing",
                columns: table => new
                {
                    id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    court = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    reference = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    on = table.Column<DateOnly>(type: "date", nullable: false),
                    shown = table.Column<int>(type: "integer", nullable: false),
                    known = table.Column<int>(type: "integer", nullable: false),
                    series = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_judgments_missing", x => x.id);
                    table.ForeignKey(
                        name: "FK_judgments_missing_series_series",
                        column: x => x.series,
                        principalTable: "series",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "series_children",
                columns: table => new
                {
                    id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    series = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    identified_on = table.Column<DateOnly>(type: "date", nullable: true),
                    by = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: true),
                    to_interpol_on = table.Column<DateOnly>(type: "date", nullable: true),
                    case_reference = table.Column<byte[]>(type: "bytea", nullable: true),
                    consent_on = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_series_children", x => x.id);
                    table.ForeignKey(
                        name: "FK_series_children_series_series",
                        column: x => x.series,
                        principalTable: "series",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "series_notes",
                columns: table => new
                {
                    id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    series = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    by = table.Column<byte[]>(type: "bytea", nullable: false),
                    words = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_series_notes", x => x.id);
                    table.ForeignKey(
                        name: "FK_series_notes_series_series",
                        column: x => x.series,
                        principalTable: "series",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "series_parts",
                columns: table => new
                {
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    value = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    series = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_series_parts", x => new { x.kind, x.value });
                    table.ForeignKey(
                        name: "FK_series_parts_series_series",
                        column: x => x.series,
                        principalTable: "series",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "series_units",
                columns: table => new
                {
                    series = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    title = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    leads = table.Column<bool>(type: "boolean", nullable: false),
                    since = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_series_units", x => new { x.series, x.title });
                    table.ForeignKey(
                        name: "FK_series_units_series_series",
                        column: x => x.series,
                        principalTable: "series",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "assessments",
                columns: table => new
                {
                    report = table.Column<long>(type: "bigint", nullable: false),
                    state = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    is_test = table.Column<bool>(type: "boolean", nullable: false),
                    urgency = table.Column<int>(type: "integer", nullable: false),
                    completeness = table.Column<int>(type: "integer", nullable: false),
                    imminent = table.Column<bool>(type: "boolean", nullable: false),
                    novelty = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    classes = table.Column<string>(type: "text", nullable: false),
                    reasons = table.Column<string>(type: "text", nullable: false),
                    completeness_reasons = table.Column<string>(type: "text", nullable: false),
                    rules = table.Column<int>(type: "integer", nullable: false),
                    scored_on = table.Column<DateOnly>(type: "date", nullable: false),
                    arrived_at = table.Column<long>(type: "bigint", nullable: false),
                    deadline = table.Column<DateOnly>(type: "date", nullable: true),
                    fold = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    leader = table.Column<long>(type: "bigint", nullable: true),
                    folded_by = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    news = table.Column<string>(type: "text", nullable: false),
                    reader = table.Column<int>(type: "integer", nullable: true),
                    reader_name = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: true),
                    lease_until = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_assessments", x => x.report);
                    table.ForeignKey(
                        name: "FK_assessments_reports_report",
                        column: x => x.report,
                        principalTable: "reports",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "packages",
                columns: table => new
                {
                    id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    report = table.Column<long>(type: "bigint", nullable: false),
                    authority = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    country = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: true),
                    state = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    imminent = table.Column<bool>(type: "boolean", nullable: false),
                    urgency = table.Column<int>(type: "integer", nullable: false),
                    digest = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    key_id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    content = table.Column<byte[]>(type: "bytea", nullable: false),
                    sent_at = table.Column<long>(type: "bigint", nullable: false),
                    by_name = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    received_at = table.Column<long>(type: "bigint", nullable: true),
                    received_by = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: true),
                    reminders = table.Column<int>(type: "integer", nullable: false),
                    reminded_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_packages", x => x.id);
                    table.ForeignKey(
                        name: "FK_packages_authorities_authority",
                        column: x => x.authority,
                        principalTable: "authorities",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_packages_reports_report",
                        column: x => x.report,
                        principalTable: "reports",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "readings",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    person = table.Column<int>(type: "integer", nullable: false),
                    report = table.Column<long>(type: "bigint", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_readings", x => x.id);
                    table.ForeignKey(
                        name: "FK_readings_reports_report",
                        column: x => x.report,
                        principalTable: "reports",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "rematch_answers",
                columns: table => new
                {
                    id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    indicator = table.Column<long>(type: "bigint", nullable: false),
                    report = table.Column<long>(type: "bigint", nullable: false),
                    taken_up = table.Column<bool>(type: "boolean", nullable: false),
                    words = table.Column<byte[]>(type: "bytea", nullable: true),
                    person = table.Column<int>(type: "integer", nullable: false),
                    by_name = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false)
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

            migrationBuilder.CreateTable(
                name: "report_files",
                columns: table => new
                {
                    id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    report = table.Column<long>(type: "bigint", nullable: false),
                    place = table.Column<int>(type: "integer", nullable: false),
                    md5 = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true),
                    sha1 = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    sha256 = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    pdq = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: true),
                    quality = table.Column<int>(type: "integer", nullable: true),
                    length = table.Column<long>(type: "bigint", nullable: true),
                    facts = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_report_files", x => x.id);
                    table.ForeignKey(
                        name: "FK_report_files_reports_report",
                        column: x => x.report,
                        principalTable: "reports",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "report_marks",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    report = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    mark = table.Column<string>(type: "character varying(64)", maxLength: 64, nullable: false),
                    is_test = table.Column<bool>(type: "boolean", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_report_marks", x => x.id);
                    table.ForeignKey(
                        name: "FK_report_marks_reports_report",
                        column: x => x.report,
                        principalTable: "reports",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "report_questions",
                columns: table => new
                {
                    id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    report = table.Column<long>(type: "bigint", nullable: false),
                    words = table.Column<byte[]>(type: "bytea", nullable: false),
                    by_name = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    answer = table.Column<byte[]>(type: "bytea", nullable: true),
                    answered_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_report_questions", x => x.id);
                    table.ForeignKey(
                        name: "FK_report_questions_reports_report",
                        column: x => x.report,
                        principalTable: "reports",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "set_asides",
                columns: table => new
                {
                    id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    report = table.Column<long>(type: "bigint", nullable: false),
                    reason = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    words = table.Column<byte[]>(type: "bytea", nullable: false),
                    person = table.Column<int>(type: "integer", nullable: false),
                    by_name = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    second_person = table.Column<int>(type: "integer", nullable: true),
                    second_name = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: true),
                    second_at = table.Column<long>(type: "bigint", nullable: true),
                    confirmed = table.Column<bool>(type: "boolean", nullable: true),
                    second_words = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_set_asides", x => x.id);
                    table.ForeignKey(
                        name: "FK_set_asides_reports_report",
                        column: x => x.report,
                        principalTable: "reports",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "package_feedback",
                columns: table => new
                {
                    id = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    package = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    kind = table.Column<string>(type: "character varying(24)", maxLength: 24, nullable: false),
                    country = table.Column<string>(type: "character varying(2)", maxLength: 2, nullable: true),
                    words = table.Column<byte[]>(type: "bytea", nullable: true),
                    by_name = table.Column<string>(type: "character varying(120)", maxLength: 120, nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_package_feedback", x => x.id);
                    table.ForeignKey(
                        name: "FK_package_feedback_packages_package",
                        column: x => x.package,
                        principalTable: "packages",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_assessments_arrived_at",
                table: "assessments",
                column: "arrived_at");

            migrationBuilder.CreateIndex(
                name: "IX_assessments_is_test_state_urgency",
                table: "assessments",
                columns: new[] { "is_test", "state", "urgency" });

            migrationBuilder.CreateIndex(
                name: "IX_assessments_leader",
                table: "assessments",
                column: "leader");

            migrationBuilder.CreateIndex(
                name: "IX_complaint_matters_open_subject",
                table: "complaint_matters",
                column: "open_subject",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_complaint_matters_state_due_at",
                table: "complaint_matters",
                columns: new[] { "state", "due_at" });

            migrationBuilder.CreateIndex(
                name: "IX_complaints_made_at",
                table: "complaints",
                column: "made_at");

            migrationBuilder.CreateIndex(
                name: "IX_complaints_matter",
                table: "complaints",
                column: "matter");

            migrationBuilder.CreateIndex(
                name: "IX_complaints_number",
                table: "complaints",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_complaints_origin",
                table: "complaints",
                column: "origin",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_indicator_hashes_indicator",
                table: "indicator_hashes",
                column: "indicator");

            migrationBuilder.CreateIndex(
                name: "IX_indicator_hashes_value_kind_list_slot",
                table: "indicator_hashes",
                columns: new[] { "value", "kind", "list", "slot" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_indicator_steps_indicator",
                table: "indicator_steps",
                column: "indicator");

            migrationBuilder.CreateIndex(
                name: "IX_indicators_changed_at",
                table: "indicators",
                column: "changed_at");

            migrationBuilder.CreateIndex(
                name: "IX_indicators_revision",
                table: "indicators",
                column: "revision");

            migrationBuilder.CreateIndex(
                name: "IX_indicators_state",
                table: "indicators",
                column: "state");

            migrationBuilder.CreateIndex(
                name: "IX_judgments_missing_court_reference",
                table: "judgments_missing",
                columns: new[] { "court", "reference" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_judgments_missing_series",
                table: "judgments_missing",
                column: "series");

            migrationBuilder.CreateIndex(
                name: "IX_list_entries_indicator",
                table: "list_entries",
                column: "indicator");

            migrationBuilder.CreateIndex(
                name: "IX_negative_hashes_revision",
                table: "negative_hashes",
                column: "revision");

            migrationBuilder.CreateIndex(
                name: "IX_notice_events_notice",
                table: "notice_events",
                column: "notice");

            migrationBuilder.CreateIndex(
                name: "IX_notice_holds_address",
                table: "notice_holds",
                column: "address");

            migrationBuilder.CreateIndex(
                name: "IX_notice_holds_report",
                table: "notice_holds",
                column: "report");

            migrationBuilder.CreateIndex(
                name: "IX_notice_letters_notice",
                table: "notice_letters",
                column: "notice");

            migrationBuilder.CreateIndex(
                name: "IX_notices_address",
                table: "notices",
                column: "address");

            migrationBuilder.CreateIndex(
                name: "IX_notices_open_address",
                table: "notices",
                column: "open_address",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_notices_report",
                table: "notices",
                column: "report");

            migrationBuilder.CreateIndex(
                name: "IX_notices_sent_at",
                table: "notices",
                column: "sent_at");

            migrationBuilder.CreateIndex(
                name: "IX_notices_state_step_at",
                table: "notices",
                columns: new[] { "state", "step_at" });

            migrationBuilder.CreateIndex(
                name: "IX_package_feedback_package",
                table: "package_feedback",
                column: "package");

            migrationBuilder.CreateIndex(
                name: "IX_packages_authority_state_sent_at",
                table: "packages",
                columns: new[] { "authority", "state", "sent_at" });

            migrationBuilder.CreateIndex(
                name: "IX_packages_report",
                table: "packages",
                column: "report");

            migrationBuilder.CreateIndex(
                name: "IX_packages_sent_at",
                table: "packages",
                column: "sent_at");

            migrationBuilder.CreateIndex(
                name: "IX_providers_name",
                table: "providers",
                column: "name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_readings_person_at",
                table: "readings",
                columns: new[] { "person", "at" });

            migrationBuilder.CreateIndex(
                name: "IX_readings_report",
                table: "readings",
                column: "report");

            migrationBuilder.CreateIndex(
                name: "IX_rematch_answers_indicator_report",
                table: "rematch_answers",
                columns: new[] { "indicator", "report" });

            migrationBuilder.CreateIndex(
                name: "IX_rematch_answers_report",
                table: "rematch_answers",
                column: "report");

            migrationBuilder.CreateIndex(
                name: "IX_rematches_indicator_file",
                table: "rematches",
                columns: new[] { "indicator", "file" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_rematches_report",
                table: "rematches",
                column: "report");

            migrationBuilder.CreateIndex(
                name: "IX_rematches_seen_at",
                table: "rematches",
                column: "seen_at");

            migrationBuilder.CreateIndex(
                name: "IX_removal_requests_number",
                table: "removal_requests",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_removal_requests_origin",
                table: "removal_requests",
                column: "origin",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_removal_requests_state_due_at",
                table: "removal_requests",
                columns: new[] { "state", "due_at" });

            migrationBuilder.CreateIndex(
                name: "IX_report_files_md5",
                table: "report_files",
                column: "md5");

            migrationBuilder.CreateIndex(
                name: "IX_report_files_report",
                table: "report_files",
                column: "report");

            migrationBuilder.CreateIndex(
                name: "IX_report_files_sha1",
                table: "report_files",
                column: "sha1");

            migrationBuilder.CreateIndex(
                name: "IX_report_files_sha256",
                table: "report_files",
                column: "sha256");

            migrationBuilder.CreateIndex(
                name: "IX_report_marks_mark_at",
                table: "report_marks",
                columns: new[] { "mark", "at" });

            migrationBuilder.CreateIndex(
                name: "IX_report_marks_report",
                table: "report_marks",
                column: "report");

            migrationBuilder.CreateIndex(
                name: "IX_report_questions_report",
                table: "report_questions",
                column: "report");

            migrationBuilder.CreateIndex(
                name: "IX_reports_arrival",
                table: "reports",
                column: "arrival",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_reports_connections_until",
                table: "reports",
                column: "connections_until");

            migrationBuilder.CreateIndex(
                name: "IX_reports_finished_at",
                table: "reports",
                column: "finished_at");

            migrationBuilder.CreateIndex(
                name: "IX_reports_number",
                table: "reports",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_reports_origin",
                table: "reports",
                column: "origin",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_reports_preserve_until",
                table: "reports",
                column: "preserve_until");

            migrationBuilder.CreateIndex(
                name: "IX_reports_provider",
                table: "reports",
                column: "provider");

            migrationBuilder.CreateIndex(
                name: "IX_reports_state_changed_at",
                table: "reports",
                columns: new[] { "state", "changed_at" });

            migrationBuilder.CreateIndex(
                name: "IX_series_seen_on",
                table: "series",
                column: "seen_on");

            migrationBuilder.CreateIndex(
                name: "IX_series_children_identified_on",
                table: "series_children",
                column: "identified_on");

            migrationBuilder.CreateIndex(
                name: "IX_series_children_series",
                table: "series_children",
                column: "series");

            migrationBuilder.CreateIndex(
                name: "IX_series_notes_series",
                table: "series_notes",
                column: "series");

            migrationBuilder.CreateIndex(
                name: "IX_series_parts_series",
                table: "series_parts",
                column: "series");

            migrationBuilder.CreateIndex(
                name: "IX_set_asides_report",
                table: "set_asides",
                column: "report");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "address_files");

            migrationBuilder.DropTable(
                name: "assessments");

            migrationBuilder.DropTable(
                name: "complaints");

            migrationBuilder.DropTable(
                name: "indicator_feed");

            migrationBuilder.DropTable(
                name: "indicator_hashes");

            migrationBuilder.DropTable(
                name: "indicator_hits");

            migrationBuilder.DropTable(
                name: "indicator_steps");

            migrationBuilder.DropTable(
                name: "intake_counters");

            migrationBuilder.DropTable(
                name: "judgments_missing");

            migrationBuilder.DropTable(
                name: "list_deliveries");

            migrationBuilder.DropTable(
                name: "list_editions");

            migrationBuilder.DropTable(
                name: "list_entries");

            migrationBuilder.DropTable(
                name: "negative_hashes");

            migrationBuilder.DropTable(
                name: "notice_events");

            migrationBuilder.DropTable(
                name: "notice_hands");

            migrationBuilder.DropTable(
                name: "notice_holds");

            migrationBuilder.DropTable(
                name: "notice_letters");

            migrationBuilder.DropTable(
                name: "package_feedback");

            migrationBuilder.DropTable(
                name: "readings");

            migrationBuilder.DropTable(
                name: "rematch_answers");

            migrationBuilder.DropTable(
                name: "rematches");

            migrationBuilder.DropTable(
                name: "removal_requests");

            migrationBuilder.DropTable(
                name: "report_files");

            migrationBuilder.DropTable(
                name: "report_marks");

            migrationBuilder.DropTable(
                name: "report_questions");

            migrationBuilder.DropTable(
                name: "score_rules");

            migrationBuilder.DropTable(
                name: "series_children");

            migrationBuilder.DropTable(
                name: "series_notes");

            migrationBuilder.DropTable(
                name: "series_parts");

            migrationBuilder.DropTable(
                name: "series_units");

            migrationBuilder.DropTable(
                name: "set_asides");

            migrationBuilder.DropTable(
                name: "transparency_reports");

            migrationBuilder.DropTable(
                name: "triage_cursors");

            migrationBuilder.DropTable(
                name: "complaint_matters");

            migrationBuilder.DropTable(
                name: "indicators");

            migrationBuilder.DropTable(
                name: "notices");

            migrationBuilder.DropTable(
                name: "packages");

            migrationBuilder.DropTable(
                name: "series");

            migrationBuilder.DropTable(
                name: "authorities");

            migrationBuilder.DropTable(
                name: "reports");

            migrationBuilder.DropTable(
                name: "providers");
        }
    }
}
