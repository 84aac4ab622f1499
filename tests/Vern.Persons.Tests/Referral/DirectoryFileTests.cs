using System.Text;
using Vern.Persons.Referral;
using Vern.Persons.Registration.Fields;
using Vern.Platform.Localisation;
using Vern.Platform.Sealing;

namespace Vern.Persons.Tests.Referral;

/// <summary>The directory's file, and its search.</summary>
public sealed class DirectoryFileTests
{
    private static readonly DateOnly Today = new(2026, 11, 22);

    private static IReadOnlyList<Service> Read(string text) => DirectoryFile.Read(new StringReader(text), Today, Language.English);

    [Fact]
    public void What_is_written_is_read_back_and_no_field_is_a_formula()
    {
        using var pair = KeyPair.New();
        Service[] services =
        [
            new("rosa", "=HYPERLINK(\"http://evil.example\")", "housing") { Women = true, Children = true, Places = 8, Free = 2, Hours = "always, \"day\" and night", Languages = ["nb", "ro"], Offers = ["housing", "acute"], Groups = ["sexual"], Key = pair.Public, CheckedOn = new(2026, 11, 1) },
            new("nord", "+47 Nord", "health") { Contact = "@nord", Regions = "'Troms", CheckedOn = Today, Active = false },
        ];
        var text = Encoding.UTF8.GetString(DirectoryFile.Write(services));
        Assert.Contains("'=HYPERLINK", text, StringComparison.Ordinal);
        Assert.DoesNotContain(",=", text, StringComparison.Ordinal);
        Assert.DoesNotContain(",+", text, StringComparison.Ordinal);
        Assert.DoesNotContain(",@", text, StringComparison.Ordinal);
        Assert.Equal(services.SelectMany(ReadService.Fields), Read(text).SelectMany(ReadService.Fields));
    }

    [Theory]
    [InlineData("id,name,kind,checked-on\nrosa,Rosa,castle,2026-11-01", "Line 2, column “kind”")]
    [InlineData("id,name,kind,checked-on\nrosa,Rosa,housing,2026-11-01\nnord,Nord,housing,tomorrow", "Line 3, column “checked-on”")]
    [InlineData("id,name,kind,checked-on\nrosa,Rosa,housing,2027-01-01", "Line 2, column “checked-on”")]
    [InlineData("id,name,kind,checked-on\nrosa,Rosa,housing,2026-11-01\nrosa,Rosa,housing,2026-11-01", "Line 3: “rosa” stands on line 2 too")]
    [InlineData("id,name,kind,checked-on\nnew,Rosa,housing,2026-11-01", "Line 2, column “id”")]
    [InlineData("id,name,kind,checked-on\nrosa,Kari 010190 12345,housing,2026-11-01", "Line 2, column “name”")]
    [InlineData("id,name,kind,checked-on\nrosa,Rosa,housing", "Line 2: 3 fields, expected 4")]
    [InlineData("id,name,kind,colour\n", "Line 1, column “colour”")]
    [InlineData("id,name\n", "Line 1: expected the columns")]
    [InlineData("id,name,kind,checked-on,public-key\nrosa,Rosa,housing,2026-11-01,AAAA", "Line 2, column “public-key”")]
    [InlineData("id,name,kind,checked-on,places,free\nrosa,Rosa,housing,2026-11-01,2,3", "Line 2, column “free”")]
    [InlineData("", "The file has no services")]
    public void One_clear_error_names_row_and_column(string file, string expected) => Assert.StartsWith(expected, Assert.Throws<DirectoryFileException>(() => Read(file)).Message, StringComparison.Ordinal);

    [Fact]
    public void Search_fits_a_persons_needs_and_puts_her_language_and_free_places_first()
    {
        Service Of(string id, bool women, bool children, int? free, string languages) => new(id, id, "housing") { Women = women, Children = children, Places = 9, Free = free, Languages = languages.Split(' '), CheckedOn = Today, Offers = ["housing"] };
        Service[] services = [Of("a", true, false, 0, "nb"), Of("b", true, true, 2, "nb"), Of("c", false, true, 5, "nb ro"), Of("d", true, false, 1, "ro")];
        IEnumerable<string> Find(ServiceNeeds needs) => SearchServices.Run(services, needs, Today).Select(service => service.Id);
        Assert.Equal(["d", "b", "a"], Find(ServiceNeeds.Of(Audience.Adult, "woman", "ro")));
        Assert.Equal(["c", "b"], Find(ServiceNeeds.Of(Audience.Uncertain, "woman", "ro"))); // treated as a child
        Assert.Equal(["b", "c", "d"], Find(new(Room: true)));
        Assert.Empty(Find(new(Animals: true)));
        Assert.Empty(Find(new(Offer: "legal")));
        Assert.Empty(Find(new(Text: "nowhere")));
    }
}
