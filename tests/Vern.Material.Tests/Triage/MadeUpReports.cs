using FsCheck;
using FsCheck.Fluent;
using Vern.Material.Intake;
using Vern.Material.Triage;

namespace Vern.Material.Tests.Triage;

/// <summary>Made-up reports: no person, addresses of documentation only.</summary>
internal static class MadeUpReports
{
    internal static readonly Reader Ada = new(1, 1, "Ada Example"), Bo = new(2, 2, "Bo Example"), AdaAgain = new(3, 1, "Ada Example");
    private static readonly string[] Signs = ["meeting-planned", "suicide-threat", "ongoing", "extortion", "self-produced", "live", "infant", "violent", "generated", "fictitious", "altered", "viral", "meme", "between-minors", "spam"];

    internal static NewReport Of(Sender sender, ReportFacts facts, string? digest = null) => new() { Sender = sender, Channel = Channel.Api, Facts = facts, Files = digest is null ? [] : [new(new() { Sha256 = digest, Length = 12 }, new() { Name = "made-up.png" })] };

    internal static ReportFacts Facts(params string[] signs) => new() { Kind = ReportKind.Material, Signs = signs };

    internal static async Task<long> KeptAsync(MaterialFixture fixture, NewReport report)
    {
        var kept = await fixture.Store.ReceiveAsync(report, TestContext.Current.CancellationToken);
        while (await fixture.Store.AssessArrivedAsync(cancel: TestContext.Current.CancellationToken) > 0) { }
        return kept.Id;
    }

    /// <summary>Any report, as far as scores see it.</summary>
    internal static Gen<ReportFacts> Any { get; } =
        from kind in Gen.Elements(Enum.GetValues<ReportKind>())
        from signs in Gen.SubListOf(Signs)
        from children in Gen.ListOf(Gen.Choose(0, 17).Select(age => new ReportedChild(age, null, null)), 2)
        from haste in Gen.Elements("", "now")
        from told in Gen.Elements("", "somebody")
        from earlier in Gen.Choose(0, 3)
        from words in Gen.Elements("", "words")
        from mail in Gen.Elements("", "a@example.org")
        select new ReportFacts
        {
            Kind = kind, Signs = [.. signs], Children = [.. children], Haste = haste.Length == 0 ? null : haste, Told = told.Length == 0 ? null : told, Words = words.Length == 0 ? null : words,
            Accounts = [new() { Earlier = [.. Enumerable.Range(1, earlier).Select(number => (long)number)], Mail = mail.Length == 0 ? [] : [mail] }],
        };
}
