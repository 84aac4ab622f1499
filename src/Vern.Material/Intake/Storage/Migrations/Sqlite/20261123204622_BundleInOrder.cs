using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Vern.Material.Intake.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class BundleInOrder : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_assessments_leader",
                table: "assessments");

            migrationBuilder.CreateIndex(
                name: "IX_assessments_leader_report",
                table: "assessments",
                columns: new[] { "leader", "report" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_assessments_leader_report",
                table: "assessments");

            migrationBuilder.CreateIndex(
                name: "IX_assessments_leader",
                table: "assessments",
                column: "leader");
        }
    }
}
