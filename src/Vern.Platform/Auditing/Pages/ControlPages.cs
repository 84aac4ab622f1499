using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vern.Platform.Access;
using Vern.Platform.Interface;
using Vern.Platform.Interface.Catalogue;

namespace Vern.Platform.Auditing.Pages;

/// <summary>The pages by which a workspace is controlled, of whatever kind: the ledger with unusual access, the register of processing, who has read what, purposes, and the components that pages are made of.</summary>
public static class ControlPages
{
    private const long LongestForm = 16 * 1024;

    /// <summary>Maps them.</summary>
    public static IEndpointRouteBuilder MapControlPages(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("").ExcludeFromDescription();
        pages.MapGet("/ledger", ReadLedger.GetAsync).Needs(Permission.ReadLedger).Records(ControlActs.LedgerRead, "ledger");
        pages.MapGet("/ledger/key", (WorkspaceLedger ledger) => ReadLedger.Key(ledger)).Needs(Permission.ReadGrants);
        pages.MapGet("/ledger/register", ShowRegister.GetAsync).Needs(Permission.ReadGrants);
        pages.MapGet("/ledger/access-list", ShowAccessList.GetAsync).Needs(Permission.ReadLedger);
        pages.MapGet("/ledger/access-list.csv", ShowAccessList.CsvAsync).Needs(Permission.ReadLedger);
        pages.MapGet("/ledger/access-list/names", ShowAccessList.NamesAsync).Needs(Permission.NameStaff);
        pages.MapGet("/catalogue", async (HttpContext http, WorkspaceControl control, CancellationToken cancel) =>
        {
            var page = PageContext.For(http);
            page.Navigation = await control.PlacesAsync(http, page, cancel);
            return PageResult.Show<CataloguePage, int>(page, 0);
        }).Needs(Permission.ReadGrants);
        pages.MapPost("/ledger/verifications", ReadLedger.PostAsync).Needs(Permission.ReadLedger).RequireToken(LongestForm);
        pages.MapPost("/ledger/erasures", ShowRegister.EraseAsync).Needs(Permission.Erase).NeedsFreshSignIn("/ledger/register").RequireToken(LongestForm);
        pages.MapPost("/ledger/erasures/withdrawal", ShowRegister.WithdrawAsync).Needs(Permission.Erase).RequireToken(LongestForm);
        pages.MapPost("/purpose", StatePurpose.PostAsync).Needs(Permission.OwnAccount).RequireToken(LongestForm);
        return routes;
    }
}
