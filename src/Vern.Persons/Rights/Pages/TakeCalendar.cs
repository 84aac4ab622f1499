using System.Text;
using Microsoft.AspNetCore.Http;
using Vern.Persons.Registration;
using Vern.Persons.Registration.Pages;
using Vern.Platform.Interface;

namespace Vern.Persons.Rights.Pages;

/// <summary>A person's coming deadlines as a calendar file: the code and "deadline", nothing else.</summary>
public static class TakeCalendar
{
    /// <summary>The file.</summary>
    public static async Task<IResult> GetAsync(HttpContext http, string id, RightsStore store, CancellationToken cancel)
    {
        if (await PersonTop.ReadAsync(http, id, AgencyGrants.ReadRights, cancel) is not { } top || await store.ReadAsync(top.Person, top.Reach, cancel) is not { } rights) return TypedResults.NotFound();
        var page = PageContext.For(http);
        var code = top.Person.Head.Id.Value;
        var title = Texts.Source.Format(page.Language, "timeline.calendar.title", code);
        var days = rights.Deadlines.Where(one => one.On is not null && one.State is not DeadlineState.Met).Select(one => new CalendarDay(one.Name, one.On!.Value, title, [.. one.Warnings.Select(warning => warning.DaysBefore)]));
        return TypedResults.File(Encoding.UTF8.GetBytes(WriteCalendar.Run(code, days, page.Now, page.Language.Code)), "text/calendar; charset=utf-8", $"{code}.ics");
    }
}
