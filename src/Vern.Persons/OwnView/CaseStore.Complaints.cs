using System.Text;
using Microsoft.EntityFrameworkCore;
using Vern.Persons.OwnView;
using Vern.Persons.OwnView.Storage;
using Vern.Platform.Sealing;

namespace Vern.Persons.Registration;

/// <summary>A complaint that is to be made.</summary>
/// <param name="Origin">32 random hexadecimal digits of the form: sent twice, it is one complaint.</param>
/// <param name="Subject">person, service or leadership.</param>
/// <param name="About">The account complained of, for a person.</param>
/// <param name="Words">What is complained of.</param>
public sealed record NewComplaint(string Origin, string Subject, int? About, string Words);

/// <summary>How many complaints, and how they ended.</summary>
/// <param name="Year">The year they came in.</param>
/// <param name="Received">How many came.</param>
/// <param name="Open">How many wait.</param>
/// <param name="Upheld">How many were right, in whole or in part.</param>
/// <param name="NotUpheld">How many were not found so.</param>
public sealed record ComplaintCount(int Year, int Received, int Open, int Upheld, int NotUpheld);

// Complaints about those who help her (K-008).
public sealed partial class CaseStore
{
    /// <summary>The longest complaint, and the longest answer.</summary>
    public const int LongestComplaint = 4000;

    /// <summary>Makes a complaint, by herself or written down for her; it goes to somebody who is not complained of.</summary>
    /// <param name="id">The person.</param>
    /// <param name="complaint">The complaint.</param>
    /// <param name="by">Who writes it down; null: she does.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>The case number; null where there is no such person within reach, or the one complained of is nobody of the agency.</returns>
    public async Task<string?> ComplainAsync(PersonId id, NewComplaint complaint, CaseReach? by = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(complaint);
        if (complaint.Subject is not ("person" or "service" or "leadership") || complaint.Subject == "person" != complaint.About.HasValue) throw new ArgumentException("person with an account, service or leadership was expected.", nameof(complaint));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(complaint.Words.Length, LongestComplaint);
        var staff = await StaffAsync(cancel);
        var about = staff.FirstOrDefault(one => one.Account == complaint.About);
        if (complaint.About is not null && about is null || await KeyIdAsync(id, cancel) is not { } keyId || await KeyAsync(keyId, cancel) is not { } key) return null;
        string? number = null;
        await ChangeAsync(id, by ?? HerOwnReach, async (context, row) =>
        {
            number = await context.Complaints.Where(one => one.Origin == complaint.Origin && one.Person == row.Id).Select(one => one.Number).FirstOrDefaultAsync(cancel);
            if (number is not null) return;
            do number = $"K-{PersonId.New()}"; while (await context.Complaints.AnyAsync(one => one.Number == number, cancel));
            context.Complaints.Add(new()
            {
                Number = number, Person = row.Id, Origin = complaint.Origin, Subject = complaint.Subject, About = complaint.About, Handler = RouteComplaint.To(complaint.Subject, about, by?.Account, staff), OnBehalf = by?.Account, At = Now().ToUnixTimeMilliseconds(),
                Words = key.SealField($"{row.Id}/{complaint.Origin}", "case_complaints.words", Encoding.UTF8.GetBytes(complaint.Words)), Revision = 1,
            });
            RecordComplaint(context, OwnActs.ComplaintMade, number, null);
        }, cancel);
        return number;
    }

    /// <summary>The complaints that an account may handle, those that wait first, the oldest first.</summary>
    public async Task<IReadOnlyList<Complaint>> ComplaintsAsync(int account, CancellationToken cancel = default)
    {
        var staff = await StaffAsync(cancel);
        await using var context = Context();
        var rows = (await context.Complaints.AsNoTracking().OrderBy(row => row.At).ToListAsync(cancel)).Where(row => MayHandle(row, account, staff)).ToList();
        // A list tells where they are; the words are read one by one, and each reading is recorded.
        return [.. rows.OrderBy(row => row.State is ComplaintState.Received or ComplaintState.UnderTreatment ? 0 : 1).Select(row => ComplaintOf(row, null))];
    }

    /// <summary>A complaint with its words; null where there is none that this account may handle.</summary>
    public async Task<Complaint?> ComplaintAsync(string number, int account, CancellationToken cancel = default)
    {
        await using var context = Context();
        if (await context.Complaints.AsNoTracking().FirstOrDefaultAsync(row => row.Number == number, cancel) is not { } row || !MayHandle(row, account, await StaffAsync(cancel))) return null;
        return ComplaintOf(row, await KeyIdAsync(PersonId.Read(row.Person)!.Value, cancel) is { } keyId ? await KeyAsync(keyId, cancel) : null);
    }

