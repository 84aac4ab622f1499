using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Vern.Persons.Pages;
using Vern.Persons.Registration.Fields;
using Vern.Platform.Access;
using Vern.Platform.Auditing;
using Vern.Platform.Interface;
using Vern.Platform.Interface.Components;

namespace Vern.Persons.Registration.Pages;

/// <summary>The children who came with her.</summary>
/// <param name="Top">The person.</param>
/// <param name="Told">How many she says are with her; null: not asked.</param>
/// <param name="Children">Those registered.</param>
public sealed record ChildrenModel(PersonTop Top, int? Told, IReadOnlyList<PersonHead> Children);

/// <summary>What is to be done for her, and what was noted.</summary>
/// <param name="Top">The person.</param>
/// <param name="Tasks">What is to be done.</param>
/// <param name="Once">By what a new task will be known, so that a form sent twice adds one.</param>
/// <param name="What">What was typed.</param>
/// <param name="Due">The day that was typed.</param>
/// <param name="Problems">What was not understood.</param>
public sealed record TasksModel(PersonTop Top, IReadOnlyList<CaseTask> Tasks, string Once, string What, string Due, IReadOnlyList<Problem> Problems);

/// <summary>Who changed what, and when.</summary>
/// <param name="Top">The person.</param>
/// <param name="Facts">All that was ever recorded, newest first.</param>
/// <param name="Only">One field's only; null: all.</param>
public sealed record HistoryModel(PersonTop Top, IReadOnlyList<Fact> Facts, Field? Only);

/// <summary>Who has looked.</summary>
/// <param name="Top">The person.</param>
/// <param name="Acts">What the ledger tells of her, newest first; null where its files cannot be read.</param>
/// <param name="Count">How many entries there are.</param>
public sealed record LookedModel(PersonTop Top, IReadOnlyList<ReadAct>? Acts, int Count);

/// <summary>Where she stays: shown when it is asked for by itself, and never elsewhere (E-069).</summary>
/// <param name="Top">The person.</param>
/// <param name="Form">The secret field.</param>
/// <param name="Item">Which stay.</param>
/// <param name="Stays">What is known, newest first.</param>
public sealed record SecretModel(PersonTop Top, FieldForm Form, int Item, IReadOnlyList<Fact> Stays);

/// <summary>The tabs of a person's page besides the first.</summary>
public static class PersonTabs
{
    private const int MostActs = 100;

    /// <summary>Children who came with her .</summary>
    public static Task<IResult> ChildrenAsync(HttpContext http, string id, CaseStore store, CancellationToken cancel) => WithAsync(http, id, AgencyGrants.ReadPeople, async top =>
        PageResult.Show<ChildrenPage, ChildrenModel>(PageContext.For(http), new(top, int.TryParse(top.Person["family.with-her"], NumberStyles.None, CultureInfo.InvariantCulture, out var told) ? told : null, (await store.ListAsync(top.Reach, new(Parent: top.Person.Head.Id), 0, 50, cancel)).People)), cancel);

    /// <summary>Tasks.</summary>
    public static Task<IResult> TasksAsync(HttpContext http, string id, CaseStore store, CancellationToken cancel) => WithAsync(http, id, AgencyGrants.ReadPeople, top => ShowTasksAsync(http, top, store, New(), "", "", [], cancel), cancel);

