using System.Globalization;
using Vern.Demonstration.Submissions;
using Vern.Demonstration.Truth;
using Vern.Persons.Collection;

namespace Vern.Demonstration.Scale;

/// <summary>What a made-up population of any size is drawn from.</summary>
public sealed record PopulationOptions
{
    /// <summary>How many persons; at least 1.</summary>
    public int Persons { get; init; } = 1_000_000;
    /// <summary>The reporting year.</summary>
    public int Year { get; init; } = 2014;
    /// <summary>How many bodies report; at least 2. The first is the greatest.</summary>
    public int Sources { get; init; } = 40;
    /// <summary>The same seed makes the same population.</summary>
    public int Seed { get; init; } = Truth2014.DefaultSeed;
    /// <summary>Mean number of reports a person; at least 1. In 2014 it was 472 / 324.</summary>
    public double ReportsPerPerson { get; init; } = 1.46;
    /// <summary>Share of rows without an identity.</summary>
    public double Anonymous { get; init; } = 0.05;
    /// <summary>How careless the bodies are: 1 is usual, 0 never errs.</summary>
    public double Noise { get; init; } = 1;
}

/// <summary>
/// A population of any size with its reports: nothing is kept, every person and row is made anew from the seed when it is asked for, so a million
/// persons need no memory. Thread-safe.
/// </summary>
public sealed class Population
{
    private const int MostReports = 8;
    private const double TwiceInOneSource = 0.003;
    private readonly PopulationOptions _options;
    private readonly double[] _upTo;
    private readonly Habits _habits;

    private Population(PopulationOptions options)
    {
        _options = options;
        _habits = new(1, 0.5, 0.02, options.Noise);
        // sizes fall as in Table 1: few great bodies, many small ones
        _upTo = new double[options.Sources];
        var sum = 0.0;
        for (var source = 0; source < options.Sources; source++) _upTo[source] = sum += Math.Pow(source + 1, -0.8);
        for (var source = 0; source < options.Sources; source++) _upTo[source] /= sum;
    }

    /// <summary>A population.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static Population Generate(PopulationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Persons, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Sources, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.ReportsPerPerson, 1);
        return new(options);
    }

    /// <summary>How many bodies report.</summary>
    public int Sources => _options.Sources;

    /// <summary>A body's name.</summary>
    public string SourceName(int source) => string.Create(CultureInfo.InvariantCulture, $"body-{source + 1:00}");

    /// <summary>The made-up person with this number, from 0.</summary>
    public TruePerson Person(int id)
    {
        var draw = Draw.For(_options.Seed, id);
        var minor = draw.Chance(0.11);
        var woman = draw.Chance(minor ? 0.5 : 0.81);
        var nationality = draw.Of(NameBook.Nationalities);
        IReadOnlyList<string> forms = draw.Share() switch { < 0.645 => ["SEX", "SEX-PROST"], < 0.963 => ["LAB", "LAB-NOS"], < 0.982 => ["SEX", "SEX-PURP", "LAB", "LAB-NOS"], _ => ["UNCL"] };
        var age = minor ? draw.Between(12, 17) : draw.Share() switch { < 0.06 => draw.Between(18, 19), < 0.85 => draw.Between(20, 34), _ => draw.Between(35, 59) };
        var identified = draw.Share() switch { < 0.485 => IdentificationYear.ThisYear, < 0.78 => IdentificationYear.Unclear, _ => IdentificationYear.Earlier };
        var person = MakePerson.Of(id, woman ? minor ? "G17" : "W18" : minor ? "B17" : "M18", nationality, forms, age, identified, ref draw, _options.Year);
        return person with { Name = NameBook.LongTail(nationality, woman, ref draw) };
    }

    /// <summary>The bodies that report a person, at most eight places, the same body twice where it errs.</summary>
    public int SourcesOf(int id, Span<int> sources)
    {
        var draw = Draw.For(_options.Seed, id, 1);
        var more = (_options.ReportsPerPerson - 1) / _options.ReportsPerPerson;
        var count = 1;
        while (count < MostReports && count < sources.Length && count < Sources && draw.Chance(more)) count++;
        for (var i = 0; i < count;)
        {
            var at = Array.BinarySearch(_upTo, draw.Share());
            var source = Math.Min(at < 0 ? ~at : at, Sources - 1);
            if (sources[..i].Contains(source) && !draw.Chance(TwiceInOneSource)) continue;
            sources[i++] = source;
        }

        return count;
    }

    /// <summary>A body's rows, made one by one as they are read, in an order of its own.</summary>
    public IEnumerable<WrittenRow> Rows(int source)
    {
        var step = Step(_options.Persons, source);
        var number = 0;
        var sources = new int[MostReports];
        long id = source % _options.Persons;
        for (var i = 0; i < _options.Persons; i++, id = (id + step) % _options.Persons)
        {
            var count = SourcesOf((int)id, sources);
            for (var place = 0; place < count; place++)
                if (sources[place] == source) yield return Row((int)id, source, place, ++number);
        }
    }

    private WrittenRow Row(int id, int source, int place, int number)
    {
        var person = Person(id);
        var draw = Draw.For(_options.Seed, id, 100 + source * MostReports + place);
        var identity = draw.Chance(_options.Anonymous) ? null : WriteIdentity.Of(person, _habits, ref draw);
        var noise = _options.Noise;
        var year = identity?.BirthDate is { } told ? int.Parse(told.AsSpan(0, 4), CultureInfo.InvariantCulture) : draw.Chance(0.1 * noise) ? (int?)null : person.BirthDate?.Year;
        return new(id, identity, new()
        {
            Row = number,
            Sex = person.Sex,
            Nationality = draw.Chance(0.03 * noise) ? "UNKN" : person.Nationality,
            BirthYear = year,
            PresumedMinor = person.Minor ? true : null,
            Forms = draw.Chance(0.03 * noise) ? ["UNCL"] : person.Forms,
            Identified = person.Identified,
            Offer = OfferAnswer.Accepted,
            ReceivedMeasures = true,
        });
    }

    /// <summary>A step that meets every person once: coprime to their number.</summary>
    private static long Step(int persons, int source)
    {
        var step = persons / 2 + 7919L * (source + 1);
        while (Gcd(step, persons) != 1) step++;
        return step;

        static long Gcd(long a, long b) => b == 0 ? a : Gcd(b, a % b);
    }
}
