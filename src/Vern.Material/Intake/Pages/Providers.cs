using System.Globalization;
using Microsoft.AspNetCore.Http;
using Vern.Platform.Access;
using Vern.Platform.Interface;
using Vern.Platform.Interface.Components;

namespace Vern.Material.Intake.Pages;

/// <summary>Who reports, and who never does?</summary>
/// <param name="Year">The year of the numbers.</param>
/// <param name="Years">Each with its numbers in that year.</param>
/// <param name="Others">Those without numbers: test environments, and those whose basis did not hold in that year.</param>
/// <param name="Values">What stands in the form of a new one.</param>
/// <param name="Problems">What was not understood.</param>
public sealed record ProvidersModel(int Year, IReadOnlyList<ProviderYear> Years, IReadOnlyList<Provider> Others, IReadOnlyDictionary<string, string> Values, IReadOnlyList<Problem> Problems);

/// <summary>What holds for this provider?</summary>
/// <param name="Provider">It.</param>
/// <param name="Ending">Its reports whose evidence is about to be lost.</param>
/// <param name="Token">The credential that was made just now; shown this once.</param>
public sealed record ProviderModel(Provider Provider, IReadOnlyList<EndingEvidence> Ending, string? Token);

/// <summary>The staff's pages on who sends reports (H-009, H-012, H-013, H-021, H-022).</summary>
public static class Providers
{
    /// <summary>The longest form, in bytes.</summary>
    public const long Longest = 16 * 1024;
    internal static readonly string[] Fields = ["name", "title", "kind", "country", "basis", "from", "until", "keeps-days", "preserve-days", "a-minute", "test"];

    /// <summary>The text of a field's label: what it is called is another word than what the page is called.</summary>
    internal static string Label(string field) => field == "title" ? "providers.called" : $"providers.{field}";

    /// <summary>All of them, and the form of a new one.</summary>
    public static Task<IResult> ListAsync(HttpContext http, MaterialStore store, CancellationToken cancel) =>
        ShowAsync(http, store, new Dictionary<string, string>(StringComparer.Ordinal) { ["from"] = store.Now().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), ["a-minute"] = "600", ["preserve-days"] = $"{Preservation.Days}", ["country"] = "NO" }, [], cancel);

    /// <summary>Enrols one.</summary>
    public static async Task<IResult> EnrolAsync(HttpContext http, MaterialStore store, CancellationToken cancel)
    {
        var form = await http.Request.ReadFormAsync(cancel);
        var values = Fields.ToDictionary(field => field, field => form[field].ToString().Trim(), StringComparer.Ordinal);
        var (provider, wrong) = Read(values);
        if (provider is not null)
        {
            try
            {
                await store.EnrolAsync(provider, cancel);
                return FormGuard.SeeOther($"/providers/{provider.Name}?done=enrolled");
            }
            catch (ArgumentException) { wrong = "name"; } // it is taken
        }
        return await ShowAsync(http, store, values, [new(wrong, Texts.Source.Format(PageContext.For(http).Language, "providers.wrong", Texts.Source[PageContext.For(http).Language, Label(wrong)]))], cancel);
    }

    /// <summary>One of them.</summary>
    public static Task<IResult> OneAsync(HttpContext http, string name, MaterialStore store, CancellationToken cancel) => OneAsync(http, name, null, store, cancel);

    /// <summary>Makes a credential, and shows it once.</summary>
    public static async Task<IResult> CredentialAsync(HttpContext http, string name, MaterialStore store, CancellationToken cancel)
    {
        try
        {
            return await store.MakeCredentialAsync(name, cancel) is { } token ? await OneAsync(http, name, token, store, cancel) : TypedResults.NotFound();
        }
        catch (AccessException) { return TypedResults.Conflict(); } // a person's account has the name
    }

    /// <summary>Closes one.</summary>
    public static async Task<IResult> CloseAsync(string name, MaterialStore store, CancellationToken cancel) => await store.CloseProviderAsync(name, cancel) ? FormGuard.SeeOther($"/providers/{name}?done=closed") : TypedResults.NotFound();

    /// <summary>Asks it to preserve what it holds on a report for longer.</summary>
    public static async Task<IResult> ProlongAsync(string name, long report, MaterialStore store, CancellationToken cancel) => await store.ProlongAsync(report, cancel) is null ? TypedResults.NotFound() : FormGuard.SeeOther($"/providers/{name}?done=prolonged");

    private static async Task<IResult> OneAsync(HttpContext http, string name, string? token, MaterialStore store, CancellationToken cancel)
    {
        if (await store.ProviderAsync(name, cancel) is not { } provider) return TypedResults.NotFound();
        return PageResult.Show<ProviderPage, ProviderModel>(PageContext.For(http, $"/providers/{name}"), new(provider, await store.EndingAsync(provider.Id, 100, cancel), token));
    }

    private static async Task<IResult> ShowAsync(HttpContext http, MaterialStore store, IReadOnlyDictionary<string, string> values, IReadOnlyList<Problem> problems, CancellationToken cancel)
    {
        var year = int.TryParse(http.Request.Query["year"], NumberStyles.None, CultureInfo.InvariantCulture, out var asked) && asked is >= 2000 and <= 2999 ? asked : store.Now().Year;
        var years = await store.ProviderYearsAsync(year, cancel);
        var others = (await store.ProvidersAsync(cancel)).Where(provider => years.All(one => one.Provider.Id != provider.Id)).ToList();
        return PageResult.Show<ProvidersPage, ProvidersModel>(PageContext.For(http, "/providers"), new(year, years, others, values, problems), problems.Count > 0 ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK);
    }

    private static (Provider? Provider, string Wrong) Read(Dictionary<string, string> values)
    {
        if (!Enum.TryParse<SenderKind>(values["kind"], out var kind) || !Enum.IsDefined(kind)) return (null, "kind");
        if (!DateOnly.TryParseExact(values["from"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var from)) return (null, "from");
        DateOnly? until = null;
        if (values["until"].Length > 0)
        {
            if (!DateOnly.TryParseExact(values["until"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var last)) return (null, "until");
            until = last;
        }
        foreach (var field in (string[])["preserve-days", "a-minute"]) if (Number(values[field]) is null) return (null, field);
        if (values["keeps-days"].Length > 0 && Number(values["keeps-days"]) is null) return (null, "keeps-days");
        var provider = new Provider
        {
            Name = values["name"], Title = values["title"], Kind = kind, Country = values["country"].ToUpperInvariant(), Basis = values["basis"], From = from, Until = until,
            KeepsDays = Number(values["keeps-days"]), PreserveDays = Number(values["preserve-days"])!.Value, AMinute = Number(values["a-minute"])!.Value, IsTest = values["test"] == "yes",
        };
        return provider.Wrong() is { } wrong ? (null, wrong) : (provider, "");
    }

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
