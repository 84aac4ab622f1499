using Vern.Platform.Interface;
using Vern.Platform.Localisation;

namespace Vern.Material.Intake.Pages;

/// <summary>A page on reports as they come in.</summary>
public abstract class IntakePage<TModel> : PageComponent<TModel>
{
    /// <inheritdoc />
    protected override TextSource Source => Intake.Texts.Source;
}
