using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Vern.Persons.Registration;
using Vern.Persons.Registration.Storage;
using Vern.Persons.Rights.Storage;

namespace Vern.Persons.Rights;

/// <summary>A step of a right as it was kept.</summary>
/// <param name="Name">The right.</param>
/// <param name="Number">Which of its steps, from 1.</param>
/// <param name="Step">What was recorded.</param>
public sealed record KeptStep(string Name, int Number, RightStep Step);

/// <summary>A person's rights with what they were computed from.</summary>
/// <param name="Person">The person, as far as the reader may see her.</param>
/// <param name="Situation">What the rules were asked with.</param>
/// <param name="Lines">Each right as it stands.</param>
/// <param name="Steps">All steps, oldest first.</param>
/// <param name="Deadlines">What runs out when.</param>
/// <param name="Children">Children who came along, as far as the reader may see them.</param>
/// <param name="Today">The day of it.</param>
public sealed record PersonRights(CasePerson Person, Situation Situation, IReadOnlyList<RightLine> Lines, IReadOnlyList<KeptStep> Steps, IReadOnlyList<Deadline> Deadlines, IReadOnlyList<CasePerson> Children, DateOnly Today)
{
    /// <summary>How many steps of a right have been recorded: a form tells over which it was filled in.</summary>
    public int Count(string name) => Steps.Count(step => step.Name == name);
}

/// <summary>What became of a step that was to be recorded.</summary>
public enum StepOutcome
{
    /// <summary>It stands.</summary>
    Done,
    /// <summary>Somebody else recorded one since the page was opened.</summary>
    Stale,
    /// <summary>There is no such person or right within reach.</summary>
    Gone,
    /// <summary>The step is not allowed; the fault says why.</summary>
    Refused,
}

/// <summary>The rights of an agency's persons: computed from facts and rules at every look, with the steps that people record. Thread-safe.</summary>
/// <param name="cases">The agency's casework.</param>
/// <param name="book">The country's rules.</param>
public sealed class RightsStore(CaseStore cases, RuleBook book)
{
    /// <summary>The country's rules.</summary>
    public RuleBook Book { get; } = book;

    /// <summary>The country's rules with the limits and the days of warning that the agency has set itself.</summary>
    public async Task<RuleBook> BookAsync(CancellationToken cancel = default)
    {
        var (limits, warnings) = await cases.LimitsAndWarningsAsync(cancel);
        return BookOf(limits, warnings);
    }

    internal RuleBook BookOf(IReadOnlyList<LimitSetting> limits, IReadOnlyList<WarningSetting> warnings) => (limits.Count > 0 ? Book.With(limits) : Book).WithWarnings(warnings);

    /// <summary>A person's rights; null where there is none within reach.</summary>
    /// <param name="id">The person.</param>
    /// <param name="reach">Who reads.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<PersonRights?> ReadAsync(PersonId id, CaseReach reach, CancellationToken cancel = default)
    {
        if (await cases.PersonAsync(id, reach, cancel: cancel) is not { } person) return null;
        return await ReadAsync(person, reach, cancel);
    }

    /// <summary>The rights of a person who has been read already.</summary>
    public async Task<PersonRights?> ReadAsync(CasePerson person, CaseReach reach, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(person);
        ArgumentNullException.ThrowIfNull(reach);
        // Rights are made from what was given for protection: who may not read that reads no conclusion from it either.
        if (!reach.Purposes.Contains("protection")) return null;
        if (reach.Read?.Rights.TryGetValue((person, reach.Scope), out var there) is true) return there;
        var parent = person.Head.Parent is { } above ? await cases.PersonAsync(above, reach, cancel: cancel) : null;
        var children = new List<CasePerson>();
        foreach (var head in await cases.LatestAsync(reach, new PeopleFilter(Parent: person.Head.Id), 30, cancel))
            if (await cases.PersonAsync(head.Id, reach, cancel: cancel) is { } child) children.Add(child);
        var today = cases.Today;
        var situation = ReadSituation.Run(person, children, parent);
        if (await StepsAsync(person.Head.Id, cancel) is not { } steps) return null;
        var set = await BookAsync(cancel);
        var last = steps.GroupBy(step => step.Name).ToDictionary(group => group.Key, group => group.MaxBy(step => step.Number)!.Step);
        var rights = new PersonRights(person, situation, ListRights.Run(situation, set, last, today), steps, ComputeDeadlines.Run(situation, set, today), children, today);
        reach.Read?.Rights.TryAdd((person, reach.Scope), rights);
        return rights;
    }

