using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Vern.Material.Redress;
using Vern.Material.Redress.Storage;
using Vern.Material.Removal;
using Vern.Material.Removal.Storage;
using Vern.Platform.Jobs;
using RequestState = Vern.Material.Redress.RequestState;

namespace Vern.Material.Intake;

// Requests of those who are shown, and cases as who filed them sees them.
public sealed partial class MaterialStore
{
    private const string RequestAddresses = "removal_requests.addresses", RequestWords = "removal_requests.words", RequestAnswer = "removal_requests.answer";

    /// <summary>Takes a request in. No name, no way to reach her, no picture and no fingerprint of one: addresses and words.</summary>
    /// <returns>As <see cref="ComplainAsync"/>.</returns>
    public async Task<CaseTicket> RequestRemovalAsync(NewRequest asked, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(asked);
        if (!RedressCodes.Mandates.Contains(asked.Mandate, StringComparer.Ordinal) || asked.Addresses.Count > RedressCodes.MostAddresses || (asked.Addresses.Count == 0 && string.IsNullOrWhiteSpace(asked.Words)) || asked.Words?.Length > RedressCodes.LongestWords) throw new ArgumentException("A mandate, and addresses or words within bounds, were expected.", nameof(asked));
        var origin = OriginOf(asked.Origin);
        await using (var there = Context())
            if (await there.Set<RequestRow>().Where(row => row.Origin == origin).Select(row => row.Number).FirstOrDefaultAsync(cancel) is { } number) return new(number, null);
        var ticket = new CaseTicket(CaseCode.NewNumber(isRequest: true), CaseCode.NewSecret());
        var id = RandomId();
        var key = await Keys.NewKeyAsync($"request/{id}", cancel);
        var due = Now().AddDays(RedressCodes.AnswerDays);
        await WriteAsync(context =>
        {
            context.Add(new RequestRow
            {
                Id = id, Number = ticket.Number, Secret = CaseCode.Digest(ticket.Secret!), Origin = origin, Mandate = asked.Mandate, Language = asked.Language, State = RequestState.Received, MadeAt = Milliseconds(), DueAt = due.ToUnixTimeMilliseconds(), KeyId = key.Id,
                Addresses = key.SealField(id, RequestAddresses, Encoding.UTF8.GetBytes(string.Join('\n', asked.Addresses.Select(address => address.AbsoluteUri)))), Words = string.IsNullOrWhiteSpace(asked.Words) ? null : key.SealField(id, RequestWords, Encoding.UTF8.GetBytes(asked.Words.Trim())),
            });
            context.Add(JobStore.RowOf($"{RedressJob}/{id}", RedressJob, $"\"request/{id}\"", due));
            Record(context, RedressActs.RequestReceived, $"request/{id}");
            return Task.FromResult(true);
        }, cancel);
        return ticket;
    }

    /// <summary>A case, for who has its number and its secret; null for everybody else, whichever of the two is wrong.</summary>
    public async Task<OwnCase?> OwnCaseAsync(string number, string secret, CancellationToken cancel = default)
    {
        await using var context = Context();
        if (await RequestOfAsync(context, number, secret, cancel) is { } request)
        {
            var key = await KeyAsync(request.KeyId, cancel);
            var id = request.Id;
            var notices = await context.Set<NoticeRow>().Where(row => row.Request == id).Select(row => row.State).ToListAsync(cancel);
            var all = key is null ? 0 : Lines(key.OpenField(id, RequestAddresses, request.Addresses)).Count;
            return new(request.Number, true, request.State.ToString(), Moment(request.MadeAt)!.Value, Moment(request.DueAt)!.Value, key is not null && request.Answer is { } answer ? Encoding.UTF8.GetString(key.OpenField(id, RequestAnswer, answer)) : null,
                (notices.Count(state => state is NoticeState.Gone), notices.Count(state => state is NoticeState.Sent), all));
        }
        if (await ComplaintOfAsync(context, number, secret, cancel) is not { } complaint || await MatterAsync(complaint.Matter, cancel) is not { } matter) return null;
        return new(complaint.Number, false, complaint.TakenBackAt is null ? matter.State.ToString() : "TakenBack", Moment(complaint.MadeAt)!.Value, matter.DueAt, matter.Reasons, null);
    }

