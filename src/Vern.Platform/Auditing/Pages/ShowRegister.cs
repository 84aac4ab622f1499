using Microsoft.AspNetCore.Http;
using Vern.Platform.Interface;

namespace Vern.Platform.Auditing.Pages;

/// <summary>What is processed, why, and until when?</summary>
/// <param name="Control">The register, and its words.</param>
/// <param name="State">What is due for erasure, and what was erased.</param>
public sealed record RegisterModel(WorkspaceControl Control, ErasureState State);

/// <summary>Shows the register of processing, the rules of retention, what is due and what was erased.</summary>
public static class ShowRegister
{
    /// <summary>The page.</summary>
    public static async Task<IResult> GetAsync(HttpContext http, WorkspaceControl control, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(control);
        var page = PageContext.For(http);
        page.Navigation = await control.PlacesAsync(http, page, cancel);
        return PageResult.Show<RegisterPage, RegisterModel>(page, new(control, await control.ErasuresAsync(http, page, cancel)));
    }
}
