using Microsoft.AspNetCore.Components;
using Vern.Platform.Interface;
using Vern.Platform.Interface.Components;
using Vern.Platform.Localisation;

namespace Vern.Material.Removal.Pages;

/// <summary>A page on notices.</summary>
public abstract class RemovalPart<TModel> : PageComponent<TModel>
{
    /// <inheritdoc />
    protected override TextSource Source => Texts.Source;

    /// <summary>The mark of a notice's state.</summary>
    protected string Tone(Notice notice)
    {
        ArgumentNullException.ThrowIfNull(notice);
        return notice.State is NoticeState.Gone ? "good" : notice.State is NoticeState.Closed or NoticeState.Withdrawn ? "still" : notice.HeldUntil is null && (notice.State is NoticeState.Proposed || notice.StepAt <= Page.Now) ? "needs" : "wait";
    }

    /// <summary>What comes next, and when.</summary>
    protected string Next(Notice notice)
    {
        ArgumentNullException.ThrowIfNull(notice);
        return notice.HeldUntil is { } held && notice.Step is not NoticeStep.None ? T("next.held", Page.Date(held)) : notice.State is NoticeState.Proposed ? T("next.confirm") : notice.StepAt is { } at ? T(at <= Page.Now ? "next.due" : "next.at", T($"step.{notice.Step}"), Page.Moment(at)) : "–";
    }

    /// <summary>The problem at a field, or nothing.</summary>
    protected static RenderFragment? Wrong(IReadOnlyList<Problem> problems, string field) => problems.FirstOrDefault(problem => problem.Field == field) is { } problem
        ? builder => { builder.OpenElement(0, "p"); builder.AddAttribute(1, "class", "wrong"); builder.AddAttribute(2, "id", field + "-wrong"); builder.AddContent(3, problem.Text); builder.CloseElement(); } : null;
}
