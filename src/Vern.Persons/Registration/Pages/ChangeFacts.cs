using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Vern.Persons.Pages;
using Vern.Persons.Registration.Fields;
using Vern.Platform.Access;
using Vern.Platform.Interface;
using Vern.Platform.Interface.Components;

namespace Vern.Persons.Registration.Pages;

/// <summary>What has changed about her?</summary>
/// <param name="Top">The person.</param>
/// <param name="Section">The part of her page.</param>
/// <param name="Item">Which of a repeating group, from 1; 0 where there is one.</param>
/// <param name="Form">The fields.</param>
/// <param name="Source">How it is known.</param>
/// <param name="Revision">What the form is filled in over.</param>
/// <param name="Since">What somebody else recorded since it was opened.</param>
/// <param name="Narrowed">Whether only some fields of the part are asked, those of one step.</param>
/// <param name="Back">The tab that one came from; empty: her page.</param>
public sealed record ChangeFactsModel(PersonTop Top, string Section, int Item, FieldForm Form, FactSource Source, int Revision, IReadOnlyList<Fact> Since, bool Narrowed = false, string Back = "")
{
    /// <summary>Where one goes afterwards.</summary>
    public string BackTo => ChangeFacts.Address(Top.Person.Head.Id, Back, Section);
}

/// <summary>Changes one part of what is known of a person. Nothing is overwritten: newer facts take the place of older ones, which the history keeps.</summary>
public static class ChangeFacts
{
    // Tabs that send one here for a few facts and want one back.
    private static readonly string[] Tabs = ["return", "rights", "missing", "children"];

    /// <summary>The address of the form for some fields of one part, and the tab to come back to.</summary>
    /// <param name="id">The person.</param>
    /// <param name="section">The part.</param>
    /// <param name="back">The tab.</param>
    /// <param name="fields">The fields by id; none: all of the part.</param>
    /// <param name="item">Which of a repeating group, from 1; 0: the next, or where there is one.</param>
    public static string Ask(PersonId id, string section, string back, IReadOnlyList<string> fields, int item = 0)
    {
        ArgumentNullException.ThrowIfNull(fields);
        return $"/people/{id}/facts/{section}?back={back}{(item > 0 ? $"&item={item}" : "")}{string.Concat(fields.Select(field => $"&only={field}"))}";
    }

    /// <summary>Where one goes when it is recorded, or left.</summary>
    internal static string Address(PersonId id, string back, string section) => back.Length > 0 ? $"/people/{id}/{back}" : $"/people/{id}#{section}";

    /// <summary>The form.</summary>
    public static async Task<IResult> GetAsync(HttpContext http, string id, string section, CaseStore store, CancellationToken cancel)
    {
        if (await PersonTop.ReadAsync(http, id, AgencyGrants.WritePeople, cancel) is not { } top || FieldsOf(store, top, section) is not { Count: > 0 } all) return TypedResults.NotFound();
        var fields = Only(all, http.Request.Query["only"]);
        var item = ItemOf(fields, http.Request.Query["item"], top.Person);
        var known = fields.Where(field => top.Person[field.Id, item] is not null).ToDictionary(field => field.Id, field => top.Person[field.Id, item]!, StringComparer.Ordinal);
        return Show(http, new(top, section, item, new(fields, known, []), SourceOf(section, null), top.Person.Head.Revision, [], fields.Count < all.Count, BackOf(http.Request.Query["back"])), 200);
    }

    /// <summary>Records what was changed.</summary>
    public static async Task<IResult> PostAsync(HttpContext http, string id, string section, CaseStore store, CancellationToken cancel)
    {
        if (await PersonTop.ReadAsync(http, id, AgencyGrants.WritePeople, cancel) is not { } top || FieldsOf(store, top, section) is not { Count: > 0 } all) return TypedResults.NotFound();
        var sent = await http.Request.ReadFormAsync(cancel);
        var fields = Only(all, sent["only"]);
        var model = new ChangeFactsModel(top, section, 0, new(fields, new Dictionary<string, string>(), []), FactSource.Told, 0, [], fields.Count < all.Count, BackOf(sent["back"]));
        var item = ItemOf(fields, sent["item"], top.Person);
        var form = FieldForm.Read(fields, sent, PageContext.For(http).Language);
        var source = SourceOf(section, sent["source"]);
        if (!int.TryParse(sent["revision"], NumberStyles.None, CultureInfo.InvariantCulture, out var seen)) return TypedResults.BadRequest();
        model = model with { Item = item, Form = form, Source = source, Revision = seen };
        if (form.Problems.Count > 0) return Show(http, model, 400);
        return await store.RecordFactsAsync(top.Person.Head.Id, form.Facts(item, source), seen, top.Reach, cancel) switch
        {
            Recorded.Done => Forms.SeeOther(model.BackTo),
            // Hers stays in the form; sent once more it takes the place of what was recorded meanwhile, which she has now seen.
            Recorded.Stale stale => Show(http, model with { Revision = stale.Revision, Since = stale.Since }, 409),
            Recorded.Wrong wrong => Show(http, model with { Form = form with { Problems = [.. wrong.Facts.Select(fact => new Problem(fact.Field, Texts.Source[PageContext.For(http).Language, "wrong.not-hers"]))] } }, 400),
            _ => TypedResults.NotFound(),
        };
    }

    private static IResult Show(HttpContext http, ChangeFactsModel model, int status) =>
        PageResult.Show<ChangeFactsPage, ChangeFactsModel>(PageContext.For(http, $"/people/{model.Top.Person.Head.Id}/facts/{model.Section}"), model, status);

    // What the reader may see, of this part, that is asked of such a person; secret fields have a page of their own.
    private static IReadOnlyList<Field> FieldsOf(CaseStore store, PersonTop top, string section) =>
        [.. store.Catalogue.All.Where(field => field.Section == section && !field.Secret && field.For.Contains(top.Person.Head.Audience) && field.Purposes.Overlaps(top.Reach.Purposes))];

    // A step asks a few of a part's fields; what names none of them asks all.
    private static IReadOnlyList<Field> Only(IReadOnlyList<Field> fields, StringValues named) => fields.Where(field => named.Contains(field.Id)).ToList() is { Count: > 0 } some ? some : fields;

    private static string BackOf(string? named) => Tabs.Contains(named, StringComparer.Ordinal) ? named! : "";

    // Of a repeating group one that is there, or the next.
    private static int ItemOf(IReadOnlyList<Field> fields, string? asked, CasePerson person)
    {
        if (fields[0].Group is not { } group) return 0;
        var there = person.Items(group);
        return int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out var item) && there.Contains(item) ? item : there.DefaultIfEmpty(0).Max() + 1;
    }

    private static FactSource SourceOf(string section, string? typed) => section switch
    {
        "indicators" => FactSource.Seen,
        "assessment" => FactSource.Concluded,
        _ => Enum.TryParse<FactSource>(typed, out var source) && Enum.IsDefined(source) ? source : FactSource.Told,
    };
}
