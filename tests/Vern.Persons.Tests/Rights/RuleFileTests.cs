using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Vern.Persons.Rights;
using Vern.Platform.Localisation;
using static Vern.Persons.Tests.Rights.Day;

namespace Vern.Persons.Tests.Rights;

/// <summary>The file of rules: complete, readable, refused with one clear line when it is wrong.</summary>
public class RuleFileTests
{
    private static readonly string Shipped = Read();

    private static string Read()
    {
        using var stream = typeof(RuleBook).Assembly.GetManifestResourceStream("Vern.Persons.Rights.norway.json")!;
        return new StreamReader(stream, Encoding.UTF8).ReadToEnd();
    }

    private static string Refused(string text)
    {
        var message = Assert.Throws<RulesException>(() => LoadRules.Run(new MemoryStream(Encoding.UTF8.GetBytes(text)), "land.json")).Message;
        Assert.DoesNotContain('\n', message);
        Assert.StartsWith("land.json", message, StringComparison.Ordinal);
        return message;
    }

    private static string Changed(string id, Action<JsonObject> change)
    {
        var root = JsonNode.Parse(Shipped)!;
        change((JsonObject)root["rules"]!.AsArray().First(rule => (string)rule!["id"]! == id)!);
        return root.ToJsonString();
    }

    [Fact]
    public void Every_rule_of_the_source_is_in_the_file()
    {
        string[] asked = [.. Enumerable.Range(1, 7).Select(n => $"R-{n:00}"), .. Enumerable.Range(10, 12).Select(n => $"R-{n}"), .. Enumerable.Range(1, 6).Select(n => $"P-{n:00}"), "T-1", "T-2", "T-3",
            .. Enumerable.Range(1, 6).Select(n => $"A-{n:00}"), .. Enumerable.Range(1, 9).Select(n => $"F-{n:00}"), "G-01"];
        Assert.Empty(asked.Except(Book.Rules.Select(rule => rule.Id)));
        Assert.Empty(Book.Rules.Select(rule => rule.Id).Except(asked));
        Assert.All(Book.Rules, rule => Assert.True(rule.LawRef.Length > 0 && rule.Source.Length > 0 && rule.Gives.Length > 0));
    }

    [Fact]
    public void Every_rule_has_a_test_that_bears_its_name()
    {
        var tests = typeof(RuleFileTests).Assembly.GetTypes().Where(type => type.Namespace == typeof(RuleFileTests).Namespace).SelectMany(type => type.GetMethods())
            .Where(method => method.GetCustomAttributes<FactAttribute>().Any()).Select(method => method.Name).ToList();
        Assert.Equal(["Z-09"], Untested([.. Book.Rules.Select(rule => rule.Name), "Z-09"], tests));

        static IEnumerable<string> Untested(IEnumerable<string> rules, List<string> tests) =>
            rules.Where(rule => !tests.Any(test => test.StartsWith(rule.Replace('-', '_').Replace('.', '_') + "_", StringComparison.Ordinal))).Distinct();
    }

