using Vern.Persons.Collection;
using Vern.Platform.Interface;
using Vern.Platform.Localisation;

namespace Vern.Persons.Pages;

/// <summary>A page of the national unit.</summary>
public abstract class NationalPage<TModel> : PageComponent<TModel>
{
    /// <inheritdoc />
    protected override TextSource Source => Texts.Source;
    /// <summary>A body's name in the page's language: its own in Scandinavian, its English one otherwise.</summary>
    protected string NameOf(Body body) => Page.Language == Language.English ? body.EnglishName : body.Name;
    /// <summary>The names of a form, sex, state … by its code; an unknown code stands for itself.</summary>
    protected string Code(string list, string? code) => string.IsNullOrEmpty(code) ? T("code.none") : CodeText(list, code);
    private string CodeText(string list, string code)
    {
        try { return T($"code.{list}.{code}"); }
        catch (KeyNotFoundException) { return code; }
    }
}
