using System.Security.Cryptography;
using System.Text;
using Vern.Material.Intake;

namespace Vern.Material.Triage;

/// <summary>By what a report is found to say the same as another: its first reported file, its first place, its first account. As keyed digests, so that the table gives no address and no account away.</summary>
internal static class FoldMarks
{
    /// <summary>The kinds, the surest first.</summary>
    internal static IReadOnlyList<string> Kinds { get; } = ["file", "place", "account"];

    /// <summary>The marks: a kind, <c>file</c>, <c>place</c> or <c>account</c>, and 64 hexadecimal digits.</summary>
    internal static IReadOnlyList<(string Kind, string Mark)> Of(OpenedReport report, byte[] key)
    {
        var marks = new List<(string, string)>();
        void Add(string kind, string? value)
        {
            if (!string.IsNullOrWhiteSpace(value)) marks.Add((kind, Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"vern fold 1\n{kind}\n{value.Trim().ToUpperInvariant()}")))));
        }
        Add("file", report.Files.FirstOrDefault(file => file.Facts.IsReported)?.Digest);
        Add("place", report.Facts.Places.FirstOrDefault(place => place.Kind == "web")?.Address);
        if (report.Facts.Accounts is [{ Service: { } service } account, ..] && (account.ServiceId ?? account.ScreenName) is { } name) Add("account", $"{service}\n{name}");
        return marks;
    }
}
