using Vern.Persons.Registration.Fields;

namespace Vern.Persons.Registration.Exchange;

/// <summary>Answers of the United Kingdom's referral form as values of Vern's fields: what a choice there means here (docs/method-uk-form.md).</summary>
public static class ReadUkValue
{
    // What the form calls people by their country.
    private const string Named = """
        Afghan=AF; Albanian=AL; Algerian=DZ; American=US; Andorran=AD; Angolan=AO; Argentine=AR; Argentinian=AR; Armenian=AM; Australian=AU; Austrian=AT; Azerbaijani=AZ; Bahamian=BS; Bahraini=BH;
        Bangladeshi=BD; Barbadian=BB; Belarusian=BY; Belgian=BE; Belizean=BZ; Beninese=BJ; Bermudian=BM; Bhutanese=BT; Bolivian=BO; Bosnian=BA; Botswanan=BW; Brazilian=BR; British=GB; Bruneian=BN;
        Bulgarian=BG; Burkinan=BF; Burkinabe=BF; Burmese=MM; Burundian=BI; Cambodian=KH; Cameroonian=CM; Canadian=CA; Cape Verdean=CV; Central African=CF; Chadian=TD; Chilean=CL; Chinese=CN;
        Colombian=CO; Comoran=KM; Congolese (Congo)=CG; Congolese (DRC)=CD; Costa Rican=CR; Croatian=HR; Cuban=CU; Cypriot=CY; Czech=CZ; Danish=DK; Djiboutian=DJ; Dominican=DM; Dutch=NL;
        East Timorese=TL; Ecuadorean=EC; Egyptian=EG; Emirati=AE; English=GB; Equatorial Guinean=GQ; Eritrean=ER; Estonian=EE; Ethiopian=ET; Faroese=FO; Fijian=FJ; Filipino=PH; Finnish=FI;
        French=FR; Gabonese=GA; Gambian=GM; Georgian=GE; German=DE; Ghanaian=GH; Gibraltarian=GI; Greek=GR; Greenlandic=GL; Grenadian=GD; Guatemalan=GT; Guinean=GN; Guyanese=GY; Haitian=HT;
        Honduran=HN; Hungarian=HU; Icelandic=IS; Indian=IN; Indonesian=ID; Iranian=IR; Iraqi=IQ; Irish=IE; Israeli=IL; Italian=IT; Ivorian=CI; Jamaican=JM; Japanese=JP; Jordanian=JO; Kazakh=KZ;
        Kenyan=KE; Kittitian=KN; Kosovan=XK; Kuwaiti=KW; Kyrgyz=KG; Lao=LA; Latvian=LV; Lebanese=LB; Liberian=LR; Libyan=LY; Liechtenstein citizen=LI; Lithuanian=LT; Luxembourger=LU; Macedonian=MK;
        Malagasy=MG; Malawian=MW; Malaysian=MY; Maldivian=MV; Malian=ML; Maltese=MT; Marshallese=MH; Mauritanian=MR; Mauritian=MU; Mexican=MX; Micronesian=FM; Moldovan=MD; Monegasque=MC;
        Mongolian=MN; Montenegrin=ME; Moroccan=MA; Mosotho=LS; Mozambican=MZ; Namibian=NA; Nauruan=NR; Nepalese=NP; New Zealander=NZ; Nicaraguan=NI; Nigerian=NG; Nigerien=NE; North Korean=KP;
        Northern Irish=GB; Norwegian=NO; Omani=OM; Pakistani=PK; Palauan=PW; Palestinian=PS; Panamanian=PA; Papua New Guinean=PG; Paraguayan=PY; Peruvian=PE; Polish=PL; Portuguese=PT;
        Puerto Rican=PR; Qatari=QA; Romanian=RO; Russian=RU; Rwandan=RW; Salvadorean=SV; Samoan=WS; Sammarinese=SM; Sao Tomean=ST; Saudi Arabian=SA; Scottish=GB; Senegalese=SN; Serbian=RS;
        Sierra Leonean=SL; Singaporean=SG; Slovak=SK; Slovenian=SI; Solomon Islander=SB; Somali=SO; South African=ZA; South Korean=KR; South Sudanese=SS; Spanish=ES; Sri Lankan=LK; St Lucian=LC;
        Stateless=XS; Sudanese=SD; Surinamese=SR; Swazi=SZ; Swedish=SE; Swiss=CH; Syrian=SY; Taiwanese=TW; Tajik=TJ; Tanzanian=TZ; Thai=TH; Togolese=TG; Tongan=TO; Trinidadian=TT; Tunisian=TN;
        Turkish=TR; Turkmen=TM; Tuvaluan=TV; Ugandan=UG; Ukrainian=UA; Uruguayan=UY; Uzbek=UZ; Vanuatuan=VU; Vatican citizen=VA; Venezuelan=VE; Vietnamese=VN; Vincentian=VC; Welsh=GB; Yemeni=YE;
        Zambian=ZM; Zimbabwean=ZW;
        """;

