using System.Globalization;
using System.Net;
using Vern.Persons.Auditing;
using Vern.Platform.Access;
using Vern.Platform.Auditing;
using Vern.Tests.Pages;

namespace Vern.Tests.Access;

/// <summary>What people hand to one another, take in an emergency, and take back; each of it in the ledger.</summary>
public sealed class ResponsibilityTests
{
    private static async Task<Visitor> InAsync(SmallRound round, string name, string role) => await Visitor.SignedInAsync(round, await round.AccountAsync(name, char.ToUpperInvariant(name[0]) + name[1..] + " Example", role));

    private static async Task<IReadOnlyList<ReadAct>> ActsAsync(SmallRound round, AuditAct act)
    {
        await round.Ledger.AppendAsync();
        var (places, _) = await round.Ledger.Outbox.FindAsync(new(act.Kind), 0, 50);
        return await round.Ledger.ReadAsync(places);
    }

    [Fact]
    public async Task A_role_is_handed_over_until_a_day_within_its_group_and_ends_by_itself()
    {
        var clock = new MovedClock();
        await using var round = await SmallRound.ServeAsync(clock: clock);
        using var kari = await InAsync(round, "kari", "coordinator");
        using var siv = await InAsync(round, "siv", "statistician");
        using var dag = await InAsync(round, "dag", "supervisor");
        var day = clock.GetUtcNow().AddDays(7).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        using (var before = await siv.GetAsync("/rounds/new")) Assert.Equal(HttpStatusCode.Forbidden, before.StatusCode);
        // Not to who watches, not a role that is not hers, not for ever, not to herself.
        foreach (var (role, to, until) in new[] { ("coordinator", "dag", day), ("administrator", "siv", day), ("coordinator", "siv", "2099-01-01"), ("coordinator", "kari", day), ("coordinator", "nobody", day), ("coordinator", "siv", "soon") })
        {
            using var refused = await kari.PostAsync("/account/delegations", "/account", ("role", role), ("to", to), ("until", until));
            Assert.True(refused.StatusCode is HttpStatusCode.BadRequest, $"{role} to {to} until {until}: {refused.StatusCode}");
        }
        using (var handed = await kari.PostAsync("/account/delegations", "/account", ("role", "coordinator"), ("to", "siv"), ("until", day))) Assert.Equal(HttpStatusCode.SeeOther, handed.StatusCode);
        using (var now = await siv.GetAsync("/rounds/new")) Assert.Equal(HttpStatusCode.OK, now.StatusCode);
        // What was handed over is not handed on.
        using (var on = await siv.PostAsync("/account/delegations", "/account", ("role", "coordinator"), ("to", "kari"), ("until", day))) Assert.Equal(HttpStatusCode.BadRequest, on.StatusCode);
        Assert.Contains("kari -> siv: coordinator", Assert.Single(await ActsAsync(round, AccessActs.Delegated)).Detail, StringComparison.Ordinal);
        // With the role of who handed it over it ends at once; and by its day.
        await round.Access.TakeRoleAsync("kari", "coordinator");
        using (var taken = await siv.GetAsync("/rounds/new")) Assert.Equal(HttpStatusCode.Forbidden, taken.StatusCode);
        await round.Access.GiveRoleAsync("kari", "coordinator", null);
        using (var back = await siv.GetAsync("/rounds/new")) Assert.Equal(HttpStatusCode.OK, back.StatusCode);
        clock.Move(TimeSpan.FromDays(9));
        using var later = await Visitor.SignedInAsync(round, await round.LinkAsync("siv"));
        using var ended = await later.GetAsync("/rounds/new");
        Assert.Equal(HttpStatusCode.Forbidden, ended.StatusCode);
    }

