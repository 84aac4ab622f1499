namespace Vern.Persons.Collection;

/// <summary>A list of codes that a field of the form takes. A code is never reused for another meaning.</summary>
/// <param name="Name">Its name, also the middle of its labels' resource keys: <c>Code.Form.SEX</c>.</param>
/// <param name="Codes">The codes, in the order they are offered.</param>
public sealed record CodeList(string Name, IReadOnlyList<string> Codes)
{
    private readonly HashSet<string> known = new(Codes, StringComparer.Ordinal);

    /// <summary>Whether the list has the code, letter for letter.</summary>
    public bool Has(string code) => known.Contains(code);
}

/// <summary>The code lists of the reporting form (the field's own lists 1, 2 and 4 to 8, and 10).</summary>
public static class CodeLists
{
    /// <summary>Main forms of exploitation. A combination is not a code: it follows from SEX and LAB together.</summary>
    public static CodeList MainForm { get; } = new("Form", ["SEX", "LAB", "WAR", "ORG", "OTH", "UNCL"]);
    /// <summary>Sub-forms; <see cref="MainFormOf"/> tells the main form of each.</summary>
    public static CodeList SubForm { get; } = new("SubForm", [
        "SEX-PROST", "SEX-PURP", "SEX-SERV", "SEX-LENT", "SEX-AUPAIR",
        "LAB-CONSTR", "LAB-REST", "LAB-AGRI", "LAB-HORT", "LAB-SEAS", "LAB-CLEAN", "LAB-AUPAIR", "LAB-HOUSE", "LAB-DIPL", "LAB-SEA", "LAB-NOS",
        "SRV-DRUG-GROW", "SRV-DRUG-SMUG", "SRV-DRUG-SELL", "SRV-DRUG-TRANS", "SRV-PROP", "SRV-CRIME", "SRV-BEG"]);
    /// <summary>Main forms and sub-forms together: what <see cref="ReportedPerson.Forms"/> takes.</summary>
    public static CodeList Form { get; } = new("Form", [.. MainForm.Codes, .. SubForm.Codes]);
    /// <summary>Status of the immigration case (B-012).</summary>
    public static CodeList ImmigrationStatus { get; } = new("Immigration", [
        "IM0", "IM-EEA", "IM-OTH", "IM-IRR", "RF-APP", "RF-GR", "RF-REF", "RF-END", "BO-APP", "BO-GR", "BO-REF", "BO-REN", "BO-CHILD",
        "AS-APP", "AS-DROP", "AS-28", "AS-84", "AS-38", "AS-DUB", "AS-MER", "AP-PEND", "AP-UPH", "AP-REV", "PEND", "REV",
        "O-RES", "O-IOM", "O-OWN", "O-DIS", "O-DUB", "O-FOR", "O-FOL", "O-AGE", "O-NOT", "O-RETR", "O-UNK"]);
    /// <summary>Status of the criminal case (B-013).</summary>
    public static CodeList CriminalStatus { get; } = new("Criminal", [
        "CR0", "CR-TIP", "CR-REP", "CR-INV", "CR-SENT", "CR-DISM-BEV", "CR-DISM-GJM", "CR-DISM-ETT", "CR-DISM-FOR", "CR-DISM-OTH", "CR-APPEALD",
        "CR-RECL", "CR-IND", "CR-CONF", "CR-D1", "CR-D2", "CR-D3", "CR-APREJ", "CR-CONV", "CR-ACQ", "CR-FIN", "CR-WAIV"]);
    /// <summary>Type of housing (B-014).</summary>
    public static CodeList Housing { get; } = new("Housing", [
        "KRIS", "KRIS-M", "ROSA", "AKUTT", "TRYGG", "MOTT", "TRANS", "MOTT-EM", "OMS", "INST", "FOST", "ANN-BV", "TILR", "EGEN", "FENG", "UTEN", "UKJ"]);
    /// <summary>Rights (R), other measures (M) and qualifying measures (Q) received (B-015, B-042).</summary>
    public static CodeList Measure { get; } = new("Measure", [
        "R1", "R2", "R3", "R4", "R5", "R6", "R7", "R8", "R9", "R10", "R11", "R12", "M1", "M2", "M3", "M4", "M5",
        "Q-LANG", "Q-PRACT", "Q-TRAIN", "Q-HOMEW", "Q-ONE", "Q-GROUP", "Q-VOL", "Q-COURSE", "Q-DROPIN"]);
    /// <summary>Reasons for declining (B-058).</summary>
    public static CodeList DeclineReason { get; } = new("Decline", [
        "D1.1", "D1.2", "D1.3", "D1.4", "D2.1", "D2.2", "D2.3", "D2.4", "D2.5", "D2.6", "D3.1", "D3.2", "D3.3", "D3.4",
        "D4.1", "D4.2", "D4.3", "D4.4", "D5.1", "D5.2", "D5.3", "D9"]);
    /// <summary>
    /// Where a person is followed up: the counties as they have been since 2014, and the towns that bodies report by. The names are the codes;
    /// what a body of the register has as its own region is taken as well.
    /// </summary>
    public static CodeList Region { get; } = new("Region", [
        "Nasjonalt", "Oslo", "Bergen", "Stavanger", "Trondheim", "Kristiansand",
        "Østfold", "Akershus", "Hedmark", "Oppland", "Buskerud", "Vestfold", "Telemark", "Aust-Agder", "Vest-Agder", "Rogaland", "Hordaland",
        "Sogn og Fjordane", "Møre og Romsdal", "Sør-Trøndelag", "Nord-Trøndelag", "Nordland", "Troms", "Finnmark",
        "Agder", "Innlandet", "Trøndelag", "Vestland", "Viken", "Vestfold og Telemark", "Troms og Finnmark"]);
    /// <summary>Fields of the form on the body itself: challenges, measures, training (B-020 to B-026).</summary>
    public static CodeList AgencyField { get; } = new("Agency", [
        "challenge-1", "challenge-2", "done", "needed", "training-1", "training-2", "routines", "information", "other"]);

    /// <summary>The main form of a form code: LAB for LAB-CONSTR and for SRV-BEG (forced services are part of it).</summary>
    public static string MainFormOf(string form)
    {
        ArgumentNullException.ThrowIfNull(form);
        var head = form.Split('-', 2)[0];
        return head == "SRV" ? "LAB" : head;
    }

    /// <summary>Whether this is a country's ISO 3166-1 alpha-2 code, UNKN (unknown) or UNRES (not clarified).</summary>
    public static bool IsNationality(string code) => Nationalities.Has(code);
}
