using Npgsql;
using Vern.Platform.Store;

namespace Vern.Persons.Tests.Store;

/// <summary>What Vern adds to a connection string, and that whoever wrote it has the last word.</summary>
public sealed class AddressTests
{
    [Theory]
    [InlineData("Host=example;Database=vern", 100, true)]
    [InlineData("Host=example;Database=vern;Max Auto Prepare=0", 0, true)]
    [InlineData("Host=example;Database=vern;no reset on close=false", 100, false)]
    [InlineData("postgresql://kari:secret@example:5433/vern", 100, true)]
    public void Questions_are_planned_once_and_connections_not_cleaned_unless_it_is_said_otherwise(string given, int prepared, bool kept)
    {
        var read = new NpgsqlConnectionStringBuilder(DatabaseAddress.Postgres(given).Connection);
        Assert.Equal((prepared, kept, "example", "vern"), (read.MaxAutoPrepare, read.NoResetOnClose, read.Host, read.Database));
        var other = new NpgsqlConnectionStringBuilder(DatabaseAddress.Of("nowhere", "rosa", given).Connection);
        Assert.Equal((prepared, kept, "vern_rosa"), (other.MaxAutoPrepare, other.NoResetOnClose, other.Database));
    }
}
