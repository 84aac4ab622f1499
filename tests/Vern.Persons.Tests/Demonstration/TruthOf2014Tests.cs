using Vern.Demonstration.Truth;
using Vern.Persons.Collection;

namespace Vern.Persons.Tests.Demonstration;

/// <summary>Every figure that the report of 2014 gives of persons (Tables 2 to 4, diagrams 1 to 12), against the generator's truth.</summary>
public sealed class TruthOf2014Tests
{
    private static readonly IReadOnlyList<TruePerson> Persons = Truth2014.Counted();

    // Table 3 of the 2014 report, row by row: women, girls, men, boys
    [Theory]
    [InlineData("SEX", 193, 14, 2, 0)]
    [InlineData("LAB", 33, 3, 50, 17)]
    [InlineData("COMB", 4, 1, 0, 1)]
    [InlineData("ORG", 0, 0, 0, 0)]
    [InlineData("WAR", 0, 0, 0, 0)]
    [InlineData("UNCL", 4, 0, 2, 0)]
    public void Table_3_holds_in_every_cell(string form, int women, int girls, int men, int boys) =>
        Assert.Equal((women, girls, men, boys), (Count("W18", form), Count("G17", form), Count("M18", form), Count("B17", form)));

    [Fact]
    public void There_are_324_counted_persons_of_whom_157_are_new_96_unclear_and_71_earlier()
    {
        Assert.Equal(324, Persons.Count);
        Assert.All(Persons, person => Assert.True(person.Counted));
        Assert.Equal([157, 96, 71], ((IdentificationYear[])[IdentificationYear.ThisYear, IdentificationYear.Unclear, IdentificationYear.Earlier]).Select(year => Persons.Count(person => person.Identified == year)));
    }

    [Fact]
    public void Diagram_1_has_37_nationalities_of_which_11_with_one_person_and_12_persons_of_unknown_identity()
    {
        var known = Nationalities(Persons);
        Assert.Equal(37, known.Count);
        Assert.Equal(11, known.Values.Count(count => count == 1));
        Assert.Equal(301, known.Values.Where(count => count > 1).Sum());
        Assert.Equal(12, Persons.Count(person => person.Nationality is "UNKN" or "UNRES"));
        Assert.Equal(141, known["NG"]);
        Assert.Equal(42, known["RO"]);
    }

    [Fact]
    public void Diagram_3_has_109_persons_in_labour_and_its_kinds()
    {
        var labour = Persons.Where(person => person.Form is "LAB" or "COMB").ToList();
        Assert.Equal(109, labour.Count);
        Assert.Equal(11, labour.Count(person => person.Forms.Any(form => form.StartsWith("SRV-DRUG", StringComparison.Ordinal))));
        Assert.Equal(14, With("LAB-AUPAIR").Count);
        Assert.Equal(13, With("LAB-AUPAIR").Count(person => person.Form == "LAB"));
        Assert.Equal(3, With("LAB-HOUSE").Count);
        Assert.Equal(2, With("LAB-HOUSE").Count(person => person.Form == "LAB"));
        var begging = With("SRV-BEG");
        Assert.Equal(6, begging.Count);
        Assert.Equal(2, begging.Count(person => person.Minor));
        Assert.All(begging, person => Assert.Equal("RO", person.Nationality));
        Assert.Equal(20, With("LAB-NOS").Count(person => person.SexAge == "M18"));
        Assert.Equal(11, With("LAB-CONSTR").Count);
        Assert.Equal(8, With("LAB-CONSTR").Count(person => person.Nationality == "RO"));
        Assert.Equal(6, With("LAB-REST").Count(person => person.SexAge == "M18"));
    }

