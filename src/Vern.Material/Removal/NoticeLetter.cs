using System.Globalization;
using System.Text;
using Vern.Platform.Localisation;

namespace Vern.Material.Removal;

/// <summary>A letter to a host or an authority as a message of electronic mail (RFC 5322 and 2045) with the report attached as XARF. It leaves by the operator's mail server or lies in a folder, or a person takes it from the page.</summary>
public static class NoticeLetter
{
    /// <summary>The letter's text.</summary>
    /// <param name="notice">The notice; its address is there.</param>
    /// <param name="step">What it is for.</param>
    /// <param name="organisation">Who writes.</param>
    /// <param name="settings">Where to answer.</param>
    /// <param name="language">In which language.</param>
    public static string Text(Notice notice, NoticeStep step, string organisation, RemovalSettings settings, Language language)
    {
        ArgumentNullException.ThrowIfNull(notice);
        ArgumentNullException.ThrowIfNull(settings);
        string T(string key, params object?[] places) => Texts.Source.Format(language, key, places);
        var lines = new List<string> { T("letter.greeting"), "", T($"letter.{step}", organisation), "", Defanged(notice), "" };
        if (step is not NoticeStep.Withdraw)
        {
            if (notice.Digests.Count > 0) lines.AddRange([.. notice.Digests.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Key}: {one.Value}"), ""]);
            lines.AddRange([T("letter.basis", T($"basis.{notice.Basis}")), T("letter.class", T($"class.{notice.Class}")), "", T("letter.keep"), "", T("letter.not-open"), "", T("letter.wrong")]);
        }
        lines.AddRange(["", T("letter.answer", settings.Contact, $"{notice.Id}-{notice.Round}"), "", organisation]);
        return string.Join("\r\n", lines) + "\r\n";
    }

    /// <summary>The whole message.</summary>
    /// <param name="notice">The notice.</param>
    /// <param name="step">What it is for.</param>
    /// <param name="to">To whom.</param>
    /// <param name="organisation">Who writes.</param>
    /// <param name="settings">Where to answer.</param>
    /// <param name="language">In which language.</param>
    /// <param name="xarf">The report to attach; null: none.</param>
    /// <param name="at">When.</param>
    /// <param name="isByMachine">Whether a job sends it, and not a person from the centre's own mail.</param>
    public static byte[] Message(Notice notice, NoticeStep step, string to, string organisation, RemovalSettings settings, Language language, string? xarf, DateTimeOffset at, bool isByMachine = false)
    {
        ArgumentNullException.ThrowIfNull(notice);
        ArgumentNullException.ThrowIfNull(settings);
        if (!AbuseTable.IsMail(to)) throw new ArgumentException("An address of electronic mail was expected.", nameof(to));
        var boundary = $"vern-{notice.Id}";
        var from = isByMachine ? settings.Smtp?.From ?? settings.Contact : settings.Contact;
        var head = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"From: {from}\r\n{(from == settings.Contact ? "" : $"Reply-To: {settings.Contact}\r\n")}To: {to}\r\nSubject: {Encoded(Texts.Source.Format(language, $"subject.{step}", $"{notice.Id[..8]}-{notice.Round}"))}\r\n")
            .Append(CultureInfo.InvariantCulture, $"Date: {at.UtcDateTime:ddd, dd MMM yyyy HH':'mm':'ss} +0000\r\nMessage-ID: <{notice.MessageId(step, settings.Domain)}>\r\n")
            .Append(CultureInfo.InvariantCulture, $"Content-Language: {language.Code}\r\nAuto-Submitted: {(isByMachine ? "auto-generated" : "no")}\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"{boundary}\"\r\n\r\n")
            .Append(CultureInfo.InvariantCulture, $"--{boundary}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n{Base64(Text(notice, step, organisation, settings, language))}\r\n");
        if (xarf is not null) head.Append(CultureInfo.InvariantCulture, $"--{boundary}\r\nContent-Type: application/json; charset=utf-8\r\nContent-Disposition: attachment; filename=\"xarf.json\"\r\nContent-Transfer-Encoding: base64\r\n\r\n{Base64(xarf)}\r\n");
        return Encoding.ASCII.GetBytes(head.Append(CultureInfo.InvariantCulture, $"--{boundary}--\r\n").ToString());
    }

    // Whoever reads the letter does not open the address by a slip; in the attached report it stands as it is.
    private static string Defanged(Notice notice) => (notice.Address ?? throw new ArgumentException("Its address is erased.", nameof(notice))).AbsoluteUri is var text && text.StartsWith("http", StringComparison.Ordinal) ? "hxxp" + text[4..].Replace(notice.Host, notice.Host.Replace(".", "[.]", StringComparison.Ordinal), StringComparison.Ordinal) : text;

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text), Base64FormattingOptions.InsertLineBreaks);

    // RFC 2047; a word holds 75 letters at most, so a subject is cut into words of 45 octets.
    private static string Encoded(string text)
    {
        if (text.All(letter => letter is >= ' ' and <= '~')) return text;
        var (words, word) = (new List<string>(), new List<byte>());
        foreach (var rune in text.EnumerateRunes())
        {
            var octets = Encoding.UTF8.GetBytes(rune.ToString());
            if (word.Count + octets.Length > 45) { words.Add(Word(word)); word.Clear(); }
            word.AddRange(octets);
        }
        words.Add(Word(word));
        return string.Join("\r\n ", words);
        static string Word(List<byte> octets) => $"=?utf-8?B?{Convert.ToBase64String([.. octets])}?=";
    }
}
