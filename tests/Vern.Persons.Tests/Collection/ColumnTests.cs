using Vern.Persons.Collection;
using Vern.Persons.Collection.Storage;
using Vern.Platform.Store;

namespace Vern.Persons.Tests.Collection;

public sealed class ColumnTests
{
    [Fact]
    public void Every_text_column_of_the_national_store_has_a_shape_and_none_of_a_person_is_free()
    {
        using var context = NationalContext.Create(DatabaseAddress.Sqlite("never-opened.db"));
        var free = new[] { Shapes.Screened.Name, Shapes.Staff.Name, Shapes.OwnJson.Name };
        foreach (var entity in context.Model.GetEntityTypes())
        {
            foreach (var property in entity.GetProperties().Where(property => property.ClrType == typeof(string)))
            {
                Assert.True(property.Shape() is { } shape && Shapes.ByName.ContainsKey(shape), $"{entity.Name}.{property.Name} has no shape");
                if (entity.ClrType == typeof(PersonRow) || entity.ClrType == typeof(EncodingRow)) Assert.DoesNotContain(property.Shape(), free);
            }
        }
    }

    [Theory]
    [InlineData("see 201512345678 for this", true)]
    [InlineData("010190 12345", true)]
    [InlineData("01819012345", true)]
    [InlineData("2014: 324 persons, 309 to 338; call 23 36 41 00", false)]
    [InlineData("0.1234567890123", false)]
    public void Free_text_with_an_identity_number_is_noticed(string text, bool holds) => Assert.Equal(holds, FreeText.HoldsIdentityNumber(text));

    [Fact]
    public async Task A_text_of_another_shape_is_not_stored()
    {
        await using var fixture = await StoreFixture.OpenAsync("sqlite");
        await Assert.ThrowsAsync<StoreException>(() => fixture.Store.PutTextAsync(2014, "chapter4", "nb", "Ring 010190 12345."));
        Assert.Null(await fixture.Store.TextAsync(2014, "chapter4", "nb"));
    }

    [Fact]
    public async Task A_store_of_a_newer_version_is_refused()
    {
        await using var fixture = await StoreFixture.OpenAsync("sqlite");
        await fixture.Store.DisposeAsync();
        await using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={fixture.File};Pooling=False"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "INSERT INTO \"__EFMigrationsHistory\" VALUES ('29990101000000_Later', '99.0')";
            await command.ExecuteNonQueryAsync();
        }
        Assert.Contains("newer version of Vern", (await Assert.ThrowsAsync<StoreException>(() => NationalStore.OpenAsync(fixture.Folder))).Message);
    }
}
