using Microsoft.AspNetCore.Http;
using Vern.Persons.KnownElsewhere;
using Vern.Persons.Registration;
using Vern.Persons.Registration.Fields;
using Vern.Persons.Registration.Pages;
using Vern.Platform.Interface;

namespace Vern.Persons.Referral.Pages;

/// <summary>What may I share, with whom?</summary>
/// <param name="Top">The person.</param>
/// <param name="Consents">All answers and grounds, newest first.</param>
/// <param name="Services">The directory, by id.</param>
/// <param name="Day">The day that is asked about.</param>
public sealed record ConsentModel(PersonTop Top, IReadOnlyList<Consent> Consents, IReadOnlyDictionary<string, Service> Services, DateOnly Day)
{
    /// <summary>The columns of the matrix: each body and purpose that she was asked about.</summary>
    public IReadOnlyList<(string Recipient, string Purpose)> Columns => [.. Pairs.Where(pair => pair.Purpose != ElsewhereConsent.Purpose)];

    /// <summary>All that she was asked about: body and purpose; among them whether agencies may be asked if they know her, which shares nothing with one body.</summary>
    public IReadOnlyList<(string Recipient, string Purpose)> Pairs => [.. Consents.Select(one => (one.Recipient, one.Purpose)).Distinct().Order()];

    /// <summary>The rows: kinds of facts that she was asked about, in the order of the catalogue.</summary>
    public IReadOnlyList<string> Rows => [.. MayShare.AllSections.Where(section => Consents.Any(one => one.Purpose != ElsewhereConsent.Purpose && one.Sections.Contains(section)))];

    /// <summary>Whether a kind of facts may be shared: what <see cref="MayShare"/> says of its first field that could be; null where none could.</summary>
    public ShareDecision? Cell(string section, string recipient, string purpose)
    {
        var audience = Top.Person.Head.Audience;
        return FieldCatalogue.Own.All.FirstOrDefault(field => field.Section == section && !field.Secret && field.Purposes.Contains(purpose) && field.For.Contains(audience)) is { } field
            ? MayShare.Decide(audience, Consents, recipient, KindOf(recipient), purpose, field, Day) : null;
    }

    /// <summary>A body's name; null: none of the directory.</summary>
    public string? NameOf(string recipient) => Services.GetValueOrDefault(recipient)?.Name;

    /// <summary>Whether anything that she gave still holds for a body and a purpose: it can be taken back.</summary>
    public bool CanWithdraw(string recipient, string purpose) => Consents.Any(one => one.IsConsent && one.Recipient == recipient && one.Purpose == purpose && one.Answer is ConsentAnswer.Given && one.WithdrawnOn is null && one.Until >= Day);

    private string KindOf(string recipient) => Services.GetValueOrDefault(recipient)?.Kind ?? "";
}

/// <summary>A person's consents: the matrix, the words she was asked, and asking or withdrawing.</summary>
public static class ShowConsent
{
    /// <summary>The page.</summary>
    public static async Task<IResult> GetAsync(HttpContext http, string id, CaseStore store, CancellationToken cancel)
    {
        if (await PersonTop.ReadAsync(http, id, AgencyGrants.ReadPeople, cancel) is not { } top || await store.ConsentsAsync(top.Person.Head.Id, top.Reach, cancel) is not { } consents) return TypedResults.NotFound();
        var services = (await store.ServicesAsync(all: true, cancel)).ToDictionary(service => service.Id, StringComparer.Ordinal);
        return PageResult.Show<ConsentPage, ConsentModel>(PageContext.For(http), new(top, consents, services, store.Today));
    }
}
