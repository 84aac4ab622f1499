using System.Text;
using Microsoft.AspNetCore.Http;
using Vern.Material.Intake;
using Vern.Platform.Auditing;
using Vern.Platform.Interface;
using Vern.Platform.Interface.Components;

namespace Vern.Material.Redress.Pages;

/// <summary>What has come of it?</summary>
/// <param name="Number">The number in the address, as typed.</param>
/// <param name="Secret">The secret, for the page's own forms; null: not opened.</param>
/// <param name="Case">The case; null: not opened.</param>
/// <param name="Problems">Why it was not opened.</param>
public sealed record FollowModel(string Number, string? Secret, OwnCase? Case, IReadOnlyList<Problem> Problems);

/// <summary>A case, for who has its number and its secret. The secret goes in a form's body, never in an address; nothing is left in the browser but the page.</summary>
public static class FollowCase
{
    /// <summary>The door: the same for every number.</summary>
    public static IResult GetAsync(HttpContext http, string number) => PageResult.Show<FollowPage, FollowModel>(PageContext.For(http), new(Shown(number), null, null, []));

    /// <summary>From the field to the page of a number.</summary>
    public static IResult Ask(HttpContext http) => FormGuard.SeeOther(Shown(http.Request.Query["number"].ToString()) is { Length: > 0 } number ? $"/complain/{number}" : "/complain");

    /// <summary>Opens it; takes it back or erases it where that is asked; or gives the receipt of the decision.</summary>
    public static async Task<IResult> PostAsync(HttpContext http, string number, MaterialStore store, CancellationToken cancel)
    {
        var form = await http.Request.ReadFormAsync(cancel);
        var page = PageContext.For(http, $"/complain/{Uri.EscapeDataString(Shown(number))}");
        var secret = form["secret"].ToString() is var typed && typed.Length > 100 ? typed[..100] : typed;
        Actor.Begin(new("somebody", "public"));
        if (await store.OwnCaseAsync(number, secret, cancel) is not { } found)
            return PageResult.Show<FollowPage, FollowModel>(page, new(Shown(number), null, null, [new("secret", Texts.Source[page.Language, "wrong.secret"])]), StatusCodes.Status400BadRequest);
        switch (form["do"].ToString())
        {
            case "receipt" when await store.OwnReceiptAsync(number, secret, cancel) is { } receipt: return TypedResults.File(Encoding.UTF8.GetBytes(receipt), "text/plain; charset=utf-8", "decision.tlog-proof");
            case "take-back" or "erase":
                await store.TakeBackAsync(number, secret, form["do"] == "erase" && found.IsRequest, cancel);
                found = await store.OwnCaseAsync(number, secret, cancel) ?? found;
                break;
        }
        return PageResult.Show<FollowPage, FollowModel>(page, new(found.Number, secret, found, []));
    }

    private static string Shown(string number) => new([.. number.Where(char.IsAsciiLetterOrDigit).Take(20)]);
}
