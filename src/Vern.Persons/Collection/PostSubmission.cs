using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Vern.Platform.Interface.Api;
using Vern.Platform.Sealing;

namespace Vern.Persons.Collection;

/// <summary>What became of a submission that was posted to the unit.</summary>
/// <param name="Receipt">The receipt; null when it was not taken in.</param>
/// <param name="Status">The answer's status.</param>
/// <param name="Reason">Why not, as the unit says it; null with a receipt.</param>
public sealed record PostedSubmission(SubmissionReceipt? Receipt, HttpStatusCode Status, string? Reason)
{
    /// <summary>Whether sending the same once more can't help.</summary>
    public bool IsFinal => Receipt is null && Reason != KeepsAnswers.WorkedOn && Status is HttpStatusCode.BadRequest or HttpStatusCode.Conflict or HttpStatusCode.Forbidden or HttpStatusCode.NotFound or HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.UnsupportedMediaType;
}

/// <summary>Posts a submission to the national unit's address, sealed or (from this machine only) as it is.</summary>
public static class PostSubmission
{
    /// <summary>Sends it.</summary>
    /// <param name="client">The connection, with the body's token.</param>
    /// <param name="address">The unit's address.</param>
    /// <param name="year">The round.</param>
    /// <param name="content">The package or its envelope.</param>
    /// <param name="isSealed">Whether it is an envelope.</param>
    /// <param name="once">By which the unit knows the same request again, whose answer was lost; null: it is sent once.</param>
    /// <param name="cancel">Stops.</param>
    /// <exception cref="HttpRequestException">The unit was not reached.</exception>
    public static async Task<PostedSubmission> RunAsync(HttpClient client, Uri address, int year, byte[] content, bool isSealed, string? once = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(new Uri(address.AbsoluteUri.TrimEnd('/') + "/"), $"api/rounds/{year}/submissions")) { Content = new ByteArrayContent(content) { Headers = { ContentType = new MediaTypeHeaderValue(isSealed ? Envelope.MediaType : "application/json") } } };
        if (once is not null) request.Headers.Add(KeepsAnswers.Header, once);
        using var response = await client.SendAsync(request, cancel);
        return response.IsSuccessStatusCode ? new((await response.Content.ReadFromJsonAsync<SubmissionReceipt>(SubmissionPackage.Json, cancel))!, response.StatusCode, null) : new(null, response.StatusCode, await DetailAsync(response, cancel));
    }

    private static async Task<string> DetailAsync(HttpResponseMessage response, CancellationToken cancel)
    {
        try
        {
            using var problem = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(cancel), cancellationToken: cancel);
            if (problem.RootElement.ValueKind is JsonValueKind.Object && problem.RootElement.TryGetProperty("detail", out var detail)) return detail.GetString() ?? $"{(int)response.StatusCode}";
        }
        catch (JsonException)
        {
            // Not Vern's own answer; the status tells what there is to tell.
        }
        return $"the address answered {(int)response.StatusCode}; the submission was not taken in";
    }
}
