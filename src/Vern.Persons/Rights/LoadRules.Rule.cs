using System.Globalization;
using System.Text.Json;

namespace Vern.Persons.Rights;

public static partial class LoadRules
{
    private static Rule Rule(Node plain)
    {
        var node = plain with { Place = plain.TextOrNull("id") is { } id ? $", rule {id}" : plain.Place };
        node.Only("id", "variant", "kind", "title", "valid_from", "valid_to", "law_ref", "source", "mark", "confirmed", "when", "parts", "periods", "amounts", "gives", "exceptions", "notes", "replaces", "while_pending");
        var name = node.Text("id");
        if (name.Split('-') is not [[>= 'A' and <= 'Z'], { Length: > 0 and <= 3 } number] || !number.All(char.IsAsciiDigit)) node.Fail("an id as R-11");
        DateOnly? from = node.DayOrNull("valid_from", required: true), to = node.DayOrNull("valid_to", required: true);
        if (from is null && to is not null) node.Fail("no 'valid_to' without 'valid_from'");
        if (to < from) node.Fail("'valid_to' not before 'valid_from'");
        var words = node.Text("when");
        var rule = new Rule(name, node.CodeOrNull("variant") ?? "", node.Choice<RuleKind>("kind"), from, to, node.Text("law_ref"), node.Text("source"), node.Choice<Mark>("mark", exact: true),
            Confirmed(node), Words(node, "when", words), words, [.. node.TextsOrNone("parts")], [.. node.ListOrNone("periods").Select(Period)], [.. node.ListOrNone("amounts").Select(Amount)],
            node.Text("gives"), node.TextsOrNone("exceptions"), node.TextsOrNone("notes"), node.TextOrNull("replaces"), Shown(node, from));
        if (node.Text("title") != rule.Title) node.Fail($"'{rule.Title}' in 'title'");
        if (rule.Parts.Any(part => !Node.IsCode(part)) || Repeated(rule.Parts) is not null) node.Fail("codes of small letters, each once, in 'parts'");
        if (Repeated(rule.Periods.Select(period => period.Id)) is { } twice) node.Fail($"each period once, not '{twice}' twice");
        if (Repeated(rule.Amounts.Select(amount => amount.Id)) is { } sum) node.Fail($"each amount once, not '{sum}' twice");
        return rule;
    }

    private static bool Shown(Node node, DateOnly? from)
    {
        var shown = node.TextOrNull("while_pending");
        if (shown is not (null or "show" or "hide")) node.Fail("'show' or 'hide' in 'while_pending'");
        if (shown is not null && from is not null) node.Fail("no 'while_pending' where 'valid_from' is set");
        return shown == "show";
    }

    private static Confirmation? Confirmed(Node node)
    {
        if (!node.Has("confirmed")) return null;
        var inner = node.Object("confirmed");
        inner.Only("by", "on");
        return new Confirmation(inner.Text("by"), inner.DayOrNull("on", required: true) ?? throw inner.Error("the day of confirmation in 'on'"));
    }

    private static Condition Words(Node node, string name, string words)
    {
        try { return ReadCondition.Run(words); }
        catch (FormatException error) { throw node.Error($"in '{name}' {error.Message}"); }
    }

    private static RulePeriod Period(Node node)
    {
        node.Only("id", "kind", "from", "years", "months", "days", "window_months", "window_days", "warn", "warn_at_day", "moves_to_working_day", "when", "met_when");
        var (id, kind, from) = (node.Code("id"), node.Choice<PeriodKind>("kind"), node.Text("from"));
        if (!Anchors.Known.Contains(from)) node.Fail($"one of {string.Join(", ", Anchors.Known)} in 'from' of period '{id}', not '{from}'");
        var warn = node.Numbers("warn", 0, 3650);
        if (!warn.SequenceEqual(warn.Distinct().OrderDescending())) node.Fail($"falling days in 'warn' of period '{id}'");
        var met = node.TextOrNull("met_when");
        var period = new RulePeriod(id, kind, from, node.NumberOrNull("years", 0, 130) ?? 0, node.NumberOrNull("months", 0, 240) ?? 0, node.NumberOrNull("days", 0, 3650) ?? 0,
            node.NumberOrNull("window_months", 1, 240) ?? 0, node.NumberOrNull("window_days", 1, 3650) ?? 0, warn, node.NumberOrNull("warn_at_day", 1, 3650), node.BoolOrNull("moves_to_working_day") ?? false,
            node.TextOrNull("when") is { } when ? Words(node, "when", when) : null, met is null ? null : Words(node, "met_when", met));
        var given = new[] { "years", "months", "days" }.Count(node.Has);
        switch (kind)
        {
            case PeriodKind.Length or PeriodKind.Sum when given != 1: node.Fail($"one of 'years', 'months', 'days' in period '{id}'"); break;
            case PeriodKind.Rolling when given != 1 || period.Days == 0 || (period.WindowMonths > 0) == (period.WindowDays > 0): node.Fail($"'days' and one of 'window_months', 'window_days' in period '{id}'"); break;
            case PeriodKind.Setting when given != 0: node.Fail($"no length in period '{id}': the agency sets it"); break;
        }
        if (kind != PeriodKind.Rolling && (node.Has("window_months") || node.Has("window_days") || node.Has("warn_at_day"))) node.Fail($"a window in rolling periods only, not in '{id}'");
        if ((kind == PeriodKind.Rolling) != (from == "schengen days") || (kind == PeriodKind.Sum) != (from == "placement") || (kind == PeriodKind.Retention) != (from == "trace"))
            node.Fail($"a kind of period that fits '{from}' in '{id}': rolling for schengen days, sum for placement, retention for trace");
        return period;
    }

