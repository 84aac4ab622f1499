using System.Globalization;
using Microsoft.AspNetCore.Http;
using Vern.Persons.Registration;
using Vern.Platform.Interface;
using Vern.Platform.Interface.Components;

namespace Vern.Persons.Referral.Pages;

/// <summary>Is what the directory says of this body right?</summary>
/// <param name="Id">The body; null: a new one.</param>
/// <param name="Values">What stands in the fields.</param>
/// <param name="Revision">What the form is filled in over.</param>
/// <param name="Problems">What was not understood.</param>
public sealed record ServiceModel(string? Id, IReadOnlyDictionary<string, string> Values, int Revision, IReadOnlyList<Problem> Problems);

/// <summary>Enters or changes a body.</summary>
public static class ChangeService
{
    /// <summary>The form of a new body.</summary>
    public static IResult New(HttpContext http, CaseStore store) =>
        Show(http, new(null, new Dictionary<string, string>(StringComparer.Ordinal) { ["checked-on"] = store.Today.ToString("O", CultureInfo.InvariantCulture), ["active"] = "yes" }, 0, []), 200);

    /// <summary>The form of one that is there.</summary>
    public static async Task<IResult> GetAsync(HttpContext http, string service, CaseStore store, CancellationToken cancel) =>
        await store.ServiceAsync(service, cancel) is { } there ? Show(http, new(there.Id, ValuesOf(there), there.Revision, []), 200) : TypedResults.NotFound();

    /// <summary>Enters a new body.</summary>
    public static Task<IResult> AddAsync(HttpContext http, CaseStore store, CancellationToken cancel) => TakeAsync(http, null, store, cancel);

    /// <summary>Changes one that is there.</summary>
    public static async Task<IResult> PostAsync(HttpContext http, string service, CaseStore store, CancellationToken cancel) =>
        await store.ServiceAsync(service, cancel) is { } there ? await TakeAsync(http, there, store, cancel) : TypedResults.NotFound();

    private static async Task<IResult> TakeAsync(HttpContext http, Service? there, CaseStore store, CancellationToken cancel)
    {
        var language = PageContext.For(http).Language;
        var sent = await http.Request.ReadFormAsync(cancel);
        var values = ReadService.Columns.ToDictionary(column => column, column => string.Join(' ', sent[column].ToArray()).Trim(), StringComparer.Ordinal);
        if (there is not null) values["id"] = there.Id;
        if (there is not null && !int.TryParse(sent["revision"], NumberStyles.None, CultureInfo.InvariantCulture, out _)) return TypedResults.BadRequest();
        var revision = there is null ? 0 : int.Parse(sent["revision"].ToString(), CultureInfo.InvariantCulture);
        var (service, wrong) = ReadService.From(values, store.Today);
        var problems = wrong.Select(one => new Problem(one.Column, $"{Texts.Source[language, $"service.{one.Column}"]}: {Texts.Source[language, one.Expected]}")).ToList();
        if (service is not null && there is null && await store.ServiceAsync(service.Id, cancel) is { } taken)
        {
            if (ReadService.Fields(taken).SequenceEqual(ReadService.Fields(service))) return FormGuard.SeeOther("/directory?done=kept"); // a double click
            problems.Add(new("id", Texts.Source[language, "service.taken"]));
        }
        if (service is null || problems.Count > 0) return Show(http, new(there?.Id, values, revision, problems), 400);
        if (there is not null && revision != there.Revision && !ReadService.Fields(there).SequenceEqual(ReadService.Fields(service))) return Stale();
        if (there is not null && ReadService.Fields(there).SequenceEqual(ReadService.Fields(service))) return FormGuard.SeeOther("/directory?done=kept");
        return await store.KeepServicesAsync([service with { Revision = revision }], cancel) switch
        {
            DirectoryChange.Done => FormGuard.SeeOther("/directory?done=kept"),
            DirectoryChange.KeyTaken => Show(http, new(there?.Id, values, revision, [new("public-key", Texts.Source[language, "service.key-taken"])]), 400),
            _ => Stale(),
        };

        // Hers stays in the form; sent once more it takes the place of what was entered meanwhile.
        IResult Stale() => Show(http, new(there?.Id, values, there?.Revision ?? 0, [new(null, Texts.Source[language, "service.stale"])]), 409);
    }

    private static Dictionary<string, string> ValuesOf(Service service) => ReadService.Columns.Zip(ReadService.Fields(service)).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);

    private static IResult Show(HttpContext http, ServiceModel model, int status) => PageResult.Show<ServicePage, ServiceModel>(PageContext.For(http, model.Id is null ? "/directory/new" : $"/directory/{model.Id}"), model, status);
}
