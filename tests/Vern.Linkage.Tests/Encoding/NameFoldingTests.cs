using Vern.Linkage.Encoding;

namespace Vern.Linkage.Tests.Encoding;

public class NameFoldingTests
{
    [Theory]
    [InlineData("Mohammed", "Muhammad")]
    [InlineData("Mohamed", "Mohammad")]
    [InlineData("محمد", "Muhammad")]
    [InlineData("Håkon", "Haakon")]
    [InlineData("Bjørn", "Bjoern")]
    [InlineData("Bjørn", "Bjorn")]
    [InlineData("Kristian", "Christian")]
    [InlineData("Sæther", "Saether")]
    [InlineData("Ștefan", "Stefan")]
    [InlineData("Ştefan", "Ștefan")]
    [InlineData("Țepeș", "Tepes")]
    [InlineData("Nguyễn", "Nguyen")]
    [InlineData("Đặng Thị Hương", "Dang Huong")]
    [InlineData("Олена Ковальчук", "Olena Kovalchuk")]
    [InlineData("Сергій", "Serhii")]
    [InlineData("Юлія", "Yuliia")]
    [InlineData("Дмитрий", "Dmitrij")]
    [InlineData("Дмитро Шевченко", "Dmytro Shevchenko")]
    [InlineData("ተስፋይ", "Tesfay")]
    [InlineData("ገብረ", "Gebre")]
    [InlineData("Ghebremedhin", "Gebremedhin")]
    [InlineData("حسن", "Hassan")]
    [InlineData("Khadija", "Khadijah")]
    [InlineData("Yusuf", "Yousuf")]
    [InlineData("Jusuf", "Yusuf")]
    [InlineData("Oluwaseun", "Seun")]
    [InlineData("Abdulrahman", "Abdul Rahman")]
    [InlineData("Abd al-Rahman", "Abdul-Rahman")]
    [InlineData("Ma. Cristina dela Cruz", "Maria Christina de la Cruz")]
    [InlineData("Delacruz", "De La Cruz")]
    [InlineData("Noor Fatima", "Nur Fatimah")]
    [InlineData("O’Neill", "ONeill")]
    [InlineData("Thor Carlsen", "Tor Karlsen")]
    [InlineData("Khan bin Ali", "KHAN ALI")]
    public void Spellings_of_one_name_fold_to_one_form(string one, string other) => Assert.Equal(NameFolding.Words(one), NameFolding.Words(other));

    [Theory]
    [InlineData("Anna", "Anne")]
    [InlineData("Nguyen", "Nhung")]
    [InlineData("Olena", "Oksana")]
    [InlineData("Chidi", "Chike")]
    [InlineData("Maria", "Marius")]
    public void Different_names_stay_different(string one, string other) => Assert.NotEqual(NameFolding.Words(one), NameFolding.Words(other));

    [Fact]
    public void A_name_of_particles_only_is_kept() => Assert.Equal(["van"], NameFolding.Words("Van").Select(word => word));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  - . ")]
    [InlineData("?")]
    public void Nothing_folds_to_nothing(string? name) => Assert.Empty(NameFolding.Words(name));

    [Fact]
    public void Any_text_folds_without_an_error_and_twice_the_same() => Prop.ForAll<string>(text =>
    {
        var words = NameFolding.Words(text);
        return words.SequenceEqual(NameFolding.Words(text)) && words.All(word => word.Length > 0 && !word.Contains(' '));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Letters_of_alphabets_that_are_not_known_are_kept_as_they_are() => Assert.Equal(NameFolding.Words("สมชาย"), NameFolding.Words(" สมชาย "));

    [Theory]
    [InlineData("muhamad", "MMT")]
    [InlineData("hasan", "ASN")]
    [InlineData("ana", "AN")]
    public void A_sound_is_made_of_consonants(string word, string sound) => Assert.Equal(sound, NameSound.Of(word));
}
