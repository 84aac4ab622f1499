using System.Globalization;
using Vern.Persons.Collection;
using Vern.Platform.Interface;
using Vern.Platform.Localisation;

namespace Vern.Persons.OwnReport.Pages;

/// <summary>A page of an agency's own report, with its texts.</summary>
public abstract class OwnReportPage<TModel> : PageComponent<TModel>
{
    /// <inheritdoc />
    protected override TextSource Source => Texts.Source;

    /// <summary>A column of the form in the page's language.</summary>
    protected string Column(string code) => FormTexts.Source.Format(Page.Language, $"Column.{code}", "").Trim();

    /// <summary>What leaves of a person, column by column, in words; what is not told is left out.</summary>
    protected IReadOnlyList<(string Column, string Words)> Words(ReportedPerson person)
    {
        ArgumentNullException.ThrowIfNull(person);
        string? One(CodeList list, string? code) => code is null ? null : FormTexts.Label(list, code, Page.Language);
        string? All(CodeList list, IEnumerable<string> codes) => string.Join(", ", codes.Select(code => FormTexts.Label(list, code, Page.Language)));
        string? YesNo(bool? value) => value switch { true => One(FormColumns.YesNo, "YES"), false => One(FormColumns.YesNo, "NO"), _ => null };
        string? Number(int? number) => number?.ToString(CultureInfo.InvariantCulture);
        string Form(string code) => FormTexts.Label(CodeLists.MainForm.Has(code) ? CodeLists.MainForm : CodeLists.SubForm, code, Page.Language);
        (string, string?)[] all =
        [
            ("sex", One(FormColumns.Sex, person.Sex switch { Sex.Woman => "W", Sex.Man => "M", _ => "UNK" })), ("nationality", One(FormColumns.Nationality, person.Nationality)), ("birth-year", Number(person.BirthYear)), ("age", Number(person.Age)), ("presumed-minor", YesNo(person.PresumedMinor)),
            ("form", string.Join(", ", person.Forms.Select(Form))), ("identified-year", person.IdentifiedYear is { } year ? Number(year) : FormTexts.Source[Page.Language, "Code.Identified.UNCLEAR"]),
            ("offer", One(FormColumns.Offer, person.Offer switch { OfferAnswer.Accepted => "ACC", OfferAnswer.Declined => "DECL", OfferAnswer.Evaded => "EVAD", OfferAnswer.Disappeared => "DISAP", OfferAnswer.NotOffered => "NOTOFF", _ => "UNK" })),
            ("received-measures", YesNo(person.ReceivedMeasures)), ("immigration", One(CodeLists.ImmigrationStatus, person.ImmigrationStatus)), ("criminal", One(CodeLists.CriminalStatus, person.CriminalStatus)), ("housing", One(CodeLists.Housing, person.Housing)),
            ("measure", All(CodeLists.Measure, person.Measures)), ("children-with", Number(person.AccompanyingChildren)), ("children-elsewhere", Number(person.ChildrenElsewhere)), ("also", string.Join(", ", person.AlsoFollowedBy.Select(body => ShippedRegister.Bodies.FirstOrDefault(known => known.Id == body)?.Name ?? body.Value))),
            ("region", person.Region), ("decline", One(CodeLists.DeclineReason, person.DeclineReason)),
        ];
        return [.. all.Where(pair => !string.IsNullOrEmpty(pair.Item2)).Select(pair => (Column(pair.Item1), pair.Item2!))];
    }

    /// <summary>A remark in words.</summary>
    protected string Words(RowRemark remark)
    {
        ArgumentNullException.ThrowIfNull(remark);
        return remark.Key.StartsWith("problem.", StringComparison.Ordinal) ? T("problem", Column(remark.Key["problem.".Length..])) : T(remark.Key);
    }
}
