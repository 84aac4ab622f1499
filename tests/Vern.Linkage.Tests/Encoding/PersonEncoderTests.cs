using System.Numerics;
using Vern.Linkage.Encoding;

namespace Vern.Linkage.Tests.Encoding;

/// <summary>Made-up persons: names put together from public name lists of each country; nobody is meant.</summary>
public class PersonEncoderTests
{
    private static readonly PersonEncoder Encoder = new("a secret for tests");

    // For each country: given names (women's), family names, and pairs of ways to write one given name or family name.
    private static readonly Dictionary<string, (string[] Given, string[] Family)> Names = new()
    {
        ["NG"] = (["Blessing", "Oluwaseun", "Chioma", "Aisha", "Ngozi", "Folake", "Precious", "Amaka", "Hauwa", "Ifeoma", "Joy", "Temitope"], ["Okafor", "Adeyemi", "Osagie", "Bello", "Eze", "Balogun", "Omoregie", "Nwosu", "Igbinosa", "Danjuma"]),
        ["RO"] = (["Ioana", "Andreea", "Ștefania", "Mihaela", "Elena", "Gabriela", "Crina", "Loredana", "Roxana", "Alina"], ["Popescu", "Ionescu", "Țurcanu", "Dumitru", "Stănescu", "Munteanu", "Lăcătuș", "Rusu", "Florea", "Bălan"]),
        ["PH"] = (["Maria Cristina", "Jennilyn", "Rosalie", "Marites", "Analyn", "Jocelyn", "Rowena", "Lorna", "Imelda", "Divina"], ["dela Cruz", "Santos", "Reyes", "Bautista", "Villanueva", "Mercado", "Aquino", "Dimaculangan", "Pangilinan", "Ocampo"]),
        ["VN"] = (["Thị Hương", "Thị Lan", "Thu Trang", "Thị Mai", "Ngọc Ánh", "Thị Đào", "Minh Châu", "Bích Phượng", "Thùy Linh", "Thị Yến"], ["Nguyễn", "Trần", "Lê", "Phạm", "Đặng", "Huỳnh", "Bùi", "Vũ", "Đỗ", "Dương"]),
        ["ER"] = (["Selam", "Tigisti", "Helen", "Luwam", "Yordanos", "Mebrahtu", "Senait", "Feven", "Rahwa", "Bisrat"], ["Tesfay", "Gebremedhin", "Habtemariam", "Kidane", "Weldu", "Haile", "Araya", "Ghebreyesus", "Okbay", "Tekle"]),
        ["PK"] = (["Fatima", "Ayesha", "Khadija", "Zainab", "Nasreen", "Shazia", "Rukhsana", "Saima", "Bushra", "Noor"], ["Khan", "Hussain", "Malik", "Chaudhry", "Qureshi", "Butt", "Iqbal", "Mahmood", "Akhtar", "Siddiqui"]),
        ["UA"] = (["Олена", "Юлія", "Наталія", "Оксана", "Ірина", "Світлана", "Катерина", "Людмила", "Тетяна", "Ганна"], ["Ковальчук", "Шевченко", "Бондаренко", "Мельник", "Ткаченко", "Кравчук", "Лисенко", "Поліщук", "Гриценко", "Савчук"]),
        ["NO"] = (["Ingrid", "Astrid", "Kari", "Ragnhild", "Bjørg", "Solveig", "Åse", "Kristin", "Hege", "Liv"], ["Hansen", "Bakke", "Sørensen", "Håland", "Sæther", "Nygård", "Lie", "Øvrebø", "Strand", "Moen"]),
    };

