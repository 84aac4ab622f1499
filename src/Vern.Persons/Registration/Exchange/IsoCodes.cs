namespace Vern.Persons.Registration.Exchange;

/// <summary>
/// The codes of countries (ISO 3166-1: two letters, three letters, three digits) and of languages (ISO 639-2 for terminology and bibliography, ISO 639-1), and their ways into one another.
/// As the maintenance agencies had them in 2024.
/// </summary>
public static class IsoCodes
{
    private const string Countries = """
        ADAND020 AEARE784 AFAFG004 AGATG028 AIAIA660 ALALB008 AMARM051 AOAGO024 AQATA010 ARARG032 ASASM016 ATAUT040 AUAUS036 AWABW533 AXALA248 AZAZE031
        BABIH070 BBBRB052 BDBGD050 BEBEL056 BFBFA854 BGBGR100 BHBHR048 BIBDI108 BJBEN204 BLBLM652 BMBMU060 BNBRN096 BOBOL068 BQBES535 BRBRA076 BSBHS044
        BTBTN064 BVBVT074 BWBWA072 BYBLR112 BZBLZ084 CACAN124 CCCCK166 CDCOD180 CFCAF140 CGCOG178 CHCHE756 CICIV384 CKCOK184 CLCHL152 CMCMR120 CNCHN156
        COCOL170 CRCRI188 CUCUB192 CVCPV132 CWCUW531 CXCXR162 CYCYP196 CZCZE203 DEDEU276 DJDJI262 DKDNK208 DMDMA212 DODOM214 DZDZA012 ECECU218 EEEST233
        EGEGY818 EHESH732 ERERI232 ESESP724 ETETH231 FIFIN246 FJFJI242 FKFLK238 FMFSM583 FOFRO234 FRFRA250 GAGAB266 GBGBR826 GDGRD308 GEGEO268 GFGUF254
        GGGGY831 GHGHA288 GIGIB292 GLGRL304 GMGMB270 GNGIN324 GPGLP312 GQGNQ226 GRGRC300 GSSGS239 GTGTM320 GUGUM316 GWGNB624 GYGUY328 HKHKG344 HMHMD334
        HNHND340 HRHRV191 HTHTI332 HUHUN348 IDIDN360 IEIRL372 ILISR376 IMIMN833 ININD356 IOIOT086 IQIRQ368 IRIRN364 ISISL352 ITITA380 JEJEY832 JMJAM388
        JOJOR400 JPJPN392 KEKEN404 KGKGZ417 KHKHM116 KIKIR296 KMCOM174 KNKNA659 KPPRK408 KRKOR410 KWKWT414 KYCYM136 KZKAZ398 LALAO418 LBLBN422 LCLCA662
        LILIE438 LKLKA144 LRLBR430 LSLSO426 LTLTU440 LULUX442 LVLVA428 LYLBY434 MAMAR504 MCMCO492 MDMDA498 MEMNE499 MFMAF663 MGMDG450 MHMHL584 MKMKD807
        MLMLI466 MMMMR104 MNMNG496 MOMAC446 MPMNP580 MQMTQ474 MRMRT478 MSMSR500 MTMLT470 MUMUS480 MVMDV462 MWMWI454 MXMEX484 MYMYS458 MZMOZ508 NANAM516
        NCNCL540 NENER562 NFNFK574 NGNGA566 NINIC558 NLNLD528 NONOR578 NPNPL524 NRNRU520 NUNIU570 NZNZL554 OMOMN512 PAPAN591 PEPER604 PFPYF258 PGPNG598
        PHPHL608 PKPAK586 PLPOL616 PMSPM666 PNPCN612 PRPRI630 PSPSE275 PTPRT620 PWPLW585 PYPRY600 QAQAT634 REREU638 ROROU642 RSSRB688 RURUS643 RWRWA646
        SASAU682 SBSLB090 SCSYC690 SDSDN729 SESWE752 SGSGP702 SHSHN654 SISVN705 SJSJM744 SKSVK703 SLSLE694 SMSMR674 SNSEN686 SOSOM706 SRSUR740 SSSSD728
        STSTP678 SVSLV222 SXSXM534 SYSYR760 SZSWZ748 TCTCA796 TDTCD148 TFATF260 TGTGO768 THTHA764 TJTJK762 TKTKL772 TLTLS626 TMTKM795 TNTUN788 TOTON776
        TRTUR792 TTTTO780 TVTUV798 TWTWN158 TZTZA834 UAUKR804 UGUGA800 UMUMI581 USUSA840 UYURY858 UZUZB860 VAVAT336 VCVCT670 VEVEN862 VGVGB092 VIVIR850
        VNVNM704 VUVUT548 WFWLF876 WSWSM882 YEYEM887 YTMYT175 ZAZAF710 ZMZMB894 ZWZWE716
        """;

