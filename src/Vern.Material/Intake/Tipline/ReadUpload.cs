using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Vern.Material.Intake.Tipline;

/// <summary>What came in the fields of a request of the protocol.</summary>
/// <param name="Id">The field <c>id</c>; null where there is none that is a number.</param>
/// <param name="Counted">The fingerprints of the field <c>file</c>; null where there is none.</param>
/// <param name="Name">What the file is called.</param>
public sealed record TiplineFields(long? Id, FileFingerprints? Counted, string? Name);

/// <summary>
/// Reads the fields of a request part by part as they come in, since the framework's own reader of forms would put a long part into a file. A file's bytes are counted and are gone; of other fields 64 KB at most are taken.
/// </summary>
/// <param name="fingerprints">Counts files.</param>
public sealed class ReadUpload(CountFile fingerprints)
{
    private const int LongestField = 64 * 1024, MostParts = 32;

    /// <summary>Reads them; <c>multipart/form-data</c> or <c>application/x-www-form-urlencoded</c>.</summary>
    /// <exception cref="TiplineException">The body is not as its type says, or too long.</exception>
    public async Task<TiplineFields> RunAsync(string? contentType, Stream body, long? length, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(body);
        if (!MediaTypeHeaderValue.TryParse(contentType, out var type)) throw Wrong("The content type is expected to be multipart/form-data or application/x-www-form-urlencoded.");
        try
        {
            if (type.MediaType.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase)) return await UrlEncodedAsync(body, cancel);
            if (!type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)) throw Wrong("The content type is expected to be multipart/form-data or application/x-www-form-urlencoded.");
            var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).ToString();
            if (boundary.Length is 0 or > 70) throw Wrong("The boundary of the multipart body is expected to have 1 to 70 signs (RFC 2046).");
            return await MultipartAsync(new(boundary, body) { HeadersCountLimit = 16, HeadersLengthLimit = 8 * 1024 }, length, cancel);
        }
        catch (Exception broken) when (broken is InvalidDataException or (IOException and not BadHttpRequestException))
        {
            throw Wrong("The body is not the multipart body that its type says, or ends early.");
        }
    }

    private async Task<TiplineFields> MultipartAsync(MultipartReader parts, long? length, CancellationToken cancel)
    {
        long? id = null;
        FileFingerprints? counted = null;
        string? name = null;
        for (var number = 0; await parts.ReadNextSectionAsync(cancel) is { } part; number++)
        {
            if (number == MostParts) throw Wrong($"The body holds more than {MostParts} parts.");
            if (!ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var field)) continue;
            switch (HeaderUtilities.RemoveQuotes(field.Name).ToString())
            {
                case "id": id = Number(await TextAsync(part.Body, cancel)); break;
                case "file" when counted is null:
                    name = NameOf(field);
                    counted = await fingerprints.RunAsync(part.Body, length, cancel);
                    break;
                case "file": throw Wrong("One file is sent at a time.");
                default: await TextAsync(part.Body, cancel); break;
            }
        }
        return new(id, counted, name);
    }

    private static async Task<TiplineFields> UrlEncodedAsync(Stream body, CancellationToken cancel) =>
        new(QueryHelpers.ParseQuery(await TextAsync(body, cancel)) is var fields && fields.TryGetValue("id", out var id) ? Number(id.ToString()) : null, null, null);

    private static async Task<string> TextAsync(Stream body, CancellationToken cancel)
    {
        var buffer = new byte[LongestField + 1];
        var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancel);
        return length <= LongestField ? Encoding.UTF8.GetString(buffer, 0, length) : throw Wrong($"A field is longer than {LongestField / 1024} KB.");
    }

    private static long? Number(string text) => long.TryParse(text.Trim(), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var id) ? id : null;

    // The last part of what may be a path on the sender's machine.
    private static string? NameOf(ContentDispositionHeaderValue field)
    {
        var given = HeaderUtilities.RemoveQuotes(field.FileNameStar.HasValue ? field.FileNameStar : field.FileName).ToString();
        var name = given[(given.LastIndexOfAny(['/', '\\']) + 1)..].Trim();
        return name.Length == 0 ? null : name.Length > 255 ? name[..255] : name;
    }

    private static TiplineException Wrong(string words) => new(TiplineAnswer.InvalidRequest, words);
}
