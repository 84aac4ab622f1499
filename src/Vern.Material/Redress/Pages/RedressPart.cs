using Microsoft.AspNetCore.Components;
using Vern.Platform.Interface;
using Vern.Platform.Interface.Components;
using Vern.Platform.Localisation;

namespace Vern.Material.Redress.Pages;

/// <summary>A page on complaints and requests.</summary>
public abstract class RedressPart<TModel> : PageComponent<TModel>
{
    /// <inheritdoc />
    protected override TextSource Source => Texts.Source;

    /// <summary>The problem at a field, or nothing.</summary>
    protected static RenderFragment? Wrong(IReadOnlyList<Problem> problems, string field) => problems.FirstOrDefault(problem => problem.Field == field) is { } problem
        ? builder => { builder.OpenElement(0, "p"); builder.AddAttribute(1, "class", "wrong"); builder.AddAttribute(2, "id", field + "-wrong"); builder.AddContent(3, problem.Text); builder.CloseElement(); } : null;

    /// <summary>For an attribute that says that a field is wrong.</summary>
    protected static string? Invalid(IReadOnlyList<Problem> problems, string field) => problems.Any(problem => problem.Field == field) ? "true" : null;
}
