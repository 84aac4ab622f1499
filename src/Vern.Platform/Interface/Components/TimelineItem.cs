namespace Vern.Platform.Interface.Components;

/// <summary>A point of a line of time.</summary>
/// <param name="When">The moment, written out.</param>
/// <param name="What">What happened.</param>
/// <param name="More">More about it, or null.</param>
public sealed record TimelineItem(string When, string What, string? More = null);
