using System.Net;
using AngleSharp.Html.Parser;
using Vern.Tests.Pages;

namespace Vern.Tests.Access;

/// <summary>The report's sign-off: two verified persons, by the session and not by a name (rule 4).</summary>
public sealed class SignOffTests
{
    private static async Task<HttpResponseMessage> SignAsync(Visitor visitor)
    {
        using var page = await visitor.GetAsync("/report/2014");
        var digest = new HtmlParser().ParseDocument(await page.Content.ReadAsStringAsync()).QuerySelector("input[name=digest]")!.GetAttribute("value")!;
        return await visitor.PostAsync("/report/2014/signatures", "/report/2014", ("digest", digest), ("who", "Somebody Else"));
    }

    [Fact]
    public async Task The_signer_is_who_is_signed_in_and_a_second_account_of_the_same_person_is_refused()
    {
        await using var round = await SmallRound.ServeAsync();
        using var kari = await Visitor.SignedInAsync(round, await round.AccountAsync("kari", "Kari Example", "coordinator"));
        using var first = await SignAsync(kari);
        Assert.Equal("/report/2014?done=signed", first.Headers.Location?.OriginalString);
        await round.Access.AddAsync("kari2", null, "kari", "deputy", null);
        using var again = await Visitor.SignedInAsync(round, await round.LinkAsync("kari2"));
        using var refused = await SignAsync(again);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        var edition = Assert.Single(await round.Store.EditionsAsync(SmallRound.Year));
        Assert.Null(edition.PublishedAt);
        Assert.Equal(["Kari Example"], edition.Signatures.Select(signature => signature.By));

        using var ola = await Visitor.SignedInAsync(round, await round.AccountAsync("ola", "Ola Example", "deputy"));
        using var second = await SignAsync(ola);
        Assert.Equal("/report/2014?done=published", second.Headers.Location?.OriginalString);
        edition = Assert.Single(await round.Store.EditionsAsync(SmallRound.Year));
        Assert.NotNull(edition.PublishedAt);
        Assert.Equal(["Kari Example", "Ola Example"], edition.Signatures.Select(signature => signature.By));
        using var outsider = new Visitor(round);
        Assert.Equal(edition.Content, await outsider.Client.GetStringAsync(new Uri("/api/report/2014", UriKind.Relative)));
    }

    [Fact]
    public async Task Without_accounts_nobody_signs()
    {
        await using var round = await SmallRound.ServeAsync();
        using var visitor = new Visitor(round);
        using var answer = await visitor.PostAsync("/report/2014/signatures", "/report/2014", ("digest", "x"), ("who", "B. Example"));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Empty(await round.Store.EditionsAsync(SmallRound.Year));
    }
}
