using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Vern.Linkage.Encoding;
using Vern.Linkage.Linking;
using Vern.Persons.Collection;

namespace Vern.Persons.Statistics;

/// <summary>Links a year's submissions into persons, or takes the kept linkage when nothing that it depends on has changed.</summary>
public static class LinkRound
{
    /// <summary>Attributes agreed for comparison, by position in every row (C-004).</summary>
    public static IReadOnlyList<string> AttributeNames { get; } = ["sex", "nationality", "birthYear", "form", "region"];

    /// <summary>A linker: takes the place of <see cref="Linker.Link"/> in tests.</summary>
    public delegate LinkResult LinkSources(IReadOnlyList<EncodedSource> sources, LinkOptions options, IProgress<double>? progress, CancellationToken cancel);

    private const string Method = "link-round-3";
    // A store keeps one linkage a year, so the fingerprint stands inside it: after the encodings are destroyed the last one holds whatever changes.
    private const string Place = "linkage";
    private static readonly JsonSerializerOptions Json = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    private sealed record Kept(string Fingerprint, LinkResult Result, PersonCount Counted);

    /// <summary>The linkage of a year.</summary>
    public static Task<RoundLinkage> RunAsync(INationalStore store, int year, IProgress<double>? progress = null, CancellationToken cancel = default) =>
        RunAsync(store, year, Linker.Link, progress, cancel);

    /// <summary>The linkage of a year with a linker of choice.</summary>
    public static async Task<RoundLinkage> RunAsync(INationalStore store, int year, LinkSources link, IProgress<double>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(link);
        if (await store.RoundErasureAsync(year, cancel) is { } erased) throw new InvalidOperationException($"The row-level content of {year} was erased on {erased.At:yyyy-MM-dd}; its published editions stand.");
        var submissions = InForce(await store.SubmissionsAsync(year, cancel));
        var decisions = await store.DecisionsAsync(year, cancel);
        var bodies = await store.BodiesAsync(cancel);
        var options = OptionsOf(submissions, decisions, bodies, year);
        var fingerprint = Fingerprint(year, submissions, decisions, options);
        var kept = await ReadAsync(store, year, submissions, cancel);
        if (kept is not null && kept.Fingerprint != fingerprint && await store.DestructionAsync(year, cancel) is null) kept = null;
        if (kept is null)
        {
            var result = link(Sources(submissions, year), options, progress, cancel);
            kept = new Kept(fingerprint, result, result.Counted);
            await store.PutLinkageAsync(year, Place, JsonSerializer.Serialize(kept, Json), cancel);
        }

        return new RoundLinkage
        {
            Year = year, Fingerprint = kept.Fingerprint, Submissions = submissions, Options = options, Result = kept.Result, CountedInterval = kept.Counted,
            Persons = CountPersons.Of(submissions, kept.Result.ClustersIfInDoubt, year),
        };
    }

    /// <summary>
    /// A kept linkage without one row, for when it cannot be made again: the encodings are destroyed. The row's pairs go; the counts and both ends of the interval are one less where it stood alone, those of counted persons where
    /// none of the rows it stood with counts by itself.
    /// The other rows stay in their clusters, also where the row had brought two of them together.
    /// </summary>
    /// <param name="kept">The linkage as <see cref="INationalStore.LinkageAsync"/> keeps it.</param>
    /// <param name="source">The row's source.</param>
    /// <param name="position">Its position in the source, from 0.</param>
    /// <param name="counts">Whether a row counts by itself.</param>
    internal static string Without(string kept, int source, int position, Func<RowRef, bool> counts)
    {
        var before = JsonSerializer.Deserialize<Kept>(kept, Json)!;
        var result = before.Result;
        if (source < 0 || source >= result.Clusters.Count || position >= result.Clusters[source].Length) return kept;
        var alone = IsAlone(result.Clusters);
        var aloneIfInDoubt = IsAlone(result.ClustersIfInDoubt);
        var counted = counts(new RowRef(source, position)) && !With(result.Clusters).Any(counts) ? Fewer(before.Counted) : before.Counted;
        return JsonSerializer.Serialize(before with
        {
            Counted = counted,
            Result = result with
            {
                Clusters = Renumbered(Cut(result.Clusters)), ClustersIfInDoubt = Renumbered(Cut(result.ClustersIfInDoubt)), Probabilities = Cut(result.Probabilities), Records = result.Records - 1,
                Persons = alone ? Fewer(result.Persons) : result.Persons, SameIfInDoubt = result.SameIfInDoubt - (aloneIfInDoubt ? 1 : 0),
                Pairs = [.. result.Pairs.Where(pair => pair.A != new RowRef(source, position) && pair.B != new RowRef(source, position)).Select(pair => pair with { A = Moved(pair.A), B = Moved(pair.B) })],
                Counted = counted,
            },
        }, Json);

        // the other rows of its person
        IEnumerable<RowRef> With(IReadOnlyList<int[]> clusters) =>
            from s in Enumerable.Range(0, clusters.Count) from row in Enumerable.Range(0, clusters[s].Length)
            where clusters[s][row] == clusters[source][position] && (s != source || row != position) select new RowRef(s, row);
        bool IsAlone(IReadOnlyList<int[]> clusters) => !With(clusters).Any();
        RowRef Moved(RowRef row) => row.Source == source && row.Row > position ? row with { Row = row.Row - 1 } : row;
        IReadOnlyList<T[]> Cut<T>(IReadOnlyList<T[]> all) => [.. all.Select((rows, at) => at == source ? [.. rows[..position], .. rows[(position + 1)..]] : rows)];
        static PersonCount Fewer(PersonCount count) => new(Math.Max(0, count.Low - 1), Math.Max(0, count.Best - 1), Math.Max(0, count.High - 1));
        static IReadOnlyList<int[]> Renumbered(IReadOnlyList<int[]> clusters)
        {
            var numbers = clusters.SelectMany(rows => rows).Distinct().Order().Select((cluster, at) => (cluster, at)).ToDictionary(pair => pair.cluster, pair => pair.at);
            return [.. clusters.Select(rows => rows.Select(cluster => numbers[cluster]).ToArray())];
        }
    }

