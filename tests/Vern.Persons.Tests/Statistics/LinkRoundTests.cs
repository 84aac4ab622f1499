using Vern.Linkage.Encoding;
using Vern.Linkage.Linking;
using Vern.Persons.Collection;
using Vern.Persons.Statistics;

namespace Vern.Persons.Tests.Statistics;

public class LinkRoundTests
{
    private static Submission From(string sender, params ReportedPerson[] persons) => new() { Year = 2014, Sender = new BodyId(sender), Persons = persons, State = SubmissionState.Accepted };
    private static ReportedPerson Row(int row, int key, OfferAnswer offer = OfferAnswer.Accepted, int age = 30) => new() { Row = row, Encoding = [(byte)key], Sex = Sex.Woman, Nationality = "NG", Age = age, Forms = ["SEX"], Offer = offer };

    [Fact]
    public async Task Excluded_and_sent_back_submissions_are_not_linked()
    {
        var store = new MemoryStore();
        store.Submissions.AddRange([From("a", Row(1, 1)), From("b", Row(1, 2)) with { State = SubmissionState.Excluded }, From("c", Row(1, 3)) with { State = SubmissionState.SentBack }]);
        Assert.Equal("a", Assert.Single((await LinkRound.RunAsync(store, 2014, Rounds.Link)).Submissions).Sender.Value);
    }

    [Fact]
    public async Task A_kept_linkage_is_used_until_something_it_depends_on_changes()
    {
        var store = new MemoryStore();
        store.Submissions.AddRange([From("a", Row(1, 1)), From("b", Row(1, 1))]);
        var calls = 0;
        LinkResult Count(IReadOnlyList<Vern.Linkage.Encoding.EncodedSource> sources, LinkOptions options, IProgress<double>? progress, CancellationToken cancel) { calls++; return Rounds.Link(sources, options, progress, cancel); }
        var first = await LinkRound.RunAsync(store, 2014, Count);
        var again = await LinkRound.RunAsync(store, 2014, Count);
        Assert.Equal(1, calls);
        Assert.Equal(first.Fingerprint, again.Fingerprint);
        Assert.Single(again.Persons);
        store.Decisions.Add(new RowDecision(new(new("a"), 1), new(new("b"), 1), PairVerdict.Different, "someone", default));
        Assert.NotEqual(first.Fingerprint, (await LinkRound.RunAsync(store, 2014, Count)).Fingerprint);
        Assert.Equal(2, calls);
    }

    [Fact]
    public async Task The_linkage_outlives_the_destruction_of_encodings()
    {
        var store = new MemoryStore();
        store.Submissions.AddRange([From("a", Row(1, 1)), From("b", Row(1, 1), Row(2, 2))]);
        var before = await LinkRound.RunAsync(store, 2014, Rounds.Link);
        for (var at = 0; at < store.Submissions.Count; at++) store.Submissions[at] = store.Submissions[at] with { Persons = [.. store.Submissions[at].Persons.Select(person => person with { Encoding = null })] };
        store.Destruction = new DestructionRecord(2014, default, "someone", 3, 0);
        store.Decisions.Add(new RowDecision(new(new("a"), 1), new(new("b"), 2), PairVerdict.Same, "someone", default));
        var after = await LinkRound.RunAsync(store, 2014, (_, _, _, _) => throw new InvalidOperationException("linked again"));
        Assert.Equal(before.Persons.Count, after.Persons.Count);
    }

    [Fact]
    public async Task The_interval_is_about_counted_persons()
    {
        var store = new MemoryStore();
        store.Submissions.AddRange([From("a", Row(1, 1), Row(2, 2, OfferAnswer.Declined), Row(3, 3, OfferAnswer.Declined, 16)), From("b", Row(1, 1, OfferAnswer.Unknown))]);
        var linkage = await LinkRound.RunAsync(store, 2014, Rounds.Link);
        Assert.Equal(3, linkage.Result.Persons.Best);
        Assert.Equal(new PersonCount(2, 2, 2), linkage.CountedInterval);
        Assert.Equal(2, linkage.Counted.Count());
    }

