using Vern.Platform.Interface;
using Vern.Platform.Localisation;

namespace Vern.Persons.Registration.Pages;

/// <summary>A page of casework, with Registration's texts.</summary>
public abstract class CasePage<TModel> : PageComponent<TModel>
{
    /// <inheritdoc />
    protected override TextSource Source => Texts.Source;
}
