using Microsoft.AspNetCore.Components;
using Vern.Material.Intake;
using Vern.Platform.Access;
using Vern.Platform.Interface;
using Vern.Platform.Localisation;

namespace Vern.Material.Triage.Pages;

/// <summary>A page on reading and weighing reports, with its texts.</summary>
public abstract class TriagePage<TModel> : PageComponent<TModel>
{
    /// <inheritdoc />
    protected override TextSource Source => Texts.Source;

    /// <summary>The code of an enumeration's member, as the texts have it.</summary>
    protected static string Code<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();

    /// <summary>A sign's words; the code where it has none.</summary>
    protected string Sign(string code) => Source.Find(Page.Language, $"sign.{code}") ?? code;
}

/// <summary>Who reads, from the request.</summary>
internal static class CurrentReader
{
    /// <summary>The verified person; null where a program asks, or nobody.</summary>
    internal static Reader? Of(CurrentPerson current) => current.SignedIn is { PersonId: { } person } signedIn ? new(signedIn.AccountId, person, signedIn.Person) : null;
}
