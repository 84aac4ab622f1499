using Vern.Linkage.Encoding;
using Vern.Persons.Collection;

namespace Vern.Demonstration.Submissions;

/// <summary>A row as a body writes it: the identity that stays at its own machine, and what leaves it.</summary>
/// <param name="Truth">Number of the made-up person. Known to the generator only: no file of a submission holds it.</param>
/// <param name="Identity">What the body knows of the identity; null when it gives none.</param>
/// <param name="Reported">The attributes, without an encoding.</param>
public sealed record WrittenRow(int Truth, PersonIdentity? Identity, ReportedPerson Reported);

/// <summary>A body's report as it wrote it.</summary>
/// <param name="Profile">Who, with its figures.</param>
/// <param name="Rows">The persons.</param>
/// <param name="Agency">The form on challenges, measures and training (B-020 to B-026).</param>
public sealed record WrittenReport(BodyProfile Profile, IReadOnlyList<WrittenRow> Rows, AgencyAnswers? Agency);
