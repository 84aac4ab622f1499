using Microsoft.AspNetCore.Http;

namespace Vern.Platform.Access;

/// <summary>The two cookies of access. Each holds a random token; neither is readable by scripts, sent from other sites, or sent unencrypted to another machine.</summary>
public static class AccessCookies
{
    /// <summary>The session; it goes when the browser closes.</summary>
    public const string Session = "vern-session";
    /// <summary>The known browser.</summary>
    public const string Device = "vern-browser";

    internal static void SetSession(HttpContext http, string token) => http.Response.Cookies.Append(Session, token, Options(http, null));

    internal static void SetDevice(HttpContext http, string token) => http.Response.Cookies.Append(Device, token, Options(http, AccessStore.DeviceLife));

    internal static void ForgetSession(HttpContext http) => http.Response.Cookies.Delete(Session, Options(http, null));

    private static CookieOptions Options(HttpContext http, TimeSpan? life) => new() { HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = http.Request.IsHttps, MaxAge = life, IsEssential = true, Path = "/" };
}