    [Fact]
    public async Task Emergency_access_takes_a_reason_lasts_an_hour_and_another_person_looks_at_it()
    {
        var clock = new MovedClock();
        await using var round = await SmallRound.ServeAsync(clock: clock);
        using var siv = await InAsync(round, "siv", "statistician");
        using var dag = await InAsync(round, "dag", "supervisor");
        await round.Access.AddAsync("siv2", null, "siv", "coordinator", null);
        using (var none = await siv.PostAsync("/account/emergency", "/account", ("reason", "now"))) Assert.Equal(HttpStatusCode.BadRequest, none.StatusCode);
        using (var taken = await siv.PostAsync("/account/emergency", "/account", ("reason", "Both others are ill and a body sends today."))) Assert.Equal(HttpStatusCode.SeeOther, taken.StatusCode);
        using (var may = await siv.GetAsync("/rounds/new")) Assert.Equal(HttpStatusCode.OK, may.StatusCode);
        using (var never = await siv.GetAsync("/rounds/2014/closing")) Assert.Equal(HttpStatusCode.Forbidden, never.StatusCode);
        var begun = Assert.Single(await ActsAsync(round, AccessActs.EmergencyBegun));
        Assert.Equal("Siv Example", begun.By!.Name);
        Assert.Contains(NationalControl.Unusual.Find([begun]), found => found.Rule.Code == "emergency");
        clock.Move(TimeSpan.FromMinutes(61));
        using var again = await Visitor.SignedInAsync(round, await round.LinkAsync("siv"));
        using (var over = await again.GetAsync("/rounds/new")) Assert.Equal(HttpStatusCode.Forbidden, over.StatusCode);
        // No second one before the first was looked at; and not by the same person under her other account.
        using (var second = await again.PostAsync("/account/emergency", "/account", ("reason", "Once more, it was so practical."))) Assert.Equal(HttpStatusCode.BadRequest, second.StatusCode);
        var emergency = Assert.Single(await round.Access.EmergenciesAsync());
        using var siv2 = await Visitor.SignedInAsync(round, await round.LinkAsync("siv2"));
        using (var own = await siv2.PostAsync($"/emergencies/{emergency.Id}", "/account", ("justified", "yes"), ("review", "I find that I was right."))) Assert.Equal(HttpStatusCode.BadRequest, own.StatusCode);
        using var looker = await Visitor.SignedInAsync(round, await round.LinkAsync("dag"));
        using (var looked = await looker.PostAsync($"/emergencies/{emergency.Id}", "/account", ("justified", "no"), ("review", "It could have waited a day."))) Assert.Equal(HttpStatusCode.SeeOther, looked.StatusCode);
        var reviewed = Assert.Single(await round.Access.EmergenciesAsync());
        Assert.Equal(("Dag Example", false), (reviewed.Reviewer, reviewed.Justified!.Value));
        Assert.Single(await ActsAsync(round, AccessActs.EmergencyReviewed));
    }

    [Fact]
    public async Task A_first_signature_can_be_taken_back_by_who_gave_it_until_the_second()
    {
        await using var round = await SmallRound.ServeAsync();
        var (act, access) = (new GraveAct("report.sign", "2014/1", "d"), round.Access);
        await access.AddAsync("kari", "Kari Example", null, "coordinator", null);
        await access.AddAsync("kari2", null, "kari", "deputy", null);
        await access.AddAsync("ola", "Ola Example", null, "deputy", null);
        async Task<SignedIn> WhoAsync(string name) => (await access.SessionAsync((await access.OpenLinkAsync(await access.MakeLinkAsync(name, TimeSpan.FromHours(1))))!.Session))!;
        var (kari, kari2, ola) = (await WhoAsync("kari"), await WhoAsync("kari2"), await WhoAsync("ola"));
        Assert.Equal(FourEyesStep.Proposed, (await access.StepAsync(act, kari)).Step);
        Assert.Equal(FourEyesStep.SamePerson, (await access.StepAsync(act, kari2)).Step);
        Assert.False(await access.WithdrawAsync(act, ola));
        Assert.True(await access.WithdrawAsync(act, kari2));
        Assert.Equal(FourEyesStep.Proposed, (await access.StepAsync(act, ola)).Step);
        Assert.Equal(FourEyesStep.Confirmed, (await access.StepAsync(act, kari)).Step);
        Assert.False(await access.WithdrawAsync(act, ola));
    }

