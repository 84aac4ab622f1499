using Vern.Platform.Access;
using Vern.Platform.Interface;
using Vern.Platform.Interface.Layout;
using Vern.Platform.Localisation;

namespace Vern.Material.Intake.Pages;

/// <summary>A place of a centre's navigation.</summary>
/// <param name="Name">By which a page says that it belongs there.</param>
/// <param name="Address">Where it is.</param>
/// <param name="Needs">Who sees it.</param>
/// <param name="Texts">Where its word is.</param>
/// <param name="Key">The word's key.</param>
public sealed record CentrePlace(string Name, string Address, Permission Needs, TextSource Texts, string Key);

/// <summary>What a centre's pages are reached by, slice by slice.</summary>
public static class CentrePlaces
{
    /// <summary>The navigation, in order.</summary>
    public static IReadOnlyList<CentrePlace> Navigation { get; } =
    [
        .. Triage.Pages.TriagePages.Places,
        .. Routing.Pages.RoutingPages.Places,
        .. Indicators.Pages.IndicatorsPages.Places,
        .. Removal.Pages.RemovalPages.Places,
        .. Redress.Pages.RedressPages.Places,
        .. Identification.Pages.IdentificationPages.Places,
        .. Transparency.Pages.TransparencyPages.Places,
        .. IntakePages.Places,
    ];

    /// <summary>What is open to everybody.</summary>
    public static IReadOnlyList<(string Name, string Address)> Open { get; } = [("report", "/report"), ("complain", "/complain"), ("mine", "/complain/mine"), ("transparency", "/transparency")];

    /// <summary>Where somebody's work begins.</summary>
    public static string Home(CurrentPerson person)
    {
        ArgumentNullException.ThrowIfNull(person);
        return person switch
        {
            _ when person.May(Triage.TriageGrants.Read) => "/queue",
            _ when person.May(Routing.RoutingGrants.ReadPackages) => "/inbox",
            _ when person.May(Indicators.IndicatorsGrants.Publish) => "/editions",
            _ when person.May(Routing.RoutingGrants.ReadDispatches) => "/dispatches",
            _ when person.May(Permission.ReadAccounts) => "/accounts",
            _ => "/account",
        };
    }

    /// <summary>The navigation of who reads a page.</summary>
    /// <param name="page">The page.</param>
    /// <param name="current">The place that it belongs to.</param>
    public static IReadOnlyList<Place> For(PageContext page, string current)
    {
        ArgumentNullException.ThrowIfNull(page);
        if (page.Person is { SignedIn: null, WithoutAccounts: false }) return [.. Open.Select(place => new Place($"{place.Address}?lang={page.Language.Code}", Texts.Source[page.Language, $"nav.{place.Name}"], place.Name == current))];
        return [.. Navigation.Where(place => page.Person.May(place.Needs)).Select(place => new Place(place.Address, place.Texts[page.Language, place.Key], place.Name == current))];
    }
}
