using System.Net;
using Vern.Persons.Registration;
using Vern.Platform.Auditing;

namespace Vern.Tests.Workspaces;

/// <summary>A supervisor controls an agency and a centre as she does the national unit: by the same pages, over what that workspace does (B-048, K-010).</summary>
public sealed class ControlPagesTests
{
    [Fact]
    public async Task Every_kind_points_to_unusual_access_tells_what_it_processes_and_who_has_read_what()
    {
        await using var rooms = await ServedRooms.ServeAsync();
        foreach (var id in (string[])[ServedRooms.Agency, ServedRooms.Centre])
        {
            var control = id == ServedRooms.Agency ? CaseControl.Table : Vern.Material.Intake.MaterialControl.Table;
            using var supervisor = await rooms.At(id).SignInAsync($"/sign-in/link/{await rooms.Access(id).MakeLinkAsync("supervisor", TimeSpan.FromHours(1))}");
            var someone = id == ServedRooms.Agency ? "caseworker" : "analyst";
            using var other = await rooms.At(id).SignInAsync($"/sign-in/link/{await rooms.Access(id).MakeLinkAsync(someone, TimeSpan.FromHours(1))}");
            for (var refused = 0; refused < 5; refused++)
                using (var answer = await other.GetAsync("/ledger")) Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);

            var unusual = (await supervisor.PageAsync("/ledger?lang=en")).QuerySelector("section:has(#unusual)")!;
            Assert.Contains("Refused again and again", unusual.QuerySelector("ul")!.TextContent, StringComparison.Ordinal);
            Assert.Contains($"{someone} Example", unusual.QuerySelector("ul")!.TextContent, StringComparison.Ordinal);
            Assert.Equal(control.Unusual.Rules.Count, unusual.QuerySelectorAll("tbody tr").Length);

            foreach (var language in rooms.Room(id).Workspace.Languages)
            {
                var register = await supervisor.PageAsync($"/ledger/register?lang={language.Code}");
                foreach (var entry in control.Register)
                {
                    Assert.NotNull(register.GetElementById(entry.Basis.Code));
                    foreach (var act in entry.Acts) Assert.Contains(control.Words.Act(language, act.Kind), register.Body!.TextContent, StringComparison.Ordinal);
                }
                Assert.NotNull((await supervisor.PageAsync($"/catalogue?lang={language.Code}")).QuerySelector(".timeline"));
            }

            // By the path of an account; staff by role, by name only where she asks for it. What is not there is one clear answer.
            var number = (await rooms.Access(id).ListAsync()).Single(account => account.Name == someone).Id;
            var list = (await supervisor.PageAsync($"/ledger/access-list?lang=en&about=account/{number}")).QuerySelector("#content table")!.TextContent;
            Assert.Contains("Account made", list, StringComparison.Ordinal);
            Assert.DoesNotContain("Example", list, StringComparison.Ordinal);
            using (var names = await supervisor.GetAsync($"/ledger/access-list/names?about=account/{number}")) Assert.Equal(HttpStatusCode.OK, names.StatusCode);
            using (var file = await supervisor.GetAsync($"/ledger/access-list.csv?about=account/{number}")) Assert.Equal($"access-account-{number}.csv", file.Content.Headers.ContentDisposition!.FileName);
            foreach (var nothing in (string[])["account/99", "%3Cscript%3E", "a%00b"])
                using (var answer = await supervisor.GetAsync($"/ledger/access-list?about={nothing}")) Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);

            // A purpose that she states stands in what she reads afterwards.
            using (var stated = await supervisor.PostAsync("/purpose", "/ledger", ("purpose", "access"), ("back", "/ledger"))) Assert.Equal(HttpStatusCode.SeeOther, stated.StatusCode);
            Assert.Equal("access", (await supervisor.PageAsync("/ledger")).QuerySelector("#purpose option[selected]")!.GetAttribute("value"));
            var ledger = rooms.Room(id).Store.Ledger;
            await ledger.AppendAsync(TestContext.Current.CancellationToken);
            Assert.Equal(["access", "control"], (await ledger.LatestAsync(100, TestContext.Current.CancellationToken)).Where(act => act.Kind == "ledger.read").Select(act => act.By!.Purpose).Distinct().Order(StringComparer.Ordinal));
            Assert.Contains(await ledger.LatestAsync(100, TestContext.Current.CancellationToken), act => act is { Kind: "access-list.made", Detail: "with names" } && act.Resource == $"account/{number}");
        }
    }

    [Fact]
    public async Task What_who_acted_is_erased_from_entries_by_rule_in_an_agency_too()
    {
        await using var rooms = await ServedRooms.ServeAsync(accounts: false);
        var ledger = rooms.Room(ServedRooms.Agency).Store.Ledger;
        await ledger.AppendAsync(TestContext.Current.CancellationToken);
        var now = TimeProvider.System.GetUtcNow();
        Assert.Null(await EraseSealedParts.DueAsync(ledger, now, TestContext.Current.CancellationToken));
        var later = now.AddYears(RetentionRule.SealedParts.Years).AddDays(1);
        Assert.NotNull(await EraseSealedParts.DueAsync(ledger, later, TestContext.Current.CancellationToken));
        await RetentionDay.Of(ledger).EraseAsync(later, RetentionDay.By, TestContext.Current.CancellationToken);
        var acts = await ledger.LatestAsync(100, TestContext.Current.CancellationToken);
        Assert.All(acts, act => Assert.True(act is { Erased: true, By: null }));
        Assert.Equal("sealed-parts.erased", acts[^1].Kind);
        await RetentionDay.Of(ledger).EraseAsync(later, RetentionDay.By, TestContext.Current.CancellationToken);
        Assert.Equal(acts.Count, (await ledger.LatestAsync(100, TestContext.Current.CancellationToken)).Count); // nothing is due twice
    }
}
