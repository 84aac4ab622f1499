using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Vern.Persons.Tests.Collection;
using Vern.Platform.Store;

namespace Vern.Persons.Tests.Workspaces;

/// <summary>A database of an older Vern is brought up to date when it is opened, and keeps its rows: shown with a small model of two changes, since Vern's own has had one so far.</summary>
public sealed class ForwardTests
{
    [Theory, MemberData(nameof(StoreFixture.Databases), MemberType = typeof(StoreFixture))]
    public async Task An_older_database_moves_forward_when_it_is_opened_and_keeps_its_rows(string database)
    {
        await using var fixture = await StoreFixture.OpenAsync(database);
        var place = fixture.Postgres is { } postgres ? DatabaseAddress.Postgres(postgres) : DatabaseAddress.Sqlite(Path.Combine(fixture.Folder, "boats", "vern.db"));
        await using (var older = place.Context<Harbour>("__HarbourHistory"))
        {
            if (place.File is { } file) Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await older.GetService<IMigrator>().MigrateAsync("20260101000000_Boats");
            await older.Database.ExecuteSqlRawAsync("INSERT INTO boats (name) VALUES ('Havbris')");
        }
        for (var opening = 0; opening < 2; opening++)
        {
            await using var context = place.Context<Harbour>("__HarbourHistory");
            await OpenDatabase.RunAsync(context, place);
            Assert.Equal(["20260101000000_Boats", "20260102000000_Berths"], await context.Database.GetAppliedMigrationsAsync());
            var boat = await context.Boats.SingleAsync();
            Assert.Equal(("Havbris", 7), (boat.Name, boat.Berth));
        }
        place.LetGo();
    }

    internal sealed class Boat
    {
        public required string Name { get; set; }
        public int Berth { get; set; }
    }

    internal sealed class Harbour(DbContextOptions<Harbour> options) : DbContext(options)
    {
        public DbSet<Boat> Boats => Set<Boat>();

        protected override void OnModelCreating(ModelBuilder modelBuilder)
        {
            var boat = modelBuilder.Entity<Boat>();
            boat.ToTable("boats").HasKey(row => row.Name);
            boat.Property(row => row.Name).HasColumnName("name");
            boat.Property(row => row.Berth).HasColumnName("berth");
        }
    }

    [DbContext(typeof(Harbour)), Migration("20260101000000_Boats")]
    internal sealed class Boats : Migration
    {
        protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.CreateTable("boats", table => new { name = table.Column<string>() }, constraints: table => table.PrimaryKey("pk_boats", row => row.name));
    }

    [DbContext(typeof(Harbour)), Migration("20260102000000_Berths")]
    internal sealed class Berths : Migration
    {
        protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.AddColumn<int>("berth", "boats", nullable: false, defaultValue: 7);
    }
}
