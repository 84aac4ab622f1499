namespace Vern.Browser.Tests.Walks;

/// <summary>A series by keyboard alone: registered, worked on by one unit and then another, a child of it identified; and a judgment that speaks of more children than were found.</summary>
public sealed class SeriesWalkTests : CentreWalk
{
    [Fact]
    public Task A_series_is_registered_handed_over_and_its_child_identified() => InCentreAsync([("ana", "analyst"), ("pol", "police-inbox"), ("sup", "supervisor")], async () =>
    {
        var today = Vern.Platform.Interface.PageContext.DayOf(TimeProvider.System.GetUtcNow());
        var ana = await ComeAsync("ana");
        await ana.FollowAsync("Series");
        await FilmAsync(ana, "nothing-yet");
        await ana.WriteAsync("What belongs to it", "sha256 made-up");
        await ana.WriteAsync("First seen", today.AddDays(-3));
        await ana.FollowAsync("Register");
        await ana.ReadsAsync("Line 1: expected a kind and a digest");
        await FilmAsync(ana, "wrong");
        // What was typed is kept.
        await ana.WriteAsync("What belongs to it", $"sha256 {Digest(1)}");
        await ana.WriteAsync("Body or unit", "Centre Example");
        await ana.FollowAsync("Register");
        await ana.ReadsAsync("The series is registered.");
        await ana.WriteAsync("Note, without a name", "The same room in two films, made up.");
        await ana.FollowAsync("Add the note");
        await ana.ReadsAsync("The note is added.");
        await ana.WriteAsync("More children seen", "1");
        await ana.FollowAsync("Count");
        await ana.ReadsAsync("It is counted.");
        await ana.WriteAsync("What belongs to it, too", $"sha256 {Digest(2)}");
        await ana.FollowAsync("Add");
        await ana.ReadsAsync("It is added.");
        await FilmAsync(ana, "series");
        var id = ana.Page.Url.Split('/')[^1].Split('?', '#')[0];

        var pol = await ComeAsync("pol");
        await pol.FollowAsync("Series");
        await pol.WriteAsync("Does a digest or a report belong to a series?", Digest(2));
        await pol.FollowAsync("Look");
        await pol.ReadsAsync("It belongs to:");
        await pol.FollowAsync(id[..8]);
        await pol.WriteAsync("Your body or unit", "Kripos Example");
        await pol.FollowAsync("Join");
        await pol.ReadsAsync("The unit is on it.");
        await ana.WriteAsync("Your body or unit", "Centre Example");
        await ana.WriteAsync("Hand over to", "Kripos Example");
        await ana.FollowAsync("Hand over the lead");
        await ana.ReadsAsync("The lead is handed over.");
        var child = (await Centre.SeriesAsync(id))!.Children[0].Id;
        await pol.WriteAsync("Day…", today.AddDays(-1));
        await pol.WriteAsync("Body or unit…", "Kripos Example");
        await pol.FollowAsync($"Identified {child[..8]}");
        await pol.ReadsAsync("The child is noted as identified.");
        await pol.WriteAsync("Day…", today);
        await pol.FollowAsync($"Reported to Interpol's database {child[..8]}");
        await pol.ReadsAsync("It is noted as reported to Interpol's database.");
        await pol.WriteAsync("Reference that its helpers gave…", "A-1");
        await pol.WriteAsync("Day of the consent…", today);
        await pol.PressAsync("The child, or who answers for it, has agreed that the reference stands here.", "Space");
        await pol.FollowAsync($"Link {child[..8]}");
        await pol.ReadsAsync("The child is linked to its case.");
        await FilmAsync(pol, "identified");
        await pol.FollowAsync("Series");
        await pol.WriteAsync("Court", "Example Court");
        await pol.WriteAsync("Reference of the judgment", "20-000001MED");
        await pol.WriteAsync("Day of the judgment", today.AddDays(-30));
        await pol.WriteAsync("Children that it speaks of", "3");
        await pol.WriteAsync("Of them found", "1");
        await pol.FollowAsync("Register the judgment");
        await pol.ReadsAsync("The judgment is registered.");
        await FilmAsync(pol, "all-series");
        await OutAsync(pol);
        await ana.WriteAsync("Your body or unit", "Centre Example");
        await ana.FollowAsync("Leave");
        await ana.ReadsAsync("The unit is on it no more.");
        await OutAsync(ana);
        var sup = await ComeAsync("sup");
        await sup.FollowAsync("Series");
        await sup.FollowAsync(id[..8]);
        await OutAsync(sup);
    });
}
