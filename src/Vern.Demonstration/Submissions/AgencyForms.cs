using Vern.Persons.Collection;

namespace Vern.Demonstration.Submissions;

/// <summary>Made-up answers to the form on challenges, measures and training (B-020 to B-026): general sentences in which nobody can be recognised.</summary>
public static class AgencyForms
{
    private static readonly string[] Challenges =
    [
        "Å finne trygg bolig på kort varsel.", "Kort tid til å bygge tillit før fristene løper ut.", "Å få helsehjelp til personer uten oppholdsgrunnlag.",
        "Samordning når flere instanser følger opp samme person.", "Tolk med riktig språk og riktig kjønn.", "Å gi tilbud til menn.", "Å skille arbeidslivskriminalitet fra tvangsarbeid.",
        "Oppfølging av medfølgende barn.", "Å nå personer som ikke ønsker kontakt med politiet.",
    ];
    private static readonly string[] Done = ["Faste samarbeidsmøter med de andre instansene.", "Egen kontaktperson for målgruppen.", "Rutine for rask henvisning.", "Oppsøkende arbeid kveld og helg."];
    private static readonly string[] Needed = ["Flere plasser som passer for menn og familier.", "Lengre finansiering av tilbudene.", "Tydeligere ansvar ved sporskifte.", "Felles opplæring av førstelinjen."];
    private static readonly string[] Training = ["Kurs i identifisering for nyansatte.", "Fagdag om utnytting i arbeidslivet.", "Opplæring i barns rettigheter.", "Nettkurs i refleksjonsperioden og rettighetene."];
    private static readonly string[] Routines = ["Veilederen er tatt inn i egne rutiner.", "Sjekkliste ved første samtale.", "Ingen endring i året."];
    private static readonly string[] Information = ["Brosjyre på seks språk.", "Foredrag for frivillige.", "Ingen kampanje i året."];

    /// <summary>The answers of a body that reports; null for one that did not. Keys are the requirements that ask for the field.</summary>
    public static AgencyAnswers? For(BodyProfile profile, ref Draw draw)
    {
        if (profile.Answer is not AnswerKind.Report) return null;
        var challenges = Challenges.ToList();
        draw.Shuffle(challenges);
        var training = Training.ToList();
        draw.Shuffle(training);
        return new(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["challenge-1"] = challenges[0], ["challenge-2"] = challenges[1], ["done"] = draw.Of(Done), ["needed"] = draw.Of(Needed),
            ["training-1"] = training[0], ["training-2"] = training[1], ["routines"] = draw.Of(Routines), ["information"] = draw.Of(Information),
        });
    }
}
