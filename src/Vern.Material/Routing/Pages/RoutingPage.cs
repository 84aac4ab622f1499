using Vern.Platform.Interface;
using Vern.Platform.Localisation;

namespace Vern.Material.Routing.Pages;

/// <summary>A page on handing reports on, with its texts.</summary>
public abstract class RoutingPage<TModel> : PageComponent<TModel>
{
    /// <inheritdoc />
    protected override TextSource Source => Texts.Source;

    /// <summary>The code of an enumeration's member, as the texts have it.</summary>
    protected static string Code<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();
}