    private static RuleAmount Amount(Node node)
    {
        node.Only("id", "value", "unit");
        var value = node.Decimal("value");
        if (value is < 0 or > 1_000_000_000) node.Fail("an amount from 0 to 1 000 000 000 in 'value'");
        return new RuleAmount(node.Text("id"), value, node.Text("unit"));
    }

    // A JSON object with its place in the file, so that every complaint names it.
    private sealed record Node(JsonElement Element, string File, string Place)
    {
        public RulesException Error(string expected) => new($"{File}{Place}: expected {expected}.");
        public void Fail(string expected) => throw Error(expected);
        public static bool IsCode(string text) => text.Length is > 0 and <= 60 && text.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-');

        public void Only(params string[] names)
        {
            if (Element.ValueKind != JsonValueKind.Object) Fail("an object");
            if (Element.EnumerateObject().FirstOrDefault(property => !names.Contains(property.Name)) is { Value.ValueKind: not JsonValueKind.Undefined } other) Fail($"one of {string.Join(", ", names)}, not '{other.Name}'");
        }

        public bool Has(string name) => Element.ValueKind == JsonValueKind.Object && Element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null;
        private JsonElement Get(string name) => Has(name) ? Element.GetProperty(name) : throw Error($"'{name}'");

        public string Text(string name) => Words(Get(name), name);

        private string Words(JsonElement value, string name)
        {
            if (value.ValueKind != JsonValueKind.String) Fail($"text in '{name}'");
            var text = value.GetString()!;
            return string.IsNullOrWhiteSpace(text) || text.Length > 2000 ? throw Error($"text of 1 to 2000 characters in '{name}'") : text;
        }

        public string? TextOrNull(string name) => Has(name) ? Text(name) : null;
        public string Code(string name) => IsCode(Text(name)) ? Text(name) : throw Error($"small letters, digits and dashes in '{name}'");
        public string? CodeOrNull(string name) => Has(name) ? Code(name) : null;
        public Node Object(string name) => this with { Element = Get(name) };
        public IReadOnlyList<Node> List(string name) => Get(name) is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray().Select((one, at) => this with { Element = one, Place = $"{Place}, {name} {at + 1}" })] : throw Error($"a list in '{name}'");
        public IReadOnlyList<Node> ListOrNone(string name) => Has(name) ? List(name) : [];

        public IReadOnlyList<string> Texts(string name) => [.. List(name).Select(one => Words(one.Element, name))];
        public IReadOnlyList<string> TextsOrNone(string name) => Has(name) ? Texts(name) : [];
        public IReadOnlyList<int> Numbers(string name, int least, int most) => [.. List(name).Select(one => Whole(one.Element, name, least, most))];
        public int? NumberOrNull(string name, int least, int most) => Has(name) ? Whole(Get(name), name, least, most) : null;
        public decimal Decimal(string name) => Get(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetDecimal(out var number) ? number : throw Error($"a number in '{name}'");
        public bool? BoolOrNull(string name) => Has(name) ? Get(name).ValueKind switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => throw Error($"true or false in '{name}'") } : null;

        public DateOnly? DayOrNull(string name, bool required)
        {
            if (required && (Element.ValueKind != JsonValueKind.Object || !Element.TryGetProperty(name, out _))) Fail($"'{name}', a day or null");
            if (!Has(name)) return null;
            return DateOnly.TryParseExact(Text(name), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : throw Error($"a day as 2014-01-31 in '{name}'");
        }

        public T Choice<T>(string name, bool exact = false) where T : struct, Enum
        {
            var text = Text(name);
            foreach (var value in Enum.GetValues<T>())
                if (text == (exact ? value.ToString() : Facts.Code(value))) return value;
            throw Error($"one of {string.Join(", ", Enum.GetValues<T>().Select(value => exact ? value.ToString() : Facts.Code(value)))} in '{name}', not '{text}'");
        }

        private int Whole(JsonElement value, string name, int least, int most) =>
            value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= least && number <= most ? number : throw Error($"a whole number from {least} to {most} in '{name}'");
    }
}