    public static TheoryData<string, PersonIdentity, PersonIdentity> OnePersonTwice => new()
    {
        { "Romanian letters left out", P("Ștefania", "Lăcătuș", "1994-05-17", "f", "RO"), P("Stefania", "Lacatus", "1994-05-17", "f", "RO") },
        { "given and family name swapped", P("Chioma", "Okafor", "1996-08-03", "f", "NG"), P("Okafor", "Chioma", "1996-08-03", "f", "NG") },
        { "day and month swapped", P("Blessing", "Osagie", "1995-03-11", "f", "NG"), P("Blessing", "Osagie", "1995-11-03", "f", "NG") },
        { "year only", P("Oluwaseun", "Adeyemi", "1992-07-21", "m", "NG"), P("Seun", "Adeyemi", "1992-01-01", "m", "NG") },
        { "Vietnamese order and no tones", P("Thị Hương", "Nguyễn", "1998-10-09", "f", "VN"), P("Nguyen Thi", "Huong", "1998-10-09", "f", "VN") },
        { "Cyrillic and passport Latin", P("Олена", "Ковальчук", "1989-02-14", "f", "UA"), P("Olena", "Kovalchuk", "1989-02-14", "f", "UA") },
        { "Cyrillic and Norwegian Latin", P("Юлія", "Шевченко", "1991-06-30", "f", "UA"), P("Julia", "Sjevtsjenko", "1991-06-30", "f", "UA") },
        { "Ge'ez and Latin, order of father's name", P("ሰላም", "ተስፋይ", "1999-09-12", "f", "ER"), P("Tesfay", "Selam", "1999-09-12", "f", "ER") },
        { "Eritrean spelling", P("Tigisti", "Ghebremedhin", "2000-04-18", "f", "ER"), P("Tgsti", "Gebremedhn", "2000-04-18", "f", "ER") },
        { "Urdu script and Latin", P("محمد", "حسین", "1990-11-05", "m", "PK"), P("Mohammed", "Hussain", "1990-11-05", "m", "PK") },
        { "Pakistani spelling", P("Khadija", "Chaudhry", "1993-12-12", "f", "PK"), P("Hadijah", "Choudry", "1993-12-12", "f", "PK") },
        { "Filipino abbreviation", P("Ma. Cristina", "dela Cruz", "1987-01-25", "f", "PH"), P("Maria Christina", "De La Cruz", "1987-01-25", "f", "PH") },
        { "Norwegian letters", P("Bjørg", "Sæther", "1975-08-08", "f", "NO"), P("Bjorg", "Saether", "1975-08-08", "f", "NO") },
        { "one given name left out", P("Jennilyn Rose", "Villanueva", "1990-03-03", "f", "PH"), P("Jennilyn", "Villanueva", "1990-03-03", "f", "PH") },
        { "a typing error in the date", P("Ngozi", "Nwosu", "1997-06-15", "f", "NG"), P("Ngozi", "Nwosu", "1997-06-16", "f", "NG") },
        { "nationality unknown to one", P("Andreea", "Munteanu", "1996-02-19", "f", "RO"), P("Andreea", "Munteanu", "1996-02-19", "f", null) },
        { "DUF number known to one", P("Selam", "Kidane", "1998-07-07", "f", "ER", "201412345678"), P("Selam", "Kidane", "1998-07-07", "f", "ER") },
    };

    internal static PersonIdentity P(string? given, string? family, string? birth, string? sex, string? nationality, string? duf = null) => new(given, family, birth, sex, nationality, duf, null);

    // Different persons of one nationality, sex and year of birth: no two share both names.
    internal static IEnumerable<double> DifferentPersons(string nationality)
    {
        var random = new Random(2014);
        var (given, family) = Names[nationality];
        var persons = Enumerable.Range(0, 60).Select(_ => (Given: random.Next(given.Length), Family: random.Next(family.Length)))
            .Select(name => (name.Given, name.Family, Clk: Encoder.Encode(P(given[name.Given], family[name.Family], $"1995-{random.Next(2, 12):00}-{random.Next(2, 28):00}", "f", nationality))!.Value.Clk)).ToList();
        for (var i = 0; i < persons.Count; i++)
            for (var j = 0; j < i; j++)
                if (persons[i].Given != persons[j].Given || persons[i].Family != persons[j].Family) yield return Dice(persons[i].Clk, persons[j].Clk);
    }

    internal static double Dice(byte[] one, byte[] other)
    {
        int common = 0, all = 0;
        for (var i = 0; i < one.Length; i++)
        {
            common += BitOperations.PopCount((uint)(one[i] & other[i]));
            all += BitOperations.PopCount(one[i]) + BitOperations.PopCount(other[i]);
        }
        return 2.0 * common / all;
    }