    [Fact]
    public void Diagrams_4_and_5_and_Table_4_hold_for_the_36_minors()
    {
        var minors = Persons.Where(person => person.Minor).ToList();
        Assert.Equal(36, minors.Count);
        Assert.Equal((18, 18), (minors.Count(person => person.SexAge == "G17"), minors.Count(person => person.SexAge == "B17")));
        var known = Nationalities(minors);
        Assert.Equal(10, known.Count);
        Assert.Equal(5, known.Values.Count(count => count >= 2));
        Assert.Equal(21, known.Values.Where(count => count >= 2).Sum());
        Assert.Equal(10, minors.Count(person => person.Nationality == "UNRES"));
        Assert.Equal(known["NG"], known["RO"]);
        Assert.True(known["RO"] > known["DZ"] && known["DZ"] > known["AL"] && known.Where(entry => entry.Key is not ("NG" or "RO" or "DZ" or "AL")).All(entry => entry.Value < known["AL"]));
        var labour = minors.Where(person => person.Form == "LAB").ToList();
        Assert.True(labour.Count(person => person.Forms.Any(form => form.StartsWith("SRV-DRUG", StringComparison.Ordinal) || form == "SRV-PROP")) * 2 > labour.Count);
        Assert.All(minors.Where(person => person.Form == "SEX"), person => Assert.Equal("G17", person.SexAge));
    }

    [Fact]
    public void Diagram_9_holds_for_the_234_women()
    {
        var women = Persons.Where(person => person.SexAge == "W18").ToList();
        var known = Nationalities(women);
        Assert.Equal(234, women.Count);
        Assert.Equal((17, 16, 33), (known.Values.Count(count => count >= 2), known.Values.Count(count => count == 1), known.Count));
        Assert.Equal((134, 17), (known["NG"], known["PH"]));
        Assert.All(women.Where(person => person.Nationality == "NG"), person => Assert.Equal("SEX", person.Form));
        Assert.Equal(11, women.Count(person => person.Nationality == "PH" && person.Forms.Contains("LAB-AUPAIR")));
    }

    [Fact]
    public void Diagrams_11_and_12_hold_for_the_54_men()
    {
        var men = Persons.Where(person => person.SexAge == "M18").ToList();
        var known = Nationalities(men);
        Assert.Equal(54, men.Count);
        Assert.Equal((15, 48), (known.Values.Count(count => count >= 2), known.Values.Where(count => count >= 2).Sum()));
        Assert.Equal(6, known.Values.Count(count => count == 1));
        Assert.Equal(18, known["RO"]);
    }

    [Fact]
    public void Thirty_one_women_have_children_with_them_and_25_women_and_men_have_children_elsewhere()
    {
        Assert.Equal(31, Persons.Count(person => person.AccompanyingChildren > 0 && person.SexAge == "W18"));
        Assert.Equal(31, Persons.Count(person => person.AccompanyingChildren > 0));
        Assert.Equal(25, Persons.Count(person => person.ChildrenElsewhere > 0 && !person.Minor));
        Assert.Equal(25, Persons.Count(person => person.ChildrenElsewhere > 0));
    }

    [Fact]
    public void Thirty_women_and_eight_minors_are_of_unknown_age_and_ten_men_over_40()
    {
        Assert.Equal(30, Persons.Count(person => person.SexAge == "W18" && person.BirthDate is null));
        Assert.Equal(8, Persons.Count(person => person.Minor && person.BirthDate is null));
        Assert.Equal(10, Persons.Count(person => person.SexAge == "M18" && person.AgeIn(2014) > 40));
    }

