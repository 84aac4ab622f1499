namespace Vern.Platform.Interface.Components;

/// <summary>Something in a form that was not understood, and the field it stands at (its id), or null.</summary>
public sealed record Problem(string? Field, string Text);
