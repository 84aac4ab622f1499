using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Vern.Persons.Collection.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class RowsRevision : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "rows_revision",
                table: "rounds",
                type: "integer",
                nullable: false,
                defaultValue: 0);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "rows_revision",
                table: "rounds");
        }
    }
}