    // Terminology code, /bibliographic code where it is another, =two-letter code where there is one.
    private const string Languages = """
        aar=aa abk=ab ace ach ada ady afa afh afr=af ain aka=ak akk ale alg alt amh=am ang anp apa ara=ar arc arg=an arn arp art arw asm=as ast ath aus ava=av
        ave=ae awa aym=ay aze=az bad bai bak=ba bal bam=bm ban bas bat bej bel=be bem ben=bn ber bho bih=bh bik bin bis=bi bla bnt bod/tib=bo bos=bs bra
        bre=br btk bua bug bul=bg byn cad cai car cat=ca cau ceb cel ces/cze=cs cha=ch chb che=ce chg chk chm chn cho chp chr chu=cu chv=cv chy cmc cnr cop
        cor=kw cos=co cpe cpf cpp cre=cr crh crp csb cus cym/wel=cy dak dan=da dar day del den deu/ger=de dgr din div=dv doi dra dsb dua dum dyu dzo=dz efi
        egy eka ell/gre=el elx eng=en enm epo=eo est=et eus/baq=eu ewe=ee ewo fan fao=fo fas/per=fa fat fij=fj fil fin=fi fiu fon fra/fre=fr frm fro frr frs
        fry=fy ful=ff fur gaa gay gba gem gez gil gla=gd gle=ga glg=gl glv=gv gmh goh gon gor got grb grc grn=gn gsw guj=gu gwi hai hat=ht hau=ha haw heb=he
        her=hz hil him hin=hi hit hmn hmo=ho hrv=hr hsb hun=hu hup hye/arm=hy iba ibo=ig ido=io iii=ii ijo iku=iu ile=ie ilo ina=ia inc ind=id ine inh ipk=ik
        ira iro isl/ice=is ita=it jav=jv jbo jpn=ja jpr jrb kaa kab kac kal=kl kam kan=kn kar kas=ks kat/geo=ka kau=kr kaw kaz=kk kbd kha khi khm=km kho
        kik=ki kin=rw kir=ky kmb kok kom=kv kon=kg kor=ko kos kpe krc krl kro kru kua=kj kum kur=ku kut lad lah lam lao=lo lat=la lav=lv lez lim=li lin=ln
        lit=lt lol loz ltz=lb lua lub=lu lug=lg lui lun luo lus mad mag mah=mh mai mak mal=ml man map mar=mr mas mdf mdr men mga mic min mis mkd/mac=mk mkh
        mlg=mg mlt=mt mnc mni mno moh mon=mn mos mri/mao=mi msa/may=ms mul mun mus mwl mwr mya/bur=my myn myv nah nai nap nau=na nav=nv nbl=nr nde=nd ndo=ng
        nds nep=ne new nia nic niu nld/dut=nl nno=nn nob=nb nog non nor=no nqo nso nub nwc nya=ny nym nyn nyo nzi oci=oc oji=oj ori=or orm=om osa oss=os ota
        oto paa pag pal pam pan=pa pap pau peo phi phn pli=pi pol=pl pon por=pt pra pro pus=ps que=qu raj rap rar roa roh=rm rom ron/rum=ro run=rn rup rus=ru
        sad sag=sg sah sai sal sam san=sa sas sat scn sco sel sem sga sgn shn sid sin=si sio sit sla slk/slo=sk slv=sl sma sme=se smi smj smn smo=sm sms
        sna=sn snd=sd snk sog som=so son sot=st spa=es sqi/alb=sq srd=sc srn srp=sr srr ssa ssw=ss suk sun=su sus sux swa=sw swe=sv syc syr tah=ty tai tam=ta
        tat=tt tel=te tem ter tet tgk=tg tgl=tl tha=th tig tir=ti tiv tkl tlh tli tmh tog ton=to tpi tsi tsn=tn tso=ts tuk=tk tum tup tur=tr tut tvl twi=tw
        tyv udm uga uig=ug ukr=uk umb und urd=ur uzb=uz vai ven=ve vie=vi vol=vo vot wak wal war was wen wln=wa wol=wo xal xho=xh yao yap yid=yi yor=yo ypk
        zap zbl zen zgh zha=za zho/chi=zh znd zul=zu zun zxx zza
        """;

    // XK and XKX are user-assigned, and in use for Kosovo from the European Union to the banks: a record about her is not refused for it.
    private static readonly Dictionary<string, string> TwoLettersOf = Words(Countries).SelectMany(word => (KeyValuePair<string, string>[])[new(word[..2], word[..2]), new(word[2..5], word[..2]), new(word[5..], word[..2])])
        .Concat([new("XK", "XK"), new("XKX", "XK")]).ToDictionary(StringComparer.Ordinal);

    private static readonly Dictionary<string, string> ThreeLettersOf = Words(Countries).ToDictionary(word => word[..2], word => word[2..5], StringComparer.Ordinal);

    private static readonly Dictionary<string, string> ShortestOf = ReadLanguages();

    /// <summary>The two letters of a country's code, whichever of the three forms it is in; null for what is no code. Capital letters, as the standard writes them.</summary>
    public static string? Country(string code) => TwoLettersOf.GetValueOrDefault(code);

    /// <summary>The three letters of a country's two; null for what is none.</summary>
    public static string? ThreeLetters(string country) => ThreeLettersOf.GetValueOrDefault(country);

    /// <summary>A language's shortest code, from either of the three-letter codes or the two letters; null for what is no code. Small letters. The codes that the standard leaves to local use (qaa to qtz) are their own.</summary>
    public static string? Language(string code)
    {
        ArgumentNullException.ThrowIfNull(code);
        return ShortestOf.GetValueOrDefault(code) ?? (code.Length == 3 && code[0] == 'q' && code[1] is >= 'a' and <= 't' && char.IsAsciiLetterLower(code[2]) ? code : null);
    }

    private static Dictionary<string, string> ReadLanguages()
    {
        var codes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var word in Words(Languages))
        {
            var (three, two) = word.Split('=') is [var before, var after] ? (before, after) : (word, null);
            foreach (var code in three.Split('/')) codes[code] = two ?? three.Split('/')[0];
            if (two is not null) codes[two] = two;
        }
        return codes;
    }

    private static string[] Words(string text) => text.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
}
