using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;

namespace Vern.Material.Intake.Tipline;

/// <summary>The protocol's answers: codes and XML.</summary>
public static class TiplineAnswer
{
    /// <summary>Done.</summary>
    public const int Success = 0;
    /// <summary>It could not be done here.</summary>
    public const int ServerError = 1000;
    /// <summary>The file could not be taken.</summary>
    public const int UploadError = 1111;
    /// <summary>There is nothing at this address.</summary>
    public const int NoSuchResource = 1210;
    /// <summary>Who asks is not known.</summary>
    public const int NotAuthenticated = 2000;
    /// <summary>Who asks may not.</summary>
    public const int NotAuthorised = 3000;
    /// <summary>Who asks may not report.</summary>
    public const int MayNotReport = 3100;
    /// <summary>A value is missing or of another form.</summary>
    public const int InvalidRequest = 4000;
    /// <summary>Not valid by the schema.</summary>
    public const int Invalid = 4100;
    /// <summary>No well-formed XML.</summary>
    public const int Malformed = 4110;
    /// <summary>There is no such report, or it is somebody else's.</summary>
    public const int NoSuchReport = 5001;
    /// <summary>There is no such file.</summary>
    public const int NoSuchFile = 5002;
    /// <summary>It was taken back already.</summary>
    public const int AlreadyRetracted = 5101;
    /// <summary>It was finished already.</summary>
    public const int AlreadyFinished = 5102;

    /// <summary>A response.</summary>
    /// <param name="code">Its code.</param>
    /// <param name="words">What it says: never a number alone, which a client could take for one.</param>
    /// <param name="report">The report's number.</param>
    /// <param name="file">The file's number.</param>
    /// <param name="md5">MD5 of what was received of the file.</param>
    /// <param name="status">200: whoever speaks the protocol looks at the code; another for what stands before it (401, 403, 429, 500, 503).</param>
    public static IResult Of(int code, string words, long? report = null, string? file = null, string? md5 = null, int status = StatusCodes.Status200OK) => new Answer(new("reportResponse",
        new XElement("responseCode", code), new XElement("responseDescription", Clean(words)),
        report is { } id ? new XElement("reportId", id) : null, file is null ? null : new XElement("fileId", file), md5 is null ? null : new XElement("hash", md5)), status);

    /// <summary>The response to the end of a report.</summary>
    public static IResult Finished(long report, IEnumerable<string> files) =>
        new Answer(new("reportDoneResponse", new XElement("responseCode", Success), new XElement("reportId", report), new XElement("files", files.Select(file => new XElement("fileId", file)))), StatusCodes.Status200OK);

    /// <summary>What is answered where a request did not come as far as the protocol: by its status.</summary>
    public static IResult OfStatus(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => Of(NotAuthenticated, "The user name or the password is not known.", status: status),
        StatusCodes.Status403Forbidden => Of(NotAuthorised, "What was shown is known, and does not allow this.", status: status),
        StatusCodes.Status404NotFound or StatusCodes.Status405MethodNotAllowed => Of(NoSuchResource, "There is nothing at this address by this method.", status: status),
        StatusCodes.Status413PayloadTooLarge => Of(UploadError, "What was sent is longer than is taken.", status: status),
        StatusCodes.Status400BadRequest => Of(InvalidRequest, "The request could not be read.", status: status),
        StatusCodes.Status503ServiceUnavailable => Of(ServerError, "Nothing of it was kept; come again in some seconds.", status: status),
        _ => Of(ServerError, "It could not be done, and nothing of it was kept.", status: status),
    };

    // XML holds no control characters, whatever a message repeats; and no message is longer than anybody reads.
    private static string Clean(string words) => string.Concat(words.Take(2000).Select(letter => char.IsControl(letter) || char.IsSurrogate(letter) || letter is '\ufffe' or '\uffff' ? ' ' : letter));

    private sealed class Answer(XElement root, int status) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var bytes = Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n" + root.ToString(SaveOptions.DisableFormatting));
            httpContext.Response.StatusCode = status;
            httpContext.Response.ContentType = "text/xml; charset=utf-8";
            httpContext.Response.ContentLength = bytes.Length;
            if (status is StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable && httpContext.Response.Headers.RetryAfter.Count == 0) httpContext.Response.Headers.RetryAfter = 1.ToString(CultureInfo.InvariantCulture);
            await httpContext.Response.Body.WriteAsync(bytes, httpContext.RequestAborted);
        }
    }
}