    /// <summary>Adds a task, for oneself.</summary>
    public static Task<IResult> AddTaskAsync(HttpContext http, string id, CaseStore store, CancellationToken cancel) => WithAsync(http, id, AgencyGrants.WritePeople, async top =>
    {
        var form = await http.Request.ReadFormAsync(cancel);
        var (once, what, due) = (form["once"].ToString(), form["what"].ToString(), form["due"].ToString().Trim());
        if (once.Length != 32 || !once.All(char.IsAsciiHexDigitLower)) return TypedResults.BadRequest();
        var problems = new List<Problem>();
        var language = PageContext.For(http).Language;
        if (Forms.Line(what, 201) is not { Length: <= 200 }) problems.Add(new("what", Texts.Source[language, "task.what.wrong"]));
        if (!DateOnly.TryParseExact(due, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) problems.Add(new("due", Texts.Source[language, "task.due.wrong"]));
        if (problems.Count > 0) return await ShowTasksAsync(http, top, store, once, what, due, problems, cancel);
        return await store.AddTaskAsync(once, top.Person.Head.Id, Forms.Line(what, 200)!, day, top.Reach.Account, top.Reach, cancel) ? Forms.SeeOther($"/people/{top.Person.Head.Id}/tasks") : TypedResults.NotFound();
    }, cancel);

    /// <summary>Notes a task as done.</summary>
    public static Task<IResult> DoneAsync(HttpContext http, string id, CaseStore store, CancellationToken cancel) => WithAsync(http, id, AgencyGrants.WritePeople, async top =>
        long.TryParse((await http.Request.ReadFormAsync(cancel))["task"], NumberStyles.None, CultureInfo.InvariantCulture, out var task) && await store.DoneAsync(top.Person.Head.Id, task, top.Reach, cancel) ? Forms.SeeOther($"/people/{top.Person.Head.Id}/tasks") : TypedResults.NotFound(), cancel);

    /// <summary>The history by field.</summary>
    public static Task<IResult> HistoryAsync(HttpContext http, string id, CaseStore store, CancellationToken cancel) => WithAsync(http, id, AgencyGrants.ReadPeople, async top =>
    {
        var only = PageContext.For(http).Asked("field") is { } asked ? store.Catalogue.Find(asked) : null;
        return PageResult.Show<HistoryPage, HistoryModel>(PageContext.For(http), new(top, await store.HistoryAsync(top.Person.Head.Id, top.Reach, only?.Id, cancel) ?? [], only));
    }, cancel);

    /// <summary>Who has looked at her record and who has changed it, as the ledger tells.</summary>
    public static Task<IResult> LookedAsync(HttpContext http, string id, WorkspaceLedger ledger, CancellationToken cancel) => WithAsync(http, id, AgencyGrants.ReadPeople, async top =>
    {
        await ledger.AppendAsync(cancel);
        var (places, count) = await ledger.Outbox.FindAsync(new(Resource: $"person/{top.Person.Head.Id}"), 0, MostActs, cancel);
        return PageResult.Show<LookedPage, LookedModel>(PageContext.For(http), new(top, await Platform.Auditing.Pages.ReadLedger.TriedAsync(ledger, places, cancel), count));
    }, cancel);

    /// <summary>Where she stays.</summary>
    public static Task<IResult> SecretAsync(HttpContext http, string id, CaseStore store, CancellationToken cancel) => WithAsync(http, id, AgencyGrants.ReadSecrets, top => ShowSecretAsync(http, top, store, null, 200, cancel), cancel);

    /// <summary>Records where she stays.</summary>
    public static Task<IResult> PutSecretAsync(HttpContext http, string id, CaseStore store, CancellationToken cancel) => WithAsync(http, id, AgencyGrants.ReadSecrets, async top =>
    {
        var form = FieldForm.Read([.. SecretFields(store, top)], await http.Request.ReadFormAsync(cancel), PageContext.For(http).Language);
        if (form.Fields.Count == 0) return TypedResults.NotFound();
        if (form.Problems.Count > 0) return await ShowSecretAsync(http, top, store, form, 400, cancel);
        var item = (await store.PersonAsync(top.Person.Head.Id, top.Reach, secrets: true, cancel))!.Items("stay").DefaultIfEmpty(0).Max() + 1;
        return await store.RecordFactsAsync(top.Person.Head.Id, form.Facts(item, FactSource.Told), top.Person.Head.Revision, top.Reach, cancel) is Recorded.Done ? Forms.SeeOther($"/people/{top.Person.Head.Id}/stay") : await ShowSecretAsync(http, top, store, form, 409, cancel);
    }, cancel);

    internal static async Task<IResult> WithAsync(HttpContext http, string id, Permission needs, Func<PersonTop, Task<IResult>> show, CancellationToken cancel) =>
        await PersonTop.ReadAsync(http, id, needs, cancel) is { } top ? await show(top) : TypedResults.NotFound();

    internal static string New() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    private static IEnumerable<Field> SecretFields(CaseStore store, PersonTop top) => store.Catalogue.All.Where(field => field.Secret && field.For.Contains(top.Person.Head.Audience) && field.Purposes.Overlaps(top.Reach.Purposes));

    private static async Task<IResult> ShowTasksAsync(HttpContext http, PersonTop top, CaseStore store, string once, string what, string due, IReadOnlyList<Problem> problems, CancellationToken cancel) =>
        PageResult.Show<TasksPage, TasksModel>(PageContext.For(http, $"/people/{top.Person.Head.Id}/tasks"), new(top, await store.TasksAsync(top.Reach, top.Person.Head.Id, cancel), once, what, due, problems), problems.Count > 0 ? 400 : 200);

    private static async Task<IResult> ShowSecretAsync(HttpContext http, PersonTop top, CaseStore store, FieldForm? form, int status, CancellationToken cancel)
    {
        var stays = (await store.PersonAsync(top.Person.Head.Id, top.Reach, secrets: true, cancel))!.Facts.Where(fact => fact.Field.Secret).OrderByDescending(fact => fact.Item).ToList();
        return PageResult.Show<SecretPage, SecretModel>(PageContext.For(http, $"/people/{top.Person.Head.Id}/stay"), new(top, form ?? new([.. SecretFields(store, top)], new Dictionary<string, string>(), []), 0, stays), status);
    }
}
