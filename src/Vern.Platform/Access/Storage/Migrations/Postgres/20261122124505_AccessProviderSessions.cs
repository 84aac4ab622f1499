using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Vern.Platform.Access.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class AccessProviderSessions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "provider_session",
                table: "access_sessions",
                type: "character varying(64)",
                maxLength: 64,
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "provider_session",
                table: "access_sessions");
        }
    }
}