    /// <summary>The ledger's receipt of the decision on a complaint, for who has its number and its secret; null before there is one.</summary>
    public async Task<string?> OwnReceiptAsync(string number, string secret, CancellationToken cancel = default)
    {
        await using var context = Context();
        return await ComplaintOfAsync(context, number, secret, cancel) is { } complaint && await MatterAsync(complaint.Matter, cancel) is { Reasons: { } reasons } matter
            ? await Ledger.ReceiptAsync(RedressActs.Decided, $"complaint/{matter.Id}", DecisionDigest(matter.Id, matter.State, reasons), cancel) : null;
    }

    /// <summary>Takes a case back at once, for who has its number and its secret. A request: no notice of it that has not left will leave; erased: what it said goes too, and the addresses in its notices.</summary>
    /// <param name="number">The case number.</param>
    /// <param name="secret">Its secret.</param>
    /// <param name="erase">Whether what a request said is erased.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>Whether there is such a case.</returns>
    public async Task<bool> TakeBackAsync(string number, string secret, bool erase, CancellationToken cancel = default)
    {
        await using var context = Context();
        if (await RequestOfAsync(context, number, secret, cancel) is { } request) { await TakeBackRequestAsync(request, erase, cancel); return true; }
        if (await ComplaintOfAsync(context, number, secret, cancel) is not { } complaint) return false;
        if (complaint.TakenBackAt is not null) return true;
        await WriteAsync(async change =>
        {
            var now = Milliseconds();
            if (await change.Set<ComplaintRow>().Where(row => row.Id == complaint.Id && row.TakenBackAt == null).ExecuteUpdateAsync(set => set.SetProperty(row => row.TakenBackAt, now).SetProperty(row => row.Words, (byte[]?)null), cancel) == 0) return false;
            Record(change, RedressActs.TakenBack, $"complaint/{complaint.Matter}");
            if (!await change.Set<ComplaintRow>().AnyAsync(row => row.Matter == complaint.Matter && row.TakenBackAt == null, cancel))
                await change.Set<MatterRow>().Where(row => row.Id == complaint.Matter && row.OpenSubject != null).ExecuteUpdateAsync(set => set.SetProperty(row => row.State, MatterState.Withdrawn).SetProperty(row => row.OpenSubject, (string?)null).SetProperty(row => row.DecidedAt, now), cancel);
            return true;
        }, cancel);
        return true;
    }

    private async Task TakeBackRequestAsync(RequestRow request, bool erase, CancellationToken cancel)
    {
        var to = erase ? RequestState.Deleted : RequestState.Withdrawn;
        List<NoticeRow> notices;
        await using (var look = Context()) notices = await look.Set<NoticeRow>().AsNoTracking().Where(row => row.Request == request.Id).ToListAsync(cancel);
        await WriteAsync(async context =>
        {
            if (await context.Set<RequestRow>().Where(row => row.Id == request.Id && row.State != RequestState.Deleted && row.State != to).ExecuteUpdateAsync(set => set.SetProperty(row => row.State, to), cancel) == 1) Record(context, RedressActs.RequestWithdrawn, $"request/{request.Id}", detail: to.ToString());
            return true;
        }, cancel);
        foreach (var notice in notices)
            await ChangeNoticeAsync(notice.Id, (context, row) =>
            {
                // What has left is out; the host acts on it or not. Nothing more is sent by us.
                if (row.OpenAddress is null || (row.State is NoticeState.Gone && !erase)) return Task.FromResult(false);
                End(context, row, NoticeState.Closed, NoticeEvent.Closed);
                Record(context, RemovalActs.Closed, $"notice/{row.Id}", detail: "not-sent");
                return Task.FromResult(true);
            }, cancel);
        if (erase) await Keys.EraseAsync([request.KeyId, .. notices.Select(notice => notice.KeyId)], CancellationToken.None);
    }

