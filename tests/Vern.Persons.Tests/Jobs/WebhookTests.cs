using System.Net;
using System.Text;
using Vern.Persons.Tests.Collection;
using Vern.Platform.Jobs;

namespace Vern.Persons.Tests.Jobs;

/// <summary>Signatures on the receiving side, and the addresses that are told.</summary>
public sealed class WebhookTests
{
    private static readonly DateTimeOffset Sent = DateTimeOffset.FromUnixTimeSeconds(1_674_087_231);

    // The example of the Standard Webhooks specification and its libraries' tests (MIT): secret, id, time, body and signature.
    [Fact]
    public void A_signature_is_the_one_of_the_specifications_example() =>
        Assert.Equal("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", WebhookSignature.Of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, "{\"test\": 2432232314}"u8));

    [Fact]
    public void What_is_forged_stale_or_repeated_is_refused()
    {
        var secret = WebhookSignature.NewSecret();
        var body = "{\"type\":\"round.opened\"}"u8.ToArray();
        var (time, signature) = ($"{Sent.ToUnixTimeSeconds()}", WebhookSignature.Of(secret, "msg_1", Sent.ToUnixTimeSeconds(), body));
        var taken = new HashSet<string>(StringComparer.Ordinal);
        SignatureVerdict Verify(string? id = "msg_1", string? at = null, string? signed = null, byte[]? content = null, double minutes = 0) =>
            WebhookSignature.Verify(secret, id, at ?? time, signed ?? signature, content ?? body, Sent.AddMinutes(minutes), taken.Add);

        Assert.Equal(SignatureVerdict.Forged, Verify(id: "msg_2"));
        Assert.Equal(SignatureVerdict.Forged, Verify(id: null));
        Assert.Equal(SignatureVerdict.Forged, Verify(at: $"{Sent.ToUnixTimeSeconds() + 1}"));
        Assert.Equal(SignatureVerdict.Forged, Verify(at: "now"));
        Assert.Equal(SignatureVerdict.Forged, Verify(content: [.. body, (byte)' ']));
        foreach (var wrong in new[] { "", "v1,", "v1,AAAA", "v2" + signature[2..], WebhookSignature.Of(WebhookSignature.NewSecret(), "msg_1", Sent.ToUnixTimeSeconds(), body) }) Assert.Equal(SignatureVerdict.Forged, Verify(signed: wrong));
        for (var bit = 0; bit < body.Length * 8; bit++)
        {
            var altered = body.ToArray();
            altered[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Equal(SignatureVerdict.Forged, Verify(content: altered));
        }
        Assert.Equal(SignatureVerdict.Stale, Verify(minutes: 6));
        Assert.Equal(SignatureVerdict.Stale, Verify(minutes: -6));
        Assert.Empty(taken); // nothing refused uses an id up
        Assert.Equal(SignatureVerdict.Good, Verify(signed: "v1,AAAA " + signature, minutes: 4));
        Assert.Equal(SignatureVerdict.Repeated, Verify());
    }

    [Theory]
    [InlineData("https://system.example/vern", null)]
    [InlineData("http://127.0.0.1:9/x", null)]
    [InlineData("http://system.example/vern", "webhooks.wrong.https")]
    [InlineData("ftp://system.example/", "webhooks.wrong.https")]
    [InlineData("file:///etc/passwd", "webhooks.wrong.https")]
    [InlineData("https://name:word@system.example/", "webhooks.wrong.address")]
    [InlineData("system.example", "webhooks.wrong.address")]
    [InlineData("", "webhooks.wrong.address")]
    public void An_address_is_https_or_this_machine(string address, string? refusal) => Assert.Equal(refusal, WebhookAddress.Refusal(address));

    [Theory]
    [InlineData("system.example", "93.184.216.34", true, true)]
    [InlineData("system.example", "10.1.2.3", false, true)]
    [InlineData("system.example", "172.31.0.1", false, true)]
    [InlineData("system.example", "192.168.1.1", false, true)]
    [InlineData("system.example", "::ffff:192.168.1.1", false, true)]
    [InlineData("system.example", "fd00::1", false, true)]
    [InlineData("system.example", "169.254.169.254", false, false)]
    [InlineData("system.example", "127.0.0.1", false, false)]
    [InlineData("system.example", "::1", false, false)]
    [InlineData("system.example", "0.0.0.0", false, false)]
    [InlineData("system.example", "fe80::1", false, false)]
    [InlineData("system.example", "64:ff9b::a00:1", false, false)]
    [InlineData("system.example", "2002:a00:1::", false, false)]
    [InlineData("system.example", "2a00:1450:4001::1", true, true)]
    [InlineData("localhost", "127.0.0.1", true, true)]
    [InlineData("[::1]", "::1", true, true)]
    public void A_connection_goes_into_no_private_network_unless_that_is_allowed(string host, string to, bool allowed, bool whenPrivateIs)
    {
        Assert.Equal(allowed, new WebhookAddress().Allows(host, IPAddress.Parse(to)));
        Assert.Equal(whenPrivateIs, new WebhookAddress(AllowPrivate: true).Allows(host, IPAddress.Parse(to)));
    }

    public static TheoryData<string> Databases => StoreFixture.Databases;

    [Theory, MemberData(nameof(Databases))]
    public async Task A_message_is_signed_sent_until_it_is_taken_and_only_once_after(string database)
    {
        await using var fixture = await StoreFixture.OpenAsync(database);
        var jobs = fixture.Store.Jobs;
        using var other = new Receiver(HttpStatusCode.InternalServerError, HttpStatusCode.Found, HttpStatusCode.NoContent);
        var (_, secret) = await jobs.AddWebhookAsync("https://system.example/vern", ["round.opened"], "A. Example");
        var (gone, _) = await jobs.AddWebhookAsync("https://gone.example/", ["round.closed"], "A. Example");
        Assert.DoesNotContain(secret, database == "sqlite" ? fixture.Bytes() : "", StringComparison.Ordinal);
        var send = new SendWebhooks(jobs, other, fixture.Clock);
        using var worker = new RunJobs(jobs, send.Kinds, fixture.Clock, Microsoft.Extensions.Logging.Abstractions.NullLogger<RunJobs>.Instance);
        await fixture.Store.OpenRoundAsync(2014, new(2015, 1, 10), new(2015, 2, 20), [(await fixture.Store.BodiesAsync())[0].Id]);
        for (var attempt = 0; attempt < 6; attempt++)
        {
            while (await worker.RunOneAsync(TestContext.Current.CancellationToken)) { }
            fixture.Clock.Move(TimeSpan.FromHours(1));
        }
        Assert.Equal(3, other.Seen.Count);
        Assert.Single(other.Seen.Select(seen => seen.Id).Distinct());
        foreach (var seen in other.Seen) Assert.Equal(SignatureVerdict.Good, WebhookSignature.Verify(secret, seen.Id, seen.Time, seen.Signature, seen.Body, DateTimeOffset.FromUnixTimeSeconds(long.Parse(seen.Time, null)), _ => true));
        Assert.Equal("{\"type\":\"round.opened\",\"timestamp\":\"2015-02-01T12:00:00+00:00\",\"data\":{\"year\":2014}}", Encoding.UTF8.GetString(other.Seen[0].Body));
        Assert.All((await jobs.ListAsync(null, 0, 10)).Jobs, job => Assert.Equal(JobState.Done, job.State));
        Assert.True(await jobs.EndWebhookAsync(gone));
        Assert.Single(await jobs.WebhooksAsync());
    }

    private sealed record Message(string Id, string Time, string Signature, byte[] Body);

    // The system that is told: answers in turn.
    private sealed class Receiver(params HttpStatusCode[] answers) : HttpMessageHandler, IHttpClientFactory
    {
        public List<Message> Seen { get; } = [];

        public HttpClient CreateClient(string name) => new(this, disposeHandler: false);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            string Header(string name) => request.Headers.GetValues(name).Single();
            Seen.Add(new(Header(WebhookSignature.IdHeader), Header(WebhookSignature.TimeHeader), Header(WebhookSignature.SignatureHeader), await request.Content!.ReadAsByteArrayAsync(cancellationToken)));
            return new(answers[Seen.Count - 1]);
        }
    }
}
