using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Vern.Material.Intake.Storage;
using Vern.Material.Removal;
using Vern.Material.Removal.Storage;
using Vern.Platform.Interface;

namespace Vern.Material.Intake;

/// <summary>A hold on notices for the police.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Report">The report whose notices are held; null: an address.</param>
/// <param name="Until">The last day of it.</param>
/// <param name="By">Who holds.</param>
/// <param name="Reason">Why; null: nothing said.</param>
public sealed record NoticeHold(string Id, long? Report, DateOnly Until, string By, string? Reason);

// What leaves, what is held, what was found.
public sealed partial class MaterialStore
{
    /// <summary>The longest that notices are held at a time, in days; a hold may be renewed.</summary>
    public const int LongestHold = 90;

    /// <summary>A letter of a notice has left: by the clock's job, or by a person who took it from the page.</summary>
    /// <param name="id">The notice.</param>
    /// <param name="step">What left; another than the one that is due counts for nothing.</param>
    /// <param name="settings">The centre's times.</param>
    /// <param name="person">The verified person; null: the machine.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>Whether it counted; never while held.</returns>
    public Task<bool> NoticeSentAsync(string id, NoticeStep step, RemovalSettings settings, int? person, CancellationToken cancel = default) => ChangeNoticeAsync(id, async (context, row) =>
    {
        if (!await MayLeaveAsync(context, row, step, cancel)) return false;
        await LeaveAsync(context, row, settings, person, cancel);
        return true;
    }, cancel);

    /// <summary>Somebody says whether the material is there. Vern never looks itself. Gone: it is looked at again by the clock. There again after it was gone: two persons confirm anew, since another thing may lie there (J-006).</summary>
    /// <param name="id">The notice.</param>
    /// <param name="isThere">Whether it is there.</param>
    /// <param name="settings">The centre's times.</param>
    /// <param name="person">The verified person; null: a program.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>Whether it counted: the notice has left, or a look was due.</returns>
    public Task<bool> NoticeCheckedAsync(string id, bool isThere, RemovalSettings settings, int? person, CancellationToken cancel = default) => ChangeNoticeAsync(id, async (context, row) =>
    {
        if (row.State is NoticeState.Sent)
        {
            if (!isThere)
            {
                (row.State, row.GoneAt) = (NoticeState.Gone, Milliseconds());
                var (step, at) = RemovalClock.Look(Now(), Now(), settings);
                Schedule(context, row, step, at);
            }
            AddMoment(context, id, row.Round, isThere ? NoticeEvent.StillThere : NoticeEvent.Gone);
        }
        else if (row.State is NoticeState.Gone)
        {
            if (isThere)
            {
                AddMoment(context, id, row.Round, NoticeEvent.Reappeared);
                (row.State, row.Round, row.SentAt, row.GoneAt) = (NoticeState.Proposed, row.Round + 1, null, null);
                Schedule(context, row, NoticeStep.None, null);
                AddMoment(context, id, row.Round, NoticeEvent.Proposed);
            }
            else
            {
                var (step, at) = RemovalClock.Look(Moment(row.GoneAt)!.Value, Now(), settings);
                Schedule(context, row, step, at);
                AddMoment(context, id, row.Round, NoticeEvent.Gone);
                if (step is NoticeStep.None) End(context, row, NoticeState.Closed, NoticeEvent.Closed);
            }
        }
        else return false;
        await AddHandAsync(context, id, person, cancel);
        Record(context, RemovalActs.Checked, $"notice/{id}", detail: isThere ? "there" : "gone");
        return true;
    }, cancel);

    /// <summary>Follows a notice no further.</summary>
    /// <param name="id">The notice.</param>
    /// <param name="reason">A code of <see cref="NoticeCodes.Ends"/>.</param>
    /// <param name="person">The verified person.</param>
    /// <param name="cancel">Stops.</param>
    public Task<bool> CloseNoticeAsync(string id, string reason, int person, CancellationToken cancel = default) => ChangeNoticeAsync(id, async (context, row) =>
    {
        if (row.OpenAddress is null || !NoticeCodes.Ends.Contains(reason, StringComparer.Ordinal)) return false;
        End(context, row, NoticeState.Closed, NoticeEvent.Closed);
        await AddHandAsync(context, id, person, cancel);
        Record(context, RemovalActs.Closed, $"notice/{id}", detail: reason);
        return true;
    }, cancel);

    /// <summary>A notice was wrong: nothing more of it leaves, and a host that had it is told so.</summary>
    internal Task<bool> WithdrawNoticeAsync(string id, CancellationToken cancel) => ChangeNoticeAsync(id, (context, row) =>
    {
        if (row.State is NoticeState.Withdrawn) return Task.FromResult(false);
        // A letter that a server may have taken before it fell silent counts as one that the host has.
        var hasLeft = context.Set<NoticeEventRow>().Any(one => one.Notice == id && one.What == NoticeEvent.Sent)
            || context.Set<NoticeLetterRow>().Any(one => one.Notice == id && (one.State == LetterState.Sending || one.Why == LetterCodes.Slow || one.Why == LetterCodes.NoConnection));
        End(context, row, NoticeState.Withdrawn, NoticeEvent.Withdrawn);
        if (hasLeft) Schedule(context, row, NoticeStep.Withdraw, Now());
        Record(context, RemovalActs.Withdrawn, $"notice/{id}");
        return Task.FromResult(true);
    }, cancel);