    internal static double Dice(PersonIdentity one, PersonIdentity other) => Dice(Encoder.Encode(one)!.Value.Clk, Encoder.Encode(other)!.Value.Clk);

    [Theory]
    [MemberData(nameof(OnePersonTwice))]
    public void One_person_written_in_two_ways_is_nearer_than_different_persons_of_her_country_and_year(string why, PersonIdentity one, PersonIdentity other)
    {
        var different = DifferentPersons(one.Nationality!).Order().ToList();
        var same = Dice(one, other);
        Assert.True(same >= different[different.Count * 99 / 100] + 0.1, $"{why}: {same:0.000}");
    }

    [Theory]
    [MemberData(nameof(OnePersonTwice))]
    public void One_person_written_in_two_ways_shares_a_block(string why, PersonIdentity one, PersonIdentity other) =>
        Assert.True(Encoder.Encode(one)!.Value.Blocks.Zip(Encoder.Encode(other)!.Value.Blocks).Any(pair => pair.First != 0 && pair.First == pair.Second), why);

    [Theory]
    [InlineData("NG"), InlineData("RO"), InlineData("PH"), InlineData("VN"), InlineData("ER"), InlineData("PK"), InlineData("UA"), InlineData("NO")]
    public void Different_persons_of_one_country_sex_and_year_are_far_apart(string nationality)
    {
        var different = DifferentPersons(nationality).Order().ToList();
        Assert.InRange(different[different.Count / 2], 0, 0.5);
        Assert.InRange(different[different.Count * 99 / 100], 0, 0.72);
    }

    [Fact]
    public void Another_secret_gives_an_encoding_that_has_nothing_in_common_and_no_common_block()
    {
        var person = P("Selam", "Kidane", "1998-07-07", "f", "ER", "201412345678");
        var (one, other) = (Encoder.Encode(person)!.Value, new PersonEncoder("another secret").Encode(person)!.Value);
        Assert.InRange(Dice(one.Clk, other.Clk), 0, 0.45);
        Assert.Empty(one.Blocks.Where(block => block != 0).Intersect(other.Blocks));
        Assert.NotEqual(Encoder.KeyCheck, new PersonEncoder("another secret").KeyCheck);
    }

    [Fact]
    public void The_same_value_has_another_block_key_in_every_pass()
    {
        var blocks = Encoder.Encode(P("Selam", "Kidane", "1998-07-07", "f", "ER", "201412345678"))!.Value.Blocks;
        Assert.Equal(BlockKeys.Passes.Count, blocks.Length);
        Assert.Equal(blocks.Length - 1, blocks.Where(block => block != 0).Distinct().Count()); // no national number
    }

    [Fact]
    public void Sex_nationality_and_year_alone_are_no_identity()
    {
        Assert.Null(Encoder.Encode(P(null, null, "1998", "f", "ER")));
        Assert.Null(Encoder.Encode(P(null, " ", "1998-01-01", "f", "ER")));
        Assert.NotNull(Encoder.Encode(P(null, null, "1998-05-07", "f", "ER")));
    }

    [Fact]
    public void The_schema_is_named_by_its_content_and_is_one_that_clkhash_reads()
    {
        Assert.Matches("^vern-person-1:[0-9a-f]{64}$", PersonEncoder.SchemaName);
        var schema = LinkageSchema.Parse(PersonEncoder.SchemaJson);
        Assert.Equal(schema.Features.Count, PersonFields.Prepare(P("A", "B", null, null, null)).Columns.Count);
    }

    [Fact]
    public void Any_identity_is_encoded_or_has_nothing_to_encode_but_never_fails() => Prop.ForAll<string, string, string>((given, family, birth) =>
    {
        var encoded = Encoder.Encode(new(given, family, birth, given, family, birth, given));
        return encoded is null || (encoded.Value.Clk.Length == 256 && encoded.Value.Blocks.Length == BlockKeys.Passes.Count);
    }).QuickCheckThrowOnFailure();
}
