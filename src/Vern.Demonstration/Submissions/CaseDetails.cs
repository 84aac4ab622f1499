using Vern.Demonstration.Truth;
using Vern.Persons.Collection;

namespace Vern.Demonstration.Submissions;

/// <summary>Immigration case, criminal case, housing and measures of a row, by what the body would know (codes.md, lists 5 to 8 and 10).</summary>
public static class CaseDetails
{
    /// <summary>The row with what this body tells of the case; much is left out, as it was (B-042).</summary>
    public static ReportedPerson Add(ReportedPerson row, BodyProfile profile, TruePerson person, bool measures, ref Draw draw)
    {
        var body = profile.Body.Value;
        var police = body.EndsWith("-police", StringComparison.Ordinal) || body == "exit";
        return row with
        {
            ImmigrationStatus = Immigration(body, person, ref draw),
            CriminalStatus = police ? draw.Share() switch { < 0.4 => "CR-INV", < 0.6 => "CR-REP", < 0.75 => "CR-SENT", < 0.9 => "CR-DISM-BEV", _ => "CR-IND" }
                : draw.Chance(0.25) ? draw.Chance(0.6) ? "CR-REP" : "CR0" : null,
            Housing = Housing(body, person, ref draw),
            Measures = measures ? Measures(body, person, ref draw) : [],
            DeclineReason = null,
        };
    }

    private static string? Immigration(string body, TruePerson person, ref Draw draw)
    {
        if (body is not ("udi" or "une") && !draw.Chance(0.35)) return null;
        if (MakePerson.IsEea(person.Nationality)) return draw.Chance(0.8) ? "IM-EEA" : "RF-APP";
        if (body == "une") return draw.Of((string[])["AP-PEND", "AP-UPH", "AP-REV"]);
        if (person.Forms.Contains("LAB-AUPAIR")) return "IM-OTH";
        return draw.Share() switch { < 0.2 => "RF-GR", < 0.28 => "RF-REF", < 0.45 => "BO-GR", < 0.55 => "BO-REF", < 0.75 => "AS-APP", < 0.85 => "AS-DUB", < 0.95 => "PEND", _ => "RF-END" };
    }

    private static string? Housing(string body, TruePerson person, ref Draw draw) => body switch
    {
        "rosa" or "adora" => "ROSA",
        "krisesenteret-stavanger" => "KRIS",
        "bufdir" or "bfe" => draw.Of((string[])["INST", "FOST", "OMS"]),
        "udi" => person.Minor ? draw.Chance(0.6) ? "MOTT-EM" : "OMS" : draw.Chance(0.7) ? "MOTT" : "EGEN",
        _ => draw.Share() switch { < 0.2 => "EGEN", < 0.3 => "ROSA", < 0.36 => "AKUTT", < 0.4 => "UTEN", _ => null },
    };

    private static IReadOnlyList<string> Measures(string body, TruePerson person, ref Draw draw)
    {
        if (draw.Chance(0.3)) return [];
        if (person.Minor) return draw.Chance(0.5) ? ["M3", "M5"] : ["M2"];
        List<string> measures = body switch { "udi" => ["R10"], "rosa" => ["R4", "R10"], "adora" => ["R4", "R7"], "iom" => ["R8"], "nav-grunerlokka" => ["R5"], "nadheim" or "fri" or "albertine" => ["M1"], _ => ["R10"] };
        if (draw.Chance(0.3)) measures.Add("R1");
        if (draw.Chance(0.2)) measures.Add("R6");
        if (draw.Chance(0.15)) measures.Add("R9");
        return measures;
    }
}
