using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Vern.Persons.Pages;
using Vern.Persons.Registration.Fields;
using Vern.Platform.Access;
using Vern.Platform.Auditing;
using Vern.Platform.Interface;
using Vern.Platform.Interface.Components;

namespace Vern.Persons.Registration.Exchange.Pages;

/// <summary>A column of the file, and where it is taken.</summary>
/// <param name="Place">From 0.</param>
/// <param name="Header">Its name.</param>
/// <param name="Example">The first cell that holds something.</param>
/// <param name="Target">Where it is taken; empty: it is left out.</param>
public sealed record ImportColumn(int Place, string Header, string Example, string Target);

/// <summary>What would be made of the file?</summary>
/// <param name="Problems">Why the file as a whole, or the mapping, is not taken.</param>
/// <param name="Columns">The columns; empty: no file yet.</param>
/// <param name="Check">What would be made of it; null: no file yet.</param>
/// <param name="Doubles">Who may be known already.</param>
/// <param name="Otherwise">Who a person is where the file does not say so.</param>
/// <param name="Once">By what the import is known, so that it is done once.</param>
/// <param name="Kept">The file, packed and as text, in parts: it is kept in the page and nowhere else until the import is confirmed.</param>
public sealed record ImportModel(IReadOnlyList<Problem> Problems, IReadOnlyList<ImportColumn> Columns, ImportCheck? Check, IReadOnlyList<PossibleDouble> Doubles, Audience Otherwise, string Once, IReadOnlyList<string> Kept);

/// <summary>Imports persons from a file: the columns are mapped to fields, a dry run shows what would be made, and only what is confirmed is kept, whole or not at all.</summary>
public static class ImportPeople
{
    private const int PartLength = 200_000;

    /// <summary>The empty form.</summary>
    public static IResult Get(HttpContext http) => PageResult.Show<ImportPage, ImportModel>(PageContext.For(http), new([], [], null, [], Audience.Adult, "", []));

    /// <summary>The dry run; or, where it was confirmed and nothing is wrong, the import.</summary>
    public static async Task<IResult> PostAsync(HttpContext http, CaseStore store, CurrentPerson current, CancellationToken cancel)
    {
        var page = PageContext.For(http, "/people/import");
        var reach = CaseReach.Of(current, AgencyGrants.ImportPeople);
        var form = await http.Request.ReadFormAsync(cancel);
        IResult Wrong(string text) => PageResult.Show<ImportPage, ImportModel>(page, new([new("file", text)], [], null, [], Audience.Adult, "", []), 400);
        try
        {
            if (await FileAsync(form, cancel) is not { Length: > 0 } file) return Wrong(Texts.Source[page.Language, "file.none"]);
            var table = ReadImportFile.Run(file, page.Language);
            var once = form["once"].ToString() is { Length: 32 } sent && sent.All(char.IsAsciiHexDigitLower) ? sent : Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
            var otherwise = Enum.TryParse<Audience>(form["otherwise"], out var audience) && Enum.IsDefined(audience) ? audience : Audience.Adult;
            var problems = new List<Problem>();
            var columns = Columns(table, form, await store.ImportTargetsAsync(table.Headers, cancel), page, problems);
            var check = CheckImport.Run(table, new(columns.DistinctBy(column => column.Header).ToDictionary(column => column.Header, column => column.Target, StringComparer.Ordinal), otherwise, once), store.Today, page.Language);
            if (form["keep"] == "yes" && problems.Count == 0) await store.KeepImportTargetsAsync(columns.Where(column => column.Header.Length > 0).DistinctBy(column => column.Header).ToDictionary(column => column.Header, column => column.Target, StringComparer.Ordinal), cancel);
            var leftOut = form["skip"].Select(row => int.TryParse(row, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0).ToHashSet();
            var people = check.Rows.Where(row => !leftOut.Contains(row.Row)).Select(row => row.Person).ToList();
            var there = people.Select(person => person.Origin).ToHashSet(StringComparer.Ordinal);
            people = people.ConvertAll(person => person.ParentOrigin is { } parent && !there.Contains(parent) ? person with { ParentOrigin = null } : person); // the parent's row was left out
            if (form["go"] == "import" && problems.Count == 0 && check.Problems.Count == 0 && people.Count > 0)
                return Forms.SeeOther($"/people?imported={(await store.ImportAsync(people, reach, cancel)).Count}");
            var doubles = check.Problems.Count > 0 ? [] : await store.DoublesAsync([.. check.Rows.Select(row => row.Person)], reach, cancel);
            RecordedReads.Tell(http, string.Join(' ', doubles.Select(one => one.Known).OfType<PersonId>().Distinct()));
            return PageResult.Show<ImportPage, ImportModel>(page, new(problems, columns, check, doubles, otherwise, once, Packed(file)));
        }
        catch (ImportFileException wrong) { return Wrong(wrong.Message); }
        catch (Exception broken) when (broken is FormatException or InvalidDataException) { return Wrong(Texts.Source[page.Language, "file.other"]); }
    }

    private static List<ImportColumn> Columns(ImportTable table, IFormCollection form, IReadOnlyDictionary<string, string> kept, PageContext page, List<Problem> problems)
    {
        var columns = new List<ImportColumn>();
        foreach (var (place, header) in table.Headers.Index())
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"map-{place}");
            var target = form.TryGetValue(name, out var chosen) ? chosen.ToString().Trim() : header.Length == 0 ? "" : kept.GetValueOrDefault(header) ?? GuessMapping.TargetOf(header);
            if (target.Length > 0 && target is not (PeopleTable.Audience or PeopleTable.Purpose))
            {
                if (PeopleTable.Read(target) is var (field, item)) target = item > 0 ? string.Create(CultureInfo.InvariantCulture, $"{field.Id}#{item}") : field.Id;
                else if (GuessMapping.TargetOf(target) is { Length: > 0 } meant) target = meant;
                else problems.Add(new(name, Texts.Source.Format(page.Language, "import.no-field", ReadImportFile.Shown(target), ReadImportFile.Shown(header))));
            }
            columns.Add(new(place, header, table.Rows.Select(row => row.Cells[place]).FirstOrDefault(cell => cell.Length > 0) ?? "", target));
        }
        return columns;
    }

    private static async Task<byte[]?> FileAsync(IFormCollection form, CancellationToken cancel)
    {
        if (form.Files["file"] is { Length: > 0 } file)
        {
            var bytes = new byte[Math.Min(file.Length, ReadImportFile.Longest + 1L)]; // one more than may be: it is told then
            await using var stream = file.OpenReadStream();
            await stream.ReadExactlyAsync(bytes, cancel);
            return bytes;
        }
        if (form["kept"].Count == 0) return null;
        await using var unpacked = new GZipStream(new MemoryStream(Convert.FromBase64String(string.Concat(form["kept"].ToArray()))), CompressionMode.Decompress);
        var all = new MemoryStream();
        var part = new byte[1 << 16];
        for (int read; (read = await unpacked.ReadAsync(part, cancel)) > 0 && all.Length <= ReadImportFile.Longest;) all.Write(part, 0, read);
        return all.ToArray();
    }

    private static List<string> Packed(byte[] file)
    {
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) zip.Write(file);
        return [.. Convert.ToBase64String(packed.GetBuffer(), 0, (int)packed.Length).Chunk(PartLength).Select(part => new string(part))];
    }
}
