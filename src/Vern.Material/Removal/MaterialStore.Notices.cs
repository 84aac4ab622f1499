using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Vern.Material.Intake.Storage;
using Vern.Material.Removal;
using Vern.Material.Removal.Storage;
using Vern.Platform.Auditing;
using Vern.Platform.Interface;
using Vern.Platform.Jobs;
using Vern.Platform.Sealing;

namespace Vern.Material.Intake;

// Notices to hosts: proposed, confirmed, followed, found again.
public sealed partial class MaterialStore
{
    /// <summary>The kind of job of a notice's clock.</summary>
    internal const string NoticeJob = "notice.clock";
    private const string NoticeUrl = "notices.url", NoticeMail = "notices.mail";

    /// <summary>Where the centre's settings on notices lie.</summary>
    internal string Folder => workspace.Ledger.Files.Workspace;

    /// <summary>What the centre is called.</summary>
    internal string CentreTitle => workspace.Workspace.Title;

    /// <summary>A digest under a key of the workspace, for finding the same thing again without keeping it.</summary>
    /// <param name="field">What it is of; each has a key of its own.</param>
    /// <param name="value">The value.</param>
    /// <param name="cancel">Stops.</param>
    internal async Task<string> KeyedDigestAsync(string field, string value, CancellationToken cancel) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(HKDF.DeriveKey(HashAlgorithmName.SHA256, await Keys.IndexKeyAsync(cancel), 32, info: Encoding.UTF8.GetBytes($"vern material index 1\n{field}")), Encoding.UTF8.GetBytes(value)));

    internal Task<string> AddressDigestAsync(Uri address, CancellationToken cancel) => KeyedDigestAsync("address", address.AbsoluteUri, cancel);

    /// <summary>Proposes a notice. An address that is followed already has one notice: that one is given.</summary>
    /// <param name="asked">The notice.</param>
    /// <param name="person">The verified person who proposes it.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>Its id, and whether it is new.</returns>
    public async Task<(string Id, bool IsNew)> ProposeNoticeAsync(NewNotice asked, int person, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(asked);
        if (!NoticeCodes.Bases.Contains(asked.Basis) || !NoticeCodes.Classes.Contains(asked.Class) || !NoticeCodes.Media.Contains(asked.Media) || !NoticeCodes.Methods.Contains(asked.Method) || !AbuseTable.IsMail(asked.Contact.Mail)) throw new ArgumentException("Codes of notices and a contact were expected.", nameof(asked));
        var digest = await AddressDigestAsync(asked.Address, cancel);
        await using (var context = Context())
            if (await context.Set<NoticeRow>().Where(row => row.OpenAddress == digest).Select(row => row.Id).FirstOrDefaultAsync(cancel) is { } there) return (there, false);
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var key = await Keys.NewKeyAsync($"notice/{id}", cancel);
        try
        {
            return (await WriteAsync(context =>
            {
                context.Add(new NoticeRow
                {
                    Id = id, Address = digest, OpenAddress = digest, KeyId = key.Id, Url = key.SealField(id, NoticeUrl, Encoding.UTF8.GetBytes(asked.Address.AbsoluteUri)), Mail = key.SealField(id, NoticeMail, Encoding.UTF8.GetBytes(asked.Contact.Mail)),
                    Host = HostAddress.Host(asked.Address), Country = asked.Contact.Country, Language = asked.Contact.Language, Basis = asked.Basis, Class = asked.Class, Media = asked.Media, Method = asked.Method,
                    Md5 = asked.Digests.GetValueOrDefault("md5"), Sha1 = asked.Digests.GetValueOrDefault("sha1"), Sha256 = asked.Digests.GetValueOrDefault("sha256"), Report = asked.Report, Request = asked.Request,
                    State = NoticeState.Proposed, Round = 1, MadeAt = Milliseconds(),
                });
                context.Add(new NoticeHandRow { Notice = id, Person = person });
                AddMoment(context, id, 1, NoticeEvent.Proposed);
                Record(context, RemovalActs.Proposed, $"notice/{id}");
                return Task.FromResult(id);
            }, cancel), true);
        }
        catch (DbUpdateException twice) // of two who propose the same address at once one comes first
        {
            await Keys.EraseAsync([key.Id], CancellationToken.None);
            await using var context = Context();
            return (await context.Set<NoticeRow>().Where(row => row.OpenAddress == digest).Select(row => row.Id).FirstOrDefaultAsync(cancel) ?? throw new InvalidOperationException("The notice could not be kept.", twice), false);
        }
    }

    /// <summary>A notice with what happened to it; null where there is none.</summary>
    public async Task<Notice?> NoticeAsync(string id, CancellationToken cancel = default)
    {
        await using var context = Context();
        if (await context.Set<NoticeRow>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancel) is not { } row) return null;
        var moments = await context.Set<NoticeEventRow>().AsNoTracking().Where(one => one.Notice == id).OrderBy(one => one.Id).Select(one => new NoticeMoment(DateTimeOffset.FromUnixTimeMilliseconds(one.At), one.What)).ToListAsync(cancel);
        var mails = await context.Set<NoticeLetterRow>().AsNoTracking().Where(one => one.Notice == id).OrderBy(one => one.At).ToListAsync(cancel);
        return NoticeOf(row, await KeyAsync(row.KeyId, cancel), await HeldUntilAsync(context, row, cancel)) with { Moments = moments, Mails = [.. mails.Select(MailOf)] };
    }

    /// <summary>Notices in a state (null: those that are followed), what is due first, and how many there are. Their addresses are not opened.</summary>
    public async Task<(IReadOnlyList<Notice> Notices, int Count)> NoticesAsync(NoticeState? state, string? host, int skip, int take, CancellationToken cancel = default)
    {
        await using var context = Context();
        var rows = context.Set<NoticeRow>().AsNoTracking().Where(row => state == null ? row.OpenAddress != null : row.State == state);
        if (host is not null) rows = rows.Where(row => row.Host == host);
        var found = await rows.OrderBy(row => row.StepAt ?? row.MadeAt).ThenBy(row => row.Id).Skip(skip).Take(take).ToListAsync(cancel);
        var listed = new List<Notice>();
        foreach (var row in found) listed.Add(NoticeOf(row, null, await HeldUntilAsync(context, row, cancel)));
        return (listed, await rows.CountAsync(cancel));
    }

    /// <summary>Notices whose next step is due and that no hold keeps: what a person is to do now.</summary>
    public async Task<int> DueNoticesAsync(CancellationToken cancel = default)
    {
        var now = Milliseconds();
        await using var context = Context();
        return await context.Set<NoticeRow>().CountAsync(row => row.Step != NoticeStep.None && row.StepAt <= now, cancel);
    }

    /// <summary>Notices that somebody is to look at, with their addresses, those due first, and how many there are: a look is due, or the notice has left and nobody has found it gone.</summary>
    public async Task<(IReadOnlyList<Notice> Notices, int Count)> DueChecksAsync(int skip, int take, CancellationToken cancel = default)
    {
        var now = Milliseconds();
        await using var context = Context();
        var rows = context.Set<NoticeRow>().AsNoTracking().Where(row => row.StepAt != null && (row.State == NoticeState.Sent || (row.Step == NoticeStep.Check && row.StepAt <= now)));
        var found = await rows.OrderBy(row => row.StepAt).ThenBy(row => row.Id).Skip(skip).Take(take).ToListAsync(cancel);
        var keys = await Keys.KeysAsync([.. found.Select(row => row.KeyId)], cancel);
        return ([.. found.Where(row => keys.ContainsKey(row.KeyId)).Select(row => NoticeOf(row, keys[row.KeyId], null))], await rows.CountAsync(cancel));
    }

    /// <summary>The notice of an address that is or was followed, the newest; null where there is none.</summary>
    internal async Task<string?> NoticeOfAddressAsync(Uri address, CancellationToken cancel)
    {
        var digest = await AddressDigestAsync(address, cancel);
        await using var context = Context();
        return await context.Set<NoticeRow>().Where(row => row.Address == digest).OrderByDescending(row => row.MadeAt).Select(row => row.Id).FirstOrDefaultAsync(cancel);
    }

    /// <summary>The verified persons who had a part in a notice.</summary>
    public async Task<IReadOnlySet<int>> HandsOfNoticeAsync(string id, CancellationToken cancel = default)
    {
        await using var context = Context();
        return (await context.Set<NoticeHandRow>().Where(row => row.Notice == id).Select(row => row.Person).ToListAsync(cancel)).ToHashSet();
    }

    /// <summary>The second of two persons confirms; it leaves by its clock, or when no hold keeps it any more.</summary>
    /// <param name="id">The notice.</param>
    /// <param name="seen">What she saw, by <see cref="Notice.Seen"/>.</param>
    /// <param name="person">The verified person.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>Whether it was proposed still, and as she saw it.</returns>
    internal Task<bool> ConfirmNoticeAsync(string id, string seen, int person, CancellationToken cancel) => ChangeNoticeAsync(id, async (context, row) =>
    {
        var key = await KeyAsync(row.KeyId, cancel);
        if (row.State is not NoticeState.Proposed || key is null || NoticeOf(row, key, null).Seen() != seen) return false;
        row.State = NoticeState.Confirmed;
        var held = await HeldUntilAsync(context, row, cancel);
        Schedule(context, row, NoticeStep.Send, held is { } until ? PageContext.StartOf(until.AddDays(1)) : Now());
        if (held is not null) AddMoment(context, row.Id, row.Round, NoticeEvent.Held);
        AddMoment(context, row.Id, row.Round, NoticeEvent.Confirmed);
        await AddHandAsync(context, id, person, cancel);
        Record(context, RemovalActs.Confirmed, $"notice/{id}", seen);
        return true;
    }, cancel);

    // The first statement locks.
    private async Task<bool> ChangeNoticeAsync(string id, Func<MaterialContext, NoticeRow, Task<bool>> change, CancellationToken cancel)
    {
        var changed = await WriteAsync(async context =>
        {
            if (await context.Set<NoticeRow>().Where(row => row.Id == id).ExecuteUpdateAsync(set => set.SetProperty(row => row.Turn, row => row.Turn + 1), cancel) == 0) return false;
            return await change(context, await context.Set<NoticeRow>().FirstAsync(row => row.Id == id, cancel));
        }, cancel);
        if (changed) workspace.Jobs.Signal();
        return changed;
    }

    private static void Schedule(MaterialContext context, NoticeRow row, NoticeStep step, DateTimeOffset? at)
    {
        (row.Step, row.StepAt) = (step, at?.ToUnixTimeMilliseconds());
        if (step is NoticeStep.None || at is null) return;
        var job = JobStore.RowOf($"{NoticeJob}/{row.Id}/{row.Turn}", NoticeJob, $"\"{row.Id}\"", at.Value);
        context.Add(job);
    }

    private void AddMoment(MaterialContext context, string notice, int round, NoticeEvent what) => context.Add(new NoticeEventRow { Notice = notice, Round = round, What = what, At = Milliseconds() });

    private static async Task AddHandAsync(MaterialContext context, string notice, int? person, CancellationToken cancel)
    {
        if (person is { } who && !await context.Set<NoticeHandRow>().AnyAsync(row => row.Notice == notice && row.Person == who, cancel)) context.Add(new NoticeHandRow { Notice = notice, Person = who });
    }

    internal long Milliseconds() => Now().ToUnixTimeMilliseconds();

    private static Notice NoticeOf(NoticeRow row, DataKey? key, DateOnly? held) => new()
    {
        Id = row.Id, Address = key is null ? null : new(Encoding.UTF8.GetString(key.OpenField(row.Id, NoticeUrl, row.Url))), Mail = key is null ? null : Encoding.UTF8.GetString(key.OpenField(row.Id, NoticeMail, row.Mail)),
        Host = row.Host, Country = row.Country, Language = row.Language, Basis = row.Basis, Class = row.Class, Media = row.Media, Method = row.Method, Report = row.Report, Request = row.Request,
        Digests = ((string, string?)[])[("md5", row.Md5), ("sha1", row.Sha1), ("sha256", row.Sha256)] is var digests ? digests.Where(one => one.Item2 is not null).ToDictionary(one => one.Item1, one => one.Item2!, StringComparer.Ordinal) : [],
        State = row.State, Round = row.Round, Step = row.Step, StepAt = Moment(row.StepAt), MadeAt = Moment(row.MadeAt)!.Value, SentAt = Moment(row.SentAt), GoneAt = Moment(row.GoneAt), HeldUntil = held,
    };

    internal static DateTimeOffset? Moment(long? at) => at is { } known ? DateTimeOffset.FromUnixTimeMilliseconds(known) : null;
}
