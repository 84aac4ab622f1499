using Vern.Linkage.Linking;
using Vern.Persons.Collection;

namespace Vern.Persons.Tests.Statistics;

/// <summary>A store in memory: what the statistics read, without a database.</summary>
internal sealed class MemoryStore : INationalStore
{
    private readonly Dictionary<(int, string), (string, string)> _imports = [];
    private readonly Dictionary<(int, string), string> _linkages = [];

    public List<Body> Bodies { get; } = [];
    public List<Submission> Submissions { get; } = [];
    public List<RowDecision> Decisions { get; } = [];
    public List<Edition> Editions { get; } = [];
    public Round? TheRound { get; set; }
    public DestructionRecord? Destruction { get; set; }

    public Task<IReadOnlyList<int>> YearsAsync(CancellationToken cancel = default) => Task.FromResult<IReadOnlyList<int>>([.. Submissions.Select(submission => submission.Year).Distinct()]);
    public Task<IReadOnlyList<Body>> BodiesAsync(CancellationToken cancel = default) => Task.FromResult<IReadOnlyList<Body>>(Bodies);
    public Task PutBodyAsync(Body body, CancellationToken cancel = default) { Bodies.Add(body); return Task.CompletedTask; }
    public Task<Round?> RoundAsync(int year, CancellationToken cancel = default) => Task.FromResult(TheRound?.Year == year ? TheRound : null);
    public Task OpenRoundAsync(int year, DateOnly requestedOn, DateOnly dueOn, IReadOnlyList<BodyId> asked, CancellationToken cancel = default) => throw new NotSupportedException();
    public Task RemindAsync(int year, BodyId body, DateOnly on, CancellationToken cancel = default) => throw new NotSupportedException();
    public Task AnswerAsync(int year, BodyId body, AnswerKind answer, BodyId? seeOther = null, string? remark = null, CancellationToken cancel = default) => throw new NotSupportedException();
    public Task<Submission> ReceiveAsync(Submission submission, CancellationToken cancel = default) { Submissions.Add(submission); return Task.FromResult(submission); }
    public Task<IReadOnlyList<Submission>> SubmissionsAsync(int year, CancellationToken cancel = default) => Task.FromResult<IReadOnlyList<Submission>>([.. Submissions.Where(submission => submission.Year == year)]);
    public Task<IReadOnlyList<Submission>> HistoryAsync(int year, BodyId sender, CancellationToken cancel = default) => throw new NotSupportedException();
    public Task SetStateAsync(int year, BodyId sender, SubmissionState state, string? reason = null, CancellationToken cancel = default) => throw new NotSupportedException();
    public Task<IReadOnlyList<RowDecision>> DecisionsAsync(int year, CancellationToken cancel = default) => Task.FromResult<IReadOnlyList<RowDecision>>(Decisions);
    public Task DecideAsync(int year, RowDecision decision, CancellationToken cancel = default) { Decisions.Add(decision); return Task.CompletedTask; }
    public Task PutLinkageAsync(int year, string fingerprint, string json, CancellationToken cancel = default) { foreach (var key in _linkages.Keys.Where(key => key.Item1 == year).ToList()) _linkages.Remove(key); _linkages[(year, fingerprint)] = json; return Task.CompletedTask; }
    public Task<string?> LinkageAsync(int year, string fingerprint, CancellationToken cancel = default) => Task.FromResult(_linkages.GetValueOrDefault((year, fingerprint)));
    public Task<DestructionRecord> CloseRoundAsync(int year, string closedBy, CancellationToken cancel = default) => throw new NotSupportedException();
    public Task<DestructionRecord?> DestructionAsync(int year, CancellationToken cancel = default) => Task.FromResult(Destruction);
    public Task PutImportAsync(int year, string name, string csv, string source, CancellationToken cancel = default) { _imports[(year, name)] = (csv, source); return Task.CompletedTask; }
    public Task<IReadOnlyDictionary<(int Year, string Name), (string Csv, string Source)>> ImportsAsync(CancellationToken cancel = default) => Task.FromResult<IReadOnlyDictionary<(int, string), (string, string)>>(_imports.ToDictionary());
    public Task<IReadOnlyDictionary<(string Place, string Language), (string Markdown, int FromYear)>> TextsAsync(int year, CancellationToken cancel = default) => Task.FromResult<IReadOnlyDictionary<(string, string), (string, int)>>(new Dictionary<(string, string), (string, int)>());
    public Task<bool> PutTextAsync(int year, string place, string language, string markdown, string? over = null, CancellationToken cancel = default) => throw new NotSupportedException();
    public Task<IReadOnlyList<Edition>> EditionsAsync(int year, CancellationToken cancel = default) => Task.FromResult<IReadOnlyList<Edition>>([.. Editions.Where(edition => edition.Year == year)]);
    public Task PutEditionAsync(Edition edition, CancellationToken cancel = default) { Editions.Add(edition); return Task.CompletedTask; }
    public Task RecordAsync(Vern.Platform.Auditing.AuditAct act, string resource, string? digest = null, string? detail = null, CancellationToken cancel = default) => Task.CompletedTask;
}
