using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Vern.Material.Intake.Storage;
using Vern.Material.Redress;
using Vern.Material.Redress.Storage;
using Vern.Material.Removal;
using Vern.Material.Removal.Storage;
using Vern.Platform.Auditing;
using Vern.Platform.Jobs;
using RequestState = Vern.Material.Redress.RequestState;

namespace Vern.Material.Intake;

/// <summary>What a reviewer's step in a matter came to.</summary>
public enum ReviewStep
{
    /// <summary>Done.</summary>
    Done,
    /// <summary>There is no such matter, or it is decided.</summary>
    NotNow,
    /// <summary>She had a part in what is complained of: somebody else decides.</summary>
    HadPart,
}

// Complaints: folded by what they are about, decided once by somebody who had no part in it. However many come, none of them changes anything by itself.
public sealed partial class MaterialStore
{
    /// <summary>The kind of job of a complaint's or request's clock.</summary>
    internal const string RedressJob = "redress.clock";
    private const string MatterTyped = "complaint_matters.typed", MatterReasons = "complaint_matters.reasons", ComplaintWords = "complaints.words";
    private const int MostWordsShown = 50;
    private static readonly TimeSpan RemindBefore = TimeSpan.FromDays(3);

    /// <summary>Takes a complaint in.</summary>
    /// <returns>Its number, and the secret that opens it; no secret where the same form had been sent before.</returns>
    public async Task<CaseTicket> ComplainAsync(NewComplaint asked, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(asked);
        if (!RedressCodes.Kinds.Contains(asked.Kind, StringComparer.Ordinal) || asked.Subject.Trim().Length is 0 or > RedressCodes.LongestSubject || asked.Words?.Length > RedressCodes.LongestWords) throw new ArgumentException("A kind, a subject and words within bounds were expected.", nameof(asked));
        var origin = OriginOf(asked.Origin);
        var about = await FindSubjectAsync(asked.Subject, cancel);
        // What was found here is one thing however it was written; otherwise the words, blanks and case aside.
        var subject = await KeyedDigestAsync("complaint", $"{asked.Kind}\n{about ?? string.Concat(asked.Subject.Where(letter => !char.IsWhiteSpace(letter))).ToUpperInvariant()}", cancel);
        for (var attempt = 0; ; attempt++)
        {
            await using (var there = Context())
                if (await there.Set<ComplaintRow>().Where(row => row.Origin == origin).Select(row => row.Number).FirstOrDefaultAsync(cancel) is { } number) return new(number, null);
            try { return await TakeInAsync(asked, origin, subject, about, cancel); }
            catch (DbUpdateException) when (attempt < 3) { } // of two that come at once one makes the matter, the other is folded into it
        }
    }

    private async Task<CaseTicket> TakeInAsync(NewComplaint asked, string origin, string subject, string? about, CancellationToken cancel)
    {
        var ticket = new CaseTicket(CaseCode.NewNumber(isRequest: false), CaseCode.NewSecret());
        var (id, matterId) = (RandomId(), RandomId());
        await using (var look = Context()) matterId = await look.Set<MatterRow>().Where(row => row.OpenSubject == subject).Select(row => row.Id).FirstOrDefaultAsync(cancel) ?? matterId;
        var fresh = await FreshKeyAsync(matterId, cancel);
        await WriteAsync(async context =>
        {
            var matter = await context.Set<MatterRow>().Where(row => row.Id == matterId && row.OpenSubject != null).ExecuteUpdateAsync(set => set.SetProperty(row => row.Count, row => row.Count + 1).SetProperty(row => row.Turn, row => row.Turn + 1), cancel) == 1
                ? await context.Set<MatterRow>().FirstAsync(row => row.Id == matterId, cancel) : null;
            if (matter is null)
            {
                if (fresh.IsOld) throw new DbUpdateException("The matter was decided meanwhile.");
                var due = Now().AddDays(RedressCodes.DecideDays);
                context.Add(matter = new MatterRow { Id = matterId, Kind = asked.Kind, Subject = subject, OpenSubject = subject, About = about, State = MatterState.Received, Count = 1, MadeAt = Milliseconds(), DueAt = due.ToUnixTimeMilliseconds(), KeyId = fresh.Key.Id, Typed = fresh.Key.SealField(matterId, MatterTyped, Encoding.UTF8.GetBytes(asked.Subject.Trim())) });
                foreach (var at in (DateTimeOffset[])[due - RemindBefore, due]) context.Add(JobStore.RowOf($"{RedressJob}/{matterId}/{at.ToUnixTimeSeconds()}", RedressJob, $"\"matter/{matterId}\"", at));
            }
            context.Add(new ComplaintRow { Id = id, Matter = matterId, Number = ticket.Number, Secret = CaseCode.Digest(ticket.Secret!), Origin = origin, Language = asked.Language, MadeAt = Milliseconds(), Words = string.IsNullOrWhiteSpace(asked.Words) || matter.Count > RedressCodes.MostKept ? null : fresh.Key.SealField(id, ComplaintWords, Encoding.UTF8.GetBytes(asked.Words.Trim())) });
            Record(context, RedressActs.Received, $"complaint/{matterId}");
            return true;
        }, cancel);
        return ticket;
    }

