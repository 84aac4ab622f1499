using System.Text;
using Vern.Persons.Collection;
using Vern.Platform.Interface;
using Vern.Platform.Localisation;

namespace Vern.Persons.Referral;

/// <summary>A file of the directory was not taken: one sentence that names row and column and what was expected.</summary>
public sealed class DirectoryFileException(string message) : Exception(message);

/// <summary>The directory as comma-separated values, out and in again. No field is taken for a formula by a spreadsheet.</summary>
public static class DirectoryFile
{
    /// <summary>The longest file, in bytes.</summary>
    public const int Longest = 1 << 20;
    private const int MostRows = 2000;

    /// <summary>The file, in UTF-8 with a mark at its beginning.</summary>
    public static byte[] Write(IEnumerable<Service> services)
    {
        ArgumentNullException.ThrowIfNull(services);
        var text = new StringBuilder().AppendJoin(',', ReadService.Columns).Append("\r\n");
        foreach (var service in services) text.AppendJoin(',', ReadService.Fields(service).Select(CsvField.Of)).Append("\r\n");
        return [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(text.ToString())];
    }

    /// <summary>The bodies of a file, whole or not at all.</summary>
    /// <param name="text">The file.</param>
    /// <param name="today">Today.</param>
    /// <param name="language">The language of what is said of an error.</param>
    /// <exception cref="DirectoryFileException">Something is not as expected; nothing was taken.</exception>
    public static IReadOnlyList<Service> Read(TextReader text, DateOnly today, Language language)
    {
        string Say(string key, params object?[] places) => Texts.Source.Format(language, key, places);
        var services = new List<Service>();
        var rows = new Dictionary<string, int>(StringComparer.Ordinal);
        IReadOnlyList<string>? heading = null;
        try
        {
            foreach (var (line, fields) in CsvRows.Read(text))
            {
                if (heading is null)
                {
                    heading = [.. fields.Select(field => field.Trim().TrimStart('\uFEFF'))];
                    if (heading.FirstOrDefault(column => !ReadService.Columns.Contains(column, StringComparer.Ordinal)) is { } unknown) throw new DirectoryFileException(Say("file.column", unknown.Length > 40 ? unknown[..40] : unknown, string.Join(", ", ReadService.Columns)));
                    if (heading.Distinct(StringComparer.Ordinal).Count() != heading.Count || ((string[])["id", "name", "kind", "checked-on"]).FirstOrDefault(column => !heading.Contains(column, StringComparer.Ordinal)) is { }) throw new DirectoryFileException(Say("file.heading"));
                    continue;
                }
                if (services.Count == MostRows) throw new DirectoryFileException(Say("file.rows", MostRows));
                if (fields.Count != heading.Count) throw new DirectoryFileException(Say("file.fields", line, fields.Count, heading.Count));
                // The apostrophe that keeps a spreadsheet from reckoning is not part of the words.
                var named = heading.Zip(fields).ToDictionary(pair => pair.First, pair => pair.Second is ['\'', .. var rest] && CsvField.Guard(rest) == pair.Second ? rest : pair.Second, StringComparer.Ordinal);
                var (service, wrong) = ReadService.From(named, today);
                if (service is null) throw new DirectoryFileException(Say("file.wrong", line, wrong[0].Column, Texts.Source[language, wrong[0].Expected]));
                if (!rows.TryAdd(service.Id, line)) throw new DirectoryFileException(Say("file.twice", line, service.Id, rows[service.Id]));
                services.Add(service);
            }
        }
        catch (FormatException broken)
        {
            throw new DirectoryFileException(Say("file.broken", broken.Message));
        }
        return services.Count > 0 ? services : throw new DirectoryFileException(Say("file.empty"));
    }
}
