using Vern.Material.Intake;
using Vern.Material.Routing;

namespace Vern.Material.Tests.Routing;

/// <summary>Which country, which authority, and why.</summary>
public sealed class ProposeRouteTests
{
    private static readonly AddressFile Addresses = AddressFile.Read(new StringReader("192.0.2.0/24,NO\n198.51.100.0/24,SE\n"));
    private static readonly Authority Norway = new("no-police", "NO", "Police Example", AuthorityKind.National, AuthorityChannel.Inbox, ["nb"], IsOwn: true), Sweden = new("se-police", "SE", "Polis Example", AuthorityKind.National, AuthorityChannel.Inbox, ["sv"], false), Union = new("eu-body", "NL", "Body Example", AuthorityKind.UnionBody, AuthorityChannel.File, ["en"], false);

    private static RouteProposal Run(ReportFacts facts, bool imminent = false, params Authority[] directory) => ProposeRoute.Run(facts, [], imminent, RoutingRules.Shipped, Addresses, directory.Length == 0 ? [Norway, Sweden, Union] : directory);
    private static ReportFacts By(ReportedAccount account, params ReportedChild[] children) => new() { Kind = ReportKind.Material, Accounts = [account], Children = children };
    private static Connection From(string address, bool proxy = false) => new(address, null, "upload", proxy);

    [Fact]
    public void What_is_certain_wins_and_the_rest_is_shown()
    {
        var route = Run(By(new() { Country = "SE", CountryVerified = true, Connections = [From("192.0.2.1")] }));
        Assert.Equal([("SE", true), ("NO", false)], route.Countries.Select(one => (one.Country, one.Competent)));
        Assert.Equal(["se-police"], route.Authorities.Select(one => one.Authority.Id));
        Assert.False(route.Several);
    }

    [Fact]
    public void Where_the_child_is_and_where_the_account_certainly_is_are_both_competent()
    {
        var route = Run(By(new() { Country = "SE", CountryVerified = true }, new ReportedChild(12, "NO", null)));
        Assert.Equal(["no-police", "se-police"], route.Authorities.Select(one => one.Authority.Id).Order(StringComparer.Ordinal));
        Assert.True(route.Several);
    }

    [Fact]
    public void An_address_wins_over_a_telephone_and_this_over_what_nobody_checked()
    {
        Assert.Equal("SE", Run(By(new() { Country = "NO", Phone = ["+47 00 00 00 00"], Connections = [From("198.51.100.4")] })).Authorities[0].For);
        Assert.Equal("NO", Run(By(new() { Country = "SE", Phone = ["+47 00 00 00 00"] })).Authorities[0].For);
        Assert.Equal("SE", Run(By(new() { Country = "SE", Phone = ["+1 000", "22 00 00 00"] })).Authorities[0].For);
    }

    [Fact]
    public void A_proxy_and_an_account_taken_over_count_only_where_nothing_better_is()
    {
        Assert.Equal("NO", Run(By(new() { Phone = ["0047 00000000"], Connections = [From("198.51.100.4", proxy: true)] })).Authorities[0].For);
        Assert.Equal("SE", Run(By(new() { Connections = [From("198.51.100.4", proxy: true)] })).Authorities[0].For);
    }

    [Fact]
    public void In_danger_now_all_are_told_at_once()
    {
        var route = Run(By(new() { Country = "NO", Connections = [From("198.51.100.4", proxy: true)] }, new ReportedChild(12, null, null)), imminent: true);
        Assert.True(route.AtOnce);
        Assert.Equal(["no-police", "se-police"], route.Authorities.Select(one => one.Authority.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_belongs_nowhere_or_where_nobody_is_known_goes_to_our_own()
    {
        Assert.Equal(("no-police", "nowhere", null), Run(By(new())).Authorities.Single() is var none ? (none.Authority.Id, none.Reason, none.For) : default);
        Assert.Equal(("no-police", "no-authority", "DK"), Run(By(new() { Country = "DK", CountryVerified = true })).Authorities.Single() is var denmark ? (denmark.Authority.Id, denmark.Reason, denmark.For) : default);
        Assert.Empty(Run(By(new()), false, Sweden).Authorities);
    }

    [Fact]
    public void A_body_of_the_Union_receives_through_a_national_authority_only() =>
        Assert.Equal(("no-police", "through-national"), Run(By(new() { Country = "NL", CountryVerified = true })).Authorities.Single() is var one ? (one.Authority.Id, one.Reason) : default);

    [Theory]
    [InlineData("""{"always":["child"],"first":["phone"],"imminent":"all","nowhere":"own","noAuthority":"own","throughNational":[]}""", "each source once")]
    [InlineData("""{"always":["star"],"first":[],"imminent":"all","nowhere":"own","noAuthority":"own","throughNational":[]}""", "no source 'star'")]
    [InlineData("""{"always":[],"first":["child","account-verified","connection","phone","account"],"imminent":"none","nowhere":"own","noAuthority":"own","throughNational":[]}""", "imminent 'all'")]
    public void Conflict_rules_that_leave_something_out_are_refused(string text, string words) => Assert.Contains(words, Assert.Throws<FormatException>(() => RoutingRules.Read(text)).Message, StringComparison.Ordinal);
}
