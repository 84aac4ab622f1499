using System.Globalization;
using Microsoft.Playwright;
using Vern.Linkage.Encoding;

namespace Vern.Browser.Tests.BodyForm;

/// <summary>The page encodes bit for bit as Vern.Linkage does.</summary>
public sealed class EncodingParityTests : ScriptTest
{
    private static readonly string[] Given =
    [
        "Adaeze", "Ngozi Chiamaka", "Oluwaseun", "Blessing", "Ìyábọ̀", "Ọlúwadámiláre", "Ioana-Maria", "Ștefan", "Ţuţu", "Mihăiță", "Ma. Cristina", "Maria Luz", "Jun-Jun", "Nguyễn Thị", "Thuỳ Dương", "Đức", "Kibreab", "ክብረኣብ", "ሃይለማርያም",
        "Tsegay", "محمد", "عائشہ", "فاطمه", "ذوالفقار", "Muhammad", "Mohamed", "Юлія", "Олександр", "Ігор", "Сергей", "Йосип", "Æsa", "Åse", "Øyvind", "Kjærsti", "Bjørn-Åge", "Αλέξανδρος", "გიორგი", "Կարեն", "דוד", "สมชาย", "王小明", "Straße", "İbrahim", "Işıl", "ﬁona", "Ḥasan",
        "Xiaoqing", "Abd al-Rahman", "d'Angelo", "O’Neil", "Jr", "E", "", "  ", "123", "J\u00ADo", "𝒜nna", "ǅemal", "ʻOkina", "Zoë", "Chloé", "Tsch", "ſanna", "Þór",
    ];

    private static readonly string[] Family =
    [
        "Okonkwo", "Adébáyọ̀", "de la Cruz", "Delacruz", "dela Cruz-Santos", "Popescu", "Țăran", "Trần", "Nguyễn", "Gebremedhin", "ገብረመድህን", "خان", "بن سلمان", "الرحمن", "Шевченко", "Щербак", "Ковальчук", "Соловьёв", "Hagen", "Bakken", "Sørbø", "von der Leyen", "bin Laden", "Al Hussein",
        "Papadopoulos", "Παπαδόπουλος", "Þorsteinsson", "Łukasiewicz", "Ñandú", "Çelik", "Əliyev", "Ħ", "Ŋuru", "Ƴan", "Ɗan", "Ƙano", "Schtsch", "Khachatryan", "", "van den Berg", "ఎల్లా", "ᠮᠣᠩᠭᠣᠯ",
    ];

    private static readonly string?[] Births = ["1990-03-14", "1987", "2001-01-01", "2000-12-31", "1900-05-05", "2000-02-29", "2001-02-29", "1999-11", null, "0000-01-02", "14.03.1990", "1988-10-9"];
    private static readonly string?[] Numbers = ["14839012345", "1", "00000000000", null, "14 83 90-12345", "1483901234x"];
    private static readonly string?[] Dufs = ["201412345678", "2014 1234 5678", "123456789012", null, "201412345"];

    private static List<PersonIdentity> Drawn(int count)
    {
        var random = new Random(2014);
        string? Of(string?[] from) => from[random.Next(from.Length)];
        return [.. Enumerable.Range(0, count).Select(_ => new PersonIdentity(Of(Given), Of(Family), Of(Births), Of(["f", "m", null, " F ", "x"]), Of(["NG", "ro", "PH", "VN", "ER", "PK", "UA", "NO", null, "UNKN"]), Of(Dufs), Of(Numbers)))];
    }

    private const string EncodeAll = """
        (given) => {
            const encoder = new vern.encode.PersonEncoder(given.Key);
            return { check: encoder.keyCheck, rows: given.Rows.map((row) => { const done = encoder.encode({ givenNames: row.GivenNames, familyNames: row.FamilyNames, birthDate: row.BirthDate, sex: row.Sex, nationality: row.Nationality, duf: row.Duf, nationalNumber: row.NationalNumber });
                return done === null ? null : vern.sha256.base64(done.clk) + ' ' + done.blocks.join(' '); }) };
        }
        """;

    private sealed record Answer(string check, List<string?> rows);

    [Theory]
    [InlineData("a key of the round 2014")]
    [InlineData("nøkkel på mer enn seksti-fire tegn, slik at HMAC må korte den ned først: 0123456789")]
    public async Task Hundreds_of_made_up_persons_of_eight_countries_are_encoded_alike(string key)
    {
        RequireChromium();
        var page = await WithPartsAsync();
        var rows = Drawn(600);
        var encoder = new PersonEncoder(key);
        var answer = await AskAsync<Answer>(page, EncodeAll, new { Key = key, Rows = rows });
        Assert.Equal(encoder.KeyCheck, answer.check);
        var faults = rows.Zip(answer.rows).Where(pair => Line(encoder, pair.First) != pair.Second).Select(pair => pair.First.ToString()).ToList();
        Assert.True(faults.Count == 0, $"{faults.Count} differ, the first: {string.Join("\n", faults.Take(5))}");
        Assert.True(answer.rows.Count(row => row is not null) > 500);
    }

