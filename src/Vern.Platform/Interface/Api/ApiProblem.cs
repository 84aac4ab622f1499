using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Vern.Platform.Interface.Api;

/// <summary>Problems as RFC 9457 has them: <c>application/problem+json</c> with a status, a title and one sentence that says what to do.</summary>
public static class ApiProblem
{
    /// <summary>A problem.</summary>
    /// <param name="status">The status.</param>
    /// <param name="detail">What is wrong, in English; nothing of what the client may have sent about a person.</param>
    /// <param name="title">What was not done; the status' own words when null.</param>
    public static ProblemHttpResult Of(int status, string detail, string? title = null) => TypedResults.Problem(detail, statusCode: status, title: title);
}
