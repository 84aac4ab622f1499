using Vern.Persons.Registration.Fields;

namespace Vern.Persons.Referral;

/// <summary>What a person needs of a body.</summary>
/// <param name="Text">Words of its name, region or contact; null: any.</param>
/// <param name="Offer">What it must offer; null: anything.</param>
/// <param name="Who">Whom it must take in: women, men or children; null: anybody.</param>
/// <param name="Language">A language that should be spoken there; where none speaks it, an interpreter will do, so it ranks and does not exclude.</param>
/// <param name="Animals">Whether an animal comes along.</param>
/// <param name="SubstanceUse">Whether she uses drugs or alcohol.</param>
/// <param name="Room">Whether it must not be known to be full.</param>
public sealed record ServiceNeeds(string? Text = null, string? Offer = null, string? Who = null, string? Language = null, bool Animals = false, bool SubstanceUse = false, bool Room = false)
{
    /// <summary>What is known of a person's needs.</summary>
    public static ServiceNeeds Of(Audience audience, string? sex, string? language) => new(Who: audience is Audience.Child or Audience.Uncertain ? "children" : sex switch { "woman" => "women", "man" => "men", _ => null }, Language: language);
}

/// <summary>Finds the bodies that fit, best first: who speaks her language, has room, was checked lately.</summary>
public static class SearchServices
{
    /// <summary>The bodies that fit.</summary>
    public static IReadOnlyList<Service> Run(IEnumerable<Service> services, ServiceNeeds needs, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(needs);
        var words = (needs.Text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return [.. services.Where(service => service.Active
                && Array.TrueForAll(words, word => $"{service.Name} {service.Regions} {service.Contact}".Contains(word, StringComparison.CurrentCultureIgnoreCase))
                && (needs.Offer is null || service.Offers.Contains(needs.Offer, StringComparer.Ordinal))
                && (needs.Who switch { "women" => service.Women, "men" => service.Men, "children" => service.Children, _ => true })
                && (!needs.Animals || service.Animals) && (!needs.SubstanceUse || service.SubstanceUse) && (!needs.Room || service.Free != 0))
            .OrderBy(service => needs.Language is null || service.Languages.Contains(needs.Language, StringComparer.Ordinal) ? 0 : 1)
            .ThenBy(service => service.Free switch { > 0 => 0, null => 1, _ => 2 }).ThenBy(service => service.IsOld(today) ? 1 : 0).ThenBy(service => service.Name, StringComparer.Ordinal)];
    }
}
