using Microsoft.EntityFrameworkCore;
using Vern.Material.Intake.Storage;
using Vern.Material.Removal;
using Vern.Material.Removal.Storage;
using Vern.Platform.Jobs;

namespace Vern.Material.Intake;

// Letters that leave by a mail server: what is known is written before the server is asked and after it answered.
public sealed partial class MaterialStore
{
    /// <summary>Takes a letter in hand, before the server is asked.</summary>
    /// <param name="id">The notice.</param>
    /// <param name="step">What the letter is for.</param>
    /// <param name="messageId">Its Message-ID.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>Whether it is to be sent: it is due, nothing holds it, and it was neither sent nor refused; and when to look again, where another process has it in hand.</returns>
    internal async Task<(bool IsMine, DateTimeOffset? Again)> BeginLetterAsync(string id, NoticeStep step, string messageId, CancellationToken cancel)
    {
        DateTimeOffset? again = null;
        var mine = await ChangeNoticeAsync(id, async (context, row) =>
        {
            if (!await MayLeaveAsync(context, row, step, cancel)) return false;
            var letter = await context.Set<NoticeLetterRow>().FirstOrDefaultAsync(one => one.Id == messageId, cancel);
            if (letter is { State: LetterState.Sent or LetterState.Refused }) return false;
            // Whoever has it in hand is stopped when a job's lease ends; one that still stands there then has died, and whether the server took it nobody knows.
            if (letter is { State: LetterState.Sending } && Moment(letter.At)!.Value + JobStore.Lease is var until && until > Now())
            {
                again = until;
                return false;
            }
            if (letter is null) context.Add(letter = new() { Id = messageId, Notice = id, Step = step });
            (letter.State, letter.At, letter.NextAt) = (LetterState.Sending, Milliseconds(), null);
            letter.Attempts++;
            return true;
        }, cancel);
        return (mine, again);
    }

    /// <summary>Has a letter tried once more that the server refused for good: a person found what was wrong with the mailbox or the server.</summary>
    /// <param name="id">The notice.</param>
    /// <param name="step">The step that the person saw.</param>
    /// <param name="person">The verified person; null: a program.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>Whether it is tried: the letter of this step is due, nothing holds it, and it was refused.</returns>
    public Task<bool> TryLetterAgainAsync(string id, NoticeStep step, int? person, CancellationToken cancel = default) => ChangeNoticeAsync(id, async (context, row) =>
    {
        if (!await MayLeaveAsync(context, row, step, cancel) || await context.Set<NoticeLetterRow>().Where(one => one.Notice == id && one.Step == step && one.State == LetterState.Refused).OrderByDescending(one => one.At).FirstOrDefaultAsync(cancel) is not { } letter) return false;
        (letter.State, letter.NextAt) = (LetterState.Waiting, Milliseconds());
        context.Add(JobStore.RowOf($"{NoticeJob}/{letter.Id}/again/{letter.Attempts}", NoticeJob, $"\"{id}\"", Now()));
        AddMoment(context, id, row.Round, NoticeEvent.LetterAgain);
        await AddHandAsync(context, id, person, cancel);
        return true;
    }, cancel);

    /// <summary>Keeps what the server said. What it took has left, whatever was said of the notice meanwhile; what it put off is tried again, later each time, until a person ends the notice or sends the letter herself.</summary>
    internal Task EndLetterAsync(string id, string messageId, LetterAnswer answer, RemovalSettings settings) => ChangeNoticeAsync(id, async (context, row) =>
    {
        var letter = await context.Set<NoticeLetterRow>().FirstAsync(one => one.Id == messageId);
        (letter.State, letter.At, letter.Why, letter.Code) = (answer.State, Milliseconds(), answer.Why, answer.Code);
        if (answer.State is LetterState.Sent && row.Step == letter.Step) await LeaveAsync(context, row, settings, null, CancellationToken.None);
        else if (answer.State is LetterState.Refused) AddMoment(context, id, row.Round, NoticeEvent.LetterRefused);
        else if (answer.State is LetterState.Waiting)
        {
            var next = Now() + JobStore.Delay(letter.Attempts);
            letter.NextAt = next.ToUnixTimeMilliseconds();
            context.Add(JobStore.RowOf($"{NoticeJob}/{messageId}/{letter.Attempts}", NoticeJob, $"\"{id}\"", next));
        }
        return true;
    }, CancellationToken.None);

    private async Task<bool> MayLeaveAsync(MaterialContext context, NoticeRow row, NoticeStep step, CancellationToken cancel) =>
        row.Step == step && step is not (NoticeStep.None or NoticeStep.Check) && row.StepAt <= Milliseconds() && row.State is (NoticeState.Confirmed or NoticeState.Sent or NoticeState.Withdrawn)
            && (step is NoticeStep.Withdraw || await HeldUntilAsync(context, row, cancel) is null);

    private async Task LeaveAsync(MaterialContext context, NoticeRow row, RemovalSettings settings, int? person, CancellationToken cancel)
    {
        var step = row.Step;
        if (step is NoticeStep.Send) (row.State, row.SentAt) = (NoticeState.Sent, Milliseconds());
        var (next, at) = RemovalClock.After(step, Now(), settings);
        Schedule(context, row, next, at);
        AddMoment(context, row.Id, row.Round, Notice.Left(step));
        await AddHandAsync(context, row.Id, person, cancel);
        Record(context, RemovalActs.Sent, $"notice/{row.Id}", detail: $"{step} {row.Round}");
    }

    private static NoticeMail MailOf(NoticeLetterRow row) => new(row.Step, row.Id, row.State, row.Attempts, Moment(row.At)!.Value, Moment(row.NextAt), row.Why, row.Code);
}
