using Vern.Persons.Collection;
using Vern.Persons.Statistics;

namespace Vern.Persons.Tests.Statistics;

public class HtcdsExportTests
{
    [Fact]
    public async Task Columns_are_the_84_field_ids_and_pick_lists_hold_their_own_codes()
    {
        var store = Rounds.Drawn(21, 200);
        var linkage = await LinkRound.RunAsync(store, 2014, Rounds.Link);
        var lines = HtcdsExport.Csv(linkage.Persons, store.Bodies).TrimEnd('\n').Split('\n');
        Assert.Equal(84, HtcdsExport.Fields.Count);
        Assert.Equal(HtcdsExport.Fields.Select(field => field.Id), lines[0].Split(','));
        Assert.Equal(linkage.Counted.Count(), lines.Length - 1);
        foreach (var line in lines.Skip(1))
            foreach (var (field, cell) in HtcdsExport.Fields.Zip(line.Split(',')))
                if (field.Codes.Count > 0 && cell.Length > 0) Assert.All(cell.Split(';'), code => Assert.Contains(code, field.Codes));
        Assert.Contains(lines, line => line.Contains("F_Construction", StringComparison.Ordinal));
        Assert.All(lines.Skip(1), line => Assert.Contains("PossibleVictimOfTrafficking", line, StringComparison.Ordinal));
    }

    [Fact]
    public void Country_names_are_in_the_language_asked_for()
    {
        Assert.Equal("Rumænien", CountryNames.In("RO", Vern.Platform.Localisation.Language.Danish));
        Assert.Equal("Etiopia", CountryNames.In("ET", Vern.Platform.Localisation.Language.Norwegian));
        Assert.Equal("ZZ", CountryNames.In("ZZ", Vern.Platform.Localisation.Language.English));
        Assert.False(CountryNames.Knows("OTHER"));
    }
}