    [Fact]
    public async Task Names_of_every_letter_there_is_are_folded_alike()
    {
        RequireChromium();
        var page = await WithPartsAsync();
        var names = new List<string>();
        foreach (var start in Enumerable.Range(0x20, 0xFFE0).Concat(Enumerable.Range(0x1_D400, 0x400)).Where(code => code % 3 == 0 && code is < 0xD7FD or > 0xDFFF))
        {
            var codes = Enumerable.Range(start, 3).ToList();
            // Letters that the browser's Unicode has and .NET's does not have yet are in nobody's name.
            if (codes.All(code => CharUnicodeInfo.GetUnicodeCategory(code) != UnicodeCategory.OtherNotAssigned && !IsNewer(code))) names.Add(string.Concat(codes.Select(char.ConvertFromUtf32)));
        }
        var folded = await AskAsync<List<string>>(page, "(names) => names.map((name) => { const words = vern.names.nameWords(name); return words.join(' ') + '|' + words.map(vern.names.nameSound).join(' '); })", names);
        var faults = names.Zip(folded).Where(pair => Folded(pair.First) != pair.Second).Select(pair => $"U+{char.ConvertToUtf32(pair.First, 0):X}: {Folded(pair.First)} {pair.Second}").ToList();
        Assert.True(faults.Count == 0, $"{faults.Count} differ: {string.Join("\n", faults.Take(60))}");
    }

    [Fact]
    public async Task Words_are_compared_without_case_alike()
    {
        RequireChromium();
        var page = await WithPartsAsync();
        var letters = Enumerable.Range(0, 0x1_0000).Where(code => code is < 0xD800 or > 0xDFFF && !IsNewer(code))
            .Select(code => ((char)code).ToString()).ToList();
        var large = await AskAsync<List<string>>(page, "(letters) => letters.map(vern.text.upper)", letters);
        var faults = letters.Zip(large).Where(pair => !string.Equals(pair.First, pair.Second, StringComparison.OrdinalIgnoreCase) || (pair.First == pair.Second && char.ToUpperInvariant(pair.First[0]) != pair.First[0] && string.Equals(pair.First, pair.First.ToUpperInvariant(), StringComparison.OrdinalIgnoreCase))).Select(pair => $"U+{(int)pair.First[0]:X4} {pair.Second}").ToList();
        Assert.True(faults.Count == 0, $"{faults.Count}: {string.Join(", ", faults.Take(100))}");
    }

    // Letters that got a capital, or came, with Unicode 16 and 17: a browser may know them before .NET does.
    private static bool IsNewer(int code) => code is 0x019B or 0x0264 or 0x1C89 or 0x1C8A or (>= 0xA7CB and <= 0xA7DF);

    private static string Folded(string name)
    {
        var words = NameFolding.Words(name);
        return string.Join(' ', words) + "|" + string.Join(' ', words.Select(NameSound.Of));
    }

    private static string? Line(PersonEncoder encoder, PersonIdentity row) =>
        encoder.Encode(row) is { } done ? $"{Convert.ToBase64String(done.Clk)} {string.Join(' ', done.Blocks.Select(key => key.ToString("x16")))}" : null;

    [Fact]
    public async Task The_hashes_are_those_of_their_standards()
    {
        RequireChromium();
        var page = await WithPartsAsync();
        // FIPS 180-4's "abc"; RFC 4231, case 2; RFC 5869, case 3; BLAKE2b against our own, which Vern.Linkage.Tests hold against RFC 7693.
        Assert.Equal("", await AskAsync<string>(page, "() => vern.names.nameWords('a\\uD800b').join()")); // a lone half of a letter is no text
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", await AskAsync<string>(page, "() => vern.sha256.hex(vern.sha256.sha256(vern.sha256.utf8('abc')))"));
        Assert.Equal("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
            await AskAsync<string>(page, "() => vern.sha256.hex(new vern.sha256.HmacKey(vern.sha256.utf8('Jefe')).mac(vern.sha256.utf8('what do ya want for nothing?')))"));
        Assert.Equal("8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8",
            await AskAsync<string>(page, "() => vern.sha256.hex(vern.sha256.hkdf(new Uint8Array(22).fill(11), 42, new Uint8Array(0)))"));
        var random = new Random(7);
        foreach (var length in new[] { 1, 7, 127, 128, 129, 256, 300 })
        {
            var (key, message, digest) = (new byte[64], new byte[length], new byte[64]);
            random.NextBytes(key);
            random.NextBytes(message);
            Blake2b.Hash(message, digest, key, "12"u8);
            Assert.Equal(Convert.ToHexStringLower(digest), await AskAsync<string>(page, "(given) => vern.sha256.hex(vern.blake2b.finishKeyed(vern.blake2b.startKeyed(Uint8Array.from(given.key), vern.sha256.utf8('12')), Uint8Array.from(given.message)))",
                new { key = key.Select(one => (int)one), message = message.Select(one => (int)one) }));
        }
    }
}
