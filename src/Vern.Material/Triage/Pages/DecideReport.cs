using System.Globalization;
using Microsoft.AspNetCore.Http;
using Vern.Material.Intake;
using Vern.Platform.Access;
using Vern.Platform.Interface;
using Vern.Platform.Interface.Components;

namespace Vern.Material.Triage.Pages;

/// <summary>What is decided on a report, by whom the table lets.</summary>
public static class DecideReport
{
    /// <summary>Hands it to authorities.</summary>
    public static Task<IResult> RouteAsync(HttpContext http, long id, MaterialStore store, CurrentPerson current, CancellationToken cancel) => RunAsync(http, id, store, current, async (sent, reader, wrong) =>
    {
        var to = sent["to"].Where(one => !string.IsNullOrEmpty(one)).Select(one => one!).Distinct(StringComparer.Ordinal).ToList();
        var known = (await store.AuthoritiesAsync(cancel)).Where(one => !one.IsClosed && one.Kind is Routing.AuthorityKind.National).Select(one => one.Id).ToHashSet(StringComparer.Ordinal);
        if (to.Count == 0 || !to.All(known.Contains)) wrong.Add("to", "wrong.to");
        var note = Words(sent, "note", required: false, wrong);
        return wrong.Any ? null : await store.RouteAsync(id, to, note, Seen(sent), reader, cancel);
    }, "routed", cancel);

    /// <summary>Would set it aside.</summary>
    public static Task<IResult> SetAsideAsync(HttpContext http, long id, MaterialStore store, CurrentPerson current, CancellationToken cancel) => RunAsync(http, id, store, current, async (sent, reader, wrong) =>
    {
        var reason = sent["reason"].ToString();
        if (!SetAsideReasons.All.Contains(reason, StringComparer.Ordinal)) wrong.Add("reason", "wrong.reason");
        var words = Words(sent, "why", required: true, wrong);
        return wrong.Any ? null : await store.ProposeSetAsideAsync(id, reason, words!, Seen(sent), reader, cancel);
    }, "second", cancel);

    /// <summary>Asks its sender.</summary>
    public static Task<IResult> AskAsync(HttpContext http, long id, MaterialStore store, CurrentPerson current, CancellationToken cancel) => RunAsync(http, id, store, current, async (sent, reader, wrong) =>
    {
        var words = Words(sent, "question", required: true, wrong);
        return wrong.Any ? null : await store.AskAsync(id, words!, reader, cancel);
    }, "asked", cancel);

    /// <summary>Confirms as the second reader, or overturns.</summary>
    public static Task<IResult> SecondAsync(HttpContext http, long id, MaterialStore store, CurrentPerson current, CancellationToken cancel) => RunAsync(http, id, store, current, async (sent, reader, wrong) =>
    {
        var answer = sent["answer"].ToString();
        if (answer is not ("confirm" or "overturn")) wrong.Add("answer", "wrong.answer");
        var words = Words(sent, "second", required: answer == "overturn", wrong);
        return wrong.Any ? null : await store.SecondAsync(id, answer == "confirm", words ?? "", reader, cancel);
    }, "aside", cancel);

    private sealed class Wrongs(Platform.Localisation.Language language)
    {
        public List<Problem> Problems { get; } = [];
        public bool Any => Problems.Count > 0;
        public void Add(string? field, string key) => Problems.Add(new(field, Texts.Source[language, key]));
    }

    private static async Task<IResult> RunAsync(HttpContext http, long id, MaterialStore store, CurrentPerson current, Func<IFormCollection, Reader, Wrongs, Task<ReadingStep?>> step, string done, CancellationToken cancel)
    {
        if (CurrentReader.Of(current) is not { } reader) return TypedResults.BadRequest();
        var sent = await http.Request.ReadFormAsync(cancel);
        var wrongs = new Wrongs(PageContext.For(http, $"/reports/{id}").Language);
        var came = await step(sent, reader, wrongs);
        if (came is ReadingStep.Done) return FormGuard.SeeOther($"/queue?done={done}");
        if (came is ReadingStep.Gone || await store.ViewAsync(id, cancel) is not { } view) return TypedResults.NotFound();
        if (came is { } other) wrongs.Add(null, $"step.{other.ToString().ToLowerInvariant()}");
        return await ShowReport.ShowAsync(http, view, store, reader, sent.ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.Ordinal), wrongs.Problems, came is null ? 400 : 409, cancel);
    }

    private static string? Words(IFormCollection sent, string field, bool required, Wrongs wrong)
    {
        var words = sent[field].ToString().Trim().ReplaceLineEndings("\n");
        if (words.Length > MaterialStore.LongestWords || (required && words.Length == 0)) wrong.Add(field, "wrong.words");
        return words.Length == 0 ? null : words;
    }

    private static int Seen(IFormCollection sent) => int.TryParse(sent["seen"], NumberStyles.None, CultureInfo.InvariantCulture, out var seen) ? seen : -1;
}
