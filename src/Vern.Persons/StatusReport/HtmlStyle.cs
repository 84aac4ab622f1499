namespace Vern.Persons.StatusReport;

/// <summary>The style of the standalone report, on screen and on paper.</summary>
internal static class HtmlStyle
{
    /// <summary>The style sheet; a draft says so at the foot of every printed page.</summary>
    public static string Text(ReportDocument report)
    {
        var foot = Quote(report.State == EditionState.Draft ? report.Title + " · " + report.StateText : report.Title);
        var page = Quote(Texts.Source[report.Language, "page"] + " ");
        var of = Quote(" " + Texts.Source[report.Language, "of"] + " ");
        return Sheet + $$"""
            @page { size: A4; margin: 22mm 20mm 20mm; @bottom-left { content: {{foot}}; font: 8pt "Inter", "Liberation Sans", Arial, sans-serif; color: #44595f; } @bottom-right { content: {{page}} counter(page) {{of}} counter(pages); font: 8pt "Inter", "Liberation Sans", Arial, sans-serif; color: #44595f; } }
            @page :first { margin: 30mm 20mm; @bottom-left { content: ""; } @bottom-right { content: ""; } }
            @page wide { size: A4 landscape; }

            """;
    }

    private static string Quote(string text) => "\"" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("<", "\\3c ", StringComparison.Ordinal) + "\"";

    private const string Sheet = """
        :root { --ink: #13282f; --action: #0f5c66; --second: #2f8791; --mist: #eef4f4; --line: #d3dfe0; --quiet: #44595f; --heed: #b4531f; --heed-mist: #fbefe6; }
        * { box-sizing: border-box; }
        html { scroll-behavior: auto; }
        body { margin: 0; background: #fff; color: var(--ink); font: 17px/1.6 Inter, "Segoe UI", "Liberation Sans", Arial, sans-serif; }
        main.report { max-width: 46rem; margin: 0 auto; padding: 3rem 1.25rem 5rem; }
        h1, h2, h3, h4, h5 { line-height: 1.25; letter-spacing: -0.01em; margin: 2.2em 0 .6em; text-wrap: balance; }
        h1 { font-size: 2.4rem; margin: .2em 0 .3em; } h2 { font-size: 1.75rem; padding-top: .8em; border-top: 1px solid var(--line); } h3 { font-size: 1.3rem; } h4, h5 { font-size: 1.08rem; }
        a { color: var(--action); text-underline-offset: .15em; } a:focus-visible, [tabindex]:focus-visible { outline: 3px solid var(--second); outline-offset: 2px; }
        .publisher, .state { color: var(--quiet); margin: 0; }
        .key { margin: 2.5rem 0 0; display: flex; align-items: baseline; gap: .8rem; flex-wrap: wrap; } .key strong { font-size: 5rem; line-height: 1; color: var(--action); font-variant-numeric: tabular-nums; } .key span { font-size: 1.3rem; }
        .key-sentence, .lead { font-size: 1.15rem; max-width: 38rem; }
        nav.contents ul { list-style: none; padding-left: 0; margin: .3em 0; } nav.contents ul ul { padding-left: 1.4em; } nav.contents li { margin: .2em 0; } nav.contents a { text-decoration: none; } nav.contents a:hover { text-decoration: underline; }
        nav.contents details { margin-top: 1.2em; } nav.contents summary { font-weight: 600; cursor: pointer; }
        .note { border-left: 4px solid var(--second); background: var(--mist); padding: .8rem 1.1rem; margin: 1.4rem 0; } .note p { margin: .3em 0; } .note-title { font-weight: 600; }
        .note.care, .note.missing { border-color: var(--heed); background: var(--heed-mist); } .note.correction { border-color: var(--heed); }
        .check, .change { color: var(--heed); font-weight: 600; margin: 1.2em 0 .2em; } .change-row { color: var(--heed); font-weight: 400; font-size: .85em; }
        tr.changed > :first-child { box-shadow: inset 3px 0 0 var(--heed); padding-left: .6em; }
        .table { overflow-x: auto; margin: 1.6rem 0 .4rem; } table { border-collapse: collapse; width: 100%; font-size: .9rem; line-height: 1.35; font-variant-numeric: tabular-nums; }
        caption { text-align: left; padding: 0 0 .6em; font-size: 1rem; } .unit { color: var(--quiet); display: block; font-size: .88rem; }
        th, td { overflow-wrap: break-word; padding: .42em .6em; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; font-weight: 400; } thead th { border-bottom: 2px solid var(--ink); font-weight: 600; vertical-align: bottom; } th:first-child, td:first-child { padding-left: 0; }
        .n { text-align: right; } tr.total > * { font-weight: 600; border-top: 1px solid var(--ink); }
        td.n { white-space: nowrap; } td.n.words { white-space: normal; }
        td.hidden > span[aria-hidden] { display: inline-block; min-width: 1.9em; text-align: center; line-height: 1.2; font-weight: 600; border: 1px solid #9fb4b8; background: repeating-linear-gradient(45deg, #fff 0 3px, #c4d3d5 3px 4px); }
        .only-read { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
        .table { position: relative; }
        .table-notes, .footnotes, .care, .withheld { font-size: .86rem; color: var(--quiet); } .table-notes p, .care, .withheld { margin: .25em 0; } .footnotes { padding-left: 1.6em; margin: .4em 0 1.6em; } .footnotes li { margin: .2em 0; }
        sup { line-height: 0; font-size: .75em; margin-left: .1em; }
        figure { margin: 2rem 0 .5rem; } figcaption { margin-bottom: .8rem; } figure svg { width: 100%; height: auto; display: block; }
        .comments-title { font-weight: 600; margin: 1.2em 0 .2em; } .comments { margin: .2em 0 1em; }
        .broken { background: var(--heed-mist); color: var(--heed); }
        .drawing { overflow-x: auto; }
        @media screen and (max-width: 44rem) { .drawing svg { width: 42rem; } }
        @media (max-width: 34rem) { body { font-size: 16px; } h1 { font-size: 1.9rem; } .key strong { font-size: 3.6rem; } main.report { padding-top: 1.5rem; } }
        @media print { html { font-size: 10.5pt; }
          body { font-size: 10.5pt; line-height: 1.45; } main.report { max-width: none; padding: 0; }
          .opening { break-after: page; padding-top: 35mm; } h1 { font-size: 28pt; } h2 { font-size: 18pt; } h3 { font-size: 13pt; } h4, h5 { font-size: 11pt; }
          section.level1 { break-before: page; } section.level1 > h2 { border-top: 0; margin-top: 0; padding-top: 0; } h2, h3, h4, h5, caption, .comments-title { break-after: avoid; }
          nav.contents { break-after: page; } nav.contents h2 { border: 0; margin-top: 0; padding: 0; } a { color: inherit; text-decoration: none; } nav.contents summary { list-style: none; } nav.contents details { margin-top: .9em; } nav.contents li { margin: .12em 0; break-inside: avoid; } nav.contents details ul { columns: 2; column-gap: 2em; font-size: 8.8pt; line-height: 1.3; }
          .drawing { overflow: visible; } .table-notes { break-before: avoid; } figure, .note, tr { break-inside: avoid; } .table.short { break-inside: avoid; } thead { display: table-header-group; } table { font-size: 8.6pt; } .table { overflow: visible; } .table.wide { page: wide; }
          p, li { orphans: 3; widows: 3; } * { print-color-adjust: exact; }
        }

        """;
}
