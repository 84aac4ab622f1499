namespace Vern.Platform.Auditing;

/// <summary>The purpose that holds in a request, for the page that shows it.</summary>
/// <param name="Code">A code of the register of lawful bases.</param>
/// <param name="Recorded">Whether the reading of this page is recorded with it.</param>
/// <param name="Control">The register that it is chosen from.</param>
public sealed record StatedPurpose(string Code, bool Recorded, WorkspaceControl Control);

/// <summary>Marks an endpoint whose reading is recorded.</summary>
public sealed record RecordedRead(AuditAct Act);
