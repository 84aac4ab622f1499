namespace Vern.Persons.Pages.BodyForm;

/// <summary>Beside it lie the texts of the page for bodies without Vern.</summary>
public sealed class Texts;
