using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Vern.Material.Intake.Storage.Migrations.Sqlite
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
                    id = table.Column<string>(type: "TEXT", maxLength: 320, nullable: false),
                    notice = table.Column<string>(type: "TEXT", maxLength: 32, nullable: false),
                    step = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    state = table.Column<string>(type: "TEXT", maxLength: 24, nullable: false),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    next_at = table.Column<long>(type: "INTEGER", nullable: true),
                    why = table.Column<string>(type: "TEXT", maxLength: 40, nullable: true),
                    code = table.Column<int>(type: "INTEGER", nullable: true)
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
