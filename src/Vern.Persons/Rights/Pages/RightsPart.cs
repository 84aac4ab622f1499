using Vern.Platform.Interface;
using Vern.Platform.Localisation;

namespace Vern.Persons.Rights.Pages;

/// <summary>A page of the slice, with its texts.</summary>
public abstract class RightsPart<TModel> : PageComponent<TModel>
{
    /// <inheritdoc />
    protected override TextSource Source => Rights.Texts.Source;
}