    /// <summary>Records a step.</summary>
    /// <param name="id">The person.</param>
    /// <param name="name">The right.</param>
    /// <param name="step">The step.</param>
    /// <param name="seen">How many steps the right had when the form was opened.</param>
    /// <param name="by">Who records.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<(StepOutcome Outcome, StepFault? Fault)> MoveAsync(PersonId id, string name, RightStep step, int seen, CaseReach by, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(step);
        ArgumentNullException.ThrowIfNull(by);
        if (await ReadAsync(id, by, cancel) is not { } rights || rights.Lines.FirstOrDefault(line => line.Name == name) is not { } line) return (StepOutcome.Gone, null);
        var count = rights.Count(name);
        // The same step once more is a double click.
        if (count == seen + 1 && line.Last is { } last && (last.To, last.On, last.Reason) == (step.To, step.On, step.Reason)) return (StepOutcome.Done, null);
        if (count != seen) return (StepOutcome.Stale, null);
        if (Fault(line, step, rights) is { } fault) return (StepOutcome.Refused, fault);
        try { return (await WriteAsync(id, name, step, count + 1, by, cancel), null); }
        catch (DbUpdateException) when (!cancel.IsCancellationRequested) { return (StepOutcome.Stale, null); } // the same number was faster
    }

    /// <summary>Why a step may not be recorded; null when it may. A duty is only ever done, and only by hand where no fact says so.</summary>
    public static StepFault? Fault(RightLine line, RightStep step, PersonRights rights)
    {
        ArgumentNullException.ThrowIfNull(line);
        ArgumentNullException.ThrowIfNull(step);
        ArgumentNullException.ThrowIfNull(rights);
        if (line.Rule.Kind != RuleKind.Duty) return MoveRight.Fault(line.State, step, ReadAge.AsChild(rights.Situation, rights.Today), line.Last?.On, rights.Today);
        if (line.State == RightState.NotDue) return StepFault.NotDue;
        if (line.State != RightState.Due || step.To != RightState.Provided || line.Rule.Periods.Any(period => period.MetWhen is not null)) return StepFault.NotFromHere;
        return step.Reason is not null ? StepFault.ReasonMissing : step.On > rights.Today ? StepFault.Day : null;
    }

    private Task<StepOutcome> WriteAsync(PersonId id, string name, RightStep step, int number, CaseReach by, CancellationToken cancel) => cases.WriteAsync(async context =>
    {
        var at = cases.Now().ToUnixTimeMilliseconds();
        // The first statement locks the person: erased meanwhile, nothing is written.
        if (await context.Persons.Where(row => row.Id == id.Value && row.ErasedAt == null).ExecuteUpdateAsync(set => set.SetProperty(row => row.ChangedAt, at), cancel) == 0) return StepOutcome.Gone;
        var keyId = await context.Persons.Where(row => row.Id == id.Value).Select(row => row.KeyId).FirstAsync(cancel);
        if (await cases.KeyAsync(keyId, cancel) is not { } key) return StepOutcome.Gone;
        context.Set<RightStepRow>().Add(new()
        {
            Person = id.Value, Name = name, Number = number, Step = Facts.Code(step.To), OnDay = step.On, At = at, By = by.Account, ByName = by.Name,
            Reason = step.Reason is { } reason ? key.SealField(PlaceOf(id, name, number), Column, Encoding.UTF8.GetBytes(Facts.Code(reason))) : null,
        });
        // The ledger is told that a right was moved and where to, never why somebody said no.
        cases.Record(context, RightsActs.Moved, id, $"{name} {Facts.Code(step.To)}");
        return StepOutcome.Done;
    }, cancel);

    private async Task<IReadOnlyList<KeptStep>?> StepsAsync(PersonId id, CancellationToken cancel)
    {
        await using var context = cases.Context();
        var rows = await stepsOf(context, id.Value).ToListAsync(cancel);
        if (rows.Count == 0) return [];
        var keyId = await context.Persons.Where(row => row.Id == id.Value && row.ErasedAt == null).Select(row => row.KeyId).FirstOrDefaultAsync(cancel);
        if (keyId is null || await cases.KeyAsync(keyId, cancel) is not { } key) return null;
        return [.. rows.Select(row => new KeptStep(row.Name, row.Number, new RightStep(Read<RightState>(row.Step), row.OnDay, row.ByName,
            row.Reason is { } box ? Read<DecliningReason>(Encoding.UTF8.GetString(key.OpenField(PlaceOf(id, row.Name, row.Number), Column, box))) : null)))];
    }

    private readonly Func<CaseContext, string, IAsyncEnumerable<RightStepRow>> stepsOf = EF.CompileAsyncQuery((CaseContext context, string person) => context.Set<RightStepRow>().AsNoTracking().OrderBy(row => row.Id).Where(row => row.Person == person));

    private const string Column = "case_right_steps.reason";

    private static string PlaceOf(PersonId person, string name, int number) => string.Create(CultureInfo.InvariantCulture, $"{person}/{name}/{number}");

    private static T Read<T>(string code) where T : struct, Enum => Enum.GetValues<T>().First(value => Facts.Code(value) == code);
}
