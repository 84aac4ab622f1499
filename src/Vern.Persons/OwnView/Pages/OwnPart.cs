using Vern.Platform.Interface;
using Vern.Platform.Localisation;

namespace Vern.Persons.OwnView.Pages;

/// <summary>A page of the slice, with its texts.</summary>
public abstract class OwnPart<TModel> : PageComponent<TModel>
{
    /// <inheritdoc />
    protected override TextSource Source => OwnView.Texts.Source;
}