    private static IReadOnlyList<Submission> InForce(IReadOnlyList<Submission> submissions) =>
        [.. submissions.Where(submission => submission.State is SubmissionState.Received or SubmissionState.Accepted)
            .OrderBy(submission => submission.Sender.Value, StringComparer.Ordinal)];

    private static LinkOptions OptionsOf(IReadOnlyList<Submission> submissions, IReadOnlyList<RowDecision> decisions, IReadOnlyList<Body> bodies, int year)
    {
        var places = new Dictionary<ReportedRow, RowRef>();
        for (var source = 0; source < submissions.Count; source++)
            for (var row = 0; row < submissions[source].Persons.Count; row++)
                places[new ReportedRow(submissions[source].Sender, submissions[source].Persons[row].Row)] = new RowRef(source, row);
        var senders = submissions.Select((submission, index) => (submission.Sender, index)).ToDictionary(pair => pair.Sender, pair => pair.index);
        var partOf = bodies.Where(body => body.PartOf is not null).ToDictionary(body => body.Id, body => body.PartOf!.Value);
        return new LinkOptions
        {
            AttributeNames = AttributeNames,
            Decisions = [.. decisions.Where(decision => places.ContainsKey(decision.A) && places.ContainsKey(decision.B))
                .Select(decision => new PairDecision(places[decision.A], places[decision.B], decision.Verdict))],
            // a person counts exactly when one of its rows counts by itself
            Counting = [.. submissions.Select(submission => submission.Persons.Select(person => CountPersons.CountsByItself(person, year)).ToArray())],
            PartOf = [.. submissions.Select(submission => partOf.TryGetValue(submission.Sender, out var whole) && senders.TryGetValue(whole, out var index) ? index : -1)],
        };
    }

    private static IReadOnlyList<EncodedSource> Sources(IReadOnlyList<Submission> submissions, int year) =>
        [.. submissions.Select(submission => new EncodedSource(submission.Sender.Value,
            [.. submission.Persons.Select(person => new EncodedRecord(person.Encoding, person.Blocks, Attributes(person, year)))]))];

    /// <summary>The agreed attributes of a row, null where it does not tell.</summary>
    internal static string?[] Attributes(ReportedPerson person, int year) =>
    [
        person.Sex switch { Sex.Woman => "f", Sex.Man => "m", _ => null },
        person.Nationality is "UNKN" or "UNRES" or "" ? null : person.Nationality,
        (person.BirthYear ?? (person.Age is { } age ? year - age : null))?.ToString(CultureInfo.InvariantCulture),
        person.Forms.SelectMany(CountPersons.MainForms).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray() is { Length: > 0 } mains ? string.Join('+', mains) : null,
        string.IsNullOrWhiteSpace(person.Region) ? null : person.Region.Trim(),
    ];

    private static async Task<Kept?> ReadAsync(INationalStore store, int year, IReadOnlyList<Submission> submissions, CancellationToken cancel)
    {
        if (await store.LinkageAsync(year, Place, cancel) is not { } text) return null;
        var kept = JsonSerializer.Deserialize<Kept>(text, Json);
        var fits = kept?.Result.ClustersIfInDoubt.Count == submissions.Count
            && submissions.Zip(kept.Result.ClustersIfInDoubt).All(pair => pair.First.Persons.Count == pair.Second.Length);
        return fits ? kept : null;
    }

    private static string Fingerprint(int year, IReadOnlyList<Submission> submissions, IReadOnlyList<RowDecision> decisions, LinkOptions options)
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{Method}|{year}|{options.Threshold:R}|{options.DoubtFrom:R}|{options.DoubtTo:R}|{options.Seed}\n");
        foreach (var (submission, part) in submissions.Zip(options.PartOf))
            text.Append(CultureInfo.InvariantCulture, $"{submission.Sender}|{submission.Version}|{submission.ReceivedAt.UtcTicks}|{submission.Persons.Count}|{part}\n");
        foreach (var decision in decisions.OrderBy(decision => decision.A.Sender.Value, StringComparer.Ordinal).ThenBy(decision => decision.A.Row)
            .ThenBy(decision => decision.B.Sender.Value, StringComparer.Ordinal).ThenBy(decision => decision.B.Row))
            text.Append(CultureInfo.InvariantCulture, $"{decision.A.Sender}|{decision.A.Row}|{decision.B.Sender}|{decision.B.Row}|{decision.Verdict}\n");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
