using Markdig;
using Markdig.Extensions.Footnotes;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Vern.Persons.StatusReport;

/// <summary>
/// Turns the unit's own Markdown into blocks of the report. Raw HTML is off and pictures are left out; <c>[[table3]]</c> becomes a reference, <c>[^1]</c> a footnote.
/// </summary>
public static class OwnText
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().UseFootnotes().UseAutoIdentifiers().Build();

    /// <summary>The blocks of a text.</summary>
    /// <param name="markdown">As the unit wrote it.</param>
    /// <param name="label">The label of an id ("Table 3"), or null when there is no such thing.</param>
    /// <param name="footnote">Takes a footnote's text and gives its number in the document.</param>
    public static IReadOnlyList<ReportBlock> Parse(string markdown, Func<string, string?> label, Func<IReadOnlyList<Inline>, int> footnote)
    {
        var blocks = new List<ReportBlock>();
        Read(Markdown.Parse(markdown, Pipeline), blocks, new Reader(label, footnote));
        return blocks;
    }

    /// <summary>A sentence with references and without Markdown.</summary>
    public static IReadOnlyList<Inline> Sentence(string text, Func<string, string?> label)
    {
        var inlines = new List<Inline>();
        var at = 0;
        while (text.IndexOf("[[", at, StringComparison.Ordinal) is var open and >= 0 && text.IndexOf("]]", open, StringComparison.Ordinal) is var close and >= 0)
        {
            if (open > at) inlines.Add(new Words(text[at..open]));
            var id = text[(open + 2)..close];
            inlines.Add(new Reference(id, label(id)));
            at = close + 2;
        }
        if (at < text.Length) inlines.Add(new Words(text[at..]));
        return inlines;
    }

    private static void Read(ContainerBlock container, List<ReportBlock> blocks, Reader reader)
    {
        foreach (var block in container)
        {
            switch (block)
            {
                case HeadingBlock heading: blocks.Add(new SubheadingBlock(reader.Inlines(heading.Inline))); break;
                case LeafBlock { Inline: not null } leaf: blocks.Add(new StatusReport.ParagraphBlock(reader.Inlines(leaf.Inline))); break;
                case CodeBlock code: blocks.Add(new StatusReport.ParagraphBlock([new Words(code.Lines.ToString())])); break;
                case Markdig.Syntax.ListBlock list:
                    blocks.Add(new ListBlock(list.OfType<ListItemBlock>().Select(reader.Item).ToList(), list.IsOrdered)); break;
                case FootnoteGroup: break;
                case ContainerBlock inner: Read(inner, blocks, reader); break;
            }
        }
    }

    private sealed class Reader(Func<string, string?> label, Func<IReadOnlyList<Inline>, int> footnote)
    {
        private readonly Dictionary<int, int> _numbers = [];

        public IReadOnlyList<Inline> Item(ListItemBlock item)
        {
            var inlines = new List<Inline>();
            foreach (var leaf in item.Descendants<LeafBlock>())
            {
                if (inlines.Count > 0) inlines.Add(new Words(" "));
                inlines.AddRange(Inlines(leaf.Inline));
            }
            return inlines;
        }

        public IReadOnlyList<Inline> Inlines(ContainerInline? container, bool strong = false, bool emphasis = false)
        {
            var inlines = new List<Inline>();
            if (container is null) return inlines;
            var plain = new System.Text.StringBuilder();
            void Flush()
            {
                foreach (var inline in Sentence(plain.ToString(), label))
                    inlines.Add(inline is Words words ? words with { Strong = strong, Emphasis = emphasis } : inline);
                plain.Clear();
            }
            foreach (var inline in container)
            {
                switch (inline)
                {
                    case LiteralInline literal: plain.Append(literal.Content.ToString()); break;
                    case CodeInline code: plain.Append(code.Content); break;
                    case LineBreakInline: plain.Append(' '); break;
                    case HtmlEntityInline entity: plain.Append(entity.Transcoded.ToString()); break;
                    case EmphasisInline emphasised:
                        Flush();
                        inlines.AddRange(Inlines(emphasised, strong || emphasised.DelimiterCount == 2, emphasis || emphasised.DelimiterCount == 1)); break;
                    case AutolinkInline auto: Flush(); Link(inlines, auto.Url, auto.Url); break;
                    case LinkInline { IsImage: false } link: Flush(); Link(inlines, string.Concat(Inlines(link).OfType<Words>().Select(words => words.Text)), link.Url ?? ""); break;
                    case FootnoteLink { IsBackLink: false } mark: Flush(); inlines.Add(new FootnoteMark(Number(mark))); break;
                    case ContainerInline inner: Flush(); inlines.AddRange(Inlines(inner, strong, emphasis)); break;
                }
            }
            Flush();
            return inlines;
        }

        private int Number(FootnoteLink mark)
        {
            if (_numbers.TryGetValue(mark.Footnote.Order, out var number)) return number;
            var text = mark.Footnote.OfType<LeafBlock>().SelectMany(leaf => Inlines(leaf.Inline)).ToList();
            return _numbers[mark.Footnote.Order] = footnote(text);
        }

        // An address that a browser would run (javascript:, data:) stays words.
        private static void Link(List<Inline> inlines, string text, string address)
        {
            var allowed = Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" or "mailto";
            inlines.Add(allowed ? new OutwardLink(text.Length == 0 ? address : text, address) : new Words(text));
        }
    }
}
