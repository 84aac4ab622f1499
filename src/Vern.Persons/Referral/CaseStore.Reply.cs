using System.Text;
using Microsoft.EntityFrameworkCore;
using Vern.Persons.Referral;
using Vern.Persons.Referral.Storage;
using Vern.Persons.Registration.Storage;
using Vern.Platform.Auditing;
using Vern.Platform.Sealing;

namespace Vern.Persons.Registration;

// Pages on which bodies without Vern read what was sent to them, and answer.
public sealed partial class CaseStore
{
    private const string ReplyContent = "case_reply_pages.content", ReplyLetterColumn = "case_reply_pages.letter";
    // Stretching a passphrase keeps a processor busy: strangers get two at a time.
    private static readonly SemaphoreSlim Stretching = new(2, 2);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);
    private static readonly byte[] Nobodys = new byte[64];

    /// <summary>The letter and the passphrase of a referral of ours; null where there is none within reach, or the page is closed.</summary>
    public async Task<ReplyLetter?> LetterAsync(string id, CaseReach by, CancellationToken cancel = default)
    {
        if (await FindReferralAsync(id, by, cancel) is not { Ours: true } row || await ReplyPageAsync(id, cancel) is not { Letter: { } box } page || await KeyAsync(row.KeyId, cancel) is not { } key) return null;
        var (head, parts) = (HeadOf(row), Encoding.UTF8.GetString(key.OpenField(id, ReplyLetterColumn, box)).Split(' '));
        return new(id, row.Body, parts[0], parts[1], head.DueAt, head.ExpiresAt, page.OpenedAt is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null, page.Wrong);
    }

    /// <summary>Gives a page a new address and passphrase: the letter went astray, or somebody tried too often. The old ones open nothing from then on.</summary>
    public async Task<Stepped> RenewLetterAsync(string id, CaseReach by, CancellationToken cancel = default)
    {
        if (await FindReferralAsync(id, by, cancel) is not { Ours: true } row || await ReplyPageAsync(id, cancel) is not { } old || await KeyAsync(row.KeyId, cancel) is not { } key) return Stepped.Gone;
        if (old.Content is null || !ReferralWay.IsHeld(row.State) || await ContentOfAsync(row, cancel) is not { } content) return Stepped.NotNow;
        var page = await NewReplyPageAsync(id, content, key, cancel);
        var kept = false;
        try
        {
            kept = await WriteAsync(async context =>
            {
                if (await context.ReplyPages.Where(one => one.Referral == id && one.KeyId == old.KeyId && one.Content != null)
                    .ExecuteUpdateAsync(set => set.SetProperty(one => one.Mark, page.Mark).SetProperty(one => one.KeyId, page.KeyId).SetProperty(one => one.Content, page.Content).SetProperty(one => one.Letter, page.Letter).SetProperty(one => one.Wrong, 0), cancel) == 0) return false;
                RecordReferral(context, CaseActs.ReplyRenewed, id);
                return true;
            }, cancel);
        }
        finally { await workspace.Keys.EraseAsync([kept ? old.KeyId : page.KeyId], CancellationToken.None); }
        return kept ? Stepped.Done : Stepped.NotNow;
    }

    /// <summary>Whether a page with this code was there and is closed: who has the letter is told so before the passphrase. False too where there never was one.</summary>
    public async Task<bool> IsReplyClosedAsync(string code, CancellationToken cancel = default)
    {
        var mark = ReplyCode.MarkOf(code);
        await using var context = Context();
        return await context.ReplyPages.AsNoTracking().FirstOrDefaultAsync(row => row.Mark == mark, cancel) is { } page
            && (page.Content is null || await context.Referrals.AsNoTracking().FirstOrDefaultAsync(row => row.Id == page.Referral, cancel) is not { } row || IsOver(row));
    }

    /// <summary>Opens a page with its code and passphrase. The first time it is also the referral's receipt. A try with a wrong one is counted before it is looked at, so that many at once are no more than one after the other.</summary>
    public Task<ReplyOpening> OpenReplyAsync(string code, string passphrase, CancellationToken cancel = default) => WithReplyAsync(code, passphrase, (_, _) => Task.FromResult<ReplyFault?>(null), cancel);

    /// <summary>Takes an answer of a body without Vern: ask, accept, decline or hand back. Declined or handed back, the page closes; the same answer twice is one.</summary>
    /// <param name="code">The page's code.</param>
    /// <param name="passphrase">The passphrase.</param>
    /// <param name="step">The step.</param>
    /// <param name="reason">Why, by code; of declining and giving back.</param>
    /// <param name="words">A question, a reason in words; null: none.</param>
    /// <param name="name">Who answers there.</param>
    /// <param name="cancel">Stops.</param>
    /// <exception cref="ArgumentException">No step of theirs, or a reason or name that cannot be: the page checks before.</exception>
    public Task<ReplyOpening> ReplyAsync(string code, string passphrase, ReferralStep step, string? reason, string? words, string name, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!ReplyCode.IsTheirs(step) || name.Length is 0 or > 80 || words?.Length > ReferralMessage.LongestWords || (reason is not null && !ReferralMessage.DeclineReasons.Contains(reason))) throw new ArgumentException("A step of theirs, by somebody, was expected.", nameof(step));
        return WithReplyAsync(code, passphrase, (row, page) => AnswerAsync(row, page, new(1, row.Id, step, Now().ToUnixTimeMilliseconds(), name, reason, string.IsNullOrWhiteSpace(words) ? null : words), cancel), cancel);
    }

    private async Task<ReplyOpening> WithReplyAsync(string code, string passphrase, Func<ReferralRow, ReplyPageRow, Task<ReplyFault?>> then, CancellationToken cancel)
    {
        if (!await Stretching.WaitAsync(LongestWait, cancel)) return new(null, ReplyFault.Busy);
        (ReferralRow Row, ReplyPageRow Page, ReferralContent Content)? opened;
        try
        {
            var (found, fault) = await UnlockAsync(code, passphrase, cancel);
            if (fault is { } why) return new(null, why);
            opened = found;
        }
        finally { Stretching.Release(); }
        var (row, page, content) = opened!.Value;
        var service = await ServiceAsync(row.Body, cancel);
        var problem = await then(row, page);
        // Shown is what may still be shared today: she may have narrowed what she agreed to since.
        await using var context = Context();
        row = await context.Referrals.AsNoTracking().FirstAsync(one => one.Id == row.Id, cancel);
        if (service is null || row.Person is null || await context.Persons.AsNoTracking().FirstOrDefaultAsync(one => one.Id == row.Person && one.ErasedAt == null, cancel) is not { } person || await KeyAsync(person.KeyId, cancel) is not { } key || IsOver(row)) return new(null, problem ?? ReplyFault.Closed) { Taken = problem is null };
        var consents = (await context.Consents.AsNoTracking().Where(one => one.Person == person.Id).ToListAsync(cancel)).ConvertAll(one => ConsentOf(one, key));
        var left = ReplyCode.Only(content, field => MayShare.Decide(person.Audience, consents, service.Id, service.Kind, row.Purpose, field, Today).May);
        if (left.Facts.Count == 0) return new(null, ReplyFault.Closed) { Taken = problem is null };
        var steps = await context.ReferralSteps.AsNoTracking().Where(one => one.Referral == row.Id).OrderBy(one => one.Id).ToListAsync(cancel);
        return new(new(HeadOf(row), service.Name, left, [.. steps.Select(step => new ReferralHistory(step.Step, step.Ours, DateTimeOffset.FromUnixTimeMilliseconds(step.At), step.ByName, step.Reason,
            step.Words is { } box ? Encoding.UTF8.GetString(key.OpenField(WordsPlace(row.Id, step.Step, step.At), "case_referral_steps.words", box)) : null, null))]), problem) { Taken = problem is null };
    }

    private async Task<((ReferralRow, ReplyPageRow, ReferralContent)? Found, ReplyFault? Fault)> UnlockAsync(string code, string passphrase, CancellationToken cancel)
    {
        var (mark, typed) = (ReplyCode.MarkOf(code), ReplyCode.Typed(passphrase));
        ReplyPageRow? page;
        ReferralRow? row = null;
        await using (var context = Context())
        {
            page = await context.ReplyPages.AsNoTracking().FirstOrDefaultAsync(one => one.Mark == mark, cancel);
            if (page is not null) row = await context.Referrals.AsNoTracking().FirstOrDefaultAsync(one => one.Id == page.Referral, cancel);
        }
        if (page is null || row is null)
        {
            PassphraseBox.Open(Nobodys, typed, "nobody"); // as long as with a page
            return (null, ReplyFault.Wrong);
        }
        if (page.Content is not { } box || IsOver(row)) return (null, ReplyFault.Closed);
        if (!await WriteAsync(async context => await context.ReplyPages.Where(one => one.Mark == mark && one.Content != null && one.Wrong < ReplyCode.MostWrong).ExecuteUpdateAsync(set => set.SetProperty(one => one.Wrong, one => one.Wrong + 1), cancel) > 0, cancel)) return (null, ReplyFault.TooMany);
        if ((await workspace.Keys.KeysAsync([page.KeyId], cancel)).GetValueOrDefault(page.KeyId) is not { } key) return (null, ReplyFault.Closed);
        var inside = PassphraseBox.Open(key.OpenField(row.Id, ReplyContent, box), typed, $"reply/{row.Id}");
        await WriteAsync(async context =>
        {
            // Who reads is the body, by its name in the directory; nobody has signed in.
            RecordReply(context, inside is null ? CaseActs.ReplyRefused : CaseActs.ReplyRead, row);
            if (inside is null) return false;
            var at = Now().ToUnixTimeMilliseconds();
            await context.ReplyPages.Where(one => one.Mark == mark).ExecuteUpdateAsync(set => set.SetProperty(one => one.Wrong, one => one.Wrong - 1).SetProperty(one => one.OpenedAt, one => one.OpenedAt ?? at), cancel);
            if (ReferralWay.Next(row.State, ReferralStep.Receive) is { } received && await MoveAsync(context, row, received, null, false, cancel))
                AddStep(context, new(1, row.Id, ReferralStep.Receive, at, row.Body), false, null, null);
            return true;
        }, cancel);
        if (inside is null) return (null, ReplyFault.Wrong);
        await using var now = Context();
        return ((await now.Referrals.AsNoTracking().FirstAsync(one => one.Id == row.Id, cancel), page, ReferralMessage.ReadContent(inside)), null);
    }

    private async Task<ReplyFault?> AnswerAsync(ReferralRow row, ReplyPageRow page, ReferralMessage message, CancellationToken cancel)
    {
        if (ReferralWay.Next(row.State, message.Step) is not { } next) return await IsTheirLastAsync(row, message, cancel) ? null : ReplyFault.NotNow; // a double click
        var (key, closes) = (await KeyAsync(row.KeyId, cancel), !ReferralWay.IsHeld(next));
        var taken = await WriteAsync(async context =>
        {
            if (!await MoveAsync(context, row, next, null, false, cancel)) return false;
            AddStep(context, message, false, SealWords(key, message), null);
            if (row.Kind is ReferralKind.Transfer && next is ReferralState.Accepted or ReferralState.HandedBack) await HandOverAsync(context, row, next is ReferralState.Accepted, cancel);
            if (closes) await CloseReplyPageAsync(context, row, cancel);
            RecordReply(context, CaseActs.ReferralStep, row, $"{message.Step} {message.Reason}".Trim());
            return true;
        }, cancel);
        if (!taken) return ReplyFault.NotNow;
        if (closes) await workspace.Keys.EraseAsync([page.KeyId], CancellationToken.None);
        return null;
    }

    private async Task<bool> IsTheirLastAsync(ReferralRow row, ReferralMessage message, CancellationToken cancel)
    {
        await using var context = Context();
        return await context.ReferralSteps.OrderByDescending(one => one.Id).Where(one => one.Referral == row.Id && !one.Ours).Select(one => new { one.Step, one.ByName }).FirstOrDefaultAsync(cancel) is { } last && last.Step == message.Step && last.ByName == message.By;
    }

    // Nobody answered in time, whatever the clock's job does.
    private bool IsOver(ReferralRow row) => !ReferralWay.IsHeld(row.State) || (ReferralWay.IsOpen(row.State) && Now().ToUnixTimeMilliseconds() > row.ExpiresAt);

    private async Task<ReplyPageRow?> ReplyPageAsync(string referral, CancellationToken cancel)
    {
        await using var context = Context();
        return await context.ReplyPages.AsNoTracking().FirstOrDefaultAsync(row => row.Referral == referral, cancel);
    }

    // The page's key is made before the transaction and erased where it does not come to one.
    private async Task<ReplyPageRow> NewReplyPageAsync(string referral, ReferralContent content, DataKey hers, CancellationToken cancel)
    {
        var (code, passphrase) = (ReplyCode.New(), LinkageKeyFile.NewPassphrase());
        var key = await workspace.Keys.NewKeyAsync("reply", cancel);
        return new()
        {
            Referral = referral, Mark = ReplyCode.MarkOf(code), KeyId = key.Id, Content = key.SealField(referral, ReplyContent, PassphraseBox.Seal(ReferralMessage.Write(content), passphrase, $"reply/{referral}")),
            Letter = hers.SealField(referral, ReplyLetterColumn, Encoding.UTF8.GetBytes($"{code} {passphrase}")),
        };
    }

    // The page is ours: closing it is certain. Who read it may have copied it by hand.
    private async Task CloseReplyPageAsync(CaseContext context, ReferralRow row, CancellationToken cancel)
    {
        var at = Now().ToUnixTimeMilliseconds();
        await context.ReplyPages.Where(one => one.Referral == row.Id).ExecuteUpdateAsync(set => set.SetProperty(one => one.Content, (byte[]?)null).SetProperty(one => one.Letter, (byte[]?)null), cancel);
        await context.Referrals.Where(one => one.Id == row.Id).ExecuteUpdateAsync(set => set.SetProperty(one => one.ClosedAt, at), cancel);
        RecordReferral(context, CaseActs.ReferralClosed, row.Id);
    }

    // What she agreed to is over: so is the page, though the referral stays as it was answered.
    private async Task EndReplyPageAsync(ReferralRow row, CancellationToken cancel)
    {
        if (await ReplyPageAsync(row.Id, cancel) is not { Content: not null } page) return;
        await WriteAsync(async context =>
        {
            await CloseReplyPageAsync(context, row, cancel);
            return true;
        }, cancel);
        await workspace.Keys.EraseAsync([page.KeyId], CancellationToken.None);
    }

    // Nobody reads a reminder on a page: whoever sent the letter calls them.
    private async Task RemindOfLetterAsync(ReferralRow row, CancellationToken cancel)
    {
        if (row.Person is not { } person || await ServiceAsync(row.Body, cancel) is not { } service || await KeyAsync(row.KeyId, cancel) is not { } key) return;
        await WriteAsync(async context =>
        {
            if (await context.Tasks.AnyAsync(task => task.Origin == row.Id, cancel)) return false;
            context.Tasks.Add(new() { Person = person, Origin = row.Id, Account = row.By, DueOn = Today, What = key.SealField($"{person}/{row.Id}", "case_tasks.what", Encoding.UTF8.GetBytes(Referral.Texts.Source.Format(workspace.Workspace.Languages[0], "letter.remind", service.Name))) });
            Record(context, CaseActs.TaskAdded, PersonId.Read(person)!.Value);
            return true;
        }, cancel);
    }

    private void RecordReply(CaseContext context, AuditAct act, ReferralRow row, string? detail = null) =>
        context.Add(AuditTables.RowOf(AuditEntry.Of(act, new($"referral/{row.Id}"), Now(), new Actor(row.Body, "recipient"), detail: detail ?? row.Body)));
}
