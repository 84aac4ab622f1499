using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Vern.Persons.Pages;
using Vern.Persons.Registration;
using Vern.Persons.Registration.Fields;
using Vern.Persons.Registration.Pages;
using Vern.Platform.Access;
using Vern.Platform.Interface;
using Vern.Platform.Interface.Components;

namespace Vern.Persons.Rights.Pages;

/// <summary>How does this right stand, and what was done?</summary>
/// <param name="Top">The person.</param>
/// <param name="Rights">Her rights.</param>
/// <param name="Line">The right.</param>
/// <param name="Steps">What may follow now.</param>
/// <param name="Step">What was chosen, or null.</param>
/// <param name="On">The day as typed.</param>
/// <param name="Reason">The reason chosen, or null.</param>
/// <param name="Problems">What was not understood or not allowed.</param>
public sealed record RightModel(PersonTop Top, PersonRights Rights, RightLine Line, IReadOnlyList<RightState> Steps, RightState? Step, string On, DecliningReason? Reason, IReadOnlyList<Problem> Problems);

/// <summary>One right: why, what may be recorded, what was.</summary>
public static class ShowRight
{
    /// <summary>The page.</summary>
    public static async Task<IResult> GetAsync(HttpContext http, string id, string name, RightsStore store, CancellationToken cancel)
    {
        if (await ReadAsync(http, id, name, store, cancel) is not var (top, rights, line)) return TypedResults.NotFound();
        return Show(http, new(top, rights, line, StepsOf(line, rights), null, Day(rights.Today), null, []), 200);
    }

    /// <summary>Records a step.</summary>
    public static async Task<IResult> PostAsync(HttpContext http, string id, string name, RightsStore store, CancellationToken cancel)
    {
        if (await ReadAsync(http, id, name, store, cancel) is not var (top, rights, line)) return TypedResults.NotFound();
        var sent = await http.Request.ReadFormAsync(cancel);
        var language = PageContext.For(http).Language;
        string Text(string key) => Texts.Source[language, key];
        var step = Read<RightState>(sent["step"]);
        var reason = Read<DecliningReason>(sent["reason"]);
        var typed = sent["on"].ToString().Trim();
        if (typed.Length > 40) typed = typed[..40];
        var model = new RightModel(top, rights, line, StepsOf(line, rights), step, typed, reason, []);
        if (step is null) return Show(http, model with { Problems = [new("step", Text("step.which"))] }, 400);
        if (TypedDay.Read(typed) is not { } on) return Show(http, model with { Problems = [new("on", Text("step.on.help"))] }, 400);
        if (!int.TryParse(sent["seen"], NumberStyles.None, CultureInfo.InvariantCulture, out var seen)) return TypedResults.BadRequest();
        var reach = CaseReach.Of(http.RequestServices.GetRequiredService<CurrentPerson>(), AgencyGrants.RecordRights);
        var (outcome, fault) = await store.MoveAsync(top.Person.Head.Id, line.Name, new RightStep(step.Value, on, reach.Name, step == RightState.Declined ? reason : null), seen, reach, cancel);
        return outcome switch
        {
            StepOutcome.Done => Forms.SeeOther($"/people/{top.Person.Head.Id}/rights#{line.Name}"),
            StepOutcome.Stale => Show(http, model with { Problems = [new("step", Text("step.stale"))] }, 409),
            StepOutcome.Refused => Show(http, model with { Problems = [new(fault switch { StepFault.Day => "on", StepFault.ReasonMissing => "reason", _ => "step" }, Text("fault." + Facts.Code(fault!.Value)))] }, 400),
            _ => TypedResults.NotFound(),
        };
    }

    private static async Task<(PersonTop Top, PersonRights Rights, RightLine Line)?> ReadAsync(HttpContext http, string id, string name, RightsStore store, CancellationToken cancel)
    {
        if (await PersonTop.ReadAsync(http, id, AgencyGrants.ReadRights, cancel) is not { } top || await store.ReadAsync(top.Person, top.Reach, cancel) is not { } rights) return null;
        return rights.Lines.FirstOrDefault(line => line.Name == name) is { } line ? (top, rights, line) : null;
    }

    private static IResult Show(HttpContext http, RightModel model, int status) =>
        PageResult.Show<RightPage, RightModel>(PageContext.For(http, $"/people/{model.Top.Person.Head.Id}/rights/{model.Line.Name}"), model, status);

    /// <summary>What may be recorded now: for a duty that it was done, unless facts say so; for a child no declining, for an adult no evading, no help without a yes.</summary>
    internal static IReadOnlyList<RightState> StepsOf(RightLine line, PersonRights rights) => [.. Enum.GetValues<RightState>().Where(to => RightsStore.Fault(line, new RightStep(to, rights.Today, "", to == RightState.Declined ? DecliningReason.NotSaid : null), rights) is null or StepFault.Day)];

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static T? Read<T>(string? code) where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>()) if (Facts.Code(value) == code) return value;
        return null;
    }
}