    /// <summary>Takes a complaint up, or answers it.</summary>
    /// <param name="number">The case number.</param>
    /// <param name="seen">The revision that the form was filled in over.</param>
    /// <param name="to">Where it goes.</param>
    /// <param name="answer">The words of an answer; null where it is only taken up.</param>
    /// <param name="by">Who does it.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>Null where there is none that this account may handle; false where it has moved since, or the step has no place.</returns>
    public async Task<bool?> MoveComplaintAsync(string number, int seen, ComplaintState to, string? answer, CaseReach by, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(by);
        if (await ComplaintAsync(number, by.Account, cancel) is not { } complaint || await KeyIdAsync(complaint.Person, cancel) is not { } keyId || await KeyAsync(keyId, cancel) is not { } key) return null;
        var answers = to is ComplaintState.Upheld or ComplaintState.PartlyUpheld or ComplaintState.NotUpheld;
        if (!complaint.IsOpen || complaint.Revision != seen || (answers ? string.IsNullOrWhiteSpace(answer) || answer.Length > LongestComplaint : to is not ComplaintState.UnderTreatment || complaint.State is not ComplaintState.Received)) return false;
        return await WriteAsync<bool?>(async context =>
        {
            if (await context.Complaints.Where(row => row.Number == number && row.Revision == seen).ExecuteUpdateAsync(set => set.SetProperty(row => row.Revision, seen + 1), cancel) == 0) return false;
            var row = await context.Complaints.FirstAsync(one => one.Number == number, cancel);
            (row.State, row.HandledBy, row.HandledByName) = (to, by.Account, by.Name);
            if (answers) (row.AnsweredAt, row.Answer) = (Now().ToUnixTimeMilliseconds(), key.SealField($"{row.Person}/{row.Origin}", "case_complaints.answer", Encoding.UTF8.GetBytes(answer!)));
            RecordComplaint(context, OwnActs.ComplaintMoved, number, to.ToString());
            return true;
        }, cancel);
    }

    /// <summary>Her complaints, for her own view: with the words and the answers.</summary>
    public async Task<IReadOnlyList<Complaint>> HerComplaintsAsync(PersonId id, CancellationToken cancel = default)
    {
        await using var context = Context();
        if (await KeyIdAsync(id, cancel) is not { } keyId || await KeyAsync(keyId, cancel) is not { } key) return [];
        return [.. (await context.Complaints.AsNoTracking().Where(row => row.Person == id.Value).OrderByDescending(row => row.At).ToListAsync(cancel)).Select(row => ComplaintOf(row, key))];
    }

    /// <summary>Counts by year, newest first, of all complaints, those that the asking one may not read among them.</summary>
    public async Task<IReadOnlyList<ComplaintCount>> CountComplaintsAsync(CancellationToken cancel = default)
    {
        await using var context = Context();
        var rows = await context.Complaints.AsNoTracking().Select(row => new { row.At, row.State }).ToListAsync(cancel);
        return [.. rows.GroupBy(row => TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(row.At), Zone).Year).OrderByDescending(year => year.Key)
            .Select(year => new ComplaintCount(year.Key, year.Count(), year.Count(row => row.State is ComplaintState.Received or ComplaintState.UnderTreatment), year.Count(row => row.State is ComplaintState.Upheld or ComplaintState.PartlyUpheld), year.Count(row => row.State is ComplaintState.NotUpheld)))];
    }

    /// <summary>Whom she may complain of by name: who is responsible, who shares her case, and the coordinators.</summary>
    public async Task<IReadOnlyList<ComplaintReader>> ComplaintSubjectsAsync(PersonId id, CancellationToken cancel = default)
    {
        await using var context = Context();
        if (await context.Persons.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id.Value && row.ErasedAt == null, cancel) is not { } person) return [];
        var own = await context.Members.Where(row => row.Person == id.Value).Select(row => row.Account).ToListAsync(cancel);
        return [.. (await StaffAsync(cancel)).Where(one => one.Account == person.Owner || own.Contains(one.Account) || one.Roles.Contains(RouteComplaint.Coordinator)).OrderBy(one => one.Account == person.Owner ? 0 : 1).ThenBy(one => one.Person, StringComparer.Ordinal)];
    }

    /// <summary>The name of one of the agency's own people, for who handles a complaint about her.</summary>
    public async Task<string?> StaffNameAsync(int account, CancellationToken cancel = default) => (await workspace.Access.ListAsync(cancel)).FirstOrDefault(one => one.Id == account)?.Person;

    private async Task<IReadOnlyList<ComplaintReader>> StaffAsync(CancellationToken cancel)
    {
        var now = Now();
        return [.. (await workspace.Access.ListAsync(cancel)).Where(account => account.Person is not null && !account.Off).Select(account => new ComplaintReader(account.Id, account.Person, [.. account.Roles.Where(role => role.Until is null || role.Until > now).Select(role => role.Role)]))];
    }

    private static bool MayHandle(ComplaintRow row, int account, IReadOnlyList<ComplaintReader> staff) =>
        staff.FirstOrDefault(one => one.Account == account) is { } reader && RouteComplaint.MayHandle(row.Handler, row.About is { } about ? staff.FirstOrDefault(one => one.Account == about) ?? new(about, null, []) : null, row.OnBehalf, reader);

    // Under its own number: her access list, which those who help her read, does not tell of it.
    private void RecordComplaint(Storage.CaseContext context, Platform.Auditing.AuditAct act, string number, string? detail) =>
        context.Add(Platform.Auditing.AuditTables.RowOf(Platform.Auditing.AuditEntry.Of(act, new($"complaint/{number}"), Now(), Platform.Auditing.Actor.Current, detail: detail)));

    private static Complaint ComplaintOf(ComplaintRow row, DataKey? key)
    {
        static DateTimeOffset At(long moment) => DateTimeOffset.FromUnixTimeMilliseconds(moment);
        string? Open(string column, byte[]? box) => box is not null && key is not null ? Encoding.UTF8.GetString(key.OpenField($"{row.Person}/{row.Origin}", column, box)) : null;
        return new(row.Number, PersonId.Read(row.Person)!.Value, row.Subject, row.About, row.Handler, row.OnBehalf, At(row.At), row.State, row.AnsweredAt is { } answered ? At(answered) : null, row.HandledByName, Open("case_complaints.words", row.Words), Open("case_complaints.answer", row.Answer), row.Revision);
    }
}
