using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Vern.Platform.Access.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class AccessTeams : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "team",
                table: "access_accounts",
                type: "TEXT",
                maxLength: 60,
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "team",
                table: "access_accounts");
        }
    }
}