    // The key of a matter that is there, or a new one for a matter that is about to be.
    private async Task<(Platform.Sealing.DataKey Key, bool IsOld)> FreshKeyAsync(string matter, CancellationToken cancel)
    {
        await using var context = Context();
        return await context.Set<MatterRow>().Where(row => row.Id == matter).Select(row => row.KeyId).FirstOrDefaultAsync(cancel) is { } id && await KeyAsync(id, cancel) is { } key ? (key, true) : (await Keys.NewKeyAsync($"complaint/{matter}", cancel), false);
    }

    /// <summary>What a line is about, where something here is meant by it: an address or the reference of a notice, a digest of an entry of the list or of a reported file, the number of a report.</summary>
    internal async Task<string?> FindSubjectAsync(string line, CancellationToken cancel)
    {
        var typed = line.Trim();
        if (NoticeReference().Match(typed) is { Success: true } reference)
        {
            var id = reference.Groups[1].Value.ToLowerInvariant();
            await using var context = Context();
            if (await context.Set<NoticeRow>().AnyAsync(row => row.Id == id, cancel)) return $"notice/{id}";
        }
        if (DigestForm().IsMatch(typed))
        {
            var digest = typed.ToLowerInvariant();
            await using var context = Context();
            var entry = await context.Set<Indicators.Storage.IndicatorHashRow>().Where(row => row.Value == digest && row.Slot == 0).OrderBy(row => row.Indicator).Select(row => (long?)row.Indicator).FirstOrDefaultAsync(cancel);
            if (entry is { } listed) return string.Create(CultureInfo.InvariantCulture, $"indicator/{listed}");
            var file = await context.ReportFiles.Where(row => row.Sha256 == digest || row.Sha1 == digest || row.Md5 == digest).OrderBy(row => row.Report).Select(row => (long?)row.Report).FirstOrDefaultAsync(cancel);
            return file is { } found ? string.Create(CultureInfo.InvariantCulture, $"report/{found}") : null;
        }
        if (long.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            await using var context = Context();
            return await context.Reports.AnyAsync(row => row.Id == number, cancel) ? string.Create(CultureInfo.InvariantCulture, $"report/{number}") : null;
        }
        return HostAddress.TryRead(typed, out var address) && await NoticeOfAddressAsync(address, cancel) is { } notice ? $"notice/{notice}" : null;
    }

    /// <summary>Matters, open ones by their day, then those decided last; and how many there are.</summary>
    public async Task<(IReadOnlyList<Matter> Matters, int Count)> MattersAsync(bool open, int skip, int take, CancellationToken cancel = default)
    {
        await using var context = Context();
        var rows = context.Set<MatterRow>().AsNoTracking().Where(row => row.OpenSubject != null == open);
        var ordered = open ? rows.OrderBy(row => row.DueAt).ThenBy(row => row.Id) : rows.OrderByDescending(row => row.DecidedAt).ThenBy(row => row.Id);
        return ([.. (await ordered.Skip(skip).Take(take).ToListAsync(cancel)).Select(MatterOf)], await rows.CountAsync(cancel));
    }

    /// <summary>A matter with its words; null where there is none.</summary>
    public async Task<Matter?> MatterAsync(string id, CancellationToken cancel = default)
    {
        await using var context = Context();
        if (await context.Set<MatterRow>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { } row) return null;
        if (await KeyAsync(row.KeyId, cancel) is not { } key) return MatterOf(row);
        var words = await context.Set<ComplaintRow>().AsNoTracking().Where(one => one.Matter == id && one.Words != null && one.TakenBackAt == null).OrderBy(one => one.MadeAt).Take(MostWordsShown).ToListAsync(cancel);
        return MatterOf(row) with
        {
            Subject = Encoding.UTF8.GetString(key.OpenField(id, MatterTyped, row.Typed)), Reasons = row.Reasons is { } box ? Encoding.UTF8.GetString(key.OpenField(id, MatterReasons, box)) : null,
            Words = [.. words.Select(one => Encoding.UTF8.GetString(key.OpenField(one.Id, ComplaintWords, one.Words!)))],
        };
    }

