namespace Vern.Platform.Interface.Layout;

/// <summary>A place in the navigation.</summary>
/// <param name="Address">Where it is.</param>
/// <param name="Text">What it is called, in the page's language.</param>
/// <param name="Current">Whether the page belongs to it.</param>
public sealed record Place(string Address, string Text, bool Current);
