using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Vern.Material.Identification;
using Vern.Material.Indicators;
using Vern.Material.Intake;
using Vern.Material.Redress;
using Vern.Material.Removal;
using Vern.Material.Routing;
using Vern.Material.Triage;
using Vern.Platform.Access;

namespace Vern.Browser.Tests;

/// <summary>A centre that has something of everything, so that each of its pages has something to show.</summary>
internal static class CentreWithSomething
{
    /// <summary>Makes it.</summary>
    /// <param name="store">The centre's store.</param>
    /// <param name="access">Its accounts.</param>
    /// <param name="all">Who looks at the pages; reads the inbox of the authority <c>kripos</c>.</param>
    /// <param name="other">Another person, for what takes two.</param>
    /// <returns>What stands for the places of the addresses of pages.</returns>
    public static async Task<Dictionary<string, string>> MakeAsync(MaterialStore store, AccessStore access, SignedIn all, SignedIn other)
    {
        var year = TimeProvider.System.GetUtcNow().Year;
        var sender = (await store.EnrolAsync(new() { Name = "siv", Title = "Siv Example", Country = "NO", Basis = "duty", From = new(2025, 1, 1) })).Sender;
        var digest = Convert.ToHexStringLower(SHA256.HashData("a made-up file"u8));
        ReportFacts Facts(params string[] signs) => new() { Kind = ReportKind.Material, Signs = signs, Words = "Made up.", Accounts = [new() { ScreenName = "user1", Country = "NO", CountryVerified = true, Connections = [new("203.0.113.7", TimeProvider.System.GetUtcNow(), "upload", false)] }], Places = [new("web", "https://pictures.example/album/1")], Children = [new(12, "NO", null)] };
        var first = await store.ReceiveAsync(new() { Sender = sender, Channel = Channel.Api, Facts = Facts(), Files = [new(new() { Sha256 = digest }, null)] });
        foreach (var signs in (string[][])[["ongoing"], [], ["fictitious"]]) await store.ReceiveAsync(new() { Sender = sender, Channel = Channel.Api, Facts = Facts(signs), Files = [new(new() { Sha256 = digest }, null)] });
        var number = "ABCDEFGH23456789";
        await store.ReceiveAsync(new() { Sender = Sender.Public, Channel = Channel.Public, Facts = new() { Kind = ReportKind.Enticement, Words = "Made up." }, Number = number });
        await store.AssessArrivedAsync();
        await store.KeepAuthorityAsync(new("kripos", "NO", "Kripos Example", AuthorityKind.National, AuthorityChannel.Inbox, ["nb"], true));
        await store.KeepAuthorityAsync(new("ncp-dk", "DK", "Cyber Police Example", AuthorityKind.National, AuthorityChannel.File, ["da"], false));
        var reader = new Reader(all.AccountId, all.PersonId!.Value, all.Person);
        await store.TakeAsync(first.Id, reader);
        var seen = (await store.ReadAsync(first.Id, reader))!;
        Assert.Equal(ReadingStep.Done, await store.RouteAsync(first.Id, ["kripos", "ncp-dk"], null, seen.With.Count, reader));
        var packages = (await store.PackagesOfAsync(first.Id)).ToDictionary(one => one.Authority, one => one.Id, StringComparer.Ordinal);
        var package = packages["kripos"];
        var rules = (await store.RulesInForceAsync()).Rules;
        var version = await store.ProposeRulesAsync(rules with { FoldDays = rules.FoldDays + 1 }, "Made up.", reader);

        var proposed = await store.ProposeIndicatorAsync(new("baseline", "b2", [new(HashKind.Sha256, digest)]), new(null, "hotline"));
        foreach (var person in (SignedIn[])[all, other]) await store.StepIndicatorAsync(proposed.Indicator!.Value, IndicatorStep.Confirm, IndicatorActor.Of(person));
        await store.RematchAsync(proposed.Indicator!.Value);
        await store.ProposeNegativeAsync(HashKind.Sha256, Convert.ToHexStringLower(SHA256.HashData("a logo"u8)), 0, IndicatorActor.Of(all), "Made up.");
        Assert.NotNull(await store.PublishListAsync("baseline", (await store.DraftAsync("baseline")).Content, all.PersonId.Value, other.PersonId!.Value));

        var (notice, _) = await store.ProposeNoticeAsync(new(new("https://pictures.example/album/1"), "dsa-16", "baseline", "image", "manual-review", new("abuse@host.example", "DK", "da")) { Report = first.Id }, all.PersonId.Value);
        var proposal = (await store.NoticeAsync(notice))!;
        foreach (var person in (SignedIn[])[all, other]) await NoticeByTwo.StepAsync(store, access, proposal, proposal.Seen(), person);
        // Its letter was put off once and then refused by a mail server.
        foreach (var answer in (LetterAnswer[])[new(LetterState.Waiting, LetterCodes.Busy, 451), new(LetterState.Refused, LetterCodes.Refused, 550)])
        {
            var messageId = (await store.NoticeAsync(notice))!.MessageId(NoticeStep.Send, "example.org");
            Assert.True((await store.BeginLetterAsync(notice, NoticeStep.Send, messageId, default)).IsMine);
            await store.EndLetterAsync(notice, messageId, answer, new());
        }
        var (gone, _) = await store.ProposeNoticeAsync(new(new("https://pictures.example/album/9"), "dsa-16", "baseline", "image", "manual-review", new("abuse@host.example", "DK", "da")), all.PersonId.Value);
        var second = (await store.NoticeAsync(gone))!;
        foreach (var person in (SignedIn[])[all, other]) await NoticeByTwo.StepAsync(store, access, second, second.Seen(), person);
        await store.NoticeSentAsync(gone, NoticeStep.Send, new(), all.PersonId.Value);
        await store.NoticeCheckedAsync(gone, false, new(), all.PersonId.Value);
        await store.HoldNoticesAsync(new Uri("https://pictures.example/album/2"), null, DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(10), "Made up.", "Kripos Example");

        await store.ComplainAsync(new(Origin(), "handling", "How I was answered", "Made up.", "en"));
        var decided = (await store.MattersAsync(true, 0, 1)).Matters[0].Id;
        await store.DecideMatterAsync(decided, true, "Made up.", other.PersonId.Value, other.Person);
        var complaint = await store.ComplainAsync(new(Origin(), "removed", "https://pictures.example/album/1", "It was a picture of a cake.", "en"));
        await store.RequestRemovalAsync(new(Origin(), "self", [new("https://pictures.example/album/3")], null, "en"));
        var (series, _) = await store.RegisterSeriesAsync([new("sha256", digest)], DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime), 2, null);
        await store.NoteSeriesAsync(series!, "Made up.", "All Example");
        var (draft, _) = await store.ProposeTransparencyAsync(year, access, all);
        await store.PublishTransparencyAsync(year, draft.Digest, access, other);
        await store.ProposeTransparencyAsync(year, access, all);
        // Whole months of the past, for the volume.
        for (var back = 26; back > 0; back--)
        {
            var past = await store.ReceiveAsync(new() { Sender = back % 3 == 0 ? Sender.Public : sender, Channel = back % 3 == 0 ? Channel.Public : Channel.Api, Facts = new() { Kind = ReportKind.Other, Words = $"Made up, {back}." } });
            var moment = TimeProvider.System.GetUtcNow().AddMonths(-back).ToUnixTimeMilliseconds();
            await using var context = store.Context();
            await context.Reports.Where(row => row.Id == past.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.FinishedAt, moment));
        }
        await store.Ledger.AppendAsync();
        return new(StringComparer.Ordinal)
        {
            ["/report/{number}"] = $"/report/{number}", ["/complain/{number}"] = $"/complain/{complaint.Number}", ["/complaints/{id}/letter"] = $"/complaints/{decided}/letter", ["/complaints/{id}"] = $"/complaints/{(await store.MattersAsync(true, 0, 1)).Matters[0].Id}", ["/requests/{id}"] = $"/requests/{(await store.RequestsAsync(true, 0, 1)).Requests[0].Id}",
            ["/series/{id}"] = $"/series/{series}", ["/notices/{id}/statement.json"] = $"/notices/{gone}/statement.json", ["/notices/{id}"] = $"/notices/{notice}", ["/dispatches/{package}/{format}"] = $"/dispatches/{packages["ncp-dk"]}/json", ["{package}/{format}"] = $"{package}/xml", ["{package}"] = package, ["{id:long}"] = "1", ["{list}"] = "baseline", ["{name}"] = "siv", ["/scoring/{version:int}"] = string.Create(CultureInfo.InvariantCulture, $"/scoring/{version}"),
            ["/transparency/{year:int}/{table}.csv"] = string.Create(CultureInfo.InvariantCulture, $"/transparency/{year}/received.csv"), ["/transparency/{year:int}"] = string.Create(CultureInfo.InvariantCulture, $"/transparency/{year}"), ["{kind}/{prefix}"] = "sha256/" + digest[..5], ["{type}"] = "SHA1",
        };
    }

    private static string Origin() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}
