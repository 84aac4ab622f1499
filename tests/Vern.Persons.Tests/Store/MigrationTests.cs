using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Vern.Persons.Registration;
using Vern.Platform.Store;

namespace Vern.Persons.Tests.Store;

/// <summary>The databases that migrations make are those that the code works with; nobody asks this again when a database is made.</summary>
public sealed class MigrationTests
{
    // Everything that the tool for migrations can make: a context each for SQLite and for PostgreSQL.
    private static readonly List<Type> Factories = [.. new[] { typeof(DatabaseAddress).Assembly, typeof(CaseStore).Assembly }.SelectMany(assembly => assembly.GetTypes())
        .Where(type => type.GetInterfaces().Any(one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(IDesignTimeDbContextFactory<>)))];

    public static TheoryData<string> Contexts => [.. Factories.Select(type => type.FullName!)];

    [Theory, MemberData(nameof(Contexts))]
    public void A_model_is_what_its_migrations_make(string factory)
    {
        var type = Factories.Single(one => one.FullName == factory);
        var made = type.GetInterfaces().Single(one => one.IsGenericType).GetMethod(nameof(IDesignTimeDbContextFactory<DbContext>.CreateDbContext))!;
        using var context = (DbContext)made.Invoke(Activator.CreateInstance(type), [Array.Empty<string>()])!;
        Assert.NotEmpty(context.Database.GetMigrations());
        Assert.False(context.Database.HasPendingModelChanges(), $"{context.GetType().Name}: the model has changed since its last migration; make one");
    }

    [Fact]
    public void Every_context_is_made_for_both_databases()
    {
        var names = Factories.Select(type => type.Name).ToList();
        Assert.True(names.Count >= 12, string.Join(' ', names));
        Assert.Equal(names.Where(name => name.StartsWith("Sqlite", StringComparison.Ordinal)).Select(name => name[6..]).Order(), names.Where(name => name.StartsWith("Postgres", StringComparison.Ordinal)).Select(name => name[8..]).Order());
    }
}