    [Fact]
    public async Task After_a_new_way_in_other_sessions_are_over_and_what_counts_is_proved_again()
    {
        var clock = new MovedClock();
        await using var round = await SmallRound.ServeAsync(clock: clock);
        using var kari = await InAsync(round, "kari", "coordinator");
        using var thief = await Visitor.SignedInAsync(round, await round.LinkAsync("kari"));
        using (var began = await kari.PostAsync("/account/codes", "/account")) Assert.Equal("/account#codes", began.Headers.Location?.OriginalString);
        var account = (await round.Access.ListAsync()).Single();
        var secret = (await round.Access.PendingCodesAsync(account.Id))!;
        var bits = string.Concat(secret.Where(char.IsLetterOrDigit).Select(letter => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(letter, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        byte[] bytes = [.. Enumerable.Range(0, bits.Length / 8).Select(at => Convert.ToByte(bits.Substring(at * 8, 8), 2))];
        using (var set = await kari.PostAsync("/account/codes/confirmation", "/account", ("code", OneTimeCode.Of(bytes, OneTimeCode.StepOf(clock.GetUtcNow()))))) Assert.Equal("/account?done=codes", set.Headers.Location?.OriginalString);
        using (var over = await thief.GetAsync("/account")) Assert.Equal(HttpStatusCode.SeeOther, over.StatusCode);
        using (var still = await kari.GetAsync("/account")) Assert.Equal(HttpStatusCode.OK, still.StatusCode);
        // A quarter of an hour later her session reads on, and does not sign.
        clock.Move(TimeSpan.FromMinutes(16));
        using (var reads = await kari.GetAsync("/report/2014")) Assert.Equal(HttpStatusCode.OK, reads.StatusCode);
        using var signs = await kari.PostAsync("/report/2014/signatures", "/account", ("digest", "x"));
        Assert.Equal("/sign-in?again=1&to=%2Freport%2F2014", signs.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task An_administrator_ends_one_session_and_the_others_go_on()
    {
        await using var round = await SmallRound.ServeAsync(empty: true);
        using var eli = await InAsync(round, "eli", "administrator");
        using var kari = await InAsync(round, "kari", "coordinator");
        using var elsewhere = await Visitor.SignedInAsync(round, await round.LinkAsync("kari"));
        var sessions = (await round.Access.ListAsync()).Single(account => account.Name == "kari").Sessions.Select(session => session.Id).Order().ToList();
        var html = await eli.Client.GetStringAsync(new Uri("/accounts?lang=en", UriKind.Relative));
        Assert.All(sessions, session => Assert.Contains($"action=\"/accounts/kari/sessions/{session}\"", html, StringComparison.Ordinal));
        // Hers only under her own name, once, and by who may.
        using (var wrong = await eli.PostAsync($"/accounts/eli/sessions/{sessions[0]}", "/accounts")) Assert.Equal(HttpStatusCode.NotFound, wrong.StatusCode);
        using (var nobody = await eli.PostAsync($"/accounts/nobody/sessions/{sessions[0]}", "/accounts")) Assert.Equal(HttpStatusCode.NotFound, nobody.StatusCode);
        using (var herself = await kari.PostAsync($"/accounts/eli/sessions/{sessions[0]}", "/account")) Assert.Equal(HttpStatusCode.Forbidden, herself.StatusCode);
        using (var ended = await eli.PostAsync($"/accounts/kari/sessions/{sessions[0]}", "/accounts")) Assert.Equal("/accounts?done=ended", ended.Headers.Location!.OriginalString);
        using (var again = await eli.PostAsync($"/accounts/kari/sessions/{sessions[0]}", "/accounts")) Assert.Equal(HttpStatusCode.NotFound, again.StatusCode);
        using (var over = await kari.GetAsync("/account")) Assert.Equal(HttpStatusCode.SeeOther, over.StatusCode);
        using (var on = await elsewhere.GetAsync("/account")) Assert.Equal(HttpStatusCode.OK, on.StatusCode);
        var act = Assert.Single(await ActsAsync(round, AccessActs.SessionsEnded));
        Assert.EndsWith($"/session/{sessions[0]}", act.Resource, StringComparison.Ordinal);
        Assert.Equal("eli Example", act.By!.Name, ignoreCase: true);
    }

    private sealed class MovedClock : TimeProvider
    {
        private TimeSpan moved;
        public void Move(TimeSpan by) => moved += by;
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + moved;
    }
}
