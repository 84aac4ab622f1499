using System.Globalization;
using System.Text.RegularExpressions;
using Vern.Persons.Collection;
using Vern.Platform.Sealing;

namespace Vern.Persons.Referral;

/// <summary>Reads a body of the directory from named fields, as a form or a row of a file has them, and writes it back. Words are separated by blanks; yes and no are <c>yes</c> and <c>no</c>.</summary>
public static partial class ReadService
{
    /// <summary>The fields, in the order of a file's columns.</summary>
    public static IReadOnlyList<string> Columns { get; } =
        ["id", "name", "kind", "regions", "groups", "offers", "women", "men", "children", "animals", "substance-use", "places", "free", "hours", "languages", "contact", "public-key", "known-elsewhere", "checked-on", "active"];

    /// <summary>The body; null with the fields that were not understood and the key of why.</summary>
    /// <param name="fields">The fields by name; one that is left out is empty.</param>
    /// <param name="today">Today: nothing was checked later.</param>
    public static (Service? Service, IReadOnlyList<(string Column, string Expected)> Wrong) From(IReadOnlyDictionary<string, string> fields, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(fields);
        var wrong = new List<(string, string)>();
        string Of(string column) => fields.GetValueOrDefault(column, "").Trim();
        string Text(string column, int least = 0)
        {
            var text = Of(column);
            if (text.Length < least || text.Length > Service.LongestText || text.Any(char.IsControl)) wrong.Add((column, "expected.text"));
            else if (FreeText.HoldsIdentityNumber(text)) wrong.Add((column, "expected.no-number"));
            return text;
        }
        IReadOnlyList<string> Codes(string column, IReadOnlyList<string> known)
        {
            var codes = Of(column).Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal).ToList();
            if (codes.Exists(code => !known.Contains(code, StringComparer.Ordinal))) wrong.Add((column, $"expected.{column}"));
            return codes;
        }
        bool Yes(string column)
        {
            var text = Of(column);
            if (text is not ("" or "yes" or "no")) wrong.Add((column, "expected.yes-no"));
            return text == "yes";
        }
        int? Number(string column)
        {
            if (Of(column) is not { Length: > 0 } text) return null;
            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= 9999) return number;
            wrong.Add((column, "expected.number"));
            return null;
        }
        var id = Of("id");
        if (!Id().IsMatch(id) || id is "new" or "file" or KnownElsewhere.ElsewhereConsent.Recipient) wrong.Add(("id", "expected.id"));
        var name = Text("name", 1);
        var kind = Of("kind");
        if (!Service.Kinds.Contains(kind, StringComparer.Ordinal)) wrong.Add(("kind", "expected.kind"));
        var languages = Of("languages").Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal).ToList();
        if (languages.Exists(code => code.Length is < 2 or > 3 || !code.All(char.IsAsciiLetterLower))) wrong.Add(("languages", "expected.languages"));
        PublicKey? key = null;
        if (Of("public-key") is { Length: > 0 } written)
        {
            var bytes = new byte[PublicKey.Length + 3];
            try
            {
                if (Convert.TryFromBase64String(written, bytes, out var length)) key = PublicKey.FromBytes(bytes.AsSpan(0, length));
                else wrong.Add(("public-key", "expected.public-key"));
            }
            catch (SealingException)
            {
                wrong.Add(("public-key", "expected.public-key"));
            }
        }
        if (!DateOnly.TryParseExact(Of("checked-on"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var checkedOn) || checkedOn > today || checkedOn.Year < 2000) wrong.Add(("checked-on", "expected.checked-on"));
        var service = new Service(id, name, kind)
        {
            Regions = Text("regions"), Groups = Codes("groups", Service.AllGroups), Offers = Codes("offers", Service.AllOffers), Women = Yes("women"), Men = Yes("men"), Children = Yes("children"), Animals = Yes("animals"), SubstanceUse = Yes("substance-use"),
            Places = Number("places"), Free = Number("free"), Hours = Text("hours"), Languages = languages, Contact = Text("contact"), Key = key, KnownElsewhere = Yes("known-elsewhere"), CheckedOn = checkedOn, Active = Of("active").Length == 0 || Yes("active"),
        };
        if (service is { KnownElsewhere: true, Key: null }) wrong.Add(("known-elsewhere", "expected.known-elsewhere"));
        if (service.Free > service.Places) wrong.Add(("free", "expected.free"));
        return wrong.Count == 0 ? (service, wrong) : (null, wrong);
    }

    /// <summary>The fields of a body, in the order of <see cref="Columns"/>.</summary>
    public static IReadOnlyList<string> Fields(Service service)
    {
        ArgumentNullException.ThrowIfNull(service);
        static string YesNo(bool value) => value ? "yes" : "no";
        static string Number(int? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "";
        return
        [
            service.Id, service.Name, service.Kind, service.Regions, string.Join(' ', service.Groups), string.Join(' ', service.Offers), YesNo(service.Women), YesNo(service.Men), YesNo(service.Children), YesNo(service.Animals), YesNo(service.SubstanceUse),
            Number(service.Places), Number(service.Free), service.Hours, string.Join(' ', service.Languages), service.Contact, service.Key is { } key ? Convert.ToBase64String(key.Bytes) : "", YesNo(service.KnownElsewhere), service.CheckedOn.ToString("O", CultureInfo.InvariantCulture), YesNo(service.Active),
        ];
    }

    [GeneratedRegex("^[a-z][a-z0-9-]{0,39}$")] private static partial Regex Id();
}
