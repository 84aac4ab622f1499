using Vern.Platform.Access;
using Vern.Platform.Interface;
using Vern.Platform.Interface.Layout;
using Vern.Platform.Localisation;

namespace Vern.Persons.Registration.Pages;

/// <summary>A place of an agency's navigation.</summary>
/// <param name="Name">By which a page says that it belongs there.</param>
/// <param name="Address">Where it is.</param>
/// <param name="Needs">Who sees it.</param>
/// <param name="Texts">Where its word is.</param>
/// <param name="Key">The word's key.</param>
public sealed record CasePlace(string Name, string Address, Permission Needs, TextSource Texts, string Key);

/// <summary>A tab of a person's page, at <c>/people/ID/NAME</c>.</summary>
/// <param name="Name">The last part of its address; empty for the first, <c>/people/ID</c> itself.</param>
/// <param name="Needs">Who sees it.</param>
/// <param name="Texts">Where its word is.</param>
/// <param name="Key">The word's key.</param>
public sealed record PersonTab(string Name, Permission Needs, TextSource Texts, string Key);

/// <summary>What casework's pages are reached by. A slice that brings a page adds its line here.</summary>
public static class CasePlaces
{
    /// <summary>The navigation, in order.</summary>
    public static IReadOnlyList<CasePlace> Navigation { get; } =
    [
        new("day", "/", AgencyGrants.ReadPeople, Registration.Texts.Source, "nav.day"),
        new("people", "/people", AgencyGrants.ReadPeople, Registration.Texts.Source, "nav.people"),
        new("load", "/load", AgencyGrants.ReadLoad, Registration.Texts.Source, "nav.load"),
        new("inbox", "/inbox", AgencyGrants.ReadInbox, Referral.Texts.Source, "nav.inbox"),
        new("elsewhere", "/elsewhere", AgencyGrants.AnswerElsewhere, KnownElsewhere.Texts.Source, "nav.elsewhere"),
        new("meetings", "/meetings", AgencyGrants.WritePeople, Referral.Texts.Source, "nav.meetings"),
        new("directory", "/directory", AgencyGrants.ReadDirectory, Referral.Texts.Source, "nav.directory"),
        new("our-report", "/our-report", AgencyGrants.ReadReport, OwnReport.Texts.Source, "nav.our-report"),
        new("statistics", "/statistics", AgencyGrants.ReadStatistics, OwnStatistics.Texts.Source, "nav.statistics"),
        new("returns", "/returns", AgencyGrants.KeepReturns, Return.Texts.Source, "nav.returns"),
        new("complaints", "/complaints", AgencyGrants.ReadComplaints, OwnView.Texts.Source, "nav.complaints"),
        new("rules", "/rules", AgencyGrants.ReadRules, Rights.Texts.Source, "nav.rules"),
    ];

    /// <summary>The tabs of a person's page, in order.</summary>
    public static IReadOnlyList<PersonTab> Tabs { get; } =
    [
        new("", AgencyGrants.ReadPeople, Registration.Texts.Source, "tab.facts"),
        new("rights", AgencyGrants.ReadRights, Rights.Texts.Source, "tab.rights"),
        new("timeline", AgencyGrants.ReadRights, Rights.Texts.Source, "tab.timeline"),
        new("track", AgencyGrants.ReadRights, Rights.Texts.Source, "tab.track"),
        new("consent", AgencyGrants.ReadPeople, Referral.Texts.Source, "tab.consent"),
        new("referrals", AgencyGrants.ReadPeople, Referral.Texts.Source, "tab.referrals"),
        new("elsewhere", AgencyGrants.WritePeople, KnownElsewhere.Texts.Source, "tab.elsewhere"),
        new("own", AgencyGrants.WritePeople, OwnView.Texts.Source, "tab.own"),
        new("return", AgencyGrants.ReadRights, Return.Texts.Source, "tab.return"),
        new("missing", AgencyGrants.ReadRights, Missing.Texts.Source, "tab.missing"),
        new("tasks", AgencyGrants.ReadPeople, Registration.Texts.Source, "tab.tasks"),
        new("children", AgencyGrants.ReadPeople, Registration.Texts.Source, "tab.children"),
        new("documents", AgencyGrants.ReadPeople, Registration.Texts.Source, "tab.documents"),
        new("stay", AgencyGrants.ReadSecrets, Registration.Texts.Source, "tab.stay"),
        new("responsible", AgencyGrants.AssignPeople, Registration.Texts.Source, "tab.responsible"),
        new("history", AgencyGrants.ReadPeople, Registration.Texts.Source, "tab.history"),
        new("access", AgencyGrants.ReadPeople, Registration.Texts.Source, "tab.access"),
    ];

    /// <summary>The navigation of who reads a page.</summary>
    /// <param name="page">The page.</param>
    /// <param name="current">The place that it belongs to.</param>
    public static IReadOnlyList<Place> For(PageContext page, string current)
    {
        ArgumentNullException.ThrowIfNull(page);
        return [.. Navigation.Where(place => page.Person.May(place.Needs)).Select(place => new Place(place.Address, place.Texts[page.Language, place.Key], place.Name == current))];
    }
}
