using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Vern.Platform.Interface.Api;

/// <summary>Lists page by page: <c>?page=</c> from 1 and <c>?size=</c>; the header <c>Link</c> (RFC 8288) leads to the other pages and <c>X-Total-Count</c> says how many there are.</summary>
public static class ListPage
{
    /// <summary>The most on a page, and how many when nothing is said.</summary>
    public const int Largest = 200;

    /// <summary>One page of a list.</summary>
    /// <param name="http">The request; its answer gets the headers.</param>
    /// <param name="all">The whole list, in an order that does not change by itself.</param>
    /// <param name="page">Which page, from 1.</param>
    /// <param name="size">How many on a page, 1 to 200.</param>
    public static IResult Of<T>(HttpContext http, IReadOnlyList<T> all, int? page, int? size)
    {
        ArgumentNullException.ThrowIfNull(all);
        return Refusal(page, size) ?? Answer(http, [.. all.Skip(Skip(page, size)).Take(size ?? Largest)], all.Count, page ?? 1, size ?? Largest);
    }

    /// <summary>The problem with the numbers asked for, or null.</summary>
    public static IResult? Refusal(int? page, int? size) =>
        page is < 1 or > 1_000_000 ? ApiProblem.Of(StatusCodes.Status400BadRequest, "page: expected a whole number from 1.")
        : size is < 1 or > Largest ? ApiProblem.Of(StatusCodes.Status400BadRequest, $"size: expected a whole number from 1 to {Largest}.") : null;

    /// <summary>How many come before the page.</summary>
    public static int Skip(int? page, int? size) => ((page ?? 1) - 1) * (size ?? Largest);

    /// <summary>The answer with a page that was read by itself.</summary>
    public static IResult Answer<T>(HttpContext http, T[] items, int count, int page, int size)
    {
        ArgumentNullException.ThrowIfNull(http);
        var last = Math.Max(1, (count + size - 1) / size);
        string To(int to, string rel)
        {
            var others = http.Request.Query.Where(pair => pair.Key is not ("page" or "size")).SelectMany(pair => pair.Value, (pair, value) => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(value ?? "")}");
            return string.Create(CultureInfo.InvariantCulture, $"<{http.Request.Path}?{string.Join('&', others.Append($"page={to}").Append($"size={size}"))}>; rel=\"{rel}\"");
        }
        List<string> links = [To(1, "first"), To(last, "last")];
        if (page > 1) links.Add(To(Math.Min(page - 1, last), "prev"));
        if (page < last) links.Add(To(page + 1, "next"));
        http.Response.Headers.Link = string.Join(", ", links);
        http.Response.Headers["X-Total-Count"] = count.ToString(CultureInfo.InvariantCulture);
        return TypedResults.Ok(items);
    }
}
