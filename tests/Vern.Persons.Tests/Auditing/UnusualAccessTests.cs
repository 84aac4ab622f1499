using Vern.Persons.Auditing;
using Vern.Platform.Auditing;

namespace Vern.Persons.Tests.Auditing;

/// <summary>Each rule points out what its words say, and not what comes just short of it.</summary>
public sealed class UnusualAccessTests
{
    private static readonly DateTimeOffset Monday = new(2026, 11, 16, 9, 0, 0, TimeSpan.Zero); // 10 o'clock in Norway
    private readonly List<ReadAct> acts = [];

    private void Add(string kind, DateTimeOffset at, string name = "Kari Example", string role = "coordinator", string? detail = null) =>
        acts.Add(new(acts.Count, $"{acts.Count}", kind, at, "round/2014", "linkage", null, new Actor(name, role, "linkage"), detail, false));

    private string[] Found(string rule) => [.. NationalControl.Unusual.Find([.. acts]).Where(found => found.Rule.Code == rule).Select(found => $"{found.Act.Place}")];

    [Fact]
    public void Far_more_read_in_an_hour_than_her_own_median()
    {
        for (var day = 0; day < 3; day++) for (var read = 0; read < 12; read++) Add("pair.read", Monday.AddDays(day));
        for (var read = 0; read < 36; read++) Add("pair.read", Monday.AddDays(3)); // three times as many: not more
        Assert.Empty(Found("hourly"));
        Add("pair.read", Monday.AddDays(3));
        Assert.Equal(["72"], Found("hourly"));
    }

    [Fact]
    public void Whoever_always_reads_much_is_not_pointed_out()
    {
        for (var day = 0; day < 3; day++) for (var read = 0; read < 50; read++) Add("submission.read", Monday.AddDays(day));
        Assert.Empty(Found("hourly"));
    }

    [Fact]
    public void Rows_read_at_night_or_at_the_weekend_once_a_day()
    {
        Add("pair.read", Monday);
        Assert.Empty(Found("night"));
        Add("pair.read", Monday.AddHours(12)); // 22 o'clock
        Add("report.signed", Monday.AddHours(12));
        Add("submission.read", Monday.AddDays(5)); // Saturday
        Add("submission.read", Monday.AddDays(5));
        Assert.Equal(["4", "1"], Found("night"));
    }

    [Fact]
    public void Rows_read_in_a_role_just_given_by_who_has_not_acted_in_it()
    {
        Add("pair.read", Monday, "Ola Example", "deputy");
        Add("role.given", Monday.AddHours(1), "Admin Example", "administrator", "per: deputy");
        Add("pair.read", Monday.AddHours(2), "Ola Example", "deputy"); // has had it before
        Assert.Empty(Found("newcomer"));
        Add("pair.read", Monday.AddHours(3), "Per Example", "deputy");
        Add("pair.read", Monday.AddHours(3), "Per Example", "deputy");
        Add("pair.read", Monday.AddHours(30), "Nina Example", "deputy");
        Assert.Equal(["3"], Found("newcomer"));
    }

    [Fact]
    public void Five_refusals_in_a_row_and_an_export_each_time()
    {
        for (var refused = 0; refused < 4; refused++) Add("access.refused", Monday);
        Add("pair.read", Monday);
        for (var refused = 0; refused < 4; refused++) Add("access.refused", Monday);
        Assert.Empty(Found("refused"));
        Add("access.refused", Monday);
        Assert.Equal(["9"], Found("refused"));
        Assert.Empty(Found("records"));
        Add("records.exported", Monday);
        Assert.Equal(["10"], Found("records"));
    }
}