    /// <summary>Requests, those that wait first; and how many there are. Nothing of them is opened.</summary>
    public async Task<(IReadOnlyList<RemovalRequest> Requests, int Count)> RequestsAsync(bool open, int skip, int take, CancellationToken cancel = default)
    {
        await using var context = Context();
        var rows = context.Set<RequestRow>().AsNoTracking().Where(row => (row.State == RequestState.Received || row.State == RequestState.Active) == open);
        return ([.. (await rows.OrderBy(row => row.State).ThenBy(row => row.DueAt).Skip(skip).Take(take).ToListAsync(cancel)).OrderBy(row => row.State).ThenBy(row => row.DueAt).Select(row => RequestOf(row, null))], await rows.CountAsync(cancel));
    }

    /// <summary>A request with what it says; null where there is none.</summary>
    public async Task<RemovalRequest?> RequestAsync(string id, CancellationToken cancel = default)
    {
        await using var context = Context();
        return await context.Set<RequestRow>().AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancel) is { } row ? RequestOf(row, await KeyAsync(row.KeyId, cancel)) : null;
    }

    /// <summary>Somebody works on a request, or has done what could be done; what she writes is read by who asked.</summary>
    /// <returns>Whether it is open.</returns>
    public async Task<bool> AnswerRequestAsync(string id, RequestState to, string? answer, CancellationToken cancel = default)
    {
        if (to is not (RequestState.Active or RequestState.Closed) || answer?.Length > RedressCodes.LongestWords) throw new ArgumentException("Active or closed, and words within bounds, were expected.", nameof(to));
        await using var look = Context();
        if (await look.Set<RequestRow>().Where(row => row.Id == id).Select(row => row.KeyId).FirstOrDefaultAsync(cancel) is not { } keyId || await KeyAsync(keyId, cancel) is not { } key) return false;
        var box = string.IsNullOrWhiteSpace(answer) ? null : key.SealField(id, RequestAnswer, Encoding.UTF8.GetBytes(answer.Trim()));
        return await WriteAsync(async context =>
        {
            if (await context.Set<RequestRow>().Where(row => row.Id == id && (row.State == RequestState.Received || row.State == RequestState.Active)).ExecuteUpdateAsync(set => set.SetProperty(row => row.State, to).SetProperty(row => row.Answer, row => box ?? row.Answer), cancel) == 0) return false;
            Record(context, RedressActs.RequestAnswered, $"request/{id}", detail: to.ToString());
            return true;
        }, cancel);
    }

    private static async Task<RequestRow?> RequestOfAsync(Storage.MaterialContext context, string number, string secret, CancellationToken cancel) =>
        CaseCode.Number(number) is { } read && await context.Set<RequestRow>().AsNoTracking().FirstOrDefaultAsync(row => row.Number == read, cancel) is { } row && Opens(row.Secret, secret) ? row : null;

    private static async Task<ComplaintRow?> ComplaintOfAsync(Storage.MaterialContext context, string number, string secret, CancellationToken cancel) =>
        CaseCode.Number(number) is { } read && await context.Set<ComplaintRow>().AsNoTracking().FirstOrDefaultAsync(row => row.Number == read, cancel) is { } row && Opens(row.Secret, secret) ? row : null;

    private static bool Opens(string digest, string secret) => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(digest), Encoding.ASCII.GetBytes(CaseCode.Digest(secret)));

    private static List<Uri> Lines(byte[] addresses) => [.. Encoding.UTF8.GetString(addresses).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => new Uri(line))];

    private static RemovalRequest RequestOf(RequestRow row, Platform.Sealing.DataKey? key) => new(row.Id, row.Number, row.Mandate, row.State, Moment(row.MadeAt)!.Value, Moment(row.DueAt)!.Value, key is null ? [] : Lines(key.OpenField(row.Id, RequestAddresses, row.Addresses)),
        key is not null && row.Words is { } words ? Encoding.UTF8.GetString(key.OpenField(row.Id, RequestWords, words)) : null, key is not null && row.Answer is { } answer ? Encoding.UTF8.GetString(key.OpenField(row.Id, RequestAnswer, answer)) : null);
}
