using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Vern.Material.Intake.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class NoticeLetters : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
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

            migrationBuilder.CreateIndex(
                name: "IX_notice_letters_notice",
                table: "notice_letters",
                column: "notice");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "notice_letters");
        }
    }
}
