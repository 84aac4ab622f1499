using Microsoft.EntityFrameworkCore;
using Vern.Persons.Registration.Storage;

namespace Vern.Persons.Registration;

/// <summary>Somebody stands in for somebody else who is away.</summary>
/// <param name="Of">The account of who is away.</param>
/// <param name="By">The account of who stands in.</param>
/// <param name="Until">The last day.</param>
/// <param name="Cases">How many open cases it is about.</param>
public sealed record StandIn(int Of, int By, DateOnly Until, int Cases);

// Holidays: all cases of one are another's own too for a time, with their tasks.
public sealed partial class CaseStore
{
    private const string Deputy = "deputy";

    /// <summary>Makes all open cases that somebody is responsible for, within reach, a colleague's own too, up to and including a day. What is shared with her already for longer, or as something else, stays.</summary>
    /// <param name="of">Who is away.</param>
    /// <param name="deputy">Who stands in.</param>
    /// <param name="until">The last day.</param>
    /// <param name="by">Who arranges it.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>How many cases are shared with her now.</returns>
    public Task<int> StandInAsync(int of, int deputy, DateOnly until, CaseReach by, CancellationToken cancel = default) => WriteAsync(async context =>
    {
        var people = await (await WithinAsync(context, by, cancel)).Where(row => row.Owner == of && row.ClosedOn == null).OrderBy(row => row.Id).Select(row => row.Id).ToListAsync(cancel);
        var there = await context.Members.Where(one => one.Account == deputy && people.Contains(one.Person)).ToDictionaryAsync(one => one.Person, StringComparer.Ordinal, cancel);
        foreach (var person in people)
        {
            if (!there.TryGetValue(person, out var member)) context.Members.Add(new() { Person = person, Account = deputy, As = Deputy, Until = until });
            else if (member.As == Deputy && member.Until < until) member.Until = until;
            else continue;
            Record(context, CaseActs.MemberAdded, PersonId.Read(person)!.Value, $"account/{deputy} {Deputy}");
        }
        return people.Count;
    }, cancel);

    /// <summary>Ends it: who stands in has none of these cases any more as a deputy.</summary>
    /// <returns>How many cases it was.</returns>
    public Task<int> EndStandInAsync(int of, int deputy, CaseReach by, CancellationToken cancel = default) => WriteAsync(async context =>
    {
        var people = await (await WithinAsync(context, by, cancel)).Where(row => row.Owner == of).Select(row => row.Id).ToListAsync(cancel);
        var members = await context.Members.Where(one => one.Account == deputy && one.As == Deputy && people.Contains(one.Person)).ToListAsync(cancel);
        context.Members.RemoveRange(members);
        foreach (var member in members) Record(context, CaseActs.MemberEnded, PersonId.Read(member.Person)!.Value, $"account/{deputy}");
        return members.Count;
    }, cancel);

    /// <summary>Whom somebody stands in for today, by open cases.</summary>
    public async Task<IReadOnlyList<StandIn>> StandsInForAsync(int account, CancellationToken cancel = default)
    {
        await using var context = Context();
        return await StandInsAsync(context, context.Members.Where(one => one.Account == account), context.Persons, cancel);
    }

    /// <summary>Who stands in for any of these accounts today, by open cases.</summary>
    public async Task<IReadOnlyList<StandIn>> StandInsOfAsync(IReadOnlyCollection<int> accounts, CancellationToken cancel = default)
    {
        await using var context = Context();
        return await StandInsAsync(context, context.Members, context.Persons.Where(row => accounts.Contains(row.Owner)), cancel);
    }

    private async Task<IReadOnlyList<StandIn>> StandInsAsync(CaseContext context, IQueryable<MemberRow> members, IQueryable<PersonRow> people, CancellationToken cancel)
    {
        var today = Today;
        var found = await members.Where(one => one.As == Deputy && one.Until >= today).Join(people.Where(row => row.ErasedAt == null && row.ClosedOn == null), one => one.Person, row => row.Id, (one, row) => new { row.Owner, one.Account, one.Until })
            .GroupBy(one => new { one.Owner, one.Account, one.Until }).Select(group => new { group.Key.Owner, group.Key.Account, group.Key.Until, Cases = group.Count() }).ToListAsync(cancel);
        return [.. found.Select(one => new StandIn(one.Owner, one.Account, one.Until!.Value, one.Cases)).OrderBy(one => one.Until).ThenBy(one => one.Of).ThenBy(one => one.By)];
    }
}
