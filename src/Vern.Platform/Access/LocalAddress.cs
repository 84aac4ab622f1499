using Microsoft.AspNetCore.Http;

namespace Vern.Platform.Access;

/// <summary>Addresses of our own: where a form may lead back to.</summary>
public static class LocalAddress
{
    /// <summary>The address when it is a path of this host in letters that a header can hold, else the front page: nobody is sent elsewhere by a link that looks like ours.</summary>
    public static string Or(string? address) =>
        address is { Length: > 0 and <= 2000 } && address[0] == '/' && !address.StartsWith("//", StringComparison.Ordinal) && !address.Contains('\\', StringComparison.Ordinal) && address.All(letter => letter is > ' ' and < '\u007f') ? address : "/";

    /// <summary>Whether an address is a program's and not a person's.</summary>
    public static bool IsForPrograms(PathString path) => path.StartsWithSegments("/api", StringComparison.Ordinal) || path.StartsWithSegments("/openapi", StringComparison.Ordinal) || TakesPassword(path);

    /// <summary>Whether an address is that of the CyberTipline reporting protocol or of the exchange of hashes beside it, whose programs know no other way to show who they are than HTTP Basic.</summary>
    public static bool TakesPassword(PathString path) => path.StartsWithSegments("/ispws", StringComparison.Ordinal) || path.StartsWithSegments("/hashsharing", StringComparison.Ordinal);
}
