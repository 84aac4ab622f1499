using Vern.Linkage.Encoding;
using Vern.Linkage.Linking;
using Vern.Persons.Collection;
using Vern.Persons.Statistics;

namespace Vern.Persons.Tests.Statistics;

/// <summary>Hand-made rounds: made-up persons, and a linker that is told who is who by the first byte of the encoding.</summary>
internal static class Rounds
{
    public static readonly string[] Nationalities = ["NG", "NG", "NG", "RO", "RO", "PH", "VN", "DZ", "AL", "PK", "UNKN", "UNRES"];
    public static readonly string[] FormCodes = ["SEX", "SEX", "SEX", "LAB-CONSTR", "LAB-NOS", "SRV-BEG", "SRV-DRUG-SELL", "LAB-AUPAIR", "COMB", "UNCL", "ORG"];

    /// <summary>A round of persons drawn from a seed; each stands in one to three of the bodies, told alike.</summary>
    public static MemoryStore Drawn(int seed, int persons, int year = 2014)
    {
#pragma warning disable CA5394 // reproducible draws, no secret
        var random = new Random(seed);
        var store = new MemoryStore();
        string[] names = ["rosa", "nadheim", "udi", "oslo-police", "iom"];
        foreach (var name in names)
            store.Bodies.Add(new Body(new BodyId(name), name.ToUpperInvariant(), name, name is "udi" ? BodyKind.ImmigrationAuthority : name is "oslo-police" ? BodyKind.PoliceDistrict : BodyKind.Organisation, LegalKind.PublicBody, "Oslo"));
        var rows = names.ToDictionary(name => name, _ => new List<ReportedPerson>());
        for (var person = 0; person < persons; person++)
        {
            var minor = random.Next(8) == 0;
            var told = new ReportedPerson
            {
                Row = 0, Encoding = BitConverter.GetBytes(person), Sex = random.Next(5) == 0 ? Sex.Man : Sex.Woman, Nationality = Nationalities[random.Next(Nationalities.Length)],
                Age = random.Next(6) == 0 ? null : minor ? random.Next(13, 18) : random.Next(18, 50), PresumedMinor = minor, Forms = [FormCodes[random.Next(FormCodes.Length)]],
                Identified = (IdentificationYear)random.Next(3), Offer = minor || random.Next(9) > 0 ? OfferAnswer.Accepted : OfferAnswer.Declined, ReceivedMeasures = random.Next(3) > 0,
                AccompanyingChildren = random.Next(6) == 0 ? 1 : 0, Measures = random.Next(2) == 0 ? ["R4"] : [],
            };
            for (var copy = 0; copy <= random.Next(3); copy++)
            {
                var into = rows[names[random.Next(names.Length)]];
                if (!into.Exists(row => row.Encoding!.SequenceEqual(told.Encoding))) into.Add(told with { Row = into.Count + 1 });
            }
        }
#pragma warning restore CA5394
        store.Submissions.AddRange(names.Select(name => new Submission { Year = year, Sender = new BodyId(name), Persons = rows[name], State = SubmissionState.Accepted }));
        return store;
    }

    /// <summary>Links rows with equal encodings; no doubt.</summary>
    public static LinkResult Link(IReadOnlyList<EncodedSource> sources, LinkOptions options, IProgress<double>? progress = null, CancellationToken cancel = default)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var clusters = sources.Select((source, at) => source.Records.Select((record, row) =>
        {
            var key = record.Clk is null ? $"{at}/{row}" : Convert.ToHexString(record.Clk);
            if (!numbers.TryGetValue(key, out var number)) numbers[key] = number = numbers.Count;
            return number;
        }).ToArray()).ToList();
        return new LinkResult(clusters, [.. clusters.Select(rows => rows.Select(_ => 1.0).ToArray())], new PersonCount(numbers.Count, numbers.Count, numbers.Count), numbers.Count, clusters, [], 0, null, sources.Sum(source => source.Records.Count))
        {
            Counted = clusters.SelectMany((rows, source) => rows.Where((_, row) => options.Counting?[source][row] ?? true)).Distinct().Count() is var counted ? new(counted, counted, counted) : null!,
        };
    }

    /// <summary>The figures of a store.</summary>
    public static async Task<YearFigures> FiguresAsync(MemoryStore store, int year = 2014) =>
        await ComputeYear.FromLinkageAsync(store, await LinkRound.RunAsync(store, year, Link));

    /// <summary>The table with this id.</summary>
    public static PublishedTable Table(this YearFigures figures, string id) => figures.Tables.First(table => table.Id == id);
    /// <summary>The diagram with this id.</summary>
    public static PublishedFigure Figure(this YearFigures figures, string id) => figures.Figures.First(figure => figure.Id == id);
}
