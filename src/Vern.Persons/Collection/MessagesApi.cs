using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Vern.Persons.Pages;
using Vern.Persons.Referral;
using Vern.Platform.Access;
using Vern.Platform.Interface.Api;
using Vern.Platform.Sealing;

namespace Vern.Persons.Collection;

/// <summary>Sealed messages between agencies: a body hands one over, and fetches those that are addressed to its key. The unit can't read them.</summary>
public static class MessagesApi
{
    /// <summary>Maps <c>/api/messages</c>.</summary>
    public static IEndpointRouteBuilder MapMessages(this IEndpointRouteBuilder routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        routes.MapPost("/api/messages", SendAsync).AsOperation("SendMessage", "Hands over a sealed message to another body, which the unit can't read", NationalGrants.SendSubmissions, StatusCodes.Status404NotFound, StatusCodes.Status410Gone)
            .Takes<System.Text.Json.JsonElement>(NationalStore.LargestMessage, Envelope.MediaType).Produces(StatusCodes.Status204NoContent);
        routes.MapGet("/api/messages", ListAsync).AsOperation("ListMessages", "The sealed messages that wait for the asking body, in their order, a hundred at most", NationalGrants.SendSubmissions).Produces<WaitingMessage[]>();
        routes.MapGet("/api/messages/{id}", FetchAsync).AsOperation("FetchMessage", "A sealed message for the asking body", NationalGrants.SendSubmissions, StatusCodes.Status404NotFound).Produces<System.Text.Json.JsonElement>(StatusCodes.Status200OK, Envelope.MediaType);
        routes.MapDelete("/api/messages/{id}", LetGoAsync).AsOperation("LetMessageGo", "The asking body has taken the message in: the unit lets it go", NationalGrants.SendSubmissions, StatusCodes.Status404NotFound).Produces(StatusCodes.Status204NoContent);
        return routes;
    }

    private static async Task<IResult> SendAsync(HttpContext http, NationalStore store, CurrentPerson current, CancellationToken cancel)
    {
        if (http.Request.ContentLength > NationalStore.LargestMessage) return ApiProblem.Of(StatusCodes.Status413PayloadTooLarge, $"A message has at most {NationalStore.LargestMessage >> 20} MB.");
        if (current.SignedIn is not { } sender) return ApiProblem.Of(StatusCodes.Status403Forbidden, "A message is sent with a body's token.");
        try
        {
            using var bytes = new MemoryStream();
            await http.Request.Body.CopyToAsync(bytes, cancel);
            return await store.CarryAsync(Envelope.Parse(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)), new(sender.Account), cancel) switch
            {
                Carried.Waits => TypedResults.NoContent(),
                Carried.NotYours => ApiProblem.Of(StatusCodes.Status403Forbidden, "The message is sealed with a key that is not registered for the body whose token this is."),
                Carried.UnknownKey => ApiProblem.Of(StatusCodes.Status404NotFound, "The message is for a key that no body has registered."),
                Carried.RevokedKey => ApiProblem.Of(StatusCodes.Status410Gone, "The message is for a key that was taken back; ask its body for the current one."),
                _ => ApiProblem.Of(StatusCodes.Status400BadRequest, "The envelope is for something else, too long or too old."),
            };
        }
        catch (EnvelopeRefusedException refused)
        {
            return ApiProblem.Of(StatusCodes.Status400BadRequest, refused.Message);
        }
        catch (BadHttpRequestException bad)
        {
            return ApiProblem.Of(bad.StatusCode, "The message could not be read from the request.");
        }
    }

    private static async Task<IResult> ListAsync(NationalStore store, CurrentPerson current, CancellationToken cancel) =>
        TypedResults.Ok(current.SignedIn is { } body ? (await store.WaitingAsync(new(body.Account), cancel)).Select(id => new WaitingMessage(id)).ToArray() : []);

    private static async Task<IResult> FetchAsync(string id, NationalStore store, CurrentPerson current, CancellationToken cancel) =>
        current.SignedIn is { } body && await store.CarriedAsync(new(body.Account), id, cancel) is { } envelope ? TypedResults.File(envelope, Envelope.MediaType) : Missing();

    private static async Task<IResult> LetGoAsync(string id, NationalStore store, CurrentPerson current, CancellationToken cancel) =>
        current.SignedIn is { } body && await store.LetGoAsync(new(body.Account), id, cancel) ? TypedResults.NoContent() : Missing();

    private static IResult Missing() => ApiProblem.Of(StatusCodes.Status404NotFound, "No such message waits for the body whose token this is.");
}
