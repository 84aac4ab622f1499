using Vern.Platform.Interface;
using Vern.Platform.Localisation;

namespace Vern.Platform.Access.Pages;

/// <summary>A page on accounts.</summary>
public abstract class AccessPage<TModel> : PageComponent<TModel>
{
    /// <inheritdoc />
    protected override TextSource Source => Texts.Source;
}
