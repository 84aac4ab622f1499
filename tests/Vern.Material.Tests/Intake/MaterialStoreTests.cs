using Vern.Material.Intake.Storage;

namespace Vern.Material.Tests.Intake;

/// <summary>The store of a centre, on both databases.</summary>
public sealed class MaterialStoreTests
{
    public static TheoryData<string> Databases => MaterialFixture.Databases;

    [Theory, MemberData(nameof(Databases))]
    public async Task What_is_not_of_its_columns_shape_is_not_kept(string database)
    {
        await using var fixture = await MaterialFixture.OpenAsync(database);
        await Assert.ThrowsAsync<Platform.Store.StoreException>(() => fixture.Store.WriteAsync(context =>
        {
            context.Add(new ProviderRow { Name = "Not A Code", Title = "Example", Country = "NO", Basis = "voluntary" });
            return Task.FromResult(0);
        }, TestContext.Current.CancellationToken));
    }
}
