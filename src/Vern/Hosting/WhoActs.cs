using Vern.Platform.Access;
using Vern.Platform.Auditing;

namespace Vern.Hosting;

/// <summary>What is recorded in a request bears who acts, in what role and for what purpose: the verified person and her roles; without accounts the name that was typed, or the machine's account.</summary>
internal static class WhoActs
{
    /// <summary>Says it, once access is decided.</summary>
    internal static async Task BeginAsync(HttpContext http, RequestDelegate next)
    {
        Begin(http);
        await next(http);
    }

    /// <summary>Records that somebody signed in was refused what her roles do not give. Nobody's refusals are not recorded: a stranger could fill the ledger.</summary>
    internal static async Task RecordRefusalAsync(HttpContext http, RequestDelegate next)
    {
        await next(http);
        var current = http.RequestServices.GetRequiredService<CurrentPerson>();
        if (http.Response.StatusCode != StatusCodes.Status403Forbidden || current.SignedIn is null || current.Refused is not { } permission) return;
        Begin(http);
        await http.RequestServices.GetRequiredService<WorkspaceLedger>().RecordAsync(ControlActs.AccessRefused, $"permission/{permission}", http.Request.Method, http.RequestAborted);
    }

    private static void Begin(HttpContext http)
    {
        var current = http.RequestServices.GetRequiredService<CurrentPerson>();
        var (control, read) = (http.RequestServices.GetRequiredService<WorkspaceControl>(), http.GetEndpoint()?.Metadata.GetMetadata<RecordedRead>());
        var purpose = Purposes.Of(control, http.Request.Cookies[Purposes.Cookie], current.SignedIn?.Session ?? 0, current.Roles, read?.Act);
        http.Features.Set(new StatedPurpose(purpose, read is not null, control));
        var actor = current.SignedIn is null ? Actor.OfThisMachine.Named(current.Name) : new Actor(current.Name ?? "", string.Join(", ", current.Roles));
        // Only a reading bears a purpose that somebody stated; what is changed serves the processing that the act belongs to.
        Actor.Begin(HttpMethods.IsGet(http.Request.Method) ? actor with { Purpose = purpose } : actor);
    }
}
