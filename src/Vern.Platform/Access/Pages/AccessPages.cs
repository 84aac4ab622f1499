using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vern.Platform.Interface;

namespace Vern.Platform.Access.Pages;

/// <summary>Signing in and out, one's own account, the accounts there are, and who may what.</summary>
public static class AccessPages
{
    /// <summary>The name of the limit on how often one machine may try to sign in.</summary>
    public const string RateLimit = "sign-in";
    private const long LongestForm = 16 * 1024;

    /// <summary>Maps the pages.</summary>
    public static IEndpointRouteBuilder MapAccessPages(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("").ExcludeFromDescription();
        pages.MapGet("/sign-in", SignIn.GetAsync).OpenToEveryone().WithScript();
        pages.MapGet("/sign-in/link/{token}", SignIn.LinkAsync).OpenToEveryone();
        pages.MapGet("/sign-in/provider", ThroughProvider.BeginAsync).OpenToEveryone().RequireRateLimiting(RateLimit);
        pages.MapGet(ProviderSignIn.Callback, ThroughProvider.FinishAsync).OpenToEveryone().RequireRateLimiting(RateLimit);
        pages.MapPost(ProviderSignIn.Notice, ThroughProvider.EndAsync).OpenToEveryone().RequireRateLimiting(RateLimit); // signed by the provider, who has no form of ours
        pages.MapGet("/exit", LeaveQuickly.Get).OpenToEveryone();
        pages.MapGet("/account", OwnAccount.GetAsync).Needs(Permission.OwnAccount).WithScript();
        pages.MapGet("/account/emergency", Emergencies.OwnAsync).Needs(Permission.TakeEmergency);
        pages.MapGet("/accounts", ShowAccounts.GetAsync).Needs(Permission.ReadAccounts);
        pages.MapGet("/teams", SetTeams.GetAsync).Needs(Permission.SetTeams);
        pages.MapGet("/emergencies", Emergencies.ListAsync).Needs(Permission.ReviewEmergency);
        pages.MapGet("/grants", (HttpContext http, GrantTable grants) => PageResult.Show<GrantsPage, GrantTable>(PageContext.For(http), grants)).Needs(Permission.ReadGrants);

        var changes = routes.MapGroup("").ExcludeFromDescription().RequireToken(LongestForm);
        changes.MapPost("/sign-in", SignIn.CodeAsync).OpenToEveryone().RequireRateLimiting(RateLimit).WithScript();
        changes.MapPost("/sign-in/passkey", SignIn.PasskeyAsync).OpenToEveryone().RequireRateLimiting(RateLimit).WithScript();
        changes.MapPost("/sign-in/link/{token}", SignIn.OpenAsync).OpenToEveryone().RequireRateLimiting(RateLimit);
        changes.MapPost("/sign-out", SignIn.OutAsync).Needs(Permission.OwnAccount);
        changes.MapPost("/account/codes", OwnAccount.BeginCodesAsync).Needs(Permission.OwnAccount).NeedsFreshSignIn("/account");
        changes.MapPost("/account/codes/confirmation", OwnAccount.ConfirmCodesAsync).Needs(Permission.OwnAccount).RequireRateLimiting(RateLimit).WithScript();
        changes.MapPost("/account/passkeys", OwnAccount.AddPasskeyAsync).Needs(Permission.OwnAccount).NeedsFreshSignIn("/account").WithScript();
        changes.MapPost("/account/passkeys/{passkey:int}", OwnAccount.RemovePasskeyAsync).Needs(Permission.OwnAccount);
        changes.MapPost("/account/sessions/{session:int}", OwnAccount.EndSessionAsync).Needs(Permission.OwnAccount);
        changes.MapPost("/account/delegations", OwnAccount.DelegateAsync).Needs(Permission.Delegate).NeedsFreshSignIn("/account").WithScript();
        changes.MapPost("/account/delegations/{delegation:int}", OwnAccount.EndDelegationAsync).Needs(Permission.OwnAccount);
        changes.MapPost("/account/emergency", Emergencies.BeginAsync).Needs(Permission.TakeEmergency).NeedsFreshSignIn("/account/emergency");
        changes.MapPost("/account/emergency/end", Emergencies.EndAsync).Needs(Permission.TakeEmergency);
        changes.MapPost("/accounts/{name}/sessions", ShowAccounts.EndSessionsAsync).Needs(Permission.EndSessions);
        changes.MapPost("/accounts/{name}/sessions/{session:int}", ShowAccounts.EndSessionAsync).Needs(Permission.EndSessions);
        changes.MapPost("/teams/{name}", SetTeams.PostAsync).Needs(Permission.SetTeams).NeedsFreshSignIn("/teams");
        changes.MapPost("/emergencies/{emergency:int}", Emergencies.ReviewAsync).Needs(Permission.ReviewEmergency);
        return routes;
    }
}