    private static readonly Dictionary<string, string> Forms = new(StringComparer.Ordinal)
    {
        ["types-of-exploitation-forced-to-work"] = "LAB", ["types-of-exploitation-wages-taken"] = "LAB", ["types-of-exploitation-forced-to-commit-fraud"] = "SRV-CRIME", ["types-of-exploitation-prostitution"] = "SEX-PROST", ["types-of-exploitation-child-exploitation"] = "SEX",
        ["types-of-exploitation-taken-somewhere"] = "SEX", ["types-of-exploitation-forced-to-commit-crime"] = "SRV-CRIME", ["types-of-exploitation-organs-removed"] = "ORG", ["types-of-exploitation-unpaid-household-work"] = "LAB-HOUSE", ["types-of-exploitation-other"] = "OTH",
    };

    // Questions whose answer only opens the next: it says nothing that the next does not.
    private static readonly HashSet<string> Opens = new(StringComparer.Ordinal) { "pv-ho-reference", "pv-phone-number" };

    /// <summary>Peoples by the words of the form, with their country.</summary>
    public static IReadOnlyList<(string People, string Country)> Peoples { get; } = [.. Named.Split((char[])[';', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(word => (word.Split('=')[0], word.Split('=')[1]))];

    /// <summary>The value; null: no word of the form's own, to be read as any other.</summary>
    /// <param name="field">Vern's field.</param>
    /// <param name="name">The form's field.</param>
    /// <param name="text">The answer.</param>
    public static ImportedValue? Run(Field field, string name, string text)
    {
        ArgumentNullException.ThrowIfNull(field);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(text);
        var answer = text.Trim().ToLowerInvariant();
        if (Opens.Contains(name)) return new(null, null) { LeftOut = true };
        if (Forms.TryGetValue(name, out var form)) return new(UkForm.IsTicked(text) ? field.Read(form) : null, null);
        return (name, answer) switch
        {
            ("pv-gender", "female") => new("woman", null),
            ("pv-gender", "male") => new("man", null),
            ("pv-gender", "unknown") => new("unknown", null),
            ("pv-interpreter-requirements", "yes") => new("wanted", null),
            ("pv-interpreter-requirements", "no") => new("none-needed", null),
            ("pv-under-age-at-time-of-exploitation", "not-sure" or "not sure") => new("unknown", null),
            ("pv-under-age-at-time-of-exploitation", "child") => new("yes", null),
            ("pv-under-age-at-time-of-exploitation", "adult") => new("no", null),
            ("potential-victim-exploitative-situation-multiple", "i-dont-know") => new("unknown", null),
            ("where-exploitation-happened", "uk") => new("here", null),
            ("where-exploitation-happened", "overseas") => new("other", null),
            ("where-exploitation-happened", "uk-and-overseas" or "uk and overseas") => new(field.Read("here other"), null),
            ("pv-want-to-submit-nrm", "nrm") => new("yes", null),
            ("pv-want-to-submit-nrm", "duty to notify" or "dtn" or "duty") => new("no", null),
            ("does-pv-have-children", "no") => new("0", null),
            ("does-pv-have-children", "yes") => new(null, null) { LeftOut = true },
            ("pv-contact-details", _) => new(field.Read(string.Join(' ', answer.Split((char[])[';', ',', ' '], StringSplitOptions.RemoveEmptyEntries).Select(way => way == "post" ? "letter" : way))), null),
            ("pv-contact-details-email-check" or "pv-contact-details-post-check", _) => UkForm.IsTicked(text) ? new("yes", null) : new(null, null),
            _ => null,
        };
    }
}
