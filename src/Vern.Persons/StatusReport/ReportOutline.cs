namespace Vern.Persons.StatusReport;

/// <summary>A place in the report's order.</summary>
/// <param name="Id">Its id; references point at <c>section-</c> and this.</param>
/// <param name="Placed">The tables and diagrams that stand here, by id.</param>
/// <param name="Always">There even without figures and without own text.</param>
/// <param name="Numbered">False for the summary.</param>
/// <param name="Appendix">Lettered instead of numbered.</param>
/// <param name="Own">The chapter is the unit's own to write: a draft says when it is missing.</param>
public sealed record OutlinePlace(string Id, IReadOnlyList<string> Placed, IReadOnlyList<OutlinePlace> Parts, bool Always = false, bool Numbered = true, bool Appendix = false, bool Own = false);

/// <summary>The order of chapters, as readers of the yearly report know it: scope is chapter 4, criminal cases chapter 5.</summary>
public static class ReportOutline
{
    /// <summary>Where tables and diagrams stand that no other place names.</summary>
    public const string Further = "further";

    /// <summary>The chapters in order. Every place also takes a text of the unit's own under its id.</summary>
    public static IReadOnlyList<OutlinePlace> Chapters { get; } =
    [
        new("summary", [], [], Always: true, Numbered: false),
        new("about", [], [Part("terms", always: true), Part("method", ["linkage"], always: true), Part("privacy", always: true)], Always: true),
        new("challenges", ["own-forms"], [], Own: true),
        new("activities", [], [], Own: true),
        new("scope", [],
        [
            Part("reporting", ["table1", "response", "reporters", "acceptance"]),
            Part("estimate", ["table2", "trend"]),
            new("who", ["table3"],
            [
                Part("nationality", ["diagram1"]),
                Part("forms", ["diagram2", "diagram3"]),
                Part("children", ["table4", "diagram4", "diagram5", "diagram6", "children"]),
                Part("women", ["diagram7", "diagram8", "diagram9"]),
                Part("men", ["diagram10", "diagram11", "diagram12"])
            ]),
            Part("development", ["table5", "comparison", "eu-shares"]),
            Part("afterwards", ["permits", "permit-applicants", "asylum", "asylum-applicants", "reception", "diagram13", "returns", "support"])
        ]),
        new("cases", [], [Part("policereports", ["table6"]), Part("districts", ["table7"]), Part("judgments", ["table8", "judgment-counts"])]),
        new("errors", [], [], Always: true, Appendix: true),
        new("asked", [], [], Appendix: true),
        new(Further, [], [], Appendix: true)
    ];

    /// <summary>The ids under which the unit may keep a text of its own.</summary>
    public static IReadOnlyList<string> Places { get; } = Chapters.SelectMany(Flatten).Select(place => place.Id).Where(id => id is not ("asked" or Further)).ToList();

    internal static IEnumerable<OutlinePlace> Flatten(OutlinePlace place) => place.Parts.SelectMany(Flatten).Prepend(place);
    private static OutlinePlace Part(string id, string[]? placed = null, bool always = false) => new(id, placed ?? [], [], always);
}
