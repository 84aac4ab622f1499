using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.Encodings.Web;
using System.Text.Json;
using Vern.Linkage.Encoding;
using Vern.Persons.Collection;
using Vern.Persons.Collection.Form;
using Vern.Persons.Collection.Reading;
using Vern.Platform.Localisation;
using Vern.Platform.Sealing;

namespace Vern.Persons.Pages.BodyForm;

/// <summary>
/// What the page for bodies without Vern takes from here as data, so that only logic is written twice: columns, codes, labels, words, limits, messages,
/// the linkage schema and the tables of name folding.
/// </summary>
internal static class PageTables
{
    /// <summary>A browser unpacks at most this much of a workbook; the command line reads a gigabyte, since it keeps nothing of it.</summary>
    internal const long LargestUnpacked = 256L << 20;

    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Capitals that .NET compares by and a browser does not make: a letter, and its capital.</summary>
    private static readonly string[][] OwnCase =
        [["ı", "ı"], ["ſ", "ſ"], .. Enumerable.Range(0x1F80, 0x7D).Select(code => (char)code).Where(letter => char.ToUpperInvariant(letter) != letter).Select(letter => new[] { $"{letter}", $"{char.ToUpperInvariant(letter)}" })];

    /// <summary>The tables as JSON that can stand in a page.</summary>
    internal static string Json(int year, IReadOnlyList<Body> register, PublicKey? unit) => JsonSerializer.Serialize(new
    {
        year, format = SubmissionPackage.FormatName, schema = Schema(), unit = unit is null ? null : new { fingerprint = unit.Fingerprint, key = Convert.ToBase64String(unit.Bytes) },
        keyFile = new { iterations = LinkageKeyFile.Iterations, mostIterations = LinkageKeyFile.MostIterations, largest = LinkageKeyFile.LargestFile },
        limits = Limits(), marks = new { examples = ReportingTemplate.ExamplesMark, agency = ReportingTemplate.AgencyMark, police = ReportingTemplate.PoliceMark }, headerRows = ReportingTemplate.HeaderRows,
        titles = InEach(language => FormTexts.Source[language, "Title"]), bands = InEach(language => new[] { FormTexts.Source[language, "Band.Identity"], FormTexts.Source[language, "Band.Leaves"] }),
        columns = FormColumns.All.Select(column => new
        {
            code = column.Code, times = column.Times, identity = column.Identity, list = column.List?.Name, titles = InEach(language => FormTexts.Source[language, $"Column.{column.Code}"]),
        }),
        forms = CodeLists.Form.Codes, lists = Lists.ToDictionary(list => list.Name, list => list.Codes),
        labels = Lists.Where(list => list.Codes.Count > 0).ToDictionary(list => list.Name, list => InEach(language => list.Codes.Select(code => FormTexts.Label(list, code, language)))),
        ownWords = new
        {
            Unclear = new Dictionary<string, object> { ["UNCLEAR"] = InEach(language => FormTexts.Source[language, "Code.Identified.UNCLEAR"]) },
            Answer = new[] { "ZERO", "NOREP" }.ToDictionary(answer => answer, answer => InEach(language => FormTexts.Source[language, $"Code.Answer.{answer}"])),
        },
        agencyFields = ReportingTemplate.AgencyFields, questions = InEach(language => ReportingTemplate.AgencyFields.ToDictionary(field => field, field => FormTexts.Source[language, $"Agency.{field}"])),
        right = InEach(language => FormTexts.Source[language, "Legal.RightNotDuty"]), grounds = InEach(language => Enum.GetValues<LegalKind>().ToDictionary(kind => kind.ToString(), kind => FormTexts.LegalGround(kind, language))),
        register = register.Select(body => new { id = body.Id.Value, name = body.Name, englishName = body.EnglishName, region = body.Region, legal = body.Legal.ToString() }),
        folding = Folding(), ownCase = OwnCase, texts = InEach(Words),
    }, Options).Replace("<", "\\u003C", StringComparison.Ordinal);

    private static CodeList[] Lists => [.. FormColumns.All.Where(column => column.List is not null).Select(column => column.List!).DistinctBy(list => (list.Name, list.Codes.Count))];

    private static object Limits() => new
    {
        field = Collection.CsvRows.LongestField, fields = Collection.CsvRows.MostFields, parts = WorkbookReader.MostParts, columns = WorkbookReader.MostColumns, strings = WorkbookReader.LargestStrings,
        unpacked = LargestUnpacked, workbook = ReadSubmission.LargestWorkbook, csv = ReadSubmission.LargestCsv, answer = AgencyReader.LongestAnswer, cases = AgencyReader.MostCases,
        problems = ProblemList.Kept, age = PersonReader.OldestAge, children = PersonReader.MostChildren, earliestIdentified = PersonReader.EarliestIdentified,
    };

    /// <summary>The default schema as the page's encoder knows it: every column a text in UTF-8, cut into n-grams (0: whole), hashed by BLAKE2b, with its bits shared out.</summary>
    private static object Schema()
    {
        var schema = LinkageSchema.Parse(PersonEncoder.SchemaJson);
        if (schema is not { XorFolds: 0, Salt: null, Info: { } info } || schema.KeyHash != System.Security.Cryptography.HashAlgorithmName.SHA256) throw new InvalidOperationException("The page's encoder does not know this schema.");
        return new
        {
            name = PersonEncoder.SchemaName, length = schema.Length, keySize = schema.KeySize, info = System.Text.Encoding.UTF8.GetString(info),
            features = schema.Features.Select(feature => feature is { Format: TextFormat { MinimumLength: null, MaximumLength: null, Case: TextCase.Mixed }, Hashing: { Hash: HashKind.Blake, Encoding: TokenEncoding.Utf8, Missing: null, BitsPerFeature: { } bits } hashing }
                ? hashing.Comparison switch
                {
                    NgramComparison ngram => new { n = ngram.N, positional = ngram.Positional, bits },
                    ExactComparison => new { n = 0, positional = false, bits },
                    _ => throw new InvalidOperationException($"The page's encoder does not know the comparison of {feature.Identifier}."),
                }
                : throw new InvalidOperationException($"The page's encoder does not know the column {feature.Identifier}.")),
        };
    }

    private static object Folding() => new
    {
        particles = FoldingTables.Particles, prefixes = FoldingTables.Prefixes, digraphs = FoldingTables.Digraphs.Select(pair => new[] { pair.From, pair.To }),
        cyrillic = new object[] { FoldingTables.Cyrillic.Letters, FoldingTables.Cyrillic.Latin }, greek = new object[] { FoldingTables.Greek.Letters, FoldingTables.Greek.Latin },
        arabic = new object[] { FoldingTables.Arabic.Letters, FoldingTables.Arabic.Latin }, geezRows = FoldingTables.Geez.Rows, geezVowels = FoldingTables.Geez.Vowels,
    };

    // Everything that is said: the messages on forms ("place.", "problem.", "examples.", "number.", "duf.", "file."), and the page's own ("page.", "key.", "send.", "show.").
    private static SortedDictionary<string, string> Words(Language language)
    {
        var words = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var marker in new[] { typeof(Collection.Reading.Texts), typeof(Texts) })
        {
            var resources = new ResourceManager($"{marker.Namespace}.Texts", marker.Assembly);
            foreach (DictionaryEntry entry in resources.GetResourceSet(language == Language.English ? CultureInfo.InvariantCulture : language.Culture, true, false)!) words[(string)entry.Key] = (string)entry.Value!;
        }
        return words;
    }

    private static Dictionary<string, T> InEach<T>(Func<Language, T> of) => Language.All.ToDictionary(language => language.Code, of);
}