    /// <summary>Holds the notices of an address or of a report until the end of a day (J-007).</summary>
    /// <param name="address">The address; null: a report.</param>
    /// <param name="report">The report; null: an address.</param>
    /// <param name="until">The last day, today or later, at most <see cref="LongestHold"/> days on.</param>
    /// <param name="reason">Why; null: nothing said.</param>
    /// <param name="by">Who holds.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<string> HoldNoticesAsync(Uri? address, long? report, DateOnly until, string? reason, string by, CancellationToken cancel = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(by);
        var today = PageContext.DayOf(Now());
        if (address is null == report is null || until < today || until > today.AddDays(LongestHold)) throw new ArgumentException("An address or a report, and a day within bounds, were expected.", nameof(until));
        var digest = address is null ? null : await AddressDigestAsync(address, cancel);
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var key = await Keys.NewKeyAsync($"hold/{id}", cancel);
        return await WriteAsync(context =>
        {
            context.Add(new HoldRow { Id = id, Address = digest, Report = report, Until = until, MadeAt = Milliseconds(), KeyId = key.Id, By = key.SealField(id, "notice_holds.by", Encoding.UTF8.GetBytes(by)), Reason = string.IsNullOrWhiteSpace(reason) ? null : key.SealField(id, "notice_holds.reason", Encoding.UTF8.GetBytes(reason.Trim())) });
            Record(context, RemovalActs.Held, $"hold/{id}", detail: $"until {until:yyyy-MM-dd}");
            return Task.FromResult(id);
        }, cancel);
    }

    /// <summary>The holds that stand, the next to end first.</summary>
    public async Task<IReadOnlyList<NoticeHold>> HoldsAsync(CancellationToken cancel = default)
    {
        var today = PageContext.DayOf(Now());
        await using var context = Context();
        var rows = await context.Set<HoldRow>().AsNoTracking().Where(row => row.LiftedAt == null && row.Until >= today).OrderBy(row => row.Until).Take(500).ToListAsync(cancel);
        var keys = await Keys.KeysAsync([.. rows.Select(row => row.KeyId)], cancel);
        return [.. rows.Where(row => keys.ContainsKey(row.KeyId)).Select(row => new NoticeHold(row.Id, row.Report, row.Until, Encoding.UTF8.GetString(keys[row.KeyId].OpenField(row.Id, "notice_holds.by", row.By)), row.Reason is { } box ? Encoding.UTF8.GetString(keys[row.KeyId].OpenField(row.Id, "notice_holds.reason", box)) : null))];
    }

    /// <summary>Ends a hold before its day; what waited for it is due at once.</summary>
    public async Task<bool> LiftHoldAsync(string id, CancellationToken cancel = default)
    {
        var waiting = new List<string>();
        var lifted = await WriteAsync(async context =>
        {
            if (await context.Set<HoldRow>().FirstOrDefaultAsync(row => row.Id == id && row.LiftedAt == null, cancel) is not { } hold) return false;
            hold.LiftedAt = Milliseconds();
            waiting.AddRange(await context.Set<NoticeRow>().Where(row => (hold.Address != null && row.Address == hold.Address) || (hold.Report != null && row.Report == hold.Report)).Where(row => row.Step == NoticeStep.Send).Select(row => row.Id).ToListAsync(cancel));
            Record(context, RemovalActs.Held, $"hold/{id}", detail: "lifted");
            return true;
        }, cancel);
        foreach (var notice in waiting)
            await ChangeNoticeAsync(notice, async (context, row) =>
            {
                if (row.Step is NoticeStep.Send && await HeldUntilAsync(context, row, cancel) is null) Schedule(context, row, NoticeStep.Send, Now());
                return true;
            }, cancel);
        return lifted;
    }

    /// <summary>A letter is due while a hold stands: it waits for the day after.</summary>
    internal Task<bool> PutOffAsync(string id, CancellationToken cancel) => ChangeNoticeAsync(id, async (context, row) =>
    {
        if (row.Step is NoticeStep.None or NoticeStep.Check or NoticeStep.Withdraw || await HeldUntilAsync(context, row, cancel) is not { } until) return false;
        Schedule(context, row, row.Step, PageContext.StartOf(until.AddDays(1)));
        AddMoment(context, id, row.Round, NoticeEvent.Held);
        return true;
    }, cancel);

    /// <summary>The notices that left between two moments, for times to removal.</summary>
    public async Task<IReadOnlyList<TimedNotice>> TimedNoticesAsync(DateTimeOffset from, DateTimeOffset before, CancellationToken cancel = default)
    {
        var (first, end) = (from.ToUnixTimeMilliseconds(), before.ToUnixTimeMilliseconds());
        await using var context = Context();
        var rows = await context.Set<NoticeEventRow>().AsNoTracking().Where(one => one.What == NoticeEvent.Sent && one.At >= first && one.At < end)
            .Join(context.Set<NoticeRow>(), one => one.Notice, row => row.Id, (one, row) => new { row.Host, row.Country, one.At, Gone = context.Set<NoticeEventRow>().Where(gone => gone.Notice == row.Id && gone.Round == one.Round && gone.What == NoticeEvent.Gone).Min(gone => (long?)gone.At) }).ToListAsync(cancel);
        return [.. rows.Select(row => new TimedNotice(row.Host, row.Country, Moment(row.At)!.Value, Moment(row.Gone)))];
    }

    private void End(MaterialContext context, NoticeRow row, NoticeState state, NoticeEvent what)
    {
        (row.State, row.OpenAddress) = (state, null);
        Schedule(context, row, NoticeStep.None, null);
        AddMoment(context, row.Id, row.Round, what);
    }

    private async Task<DateOnly?> HeldUntilAsync(MaterialContext context, NoticeRow row, CancellationToken cancel)
    {
        var today = PageContext.DayOf(Now());
        var (address, report) = (row.Address, row.Report);
        return await context.Set<HoldRow>().Where(hold => hold.LiftedAt == null && hold.Until >= today && (hold.Address == address || (report != null && hold.Report == report))).MaxAsync(hold => (DateOnly?)hold.Until, cancel);
    }
}
