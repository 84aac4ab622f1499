using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Vern.Persons.Collection;
using Vern.Tests.Access;
using Vern.Tests.Pages;

namespace Vern.Tests;

/// <summary>A body's whole way over the network: <c>vern submit</c> to a unit's address, and a package that was sent by other means through the unit's own page.</summary>
public sealed class SubmitToAddressTests : IAsyncLifetime
{
    private const string Form = "given-names,family-names,birth-date,duf,sex,nationality,form-1,identified-year,offer\nAda,Obi,1990-04-03,201412345678,W,NG,SEX,2014,ACC\n";
    private SmallRound _round = null!;

    public async ValueTask InitializeAsync() => _round = await SmallRound.ServeAsync();

    public ValueTask DisposeAsync() => _round.DisposeAsync();

    private Task<Ran> SubmitAsync(TemporaryFolder folder, string sender, string? token, string form = Form, string key = "made-up key of a test, protects nobody") =>
        VernProcess.RunAsync(["submit", folder.File("f.csv", form), "--key-file", folder.File("key", key), "--sender", sender, "--year", "2014", "--to", _round.Address.ToString(), .. token is null ? [] : new[] { "--token-file", folder.File("token", token) }]);

    [Fact]
    public async Task A_bodys_form_reaches_the_unit_over_the_network_and_a_correction_says_what_changed()
    {
        using var folder = new TemporaryFolder();
        var body = (await _round.Store.RoundAsync(2014))!.Answers.First(answer => answer.Answer == AnswerKind.NotAnswered).Body;
        var token = await _round.Access.MakeTokenAsync(body.Value, "sender", DateTimeOffset.MaxValue);

        var sent = await SubmitAsync(folder, body.Value, token);
        Assert.True(sent.Code == 0, sent.Error);
        Assert.Contains("taken in as version 1", sent.Out, StringComparison.Ordinal);
        var taken = Assert.Single(await _round.Store.SubmissionsAsync(2014), submission => submission.Sender == body);
        Assert.Equal("NG", Assert.Single(taken.Persons).Nationality);
        Assert.NotNull(taken.Persons[0].Encoding);
        Assert.DoesNotContain("Obi", sent.Out + sent.Error, StringComparison.Ordinal);

        var corrected = await SubmitAsync(folder, body.Value, token, Form.Replace("SEX", "LAB", StringComparison.Ordinal));
        Assert.True(corrected.Code == 0, corrected.Error);
        Assert.Contains("taken in as version 2", corrected.Out, StringComparison.Ordinal);
        Assert.Contains("since version 1", corrected.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_key_no_token_or_another_bodys_token_is_refused_in_one_line_and_nothing_is_kept()
    {
        using var folder = new TemporaryFolder();
        var bodies = (await _round.Store.RoundAsync(2014))!.Answers.Where(answer => answer.Answer == AnswerKind.NotAnswered).Select(answer => answer.Body).ToList();
        var other = (await _round.Store.BodiesAsync()).First(body => body.Id != bodies[0]).Id;
        var token = await _round.Access.MakeTokenAsync(bodies[0].Value, "sender", DateTimeOffset.MaxValue);
        foreach (var (ran, words) in new[]
        {
            (await SubmitAsync(folder, bodies[0].Value, token, key: "another key of a test, protects nobody"), "another key"),
            (await SubmitAsync(folder, other.Value, token), "of another body"),
            (await SubmitAsync(folder, bodies[0].Value, null), "401"),
        })
        {
            Assert.Equal(2, ran.Code);
            Assert.Contains(words, ran.Error.TrimEnd('\n').Split('\n')[^1], StringComparison.Ordinal);
        }
        Assert.DoesNotContain(await _round.Store.SubmissionsAsync(2014), submission => submission.Sender == bodies[0]);
    }

    [Theory]
    [InlineData("nb", "Pakken har formatet 'other'")]
    [InlineData("da", "denne udgave af Vern tager vern-submission-1")]
    [InlineData("sv", "Paketet har formatet 'other'")]
    [InlineData("en", "The package is of the format 'other'")]
    public async Task The_page_refuses_a_package_in_the_readers_language(string language, string words)
    {
        using var visitor = new Visitor(_round);
        using var form = new MultipartFormDataContent { { new StringContent(await visitor.TokenAsync("/rounds/2014")), "token" } };
        using var file = new ByteArrayContent(Encoding.UTF8.GetBytes("{\"format\":\"other\",\"year\":2014,\"sender\":\"rosa\",\"persons\":[]}"));
        file.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        form.Add(file, "file", "package.json");
        using var answer = await visitor.Client.PostAsync(new Uri($"/rounds/2014/submissions?lang={language}", UriKind.Relative), form);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(words, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()), StringComparison.Ordinal);
    }
}
