using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Vern.Platform.Localisation;

namespace Vern.Platform.Interface;

/// <summary>A page: a pure picture of its model. Whatever it shows was read before it is drawn, so it can be drawn anywhere.</summary>
public abstract class PageComponent<TModel> : TextComponent
{
    /// <summary>What the page shows.</summary>
    [Parameter, EditorRequired] public TModel Model { get; set; } = default!;
}

/// <summary>A component that writes texts in the page's language.</summary>
public abstract class TextComponent : ComponentBase
{
    /// <summary>The request's context.</summary>
    [Parameter, EditorRequired] public PageContext Page { get; set; } = default!;
    /// <summary>Where its texts come from.</summary>
    protected abstract TextSource Source { get; }
    /// <summary>The text with this key, its places filled.</summary>
    protected string T(string key, params object?[] arguments) => arguments.Length == 0 ? Source[Page.Language, key] : Source.Format(Page.Language, key, arguments);
    /// <summary>The text for a number of things: <c>key.one</c> or <c>key.many</c>, the number in place 0.</summary>
    protected string N(string key, int count, params object?[] arguments) => Source.Format(Page.Language, count == 1 ? key + ".one" : key + ".many", [count, .. arguments]);
}

/// <summary>How handlers answer with a page.</summary>
public static class PageResult
{
    /// <summary>The page with this model.</summary>
    /// <param name="page">The request's context.</param>
    /// <param name="model">What the page shows.</param>
    /// <param name="status">200, or 400 when a form was not understood.</param>
    public static IResult Show<TPage, TModel>(PageContext page, TModel model, int status = StatusCodes.Status200OK) where TPage : PageComponent<TModel> =>
        new RazorComponentResult<TPage>(new Dictionary<string, object?> { ["Page"] = page, ["Model"] = model }) { StatusCode = status, PreventStreamingRendering = true };
}