    /// <summary>The shares that the text rounds. The distance allowed is the distance there is: percentage points between the truth and the printed share.</summary>
    [Theory]
    [InlineData("women 20-34", 76, 0.1)] // 178 of 234
    [InlineData("women under 20", 3, 0.1)]
    [InlineData("women over 34", 8, 0.2)]
    [InlineData("women of unknown age", 12, 0.9)] // 30 of 234 is 12.8 (I-46)
    [InlineData("men 20-34", 67, 0.4)]
    [InlineData("men under 20", 11, 0.2)]
    [InlineData("men over 34", 22, 0.3)]
    [InlineData("Romanian women in prostitution", 78, 0.3)] // 14 of 18
    [InlineData("Romanian women in forced labour", 21, 1.3)] // 4 of 18 is 22.2; the printed shares leave 1 % over
    [InlineData("minors 16-17, of 30", 67, 0.4)] // the source's percentages have a base of 30, which is no number of minors (I-10)
    [InlineData("minors 14-15, of 30", 23, 0.4)]
    [InlineData("minors 16-17, of known age", 67, 4.5)] // 20 of 28
    [InlineData("minors 14-15, of known age", 23, 2.1)]
    public void Shares_are_as_near_as_whole_persons_allow(string what, double printed, double distance)
    {
        var (part, whole) = what switch
        {
            "women 20-34" => (Aged("W18", 20, 34), 234),
            "women under 20" => (Aged("W18", 18, 19), 234),
            "women over 34" => (Aged("W18", 35, 99), 234),
            "women of unknown age" => (30, 234),
            "men 20-34" => (Aged("M18", 20, 34), 54),
            "men under 20" => (Aged("M18", 18, 19), 54),
            "men over 34" => (Aged("M18", 35, 99), 54),
            "Romanian women in prostitution" => (Persons.Count(person => person is { SexAge: "W18", Nationality: "RO", Form: "SEX" }), Persons.Count(person => person is { SexAge: "W18", Nationality: "RO" })),
            "Romanian women in forced labour" => (Persons.Count(person => person is { SexAge: "W18", Nationality: "RO", Form: "LAB" }), Persons.Count(person => person is { SexAge: "W18", Nationality: "RO" })),
            "minors 16-17, of 30" => (Aged("G17", 16, 17) + Aged("B17", 16, 17), 30),
            "minors 14-15, of 30" => (Aged("G17", 14, 15) + Aged("B17", 14, 15), 30),
            "minors 16-17, of known age" => (Aged("G17", 16, 17) + Aged("B17", 16, 17), 28),
            _ => (Aged("G17", 14, 15) + Aged("B17", 14, 15), 28),
        };
        Assert.InRange(100.0 * part / whole, printed - distance, printed + distance);
    }

    [Fact]
    public void Another_seed_makes_other_people_with_the_same_figures()
    {
        var other = Truth2014.Counted(7);
        Assert.NotEqual(Persons.Select(person => person.Name?.FamilyNames), other.Select(person => person.Name?.FamilyNames));
        Assert.Equal(Tally(Persons), Tally(other));

        static IEnumerable<string> Tally(IEnumerable<TruePerson> persons) =>
            persons.GroupBy(person => $"{person.SexAge} {person.Nationality} {(person.Nationality is "RO" ? person.Form : "")}").Select(group => $"{group.Key} {group.Count()}").Order(StringComparer.Ordinal);
    }

    [Fact]
    public void Every_identity_number_is_synthetic()
    {
        var numbers = Persons.Select(person => person.NationalNumber).OfType<string>().ToList();
        Assert.NotEmpty(numbers);
        Assert.All(numbers, number => Assert.InRange(int.Parse(number[2..4]), 81, 92));
        Assert.All(Persons.Select(person => person.Duf).OfType<string>(), duf => Assert.Matches("^29[0-9]{10}$", duf));
        Assert.All(numbers, number => Assert.Equal((0, 0), (Weighted(number, [3, 7, 6, 1, 8, 9, 4, 5, 2, 1]) % 11, Weighted(number, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11)));

        static int Weighted(string number, int[] weights) => weights.Select((weight, i) => weight * (number[i] - '0')).Sum();
    }

    private static int Count(string sexAge, string form) => Persons.Count(person => person.SexAge == sexAge && person.Form == form);
    private static int Aged(string sexAge, int from, int to) => Persons.Count(person => person.SexAge == sexAge && person.AgeIn(2014) is { } age && age >= from && age <= to);
    private static List<TruePerson> With(string form) => [.. Persons.Where(person => person.Forms.Contains(form))];
    private static Dictionary<string, int> Nationalities(IEnumerable<TruePerson> persons) =>
        persons.Where(person => person.Nationality is not ("UNKN" or "UNRES")).GroupBy(person => person.Nationality).ToDictionary(group => group.Key, group => group.Count());
}
