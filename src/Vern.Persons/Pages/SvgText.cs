using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Vern.Persons.Pages;

/// <summary>A text in a picture; Razor keeps its own <c>text</c> element for itself.</summary>
public sealed class SvgText : ComponentBase
{
    /// <summary>Where it stands.</summary>
    [Parameter, EditorRequired] public string X { get; set; } = "0";
    /// <summary>Its base line.</summary>
    [Parameter, EditorRequired] public string Y { get; set; } = "0";
    /// <summary>start, middle or end.</summary>
    [Parameter] public string? Anchor { get; set; }
    /// <summary>Its style.</summary>
    [Parameter] public string? Class { get; set; }
    /// <summary>The words.</summary>
    [Parameter, EditorRequired] public string Text { get; set; } = "";

    /// <inheritdoc />
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenElement(0, "text");
        builder.AddAttribute(1, "x", X);
        builder.AddAttribute(2, "y", Y);
        builder.AddAttribute(3, "text-anchor", Anchor);
        builder.AddAttribute(4, "class", Class);
        builder.AddContent(5, Text);
        builder.CloseElement();
    }
}
