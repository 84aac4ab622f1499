using Microsoft.AspNetCore.Http;
using Vern.Persons.Registration.Pages;
using Vern.Platform.Access;
using Vern.Platform.Interface;
using Vern.Platform.Interface.Components;

namespace Vern.Persons.Registration.Exchange.Pages;

/// <summary>What shall go out, and what for?</summary>
/// <param name="Purposes">The purposes that the reader may choose.</param>
/// <param name="Naming">Those of them for which what tells who a person is may go out.</param>
/// <param name="Problems">What was not understood.</param>
public sealed record ExportModel(IReadOnlyList<string> Purposes, IReadOnlyList<string> Naming, IReadOnlyList<Problem> Problems);

/// <summary>Hands out what is known of persons within reach as a file: for one purpose, without identity unless it is asked for by itself.</summary>
public static class ExportPeople
{
    /// <summary>How a file can be written.</summary>
    public static IReadOnlyList<string> Formats { get; } = ["xlsx", "csv", "json", "htcds"];

    /// <summary>The form.</summary>
    public static IResult Get(HttpContext http, CaseStore store, CurrentPerson current) => Show(http, store, CaseReach.Of(current, AgencyGrants.ExportPeople), [], 200);

    /// <summary>The file.</summary>
    public static async Task<IResult> PostAsync(HttpContext http, CaseStore store, CurrentPerson current, CancellationToken cancel)
    {
        var reach = CaseReach.Of(current, AgencyGrants.ExportPeople);
        var form = await http.Request.ReadFormAsync(cancel);
        var page = PageContext.For(http, "/people/export");
        var (format, purpose, identity) = (form["format"].ToString(), form["purpose"].ToString(), form["identity"] == "yes");
        var problems = new List<Problem>();
        if (!Formats.Contains(format)) problems.Add(new("format", Texts.Source[page.Language, "export.format.wrong"]));
        if (!reach.Purposes.Contains(purpose)) problems.Add(new("purpose", Texts.Source[page.Language, "export.purpose.wrong"]));
        else if (identity && !store.MayNameFor(purpose)) problems.Add(new("identity", Texts.Source.Format(page.Language, "export.identity.wrong", Referral.Texts.Source[page.Language, $"purpose.{purpose}"])));
        if (problems.Count > 0) return Show(http, store, reach, problems, 400);
        var what = new PeopleExport(purpose, identity, form["state"].ToString() switch { "open" => false, "closed" => true, _ => null }, format);
        var columns = format is "htcds" or "json" ? PeopleTable.Columns([], purpose) : PeopleTable.Columns(await store.ExportFieldsAsync(what, reach, cancel), purpose);
        string Label(string name) => PeopleTable.Read(name) is var (field, _) ? $"{FieldWords.Label(field, page.Language)} ({name})" : name;
        string Words(string name, string value) => PeopleTable.Read(name) is var (field, _) ? ReadImportedValue.Words(field, value, page.Language) : value;
        return TypedResults.Stream(to => format switch
        {
            "xlsx" => WritePeople.ExcelAsync(to, columns, Label, Words, store.ExportAsync(what, reach, cancel), cancel),
            "json" => WritePeople.JsonAsync(to, purpose, columns, store.ExportAsync(what, reach, cancel), cancel),
            "htcds" => WritePeople.HtcdsAsync(to, store.ExportAsync(what, reach, cancel), cancel),
            _ => WritePeople.CsvAsync(to, columns, store.ExportAsync(what, reach, cancel), cancel),
        }, format switch { "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "json" => "application/json", _ => "text/csv; charset=utf-8" }, format == "htcds" ? "htcds.csv" : $"export.{format}");
    }

    private static IResult Show(HttpContext http, CaseStore store, CaseReach reach, IReadOnlyList<Problem> problems, int status)
    {
        var purposes = store.Catalogue.Purposes.Where(reach.Purposes.Contains).ToList();
        return PageResult.Show<ExportPage, ExportModel>(PageContext.For(http, "/people/export"), new(purposes, [.. purposes.Where(store.MayNameFor)], problems), status);
    }
}