    [Fact]
    public void Rules_from_outside_the_source_or_implied_are_unconfirmed_until_a_lawyer_stands_on_them()
    {
        Assert.All(Book.Rules, rule => Assert.Equal(rule.Mark != Mark.S, rule.Unconfirmed));
        var confirmed = LoadRules.Run(new MemoryStream(Encoding.UTF8.GetBytes(Changed("P-06", rule => rule["confirmed"] = new JsonObject { ["by"] = "Kari Nordmann", ["on"] = "2026-12-01" }))), "land.json");
        Assert.False(confirmed.Rule("P-06", Of("2026-12-02")).Unconfirmed);
        Assert.Contains("'on'", Refused(Changed("P-06", rule => rule["confirmed"] = new JsonObject { ["by"] = "Kari Nordmann" })), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_rule_period_fact_track_and_cell_has_its_words_in_four_languages()
    {
        foreach (var language in Language.All)
        {
            string Text(string key) => Texts.Source[language, key];
            Assert.All(Book.Rules, rule => { Text(rule.Title); Text($"rule.{rule.Name}.gist"); });
            Assert.All(Book.Rules.SelectMany(rule => rule.Parts.Select(part => $"rule.{rule.Name}.{part}")), name => { Text(name + ".title"); Text(name + ".gist"); });
            Assert.All(Book.Rules.SelectMany(rule => rule.Periods.Select(period => $"period.{rule.Name}.{period.Id}")), name => Text(name));
            Assert.All(Facts.All, fact => { Text(fact.Key + ".yes"); Text(fact.Key + ".no"); });
            Assert.All(Book.Tracks, track => { Text("track." + track.Id); Assert.All(track.Cells, cell => ExplainRule.Cell(cell, language)); });
            Assert.All(Book.Columns, column => Text("column." + column));
            Assert.All(Enum.GetValues<RightState>(), state => Text("state." + Facts.Code(state)));
            Assert.All(Enum.GetValues<DeadlineState>(), state => Text("deadline." + Facts.Code(state)));
            Assert.All(Enum.GetValues<StepFault>(), fault => Text("fault." + Facts.Code(fault)));
            Assert.All(Enum.GetValues<DecliningReason>(), reason => Text("reason." + Facts.Code(reason)));
            Assert.All(Enum.GetValues<PermitKind>(), kind => Text("permit." + Facts.Code(kind)));
            Assert.All(Enum.GetValues<StatusKind>(), kind => Text("status." + Facts.Code(kind)));
        }
    }

    [Fact]
    public void A_wrong_file_is_refused_with_the_rule_and_what_was_expected()
    {
        Assert.Equal("land.json, rule R-11: expected in 'when' a fact of the vocabulary, not 'wants a pony'.", Refused(Changed("R-11", rule => rule["when"] = "rule R-01 and wants a pony")));
        Assert.Contains("rule R-12: expected in 'when' parentheses where 'and' stands beside 'or' (word 7)", Refused(Changed("R-12", rule => rule["when"] = "left the milieu and wants help or charged")), StringComparison.Ordinal);
        Assert.Contains("rule R-12: expected a rule of this file, not 'R-99'", Refused(Changed("R-12", rule => rule["when"] = "rule R-99")), StringComparison.Ordinal);
        Assert.Contains("rule R-01: expected conditions that do not lead back", Refused(Changed("R-01", rule => rule["when"] = "not rule R-10")), StringComparison.Ordinal);
        Assert.Contains("rule R-11: expected one of id, variant", Refused(Changed("R-11", rule => rule["renewable"] = false)), StringComparison.Ordinal);
        Assert.Contains("rule R-11: expected 'valid_from', a day or null", Refused(Changed("R-11", rule => rule.Remove("valid_from"))), StringComparison.Ordinal);
        Assert.Contains("rule R-11: expected a day as 2014-01-31 in 'valid_from'", Refused(Changed("R-11", rule => rule["valid_from"] = "2014-02-30")), StringComparison.Ordinal);
        Assert.Contains("rule P-02: expected versions of one rule that do not overlap", Refused(Changed("P-02", rule => rule["valid_to"] = "2023-01-01")), StringComparison.Ordinal);
        Assert.Contains("rule R-11, periods 1: expected one of 'years', 'months', 'days'", Refused(Changed("R-11", rule => rule["periods"]![0]!["days"] = 3)), StringComparison.Ordinal);
        Assert.Contains("expected falling days in 'warn'", Refused(Changed("R-11", rule => rule["periods"]![0]!["warn"] = new JsonArray(7, 14))), StringComparison.Ordinal);
        Assert.Contains("expected one of reflection, limited", Refused(Changed("R-11", rule => rule["when"] = "holds permit golden")).Replace("in 'when' ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("expected one of S, I, X in 'mark', not 'Y'", Refused(Changed("R-11", rule => rule["mark"] = "Y")), StringComparison.Ordinal);
        Assert.Contains("expected 'yes CODE'", Refused(Shipped.Replace("\"yes own\"", "\"own\"", StringComparison.Ordinal)).Replace("'unclear', ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("line 2", Refused("{\n\"country\": }"), StringComparison.Ordinal);
        Assert.Contains("whole letters", Refused("{\"\\ud800\":1}"), StringComparison.Ordinal);
        Assert.Contains("expected an object", Refused("[]"), StringComparison.Ordinal);
        Assert.Contains("without repeated names", Refused("{\"country\":\"NO\",\"country\":\"SE\"}"), StringComparison.Ordinal);
        Assert.Contains("bytes", Refused(new string(' ', LoadRules.Largest + 1)), StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_is_changed_in_the_file_it_loads_or_is_refused_in_one_line()
    {
        var bytes = Encoding.UTF8.GetBytes(Shipped);
        var draw = new System.Random(20261122);
        for (var run = 0; run < 400; run++)
        {
            var copy = bytes.ToArray();
            for (var change = draw.Next(1, 6); change > 0; change--)
            {
                var at = draw.Next(copy.Length);
                switch (draw.Next(3))
                {
                    case 0: copy[at] = (byte)draw.Next(256); break;
                    case 1: copy = [.. copy[..at], .. copy[Math.Min(copy.Length, at + draw.Next(40))..]]; break;
                    default: copy = [.. copy[..at], .. bytes.AsSpan(draw.Next(bytes.Length - 30), 30), .. copy[at..]]; break;
                }
            }
            try { Assert.NotEmpty(LoadRules.Run(new MemoryStream(copy), "land.json").Rules); }
            catch (RulesException error) { Assert.Matches("^land\\.json[^\\n]*expected[^\\n]*\\.$", error.Message); }
        }
    }

    [Fact]
    public void Any_words_are_a_condition_or_are_refused()
    {
        string[] words = ["and", "or", "not", "(", ")", "rule", "R-01", "always", "charged", "age under 18", "age under x", "holds permit reflection", "status is", "wants help", "", "\u202e"];
        Prop.ForAll(Gen.ArrayOf(Gen.Elements(words)).ToArbitrary(), picked =>
        {
            try { _ = Book.Find(ReadCondition.Run(string.Join(' ', picked)), new Situation(), Of("2024-06-01")); }
            catch (FormatException) { }
            catch (KeyNotFoundException) { }
        }).QuickCheckThrowOnFailure();
        Assert.Throws<FormatException>(() => ReadCondition.Run(new string('(', 900)));
        Assert.Throws<FormatException>(() => ReadCondition.Run(string.Concat(Enumerable.Repeat("not ", 200)) + "charged"));
        Assert.Throws<FormatException>(() => ReadCondition.Run(new string('a', 1001)));
    }

    [Fact]
    public void The_matrix_says_what_the_source_says_and_what_it_calls_unclear()
    {
        Assert.Equal(9, Book.Tracks.Count);
        Assert.Equal(CellAnswer.No, Book.Track("asylum-after-reflection")["health"].Answer);
        Assert.All(Book.Track("eea").Cells, cell => Assert.Equal(CellAnswer.Unclear, cell.Answer));
        Assert.All(Book.Track("limited").Cells, cell => Assert.True(cell.Inferred));
        Assert.Equal(["responsible"], Book.Track("reflection").Cells.Where(cell => cell.Inferred).Select(cell => cell.Column));
    }

    [Fact]
    public void Every_limit_without_a_law_is_unset_until_somebody_owns_it()
    {
        Assert.All(Book.Limits, limit => Assert.True(limit is { Days: null, Owner: null }));
        Assert.Contains("an owner of the limit", Refused(Shipped.Replace("\"003 l.779-785\", \"days\": null", "\"003 l.779-785\", \"days\": 1", StringComparison.Ordinal)), StringComparison.Ordinal);
    }
}