    /// <summary>Whether somebody had a part in what a matter is about: by the hands of a notice, and by what the ledger tells of her under her own name. Reading alone is no part.</summary>
    public async Task<bool> HadPartAsync(string? about, int person, string name, CancellationToken cancel = default)
    {
        if (about is null) return false;
        if (about.StartsWith("notice/", StringComparison.Ordinal) && (await HandsOfNoticeAsync(about["notice/".Length..], cancel)).Contains(person)) return true;
        await Ledger.AppendAsync(cancel);
        var (places, _) = await Ledger.Outbox.FindAsync(new(Resource: about), 0, 1000, cancel);
        var reads = MaterialActs.All.Where(act => act.IsRead).Select(act => act.Kind).ToHashSet(StringComparer.Ordinal);
        return (await Ledger.ReadAsync(places, cancel)).Any(act => !reads.Contains(act.Kind) && act.By?.Name == name);
    }

    /// <summary>A reviewer takes a matter up.</summary>
    public async Task<ReviewStep> TakeUpAsync(string id, int person, string name, CancellationToken cancel = default)
    {
        if (await MatterAsync(id, cancel) is not { DecidedAt: null } matter) return ReviewStep.NotNow;
        if (await HadPartAsync(matter.About, person, name, cancel)) return ReviewStep.HadPart;
        return await WriteAsync(async context =>
        {
            if (await context.Set<MatterRow>().Where(row => row.Id == id && row.State == MatterState.Received).ExecuteUpdateAsync(set => set.SetProperty(row => row.State, MatterState.UnderReview).SetProperty(row => row.Reviewer, person), cancel) == 0) return ReviewStep.NotNow;
            Record(context, RedressActs.TakenUp, $"complaint/{id}");
            return ReviewStep.Done;
        }, cancel);
    }

