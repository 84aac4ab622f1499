using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Vern.Material.Intake.Pages;
using Vern.Material.Removal;
using Vern.Platform.Jobs;

namespace Vern.Material.Tests.Removal;

/// <summary>What a notice needs from outside: a registry that is asked over the network, and the folder into which letters are laid.</summary>
public sealed class NoticeDeskTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A registry on this machine, with TLS as registries have it.</summary>
    private sealed class Registry : IAsyncDisposable
    {
        private readonly WebApplication app;
        private readonly X509Certificate2 certificate;

        private Registry(WebApplication app, X509Certificate2 certificate) => (this.app, this.certificate) = (app, certificate);

        public List<string> Asked { get; } = [];
        public Func<HttpContext, IResult> Answers { get; set; } = _ => Results.NotFound();
        public Uri Address => new(app.Urls.First());

        public static async Task<Registry> ServeAsync()
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
            using var made = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero));
            var own = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(own)));
            var registry = new Registry(builder.Build(), own);
            registry.app.Run(async http =>
            {
                registry.Asked.Add($"{http.Request.Path} {http.Request.Headers.Accept}");
                await registry.Answers(http).ExecuteAsync(http);
            });
            await registry.app.StartAsync(Cancel);
            return registry;
        }

        public async ValueTask DisposeAsync()
        {
            await app.DisposeAsync();
            certificate.Dispose();
        }
    }

    // The desk as a centre's host has it, which trusts this machine's registry beside.
    private static ServiceProvider Host(MaterialFixture fixture)
    {
        var services = new ServiceCollection().AddLogging().AddMaterial(fixture.Store);
        services.AddHttpClient(NoticeDesk.Connections).ConfigurePrimaryHttpMessageHandler((handler, _) => ((SocketsHttpHandler)handler).SslOptions.RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.Subject == "CN=localhost");
        return services.BuildServiceProvider();
    }

    private static Task SettingsAsync(MaterialFixture fixture, string json) => File.WriteAllTextAsync(Path.Combine(fixture.Store.Folder, "removal.json"), json, Cancel);

    private static string Contact(string mail) => "{\"country\":\"NO\",\"entities\":[{\"roles\":[\"abuse\"],\"vcardArray\":[\"vcard\",[[\"email\",{},\"text\",\"" + mail + "\"]]]}]}";

    [Fact]
    public async Task A_registry_is_asked_when_the_operator_says_so_once_a_day_and_follows_where_it_sends_on()
    {
        await using var fixture = await MaterialFixture.OpenAsync();
        await using var registry = await Registry.ServeAsync();
        await using var host = Host(fixture);
        var desk = host.GetRequiredService<NoticeDesk>();
        Directory.CreateDirectory(Path.Combine(fixture.Store.Folder, "rdap"));
        await File.WriteAllTextAsync(Path.Combine(fixture.Store.Folder, "rdap", "dns.json"), "{\"services\":[[[\"example\"],[\"" + registry.Address + "\"]]]}", Cancel);
        await File.WriteAllTextAsync(Path.Combine(fixture.Store.Folder, "rdap", "ipv4.json"), "{\"services\":[[[\"192.0.2.0/24\"],[\"" + registry.Address + "v1/\"]]]}", Cancel);
        registry.Answers = _ => Results.Text(Contact("abuse@net.example"), "application/rdap+json");
        Assert.Null(await desk.FindAsync("host.example", Cancel));
        Assert.Empty(registry.Asked); // nobody has said that registries are asked

        await SettingsAsync(fixture, """{"askRegistries":true}""");
        Assert.Equal(new HostContact("abuse@net.example", "NO", "nb"), await desk.FindAsync("host.example", Cancel));
        Assert.Equal(new HostContact("abuse@net.example", "NO", "nb"), await desk.FindAsync("192.0.2.7", Cancel));
        Assert.Equal(["/domain/host.example application/rdap+json", "/v1/ip/192.0.2.7 application/rdap+json"], registry.Asked);
        await desk.FindAsync("host.example", Cancel);
        Assert.Equal(2, registry.Asked.Count);
        fixture.Clock.Move(TimeSpan.FromHours(25));
        await desk.FindAsync("host.example", Cancel);
        Assert.Equal(3, registry.Asked.Count);
        Assert.Null(await desk.FindAsync("host.test", Cancel)); // no registry is known for it
        Assert.Equal(3, registry.Asked.Count);

        // Too much to do, a fault, an answer that is none or too long: of the host that says nothing, and it is asked again.
        foreach (var (name, answer) in ((string, IResult)[])[("busy", Results.StatusCode(429)), ("failing", Results.StatusCode(503)), ("broken", Results.Text("<html>")), ("long", Results.Text(new string(' ', 600_000)))])
        {
            registry.Answers = _ => answer;
            Assert.Null(await desk.FindAsync($"{name}.example", Cancel));
            registry.Answers = _ => Results.Text(Contact("abuse@net.example"));
            Assert.Equal("abuse@net.example", (await desk.FindAsync($"{name}.example", Cancel))?.Mail);
        }
        // None there: that is an answer, for a day.
        registry.Answers = _ => Results.NotFound();
        Assert.Null(await desk.FindAsync("none.example", Cancel));
        registry.Answers = _ => Results.Text(Contact("abuse@net.example"));
        Assert.Null(await desk.FindAsync("none.example", Cancel));

        // To where it is sent on, by TLS only, and not in a circle.
        registry.Answers = http => http.Request.Path.StartsWithSegments("/moved") ? Results.Text(Contact("moved@net.example")) : Results.Redirect("/moved" + http.Request.Path);
        Assert.Equal("moved@net.example", (await desk.FindAsync("away.example", Cancel))?.Mail);
        registry.Answers = _ => Results.Redirect("http://localhost:1/domain/plain.example");
        Assert.Null(await desk.FindAsync("plain.example", Cancel));
        var before = registry.Asked.Count;
        registry.Answers = http => Results.Redirect(http.Request.Path);
        Assert.Null(await desk.FindAsync("circle.example", Cancel));
        Assert.Equal(4, registry.Asked.Count - before);

        // The operator's own table comes first.
        await File.WriteAllTextAsync(Path.Combine(fixture.Store.Folder, "abuse-contacts.csv"), "pattern,mail,country,language\nown.example,own@net.example,SE,sv\n", Cancel);
        Assert.Equal(new HostContact("own@net.example", "SE", "sv"), await desk.FindAsync("own.example", Cancel));
        Assert.Equal(4, registry.Asked.Count - before);
    }

    [Fact]
    public async Task Letters_that_are_due_are_laid_into_the_outbox_once_for_its_owner_alone_and_none_while_held()
    {
        await using var fixture = await MaterialFixture.OpenAsync();
        await using var host = Host(fixture);
        var desk = host.GetRequiredService<NoticeDesk>();
        var outbox = Path.Combine(fixture.Folder, "outbox");
        using var jobs = new RunJobs(fixture.Workspace.Jobs, [desk.Kind], fixture.Clock, NullLogger<RunJobs>.Instance);
        async Task<string[]> LettersAsync()
        {
            while (await jobs.RunOneAsync(Cancel)) { }
            return Directory.Exists(outbox) ? [.. Directory.GetFiles(outbox).Order(StringComparer.Ordinal)] : [];
        }
        var (kari, ola) = (await NoticeStoreTests.PersonAsync(fixture, "kari"), await NoticeStoreTests.PersonAsync(fixture, "ola"));
        await SettingsAsync(fixture, "{\"outbox\":\"" + outbox.Replace("\\", "/", StringComparison.Ordinal) + "\",\"contact\":\"us@example.org\",\"authorities\":{\"NO\":\"hotline@example.org\"}}");
        var hold = await fixture.Store.HoldNoticesAsync(new("https://host.example/a"), null, new(2026, 2, 5), "an operation", "Inbox Example", Cancel);
        var id = await NoticeStoreTests.ConfirmedAsync(fixture, kari, ola);
        Assert.Empty(await LettersAsync());
        Assert.True(await fixture.Store.LiftHoldAsync(hold, Cancel));
        fixture.Clock.Move(TimeSpan.FromDays(5)); // it was put off until the hold would have ended
        var first = Assert.Single(await LettersAsync());
        Assert.StartsWith($"{id}-1-send-", Path.GetFileName(first), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(first));
        var text = await File.ReadAllTextAsync(first, Encoding.ASCII, Cancel);
        Assert.Contains("To: abuse@host.example", text, StringComparison.Ordinal);
        Assert.DoesNotContain("https://host.example", text, StringComparison.Ordinal);
        Assert.Equal((NoticeState.Sent, NoticeStep.Remind), (await fixture.Store.NoticeAsync(id, Cancel))! is var sent ? (sent.State, sent.Step) : default);
        // The same job again, as after a crash: the letter lies there once.
        await desk.Kind.Work(new(1, "x", desk.Kind.Kind, $"\"{id}\"", 2, "lease", fixture.Clock.GetUtcNow()), Cancel);
        Assert.Single(await LettersAsync());
        foreach (var (hours, count, to) in ((int, int, string)[])[(24, 2, "abuse@host.example"), (48, 3, "abuse@host.example"), (48, 4, "hotline@example.org")])
        {
            fixture.Clock.Move(TimeSpan.FromHours(hours));
            var letters = await LettersAsync();
            Assert.Equal(count, letters.Length);
            Assert.Contains(letters, letter => File.GetLastWriteTimeUtc(letter) >= File.GetLastWriteTimeUtc(first) && File.ReadAllText(letter).Contains($"To: {to}", StringComparison.Ordinal));
        }
        Assert.True(await fixture.Store.NoticeCheckedAsync(id, isThere: false, desk.Settings, null, Cancel));
        fixture.Clock.Move(TimeSpan.FromDays(3));
        Assert.Equal(4, (await LettersAsync()).Length); // to look again is nothing that is written
        // Settings that are none: nothing is laid anywhere, and the job says why.
        var other = await NoticeStoreTests.ConfirmedAsync(fixture, kari, ola, NoticeStoreTests.Asked("b"));
        await SettingsAsync(fixture, """{"outbocks":"x"}""");
        Assert.Equal(4, (await LettersAsync()).Length);
        Assert.Contains((await fixture.Workspace.Jobs.ListAsync(null, 0, 50, Cancel)).Jobs, job => job.Payload.Contains(other, StringComparison.Ordinal) && job.Reason?.Contains("outbocks", StringComparison.Ordinal) == true);
    }
}
