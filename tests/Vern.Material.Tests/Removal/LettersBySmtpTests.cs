using System.Globalization;
using System.Net.Security;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Vern.Material.Intake.Pages;
using Vern.Material.Removal;
using Vern.Platform.Jobs;

namespace Vern.Material.Tests.Removal;

/// <summary>Letters of notices by the operator's mail server: what leaves, what does not, and what is known of it.</summary>
public sealed class LettersBySmtpTests
{
    private const string Password = "correct made-up horse";
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>All that is logged, exceptions too.</summary>
    private sealed class Logged : ILoggerProvider, ILogger
    {
        public StringBuilder Text { get; } = new();
        public ILogger CreateLogger(string categoryName) => this;
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;
        public bool IsEnabled(LogLevel logLevel) => true;
        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) { lock (Text) Text.Append(formatter(state, exception)).Append(exception).Append('\n'); }
        public void Dispose() { }
    }

    /// <summary>A centre with a mail server and a notice that two have confirmed.</summary>
    private sealed class Scene(MaterialFixture fixture, MailServer server, ServiceProvider host, Logged logged, RunJobs jobs, string notice) : IAsyncDisposable
    {
        public MaterialFixture Fixture => fixture;
        public MailServer Server => server;
        public Logged Logged => logged;
        public string Id => notice;
        public NoticeDesk Desk => host.GetRequiredService<NoticeDesk>();
        public SendLetter Send => host.GetRequiredService<SendLetter>();

        public static async Task<Scene> OpenAsync(string database = "sqlite", string name = "localhost", RemoteCertificateValidationCallback? trust = null, bool isTrusted = true, TimeSpan? patience = null, string more = "")
        {
            var (fixture, server, logged) = (await MaterialFixture.OpenAsync(database), new MailServer(name), new Logged());
            trust ??= isTrusted ? (_, shown, _, problems) => server.Trusts(shown, problems) : null;
            var send = patience is { } most ? new SendLetter(trust) { Patience = most } : new SendLetter(trust);
            var host = new ServiceCollection().AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(logged)).AddMaterial(fixture.Store).AddSingleton(send).BuildServiceProvider();
            var jobs = new RunJobs(fixture.Workspace.Jobs, [host.GetRequiredService<NoticeDesk>().Kind], fixture.Clock, host.GetRequiredService<ILogger<RunJobs>>());
            var secret = Path.Combine(fixture.Store.Folder, "mail.password");
            await File.WriteAllTextAsync(secret, Password + "\n", Cancel);
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(secret, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            await SettingsAsync(fixture, $$"""{"contact":"us@example.org","domain":"centre.example","smtp":{"host":"localhost","port":{{server.Port}},"user":"centre","passwordFile":"mail.password","from":"notices@centre.example"{{more}} } }""");
            var (kari, ola) = (await NoticeStoreTests.PersonAsync(fixture, "kari"), await NoticeStoreTests.PersonAsync(fixture, "ola"));
            return new(fixture, server, host, logged, jobs, await NoticeStoreTests.ConfirmedAsync(fixture, kari, ola));
        }

        /// <summary>Does the jobs that are due after so long.</summary>
        public async Task<Notice> AfterAsync(TimeSpan wait = default)
        {
            fixture.Clock.Move(wait);
            while (await jobs.RunOneAsync(Cancel)) { }
            return (await fixture.Store.NoticeAsync(notice, Cancel))!;
        }

        /// <summary>Neither the password nor whom the letter is for stands in a log, in what a job tells, or in any file of the centre but the password's own.</summary>
        public async Task TellsNothingAsync()
        {
            var told = logged.Text + string.Concat((await fixture.Workspace.Jobs.ListAsync(null, 0, 50, Cancel)).Jobs.Select(job => $"{job.Key} {job.Payload} {job.Reason}\n"));
            File.Delete(Path.Combine(fixture.Store.Folder, "mail.password"));
            foreach (var secret in (string[])[Password, "abuse@host.example", "host.example/a", Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0centre\0{Password}"))])
            {
                Assert.DoesNotContain(secret, told, StringComparison.OrdinalIgnoreCase);
                Assert.DoesNotContain(secret, fixture.Bytes(), StringComparison.OrdinalIgnoreCase);
            }
        }

        public async ValueTask DisposeAsync()
        {
            jobs.Dispose();
            await host.DisposeAsync();
            await server.DisposeAsync();
            await fixture.DisposeAsync();
        }
    }

    private static Task SettingsAsync(MaterialFixture fixture, string json) => File.WriteAllTextAsync(Path.Combine(fixture.Store.Folder, "removal.json"), json, Cancel);

    private static string Header(string letter, string name) => letter.Split('\n').Single(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))[(name.Length + 1)..].Trim();

    [Theory, MemberData(nameof(MaterialFixture.Databases), MemberType = typeof(MaterialFixture))]
    public async Task A_letter_that_is_due_leaves_once_encrypted_and_it_is_kept_when_and_under_which_number(string database)
    {
        await using var scene = await Scene.OpenAsync(database);
        var notice = await scene.AfterAsync();
        var letter = Assert.Single(scene.Server.Letters);
        Assert.Equal((NoticeState.Sent, NoticeStep.Remind, scene.Fixture.Clock.GetUtcNow()), (notice.State, notice.Step, notice.SentAt));
        var mail = Assert.Single(notice.Mails);
        Assert.Equal(new NoticeMail(NoticeStep.Send, $"{scene.Id}.1.send.1@centre.example", LetterState.Sent, 1, scene.Fixture.Clock.GetUtcNow(), null, null, null), mail);
        Assert.Equal($"<{mail.MessageId}>", Header(letter, "Message-ID"));
        Assert.Equal(("auto-generated", "notices@centre.example", "us@example.org", "abuse@host.example"), (Header(letter, "Auto-Submitted"), Header(letter, "From"), Header(letter, "Reply-To"), Header(letter, "To")));
        Assert.Equal(["EHLO centre.example", "STARTTLS"], scene.Server.InClear); // this machine's own name is not told
        Assert.Contains(scene.Server.Encrypted, line => line.StartsWith("AUTH PLAIN ", StringComparison.Ordinal));
        Assert.Contains(scene.Server.Encrypted, line => line.StartsWith("RCPT TO:<abuse@host.example>", StringComparison.Ordinal));
        // The same job again: nothing leaves a second time. The reminder has a number of its own.
        await scene.Desk.Kind.Work(new(1, "x", scene.Desk.Kind.Kind, $"\"{scene.Id}\"", 2, "lease", scene.Fixture.Clock.GetUtcNow()), Cancel);
        Assert.Single(scene.Server.Letters);
        notice = await scene.AfterAsync(TimeSpan.FromHours(24));
        Assert.Equal(($"<{scene.Id}.1.remind.1@centre.example>", 2), (Header(scene.Server.Letters[^1], "Message-ID"), scene.Server.Letters.Count));
        await scene.TellsNothingAsync();
    }

    [Fact]
    public async Task A_server_may_be_encrypted_from_the_first_byte()
    {
        await using var scene = await Scene.OpenAsync(more: ",\"security\":\"tls\"");
        scene.Server.IsTlsAtOnce = true;
        Assert.Equal(NoticeState.Sent, (await scene.AfterAsync()).State);
        Assert.Empty(scene.Server.InClear);
    }

    [Fact]
    public async Task A_server_on_this_machine_may_be_asked_in_clear_where_the_settings_say_so()
    {
        await using var scene = await Scene.OpenAsync();
        scene.Server.HasTls = false;
        await SettingsAsync(scene.Fixture, $$"""{"smtp":{"host":"127.0.0.1","port":{{scene.Server.Port}},"security":"none"} }""");
        Assert.Equal(NoticeState.Sent, (await scene.AfterAsync()).State);
        Assert.Equal("notices@example.org", Header(Assert.Single(scene.Server.Letters), "From"));
    }

    [Fact]
    public async Task What_the_police_hold_does_not_leave_until_they_let_it_go()
    {
        await using var scene = await Scene.OpenAsync();
        scene.Server.Answers = verb => verb is "MAIL" ? "451 later" : null;
        await scene.AfterAsync();
        scene.Server.Answers = _ => null;
        var hold = await scene.Fixture.Store.HoldNoticesAsync(new("https://host.example/a"), null, new(2026, 2, 3), null, "Inbox Example", Cancel);
        Assert.Equal(NoticeState.Confirmed, (await scene.AfterAsync(TimeSpan.FromDays(1))).State);
        Assert.Empty(scene.Server.Letters);
        Assert.True(await scene.Fixture.Store.LiftHoldAsync(hold, Cancel));
        var notice = await scene.AfterAsync();
        Assert.Equal((NoticeState.Sent, 2), (notice.State, Assert.Single(notice.Mails).Attempts)); // the same letter, under the same number
        Assert.Single(scene.Server.Letters);
    }

    [Theory, MemberData(nameof(MaterialFixture.Databases), MemberType = typeof(MaterialFixture))]
    public async Task A_server_that_puts_a_letter_off_is_asked_again_later_each_time(string database)
    {
        await using var scene = await Scene.OpenAsync(database);
        scene.Server.Answers = verb => verb is "RCPT" ? "451 4.7.1 <abuse@host.example> try later" : null;
        var tried = new List<DateTimeOffset>();
        var notice = await scene.AfterAsync();
        for (var attempt = 1; attempt <= 10; attempt++)
        {
            var mail = Assert.Single(notice.Mails);
            Assert.Equal((LetterState.Waiting, attempt, "busy", 451), (mail.State, mail.Attempts, mail.Why, mail.Code));
            Assert.Equal(NoticeState.Confirmed, notice.State);
            tried.Add(mail.NextAt!.Value);
            notice = await scene.AfterAsync(mail.NextAt.Value - scene.Fixture.Clock.GetUtcNow() - TimeSpan.FromSeconds(1));
            Assert.Equal(attempt, Assert.Single(notice.Mails).Attempts); // not a second before
            if (attempt == 10) scene.Server.Answers = _ => null;
            notice = await scene.AfterAsync(TimeSpan.FromSeconds(1));
        }
        var pauses = tried.Zip(tried.Skip(1), (one, next) => next - one).ToList();
        Assert.Equal(pauses.Order(), pauses);
        Assert.Equal((TimeSpan.FromMinutes(2), TimeSpan.FromDays(1)), (pauses[0], pauses[^1]));
        Assert.Equal((NoticeState.Sent, LetterState.Sent, 11), (notice.State, notice.Mails[0].State, notice.Mails[0].Attempts));
        Assert.Single(scene.Server.Letters);
        Assert.Contains("busy 451", scene.Logged.Text.ToString(), StringComparison.Ordinal);
        await scene.TellsNothingAsync();
    }

    [Theory, InlineData("MAIL"), InlineData("RCPT"), InlineData("DATA"), InlineData(".")]
    public async Task A_letter_that_is_refused_for_good_is_marked_with_the_servers_number_and_waits_for_a_person(string at)
    {
        await using var scene = await Scene.OpenAsync();
        scene.Server.Answers = verb => verb == at ? "550 5.1.1 <abuse@host.example> unknown" : null;
        var notice = await scene.AfterAsync();
        var mail = Assert.Single(notice.Mails);
        Assert.Equal((LetterState.Refused, "refused", 550, (DateTimeOffset?)null), (mail.State, mail.Why, mail.Code, mail.NextAt));
        Assert.Equal((NoticeState.Confirmed, NoticeStep.Send, NoticeEvent.LetterRefused), (notice.State, notice.Step, notice.Moments[^1].What));
        scene.Server.Answers = _ => null;
        notice = await scene.AfterAsync(TimeSpan.FromDays(7));
        Assert.Empty(scene.Server.Letters);
        // She sends it another way and says so: it goes on from there.
        Assert.True(await scene.Fixture.Store.NoticeSentAsync(scene.Id, NoticeStep.Send, scene.Desk.Settings, (await scene.Fixture.Workspace.Access.StandForAsync("kari", Cancel)).PersonId, Cancel));
        notice = await scene.AfterAsync(TimeSpan.FromHours(24));
        Assert.Equal((LetterState.Sent, NoticeStep.Remind), (notice.Mails[^1].State, notice.Mails[^1].Step));
        await scene.TellsNothingAsync();
    }

    [Fact]
    public async Task A_letter_that_was_refused_is_tried_again_when_a_person_says_so_and_only_then()
    {
        await using var scene = await Scene.OpenAsync();
        var kari = (await scene.Fixture.Workspace.Access.StandForAsync("kari", Cancel)).PersonId;
        Assert.False(await scene.Fixture.Store.TryLetterAgainAsync(scene.Id, NoticeStep.Send, kari, Cancel)); // nothing was refused
        scene.Server.Answers = verb => verb == "RCPT" ? "550 5.2.2 full" : null;
        await scene.AfterAsync();
        Assert.False(await scene.Fixture.Store.TryLetterAgainAsync(scene.Id, NoticeStep.Remind, kari, Cancel)); // another step than the one seen
        Assert.True(await scene.Fixture.Store.TryLetterAgainAsync(scene.Id, NoticeStep.Send, kari, Cancel));
        Assert.False(await scene.Fixture.Store.TryLetterAgainAsync(scene.Id, NoticeStep.Send, kari, Cancel)); // a double click
        var notice = await scene.AfterAsync(); // the mailbox is full still
        Assert.Equal((LetterState.Refused, 2), (Assert.Single(notice.Mails).State, notice.Mails[0].Attempts));
        Assert.Equal([NoticeEvent.LetterRefused, NoticeEvent.LetterAgain, NoticeEvent.LetterRefused], notice.Moments.Select(one => one.What).TakeLast(3));
        scene.Server.Answers = _ => null;
        Assert.True(await scene.Fixture.Store.TryLetterAgainAsync(scene.Id, NoticeStep.Send, kari, Cancel));
        notice = await scene.AfterAsync();
        Assert.Equal((LetterState.Sent, NoticeState.Sent), (notice.Mails[0].State, notice.State));
        Assert.Single(scene.Server.Letters);
        Assert.False(await scene.Fixture.Store.TryLetterAgainAsync(scene.Id, NoticeStep.Send, kari, Cancel)); // it has left
        await scene.TellsNothingAsync();
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_connection_that_drops_within_a_letter_is_tried_again_under_the_same_number(bool isWithin)
    {
        await using var scene = await Scene.OpenAsync();
        if (isWithin) scene.Server.DropsInData = true;
        else scene.Server.Answers = verb => verb is "." ? "" : null; // it took the letter and did not live to say so
        var notice = await scene.AfterAsync();
        Assert.Equal((LetterState.Waiting, "no-connection", (int?)null), (notice.Mails[0].State, notice.Mails[0].Why, notice.Mails[0].Code));
        (scene.Server.DropsInData, scene.Server.Answers) = (false, _ => null);
        notice = await scene.AfterAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(NoticeState.Sent, notice.State);
        Assert.Equal(isWithin ? 1 : 2, scene.Server.Letters.Count);
        Assert.Single(scene.Server.Letters.Select(letter => Header(letter, "Message-ID")).Distinct(StringComparer.Ordinal));
        await scene.TellsNothingAsync();
    }

    [Theory, InlineData("localhost", false), InlineData("another.example", true)]
    public async Task A_server_whose_certificate_is_not_to_be_trusted_or_is_anothers_is_told_nothing(string name, bool isTrusted)
    {
        await using var scene = await Scene.OpenAsync(name: name, isTrusted: isTrusted);
        foreach (var security in (string[])["starttls", "tls"])
        {
            await SettingsAsync(scene.Fixture, $$"""{"smtp":{"host":"localhost","port":{{scene.Server.Port}},"security":"{{security}}","user":"centre","passwordFile":"mail.password"} }""");
            scene.Server.IsTlsAtOnce = security == "tls";
            var notice = await scene.AfterAsync(TimeSpan.FromHours(1));
            Assert.Equal((NoticeState.Confirmed, LetterState.Waiting, "certificate"), (notice.State, notice.Mails[0].State, notice.Mails[0].Why));
        }
        Assert.Empty(scene.Server.Encrypted);
        Assert.DoesNotContain(scene.Server.InClear, line => !line.StartsWith("EHLO", StringComparison.Ordinal) && line != "STARTTLS");
    }

    [Fact]
    public async Task A_server_that_offers_no_encryption_is_told_nothing()
    {
        await using var scene = await Scene.OpenAsync();
        scene.Server.HasTls = false;
        var notice = await scene.AfterAsync();
        Assert.Equal((LetterState.Waiting, "no-tls"), (notice.Mails[0].State, notice.Mails[0].Why));
        Assert.DoesNotContain(scene.Server.InClear, line => !line.StartsWith("EHLO", StringComparison.Ordinal) && line != "QUIT");
    }

    [Fact]
    public async Task A_password_that_the_server_does_not_take_stands_nowhere_and_no_letter_is_lost_by_it()
    {
        await using var scene = await Scene.OpenAsync();
        scene.Server.Answers = verb => verb is "AUTH" ? $"535 5.7.8 not centre with {Password}" : null;
        var notice = await scene.AfterAsync();
        Assert.Equal((LetterState.Waiting, "sign-in"), (notice.Mails[0].State, notice.Mails[0].Why));
        Assert.DoesNotContain(Password, scene.Desk.Settings.ToString(), StringComparison.Ordinal);
        scene.Server.Answers = _ => null;
        Assert.Equal(NoticeState.Sent, (await scene.AfterAsync(TimeSpan.FromMinutes(1))).State);
        await scene.TellsNothingAsync();
    }

    [Fact]
    public async Task A_server_that_says_nothing_or_is_not_there_keeps_nobody_waiting()
    {
        await using var scene = await Scene.OpenAsync(patience: TimeSpan.FromMilliseconds(300));
        scene.Server.IsSilent = true;
        Assert.Equal("slow", (await scene.AfterAsync()).Mails[0].Why);
        await scene.Server.DisposeAsync();
        Assert.Equal("no-connection", (await scene.AfterAsync(TimeSpan.FromMinutes(1))).Mails[0].Why);
    }

    [Theory, MemberData(nameof(MaterialFixture.Databases), MemberType = typeof(MaterialFixture))]
    public async Task A_process_that_dies_between_sending_and_recording_sends_again_under_the_same_number_and_not_while_it_may_live(string database)
    {
        await using var scene = await Scene.OpenAsync(database);
        var notice = (await scene.Fixture.Store.NoticeAsync(scene.Id, Cancel))!;
        var number = notice.MessageId(NoticeStep.Send, "centre.example");
        // What the job does until the server has the letter; then the power fails.
        Assert.Equal((true, null), await scene.Fixture.Store.BeginLetterAsync(scene.Id, NoticeStep.Send, number, Cancel));
        Assert.Equal(LetterState.Sent, (await scene.Send.SendAsync(scene.Desk.Letter(notice, NoticeStep.Send, isByMachine: true)!, "notices@centre.example", "abuse@host.example", scene.Desk.Settings.Smtp!, Password, "centre.example", Cancel)).State);
        await scene.Fixture.ReopenAsync();
        Assert.Equal((false, scene.Fixture.Clock.GetUtcNow() + JobStore.Lease), await scene.Fixture.Store.BeginLetterAsync(scene.Id, NoticeStep.Send, number, Cancel));
        using var jobs = new RunJobs(scene.Fixture.Workspace.Jobs, [new ServiceCollection().AddLogging().AddMaterial(scene.Fixture.Store).AddSingleton(scene.Send).BuildServiceProvider().GetRequiredService<NoticeDesk>().Kind], scene.Fixture.Clock, NullLogger<RunJobs>.Instance);
        async Task<Notice> RunAsync(TimeSpan wait)
        {
            scene.Fixture.Clock.Move(wait);
            while (await jobs.RunOneAsync(Cancel)) { }
            return (await scene.Fixture.Store.NoticeAsync(scene.Id, Cancel))!;
        }
        Assert.Equal(LetterState.Sending, Assert.Single((await RunAsync(default)).Mails).State); // another process may have it in hand
        Assert.Single(scene.Server.Letters);
        notice = await RunAsync(JobStore.Lease);
        Assert.Equal((NoticeState.Sent, LetterState.Sent, 2), (notice.State, notice.Mails[0].State, notice.Mails[0].Attempts));
        Assert.Equal(2, scene.Server.Letters.Count);
        Assert.Equal($"<{number}>", Assert.Single(scene.Server.Letters.Select(letter => Header(letter, "Message-ID")).Distinct(StringComparer.Ordinal)));
        await RunAsync(TimeSpan.FromHours(1));
        Assert.Equal(2, scene.Server.Letters.Count);
    }

    [Fact]
    public async Task A_notice_that_is_withdrawn_while_nobody_knows_whether_its_letter_came_is_taken_back_at_the_host()
    {
        await using var scene = await Scene.OpenAsync();
        scene.Server.Answers = verb => verb is "." ? "" : null;
        await scene.AfterAsync();
        scene.Server.Answers = _ => null;
        Assert.True(await scene.Fixture.Store.WithdrawNoticeAsync(scene.Id, Cancel));
        var notice = await scene.AfterAsync();
        Assert.Equal((NoticeStep.Withdraw, LetterState.Sent), (notice.Mails[^1].Step, notice.Mails[^1].State));
        Assert.DoesNotContain("xarf", scene.Server.Letters[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"outbox":"x","smtp":{"host":"mail.example"}}""", "smtp, outbox: ")]
    [InlineData("""{"smtp":{}}""", "smtp.host: ")]
    [InlineData("""{"smtp":{"host":"mail example"}}""", "smtp.host: ")]
    [InlineData("""{"smtp":{"host":"mail.example","port":70000}}""", "smtp.port: ")]
    [InlineData("""{"smtp":{"host":"mail.example","port":"x"}}""", "$.smtp.port")]
    [InlineData("""{"smtp":{"host":"mail.example","security":"auto"}}""", "smtp.security: ")]
    [InlineData("""{"smtp":{"host":"mail.example","security":"none"}}""", "smtp.security: ")]
    [InlineData("""{"smtp":{"host":"192.0.2.1","security":"none"}}""", "smtp.security: ")]
    [InlineData("""{"smtp":{"host":"mail.example","user":"centre"}}""", "smtp.passwordFile: ")]
    [InlineData("""{"smtp":{"host":"mail.example","passwordFile":"x"}}""", "smtp.user: ")]
    [InlineData("""{"smtp":{"host":"mail.example","user":"centre","password":"correct made-up horse"}}""", "'password'")]
    [InlineData("""{"smtp":{"host":"mail.example","from":"us"}}""", "smtp.from: ")]
    [InlineData("""{"smtp":{"host":"localhost","user":"centre","passwordFile":"away"}}""", "smtp.passwordFile: ")]
    [InlineData("""{"smtp":{"host":"localhost","user":"centre","passwordFile":"open"}}""", "smtp.passwordFile: ")]
    [InlineData("""{"smtp":{"host":"localhost","user":"centre","passwordFile":"empty"}}""", "smtp.passwordFile: ")]
    [InlineData("""{"smtp":{"host":"localhost","user":"centre","passwordFile":"lines"}}""", "smtp.passwordFile: ")]
    public async Task Settings_that_cannot_be_meant_are_refused_with_one_error_that_names_file_and_key(string settings, string key)
    {
        await using var scene = await Scene.OpenAsync();
        foreach (var (name, text, mode) in ((string, string, UnixFileMode)[])[("open", Password, UnixFileMode.UserRead | UnixFileMode.GroupRead), ("empty", "\n", UnixFileMode.UserRead), ("lines", $"{Password}\n{Password}", UnixFileMode.UserRead)])
        {
            if (name == "open" && OperatingSystem.IsWindows()) continue;
            var file = Path.Combine(scene.Fixture.Store.Folder, name);
            await File.WriteAllTextAsync(file, text, Cancel);
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, mode);
        }
        await SettingsAsync(scene.Fixture, settings);
        Assert.Empty((await scene.AfterAsync()).Mails);
        var job = Assert.Single((await scene.Fixture.Workspace.Jobs.ListAsync(null, 0, 50, Cancel)).Jobs, job => job.Payload.Contains(scene.Id, StringComparison.Ordinal));
        Assert.StartsWith("removal.json: ", job.Reason, StringComparison.Ordinal);
        Assert.Contains(key, job.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, job.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, scene.Logged.Text.ToString(), StringComparison.Ordinal);
        Assert.True(job.Reason!.Length < 200 && !job.Reason.Contains('\n', StringComparison.Ordinal), string.Create(CultureInfo.InvariantCulture, $"{job.Reason}"));
    }
}
