namespace Vern.Material.Triage;

/// <summary>A version of the rules.</summary>
/// <param name="Version">From 1.</param>
/// <param name="Rules">The rules.</param>
/// <param name="Digest">SHA-256 of their text.</param>
/// <param name="Why">Why they were proposed.</param>
/// <param name="By">Who proposed them.</param>
/// <param name="Person">The verified person.</param>
/// <param name="At">When.</param>
/// <param name="Second">Who confirmed.</param>
/// <param name="InForceAt">Since when they hold; null: they do not, or not yet.</param>
/// <param name="Withdrawn">Whether the proposal was withdrawn.</param>
public sealed record RulesVersion(int Version, ScoreRules Rules, string Digest, string Why, string By, int Person, DateTimeOffset At, string? Second, DateTimeOffset? InForceAt, bool Withdrawn);
