using Vern.Material.Intake;

namespace Vern.Material.Routing;

/// <summary>What speaks for a country.</summary>
/// <param name="Source">A source of <see cref="RoutingRules.Sources"/>.</param>
/// <param name="Fact">What was declared: an address, the beginning of a number; null: the country itself was.</param>
/// <param name="Doubt">Why it weighs less, as a code: <c>proxy</c>, <c>compromised</c>; null: it does not.</param>
public sealed record CountrySign(string Source, string? Fact = null, string? Doubt = null);

/// <summary>A country that something speaks for.</summary>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
/// <param name="Signs">What speaks for it.</param>
/// <param name="Competent">Whether the rules make it competent; otherwise it is shown only.</param>
public sealed record CountryFound(string Country, IReadOnlyList<CountrySign> Signs, bool Competent);

/// <summary>An authority that is proposed.</summary>
/// <param name="Authority">The authority.</param>
/// <param name="For">For which country; null: no country is known.</param>
/// <param name="Reason">Why, as a code: <c>competent</c>, <c>nowhere</c> (no country is known), <c>no-authority</c> (that country has none in the directory), <c>through-national</c> (its body receives through a national authority only).</param>
public sealed record ProposedAuthority(Authority Authority, string? For, string Reason);

/// <summary>Where a report may go, and why. A person decides.</summary>
/// <param name="Countries">Countries by what speaks for them, competent ones first.</param>
/// <param name="Authorities">Who is proposed; empty when the directory has no authority at all for it.</param>
/// <param name="AtOnce">Whether all are told at once because of imminent danger.</param>
/// <param name="Several">Whether more than one country is competent: each authority is told of the others.</param>
public sealed record RouteProposal(IReadOnlyList<CountryFound> Countries, IReadOnlyList<ProposedAuthority> Authorities, bool AtOnce, bool Several);

/// <summary>Finds competent countries and authorities from what was declared (H-003). Pure.</summary>
public static class ProposeRoute
{
    /// <summary>The proposal.</summary>
    /// <param name="facts">What the report says.</param>
    /// <param name="files">What it says of its files.</param>
    /// <param name="imminent">Whether a child is in danger now.</param>
    /// <param name="rules">The conflict rules.</param>
    /// <param name="addresses">Countries of IP addresses.</param>
    /// <param name="directory">The authorities that there are.</param>
    public static RouteProposal Run(ReportFacts facts, IReadOnlyList<FileFacts> files, bool imminent, RoutingRules rules, AddressFile addresses, IReadOnlyList<Authority> directory)
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(directory);
        var signs = Signs(facts, files, addresses).Distinct().ToList();
        var competent = Competent(signs, imminent, rules);
        var countries = signs.GroupBy(sign => sign.Country, StringComparer.Ordinal)
            .Select(group => new CountryFound(group.Key, [.. group.Select(one => one.Sign).OrderBy(sign => IndexOf(rules, sign.Source)).ThenBy(sign => sign.Fact, StringComparer.Ordinal)], competent.Contains(group.Key)))
            .OrderByDescending(country => country.Competent).ThenBy(country => IndexOf(rules, country.Signs[0].Source)).ThenBy(country => country.Country, StringComparer.Ordinal).ToList();
        return new(countries, Authorities(countries, rules, [.. directory.Where(authority => !authority.IsClosed)]), imminent && competent.Count > 0, competent.Count > 1);
    }

    // Doubtful signs (a proxy, an account that may have been taken over) count only where nothing certain is there.
    private static HashSet<string> Competent(List<(string Country, CountrySign Sign)> signs, bool imminent, RoutingRules rules)
    {
        if (imminent) return signs.Select(one => one.Country).ToHashSet(StringComparer.Ordinal);
        foreach (var some in (List<(string Country, CountrySign Sign)>[])[[.. signs.Where(one => one.Sign.Doubt is null)], signs])
        {
            if (some.Where(one => rules.Always.Contains(one.Sign.Source)).Select(one => one.Country).ToHashSet(StringComparer.Ordinal) is { Count: > 0 } certain) return certain;
            foreach (var source in rules.First)
                if (some.Where(one => one.Sign.Source == source).Select(one => one.Country).ToHashSet(StringComparer.Ordinal) is { Count: > 0 } found) return found;
        }
        return [];
    }

    private static List<ProposedAuthority> Authorities(List<CountryFound> countries, RoutingRules rules, IReadOnlyList<Authority> directory)
    {
        var proposed = new List<ProposedAuthority>();
        var own = directory.FirstOrDefault(authority => authority.IsOwn && authority.Kind is AuthorityKind.National);
        void Add(Authority? authority, string? country, string reason)
        {
            if (authority is not null && proposed.All(one => one.Authority.Id != authority.Id)) proposed.Add(new(authority, country, reason));
        }
        bool Direct(Authority authority) => authority.Kind is AuthorityKind.National || !rules.ThroughNational.Contains("union-body");
        foreach (var country in countries.Where(country => country.Competent).Select(country => country.Country))
        {
            var there = directory.Where(authority => authority.Country == country).ToList();
            foreach (var authority in there.Where(Direct)) Add(authority, country, "competent");
            if (!there.Any(Direct)) Add(own, country, there.Count > 0 ? "through-national" : "no-authority");
        }
        if (proposed.Count == 0) Add(own, null, "nowhere");
        return proposed;
    }

    private static IEnumerable<(string Country, CountrySign Sign)> Signs(ReportFacts facts, IReadOnlyList<FileFacts> files, AddressFile addresses)
    {
        foreach (var child in facts.Children) if (Code(child.Country) is { } country) yield return (country, new("child", null, null));
        foreach (var account in facts.Accounts)
        {
            var doubt = account.Compromised ? "compromised" : null;
            if (Code(account.Country) is { } declared) yield return (declared, new(account.CountryVerified ? "account-verified" : "account", null, doubt));
            foreach (var phone in account.Phone) if (OfPhone(phone) is var (prefix, country)) yield return (country, new("phone", $"+{prefix}", doubt));
            foreach (var connection in account.Connections) if (addresses.Find(connection.Address) is { } country) yield return (country, new("connection", connection.Address, connection.PossibleProxy ? "proxy" : doubt));
        }
        foreach (var connection in files.SelectMany(file => file.Connections)) if (addresses.Find(connection.Address) is { } country) yield return (country, new("connection", connection.Address, connection.PossibleProxy ? "proxy" : null));
    }

    // The longest beginning that a country has; a number without its country's code says nothing.
    private static (string Prefix, string Country)? OfPhone(string phone)
    {
        var digits = string.Concat(phone.Where(char.IsAsciiDigit));
        var bare = phone.TrimStart().StartsWith('+') ? digits : digits.StartsWith("00", StringComparison.Ordinal) ? digits[2..] : null;
        if (bare is null) return null;
        for (var length = Math.Min(4, bare.Length); length > 0; length--)
            if (RoutingRules.PhonePrefixes.TryGetValue(bare[..length], out var country)) return (bare[..length], country);
        return null;
    }

    private static string? Code(string? country) => country is { Length: 2 } && country.All(char.IsAsciiLetter) ? country.ToUpperInvariant() : null;

    private static int IndexOf(RoutingRules rules, string source) => rules.Always.Concat(rules.First).TakeWhile(one => one != source).Count();
}
