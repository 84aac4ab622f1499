using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Vern.Material.Intake;
using Vern.Platform.Access;
using Vern.Platform.Interface;
using Vern.Platform.Interface.Components;

namespace Vern.Material.Routing.Pages;

/// <summary>Who is competent where, and how are they reached?</summary>
/// <param name="Authorities">The directory.</param>
/// <param name="Addresses">What is known of the file of countries of addresses; null: there is none.</param>
/// <param name="Typed">What was typed, by field.</param>
/// <param name="Problems">What was not understood.</param>
public sealed record AuthoritiesModel(IReadOnlyList<Authority> Authorities, (int Ranges, string By, DateTimeOffset At)? Addresses, IReadOnlyDictionary<string, string> Typed, IReadOnlyList<Problem> Problems);

/// <summary>The directory of authorities, and the file of countries of addresses.</summary>
public static partial class ShowAuthorities
{
    /// <summary>The directory.</summary>
    public static Task<IResult> GetAsync(HttpContext http, MaterialStore store, CancellationToken cancel) => ShowAsync(http, store, null, [], 200, cancel);

    /// <summary>Enters an authority, or changes the one with that code.</summary>
    public static async Task<IResult> PostAsync(HttpContext http, MaterialStore store, CancellationToken cancel)
    {
        var sent = await http.Request.ReadFormAsync(cancel);
        var language = PageContext.For(http, "/authorities").Language;
        var problems = new List<Problem>();
        void Wrong(string field) => problems.Add(new(field, Texts.Source[language, $"wrong.{field}"]));
        var (id, country, title) = (sent["code"].ToString().Trim(), sent["country"].ToString().Trim().ToUpperInvariant(), string.Concat(sent["title"].ToString().Trim().Where(letter => !char.IsControl(letter))));
        var languages = sent["languages"].ToString().Split([' ', ','], StringSplitOptions.RemoveEmptyEntries);
        if (!Code().IsMatch(id)) Wrong("code");
        if (country.Length != 2 || !country.All(char.IsAsciiLetterUpper)) Wrong("country");
        if (title.Length is 0 or > 120) Wrong("title");
        if (languages.Length is 0 or > 20 || !languages.All(one => one.Length is 2 or 3 && one.All(char.IsAsciiLetterLower))) Wrong("languages");
        if (!Enum.TryParse<AuthorityKind>(sent["kind"], out var kind) || !Enum.IsDefined(kind)) Wrong("kind");
        if (!Enum.TryParse<AuthorityChannel>(sent["channel"], out var channel) || !Enum.IsDefined(channel)) Wrong("channel");
        if (problems.Count > 0) return await ShowAsync(http, store, sent.ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.Ordinal), problems, 400, cancel);
        await store.KeepAuthorityAsync(new(id, country, title, kind, channel, languages, sent["own"] == "yes", sent["closed"] == "yes"), cancel);
        return FormGuard.SeeOther("/authorities?done=kept");
    }

    /// <summary>Takes the file of countries of addresses.</summary>
    public static async Task<IResult> AddressesAsync(HttpContext http, MaterialStore store, CurrentPerson current, CancellationToken cancel)
    {
        var sent = await http.Request.ReadFormAsync(cancel);
        var language = PageContext.For(http, "/authorities").Language;
        Task<IResult> Wrong(string text) => ShowAsync(http, store, null, [new("file", text)], 400, cancel);
        if (sent.Files["file"] is not { Length: > 0 } file) return await Wrong(Texts.Source[language, "addresses.none"]);
        if (file.Length > AddressFile.Longest) return await Wrong(Texts.Source.Format(language, "addresses.long", AddressFile.Longest >> 20));
        using var bytes = new MemoryStream((int)file.Length);
        await file.CopyToAsync(bytes, cancel);
        try { await store.KeepAddressesAsync(bytes.ToArray(), current.Name ?? "", cancel); }
        catch (AddressFileException wrong) { return await Wrong(wrong.Message); }
        return FormGuard.SeeOther("/authorities?done=addresses");
    }

    private static async Task<IResult> ShowAsync(HttpContext http, MaterialStore store, IReadOnlyDictionary<string, string>? typed, IReadOnlyList<Problem> problems, int status, CancellationToken cancel) =>
        PageResult.Show<AuthoritiesPage, AuthoritiesModel>(PageContext.For(http, "/authorities"), new(await store.AuthoritiesAsync(cancel), await store.AddressesStateAsync(cancel), typed ?? new Dictionary<string, string>(StringComparer.Ordinal), problems), status);

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{1,38}$")] private static partial Regex Code();
}
