using System.Text;
using Microsoft.AspNetCore.Http;
using Vern.Persons.Collection;
using Vern.Persons.Statistics;
using Vern.Platform.Interface;
using Vern.Platform.Interface.Components;

namespace Vern.Persons.Pages.Registers;

/// <summary>A table that comes from elsewhere, and whether the year has it.</summary>
/// <param name="Name">The import's name.</param>
/// <param name="Columns">Its header.</param>
/// <param name="Source">Where the year's own came from; null when it has none.</param>
/// <param name="Carried">Where its earlier years come from when the year has none of its own; empty when from nowhere.</param>
public sealed record RegisterState(string Name, string Columns, string? Source, string Carried);

/// <summary>What comes from other registers, and what is missing?</summary>
public sealed record RegistersModel(int Year, IReadOnlyList<RegisterState> Registers, string Chosen, string Source, IReadOnlyList<Problem> Problems)
{
    /// <summary>How many the year has, its own or carried over.</summary>
    public int There => Registers.Count(register => register.Source is not null || register.Carried.Length > 0);
}

/// <summary>Police reports, permits, asylum decisions, returns, judgments and what was published of earlier years: small tables that the unit imports (B-055).</summary>
public static class ShowRegisters
{
    private const long Largest = 1024 * 1024;

    /// <summary>The page.</summary>
    public static Task<IResult> GetAsync(HttpContext http, int year, INationalStore store, CancellationToken cancel) => ShowAsync(http, year, store, "", "", [], cancel);

    private static async Task<IResult> ShowAsync(HttpContext http, int year, INationalStore store, string chosen, string source, IReadOnlyList<Problem> problems, CancellationToken cancel)
    {
        if (await store.RoundAsync(year, cancel) is null) return TypedResults.NotFound();
        var earlier = await EarlierFigures.ReadAsync(store, year, cancel);
        var registers = new List<RegisterState>();
        foreach (var name in ImportPublished.Names)
            registers.Add(new RegisterState(name, CheckImport.Columns(name), (await store.ImportAsync(year, name, cancel))?.Source, earlier.SourceOf(name)));
        return PageResult.Show<RegistersPage, RegistersModel>(PageContext.For(http, $"/report/{year}/registers"), new RegistersModel(year, registers, chosen, source, problems), problems.Count > 0 ? 400 : 200);
    }

    /// <summary>Keeps a table in place of the former of its name, whole or not at all; the figures of this and later years are computed again.</summary>
    public static async Task<IResult> PutAsync(HttpContext http, int year, INationalStore store, RoundDesk desk, CancellationToken cancel)
    {
        if (await store.RoundAsync(year, cancel) is null) return TypedResults.NotFound();
        var form = await http.Request.ReadFormAsync(cancel);
        var texts = Forms.Texts(http);
        var (name, source) = (form["register"].ToString(), Forms.Line(form["source"], 200) ?? "");
        Task<IResult> Again(string field, string problem) => ShowAsync(http, year, store, name, source, [new Problem(field, problem)], cancel);
        if (!ImportPublished.Names.Contains(name, StringComparer.Ordinal)) return await Again("register", texts("problem.register"));
        if (source.Length == 0) return await Again("source", texts("problem.source"));
        if (form.Files.GetFile("file") is not { Length: > 0 } file) return await Again("file", texts("problem.register.file"));
        if (file.Length > Largest) return TypedResults.StatusCode(StatusCodes.Status413PayloadTooLarge);
        try
        {
            using var reader = new StreamReader(file.OpenReadStream(), new UTF8Encoding(false, throwOnInvalidBytes: true));
            var csv = await reader.ReadToEndAsync(cancel);
            CheckImport.Rows(name, csv);
            await store.PutImportAsync(year, name, csv, source, cancel);
        }
        catch (ImportException wrong) { return await Again("file", $"{texts("problem.register.wrong")} {wrong.In(PageContext.For(http).Language)}"); }
        catch (DecoderFallbackException) { return await Again("file", texts("problem.register.utf8")); }
        foreach (var other in (await store.YearsAsync(cancel)).Where(other => other >= year)) desk.Forget(other);
        return Forms.SeeOther($"/report/{year}/registers?done=register");
    }
}