    [Fact]
    public async Task The_first_body_of_a_round_sees_as_many_counted_persons_as_it_reported()
    {
        // ten different persons, eight with an identity, of whom seven rows count by themselves: once 3 to 4
        var encoder = new PersonEncoder("made-up key of this test");
        PersonIdentity?[] persons =
        [
            new("Selam", "Tesfay", "1998-07-07", "f", "ER", null, null), new("Blessing", "Okoro", "1991-05-12", "f", "NG", "201490900001", null),
            new("Mariana", "Popescu", "1994-11-23", "f", "RO", null, null), new("Joy", "Osagie", "1996-02-14", "f", "NG", "201490900555", null),
            new("Linh", "Nguyen", "1999-09", "f", "VN", null, null), new("Elena", "Dumitru", "1989-03-30", "f", "RO", null, null),
            new("Arben", "Hoxha", "1985-12-05", "m", "AL", null, null), new("Faith", "Eze", "1993", "f", "NG", null, null), null, null,
        ];
        var store = new MemoryStore();
        store.Submissions.Add(From("a", [.. persons.Select((person, at) => new ReportedPerson
        {
            Row = at + 1, Encoding = person is null ? null : encoder.Encode(person)!.Value.Clk, Blocks = person is null ? [] : encoder.Encode(person)!.Value.Blocks,
            Sex = person?.Sex == "m" ? Sex.Man : Sex.Woman, Nationality = person?.Nationality ?? "NG", Age = 20 + at, Forms = ["SEX"], Offer = at % 4 == 3 || at == 4 ? OfferAnswer.Declined : OfferAnswer.Accepted,
        })]));
        var linkage = await LinkRound.RunAsync(store, 2014);
        Assert.Equal(new PersonCount(10, 10, 10), linkage.Result.Persons);
        Assert.Equal(7, linkage.Counted.Count());
        Assert.Equal(new PersonCount(7, 7, 7), linkage.CountedInterval);
    }

    [Fact]
    public async Task A_person_counts_no_more_when_the_only_row_that_counts_is_taken_out_of_a_kept_linkage()
    {
        var store = new MemoryStore();
        store.Submissions.AddRange([From("a", Row(1, 1), Row(2, 2)), From("b", Row(1, 1, OfferAnswer.Declined), Row(2, 2))]);
        var linkage = await LinkRound.RunAsync(store, 2014, Rounds.Link);
        bool Counts(RowRef row) => linkage.PersonOf(row).Offer == OfferAnswer.Accepted;
        async Task<RoundLinkage> Without(int position)
        {
            var less = new MemoryStore { Destruction = new DestructionRecord(2014, default, "someone", 4, 0) };
            less.Submissions.AddRange(store.Submissions.Select((submission, source) => source > 0 ? submission : submission with { Persons = [.. submission.Persons.Where((_, at) => at != position)] }));
            await less.PutLinkageAsync(2014, "linkage", LinkRound.Without((await store.LinkageAsync(2014, "linkage"))!, 0, position, Counts));
            return await LinkRound.RunAsync(less, 2014, (_, _, _, _) => throw new InvalidOperationException("linked again"));
        }
        var (only, one) = (await Without(0), await Without(1));
        Assert.Equal((2, 1, 1), (only.Result.Persons.Best, only.CountedInterval.Best, only.Counted.Count()));
        Assert.Equal((2, 2, 2), (one.Result.Persons.Best, one.CountedInterval.Best, one.Counted.Count()));
    }

    [Fact]
    public async Task A_doubtful_pair_shows_how_the_count_changes_either_way()
    {
        var store = new MemoryStore();
        store.Submissions.AddRange([From("a", Row(1, 1, age: 16)), From("b", Row(1, 2, age: 17) with { AlsoFollowedBy = [new BodyId("a")] })]);
        LinkResult Doubt(IReadOnlyList<Vern.Linkage.Encoding.EncodedSource> sources, LinkOptions options, IProgress<double>? progress, CancellationToken cancel) =>
            new([[0], [1]], [[1], [1]], new PersonCount(1, 2, 2), 1, [[0], [0]], [new CandidatePair(new(0, 0), new(1, 0), 0.8, 0.4, [new("prior", null, -7), new("similarity", true, 6)])], 1, null, 2);
        var pair = Assert.Single(DoubtfulPairs.Of(await LinkRound.RunAsync(store, 2014, Doubt)));
        Assert.Equal((1, 2), (pair.CountIfSame, pair.CountIfDifferent));
        Assert.Equal((1, 2), (pair.MinorsIfSame, pair.MinorsIfDifferent));
        Assert.True(pair.ChangesMinors);
        Assert.True(pair.NamesOther);
        Assert.False(pair.Fields.First(field => field.Field == "Field.birthYear").Agrees);
        Assert.True(pair.Fields.First(field => field.Field == "Field.nationality").Agrees);
    }
}