    /// <summary>Decides a matter, for all who complained. Upheld: what it is about is taken back (a notice withdrawn, its host told; an entry of the list suspended, and withdrawn by two there).</summary>
    /// <param name="id">The matter.</param>
    /// <param name="upheld">Whether we were wrong.</param>
    /// <param name="reasons">The reasons, told to all who complained.</param>
    /// <param name="person">The verified person.</param>
    /// <param name="name">Her name.</param>
    /// <param name="cancel">Stops.</param>
    public async Task<ReviewStep> DecideMatterAsync(string id, bool upheld, string reasons, int person, string name, CancellationToken cancel = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reasons);
        if (reasons.Length > RedressCodes.LongestWords) throw new ArgumentException("Reasons within bounds were expected.", nameof(reasons));
        if (await MatterAsync(id, cancel) is not { DecidedAt: null } matter) return ReviewStep.NotNow;
        if (await HadPartAsync(matter.About, person, name, cancel)) return ReviewStep.HadPart;
        var state = upheld ? MatterState.Upheld : MatterState.Rejected;
        var step = await WriteAsync(async context =>
        {
            if (await context.Set<MatterRow>().Where(row => row.Id == id && row.OpenSubject != null).ExecuteUpdateAsync(set => set.SetProperty(row => row.Turn, row => row.Turn + 1), cancel) == 0) return ReviewStep.NotNow;
            var row = await context.Set<MatterRow>().FirstAsync(one => one.Id == id, cancel);
            if (await KeyAsync(row.KeyId, cancel) is not { } key) return ReviewStep.NotNow;
            (row.State, row.OpenSubject, row.DecidedAt, row.Reviewer, row.Reasons) = (state, null, Milliseconds(), person, key.SealField(id, MatterReasons, Encoding.UTF8.GetBytes(reasons.Trim())));
            Record(context, RedressActs.Decided, $"complaint/{id}", DecisionDigest(id, state, reasons));
            // What follows is done below, at once; where the process ends before, by this job.
            if (upheld) context.Add(JobStore.RowOf($"{RedressJob}/right/{id}", RedressJob, $"\"right/{id}\"", Now().AddMinutes(1)));
            return ReviewStep.Done;
        }, cancel);
        if (step is ReviewStep.Done && upheld) await PutRightAsync(matter.About, new(person, name, CentreTitle), CancellationToken.None);
        return step;
    }

    // What a decision changes was not done, since the process ended in between. What was done to an entry after the decision stands.
    private async Task PutRightAfterAsync(string id, CancellationToken cancel)
    {
        if (await MatterAsync(id, cancel) is not { State: MatterState.Upheld, Reviewer: { } reviewer, DecidedAt: { } decided, About: { } about }) return;
        if (about.StartsWith("indicator/", StringComparison.Ordinal) && long.TryParse(about.AsSpan("indicator/".Length), NumberStyles.None, CultureInfo.InvariantCulture, out var indicator)
            && (await IndicatorHistoryAsync(indicator, cancel)).Any(step => step.At >= decided && step.Step is Indicators.IndicatorStep.AskWithdrawal or Indicators.IndicatorStep.Withdraw)) return;
        await PutRightAsync(about, new(reviewer, $"complaint/{id}", CentreTitle), cancel);
    }

    /// <summary>What an upheld complaint changes.</summary>
    /// <param name="about">What it was about.</param>
    /// <param name="by">Who decided.</param>
    /// <param name="cancel">Stops.</param>
    internal async Task PutRightAsync(string? about, Indicators.IndicatorActor by, CancellationToken cancel)
    {
        if (about is null) return;
        if (about.StartsWith("notice/", StringComparison.Ordinal)) await WithdrawNoticeAsync(about["notice/".Length..], cancel);
        // It counts no more from this moment; the reviewer's is the first of the two voices for its withdrawal, and another person gives the second on the page of indicators.
        else if (about.StartsWith("indicator/", StringComparison.Ordinal) && long.TryParse(about.AsSpan("indicator/".Length), NumberStyles.None, CultureInfo.InvariantCulture, out var indicator)) await WithdrawIndicatorAsync(indicator, "complaint", by, null, cancel);
    }

    /// <summary>SHA-256 of outcome and reasons, which stands in the ledger: who has the reasons can check that they were not changed.</summary>
    public static string DecisionDigest(string id, MatterState outcome, string reasons)
    {
        ArgumentNullException.ThrowIfNull(reasons);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{id}\n{outcome}\n{reasons.Trim()}")));
    }

    /// <summary>How often we were wrong, of the complaints that came between two moments.</summary>
    public async Task<ErrorRate> ErrorRateAsync(DateTimeOffset from, DateTimeOffset before, CancellationToken cancel = default)
    {
        var (first, end, now) = (from.ToUnixTimeMilliseconds(), before.ToUnixTimeMilliseconds(), Milliseconds());
        await using var context = Context();
        var matters = context.Set<MatterRow>().Where(row => row.MadeAt >= first && row.MadeAt < end);
        return new(await context.Set<ComplaintRow>().CountAsync(row => row.MadeAt >= first && row.MadeAt < end, cancel), await matters.CountAsync(cancel), await matters.CountAsync(row => row.State == MatterState.Upheld || row.State == MatterState.Rejected, cancel),
            await matters.CountAsync(row => row.State == MatterState.Upheld, cancel), await matters.CountAsync(row => (row.DecidedAt ?? now) > row.DueAt, cancel));
    }

    /// <summary>The day nears, or is over: it stands in the ledger, and the list shows it first.</summary>
    internal async Task RemindRedressAsync(string resource, CancellationToken cancel)
    {
        var (kind, id) = resource.Split('/') is [var first, var second] ? (first, second) : ("", "");
        if (kind == "right")
        {
            await PutRightAfterAsync(id, cancel);
            return;
        }
        await WriteAsync(async context =>
        {
            var now = Milliseconds();
            var reminded = kind == "matter"
                ? await context.Set<MatterRow>().Where(row => row.Id == id && row.OpenSubject != null).ExecuteUpdateAsync(set => set.SetProperty(row => row.RemindedAt, now), cancel)
                : await context.Set<RequestRow>().Where(row => row.Id == id && row.State == RequestState.Received).ExecuteUpdateAsync(set => set.SetProperty(row => row.RemindedAt, now), cancel);
            if (reminded == 1) Record(context, RedressActs.Reminded, $"{(kind == "matter" ? "complaint" : "request")}/{id}");
            return true;
        }, cancel);
    }

    private static string RandomId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    private static string OriginOf(string origin) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(origin)));

    private static Matter MatterOf(MatterRow row) => new() { Id = row.Id, Kind = row.Kind, State = row.State, About = row.About, Count = row.Count, MadeAt = Moment(row.MadeAt)!.Value, DueAt = Moment(row.DueAt)!.Value, DecidedAt = Moment(row.DecidedAt), Reviewer = row.Reviewer };

    [GeneratedRegex("^([0-9a-fA-F]{32})-[0-9]{1,4}$")] private static partial Regex NoticeReference();
    [GeneratedRegex("^([0-9a-fA-F]{32}|[0-9a-fA-F]{40}|[0-9a-fA-F]{64})$")] private static partial Regex DigestForm();
}
