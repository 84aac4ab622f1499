"use strict";
var __defProp = Object.defineProperty;
var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __hasOwnProp = Object.prototype.hasOwnProperty;
var __export = (target, all) => {
  for (var name in all)
    __defProp(target, name, { get: all[name], enumerable: true });
};
var __copyProps = (to, from, except, desc) => {
  if (from && typeof from === "object" || typeof from === "function") {
    for (let key of __getOwnPropNames(from))
      if (!__hasOwnProp.call(to, key) && key !== except)
        __defProp(to, key, { get: () => from[key], enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable });
  }
  return to;
};
var __toCommonJS = (mod) => __copyProps(__defProp({}, "__esModule", { value: true }), mod);

// src/index.ts
var index_exports = {};
__export(index_exports, {
  AddressType: () => AddressType,
  Client: () => Client,
  Country: () => Country,
  DeviceEventName: () => DeviceEventName,
  DeviceIdType: () => DeviceIdType,
  EmailType: () => EmailType,
  Environment: () => Environment,
  FileAnnotations: () => FileAnnotations,
  FileDetailType: () => FileDetailType,
  FileHashType: () => FileHashType,
  FileRelevance: () => FileRelevance,
  IPEventName: () => IPEventName,
  IncidentType: () => IncidentType,
  IndustryClassification: () => IndustryClassification,
  PhoneType: () => PhoneType,
  ReportAnnotation: () => ReportAnnotation,
  ResponseCode: () => ResponseCode,
  State: () => State,
  buildAddress: () => buildAddress,
  buildCellPhoneIncident: () => buildCellPhoneIncident,
  buildChatImIncident: () => buildChatImIncident,
  buildContactPerson: () => buildContactPerson,
  buildDeviceId: () => buildDeviceId,
  buildEmail: () => buildEmail,
  buildEmailIncident: () => buildEmailIncident,
  buildEstimatedLocation: () => buildEstimatedLocation,
  buildFileDetails: () => buildFileDetails,
  buildIncidentSummary: () => buildIncidentSummary,
  buildIntendedRecipient: () => buildIntendedRecipient,
  buildIpCapture: () => buildIpCapture,
  buildLawEnforcement: () => buildLawEnforcement,
  buildNewsgroupIncident: () => buildNewsgroupIncident,
  buildNonInternetIncident: () => buildNonInternetIncident,
  buildOnlineGamingIncident: () => buildOnlineGamingIncident,
  buildOriginalFileHash: () => buildOriginalFileHash,
  buildPeer2peerIncident: () => buildPeer2peerIncident,
  buildPerson: () => buildPerson,
  buildPersonOrUserReported: () => buildPersonOrUserReported,
  buildPhone: () => buildPhone,
  buildReport: () => buildReport,
  buildReporter: () => buildReporter,
  buildSubmitFileDetails: () => buildSubmitFileDetails,
  buildVictim: () => buildVictim,
  buildWebPageIncident: () => buildWebPageIncident,
  ensureDesiredReportState: () => ensureDesiredReportState,
  ensureSuccessResponse: () => ensureSuccessResponse,
  errorDetailsByCode: () => errorDetailsByCode,
  makeApiRequest: () => makeApiRequest,
  parseCancelResponse: () => parseCancelResponse,
  parseFinishResponse: () => parseFinishResponse,
  parseGetStatus: () => parseGetStatus,
  parseResponseError: () => parseResponseError,
  parseSubmitFileDetailsResponse: () => parseSubmitFileDetailsResponse,
  parseSubmitResponse: () => parseSubmitResponse,
  parseUploadResponse: () => parseUploadResponse,
  parseXmlResponse: () => parseXmlResponse,
  resolveResponseCode: () => resolveResponseCode
});
module.exports = __toCommonJS(index_exports);

// src/types/Client.ts
var Environment = /* @__PURE__ */ ((Environment2) => {
  Environment2["Production"] = "production";
  Environment2["Testing"] = "testing";
  return Environment2;
})(Environment || {});

// src/types/Constants/Country.ts
var Country = /* @__PURE__ */ ((Country2) => {
  Country2["AnonymousProxy"] = "A1";
  Country2["SatelliteProvider"] = "A2";
  Country2["OtherCountry"] = "O1";
  Country2["Andorra"] = "AD";
  Country2["UnitedArabEmirates"] = "AE";
  Country2["Afghanistan"] = "AF";
  Country2["AntiguaAndBarbuda"] = "AG";
  Country2["Anguilla"] = "AI";
  Country2["Albania"] = "AL";
  Country2["Armenia"] = "AM";
  Country2["NetherlandsAntilles"] = "AN";
  Country2["Angola"] = "AO";
  Country2["AsiaPacificRegion"] = "AP";
  Country2["Antarctica"] = "AQ";
  Country2["Argentina"] = "AR";
  Country2["AmericanSamoa"] = "AS";
  Country2["Austria"] = "AT";
  Country2["Australia"] = "AU";
  Country2["Aruba"] = "AW";
  Country2["AlandIslands"] = "AX";
  Country2["Azerbaijan"] = "AZ";
  Country2["BosniaAndHerzegovina"] = "BA";
  Country2["Barbados"] = "BB";
  Country2["Bangladesh"] = "BD";
  Country2["Belgium"] = "BE";
  Country2["BurkinaFaso"] = "BF";
  Country2["Bulgaria"] = "BG";
  Country2["Bahrain"] = "BH";
  Country2["Burundi"] = "BI";
  Country2["Benin"] = "BJ";
  Country2["SaintBartelemey"] = "BL";
  Country2["Bermuda"] = "BM";
  Country2["BruneiDarussalam"] = "BN";
  Country2["Bolivia"] = "BO";
  Country2["BonaireSintEustatiusAndSaba"] = "BQ";
  Country2["Brazil"] = "BR";
  Country2["Bahamas"] = "BS";
  Country2["Bhutan"] = "BT";
  Country2["BouvetIsland"] = "BV";
  Country2["Botswana"] = "BW";
  Country2["Belarus"] = "BY";
  Country2["Belize"] = "BZ";
  Country2["Canada"] = "CA";
  Country2["CocosKeelingIslands"] = "CC";
  Country2["CongoDemocraticRepublic"] = "CD";
  Country2["CentralAfricanRepublic"] = "CF";
  Country2["Congo"] = "CG";
  Country2["Switzerland"] = "CH";
  Country2["CoteDIvoire"] = "CI";
  Country2["CookIslands"] = "CK";
  Country2["Chile"] = "CL";
  Country2["Cameroon"] = "CM";
  Country2["China"] = "CN";
  Country2["Colombia"] = "CO";
  Country2["CostaRica"] = "CR";
  Country2["Cuba"] = "CU";
  Country2["CapeVerde"] = "CV";
  Country2["ChristmasIsland"] = "CX";
  Country2["Curacao"] = "CW";
  Country2["Cyprus"] = "CY";
  Country2["CzechRepublic"] = "CZ";
  Country2["Germany"] = "DE";
  Country2["Djibouti"] = "DJ";
  Country2["Denmark"] = "DK";
  Country2["Dominica"] = "DM";
  Country2["DominicanRepublic"] = "DO";
  Country2["Algeria"] = "DZ";
  Country2["Ecuador"] = "EC";
  Country2["Estonia"] = "EE";
  Country2["Egypt"] = "EG";
  Country2["WesternSahara"] = "EH";
  Country2["Eritrea"] = "ER";
  Country2["Spain"] = "ES";
  Country2["Ethiopia"] = "ET";
  Country2["Europe"] = "EU";
  Country2["Finland"] = "FI";
  Country2["Fiji"] = "FJ";
  Country2["FalklandIslands"] = "FK";
  Country2["Micronesia"] = "FM";
  Country2["FaroeIslands"] = "FO";
  Country2["France"] = "FR";
  Country2["FranceMetropolitan"] = "FX";
  Country2["Gabon"] = "GA";
  Country2["UnitedKingdom"] = "GB";
  Country2["Grenada"] = "GD";
  Country2["Georgia"] = "GE";
  Country2["FrenchGuiana"] = "GF";
  Country2["Guernsey"] = "GG";
  Country2["Ghana"] = "GH";
  Country2["Gibraltar"] = "GI";
  Country2["Greenland"] = "GL";
  Country2["Gambia"] = "GM";
  Country2["Guinea"] = "GN";
  Country2["Guadeloupe"] = "GP";
  Country2["EquatorialGuinea"] = "GQ";
  Country2["Greece"] = "GR";
  Country2["SouthGeorgia"] = "GS";
  Country2["Guatemala"] = "GT";
  Country2["Guam"] = "GU";
  Country2["GuineaBissau"] = "GW";
  Country2["Guyana"] = "GY";
  Country2["HongKong"] = "HK";
  Country2["HeardIsland"] = "HM";
  Country2["Honduras"] = "HN";
  Country2["Croatia"] = "HR";
  Country2["Haiti"] = "HT";
  Country2["Hungary"] = "HU";
  Country2["Indonesia"] = "ID";
  Country2["Ireland"] = "IE";
  Country2["Israel"] = "IL";
  Country2["IsleOfMan"] = "IM";
  Country2["India"] = "IN";
  Country2["BritishIndianOceanTerritory"] = "IO";
  Country2["Iraq"] = "IQ";
  Country2["Iran"] = "IR";
  Country2["Iceland"] = "IS";
  Country2["Italy"] = "IT";
  Country2["Jersey"] = "JE";
  Country2["Jamaica"] = "JM";
  Country2["Jordan"] = "JO";
  Country2["Japan"] = "JP";
  Country2["Kenya"] = "KE";
  Country2["Kyrgyzstan"] = "KG";
  Country2["Cambodia"] = "KH";
  Country2["Kiribati"] = "KI";
  Country2["Comoros"] = "KM";
  Country2["SaintKittsAndNevis"] = "KN";
  Country2["NorthKorea"] = "KP";
  Country2["SouthKorea"] = "KR";
  Country2["Kuwait"] = "KW";
  Country2["CaymanIslands"] = "KY";
  Country2["Kazakhstan"] = "KZ";
  Country2["Laos"] = "LA";
  Country2["Lebanon"] = "LB";
  Country2["SaintLucia"] = "LC";
  Country2["Liechtenstein"] = "LI";
  Country2["SriLanka"] = "LK";
  Country2["Liberia"] = "LR";
  Country2["Lesotho"] = "LS";
  Country2["Lithuania"] = "LT";
  Country2["Luxembourg"] = "LU";
  Country2["Latvia"] = "LV";
  Country2["Libya"] = "LY";
  Country2["Morocco"] = "MA";
  Country2["Monaco"] = "MC";
  Country2["Moldova"] = "MD";
  Country2["Montenegro"] = "ME";
  Country2["SaintMartin"] = "MF";
  Country2["Madagascar"] = "MG";
  Country2["MarshallIslands"] = "MH";
  Country2["Macedonia"] = "MK";
  Country2["Mali"] = "ML";
  Country2["Myanmar"] = "MM";
  Country2["Mongolia"] = "MN";
  Country2["Macao"] = "MO";
  Country2["NorthernMarianaIslands"] = "MP";
  Country2["Martinique"] = "MQ";
  Country2["Mauritania"] = "MR";
  Country2["Montserrat"] = "MS";
  Country2["Malta"] = "MT";
  Country2["Mauritius"] = "MU";
  Country2["Maldives"] = "MV";
  Country2["Malawi"] = "MW";
  Country2["Mexico"] = "MX";
  Country2["Malaysia"] = "MY";
  Country2["Mozambique"] = "MZ";
  Country2["Namibia"] = "NA";
  Country2["NewCaledonia"] = "NC";
  Country2["Niger"] = "NE";
  Country2["NorfolkIsland"] = "NF";
  Country2["Nigeria"] = "NG";
  Country2["Nicaragua"] = "NI";
  Country2["Netherlands"] = "NL";
  Country2["Norway"] = "NO";
  Country2["Nepal"] = "NP";
  Country2["Nauru"] = "NR";
  Country2["Niue"] = "NU";
  Country2["NewZealand"] = "NZ";
  Country2["Oman"] = "OM";
  Country2["Panama"] = "PA";
  Country2["Peru"] = "PE";
  Country2["FrenchPolynesia"] = "PF";
  Country2["PapuaNewGuinea"] = "PG";
  Country2["Philippines"] = "PH";
  Country2["Pakistan"] = "PK";
  Country2["Poland"] = "PL";
  Country2["SaintPierreAndMiquelon"] = "PM";
  Country2["Pitcairn"] = "PN";
  Country2["PuertoRico"] = "PR";
  Country2["PalestinianTerritory"] = "PS";
  Country2["Portugal"] = "PT";
  Country2["Palau"] = "PW";
  Country2["Paraguay"] = "PY";
  Country2["Qatar"] = "QA";
  Country2["Reunion"] = "RE";
  Country2["Romania"] = "RO";
  Country2["Serbia"] = "RS";
  Country2["Russia"] = "RU";
  Country2["Rwanda"] = "RW";
  Country2["SaudiArabia"] = "SA";
  Country2["SolomonIslands"] = "SB";
  Country2["Seychelles"] = "SC";
  Country2["Sudan"] = "SD";
  Country2["Sweden"] = "SE";
  Country2["Singapore"] = "SG";
  Country2["SaintHelena"] = "SH";
  Country2["Slovenia"] = "SI";
  Country2["SvalbardAndJanMayen"] = "SJ";
  Country2["Slovakia"] = "SK";
  Country2["SierraLeone"] = "SL";
  Country2["SanMarino"] = "SM";
  Country2["Senegal"] = "SN";
  Country2["Somalia"] = "SO";
  Country2["Suriname"] = "SR";
  Country2["SouthSudan"] = "SS";
  Country2["SaoTomeAndPrincipe"] = "ST";
  Country2["ElSalvador"] = "SV";
  Country2["SintMaarten"] = "SX";
  Country2["Syria"] = "SY";
  Country2["Swaziland"] = "SZ";
  Country2["TurksAndCaicosIslands"] = "TC";
  Country2["Chad"] = "TD";
  Country2["FrenchSouthernTerritories"] = "TF";
  Country2["Togo"] = "TG";
  Country2["Thailand"] = "TH";
  Country2["Tajikistan"] = "TJ";
  Country2["Tokelau"] = "TK";
  Country2["TimorLeste"] = "TL";
  Country2["Turkmenistan"] = "TM";
  Country2["Tunisia"] = "TN";
  Country2["Tonga"] = "TO";
  Country2["Turkey"] = "TR";
  Country2["TrinidadAndTobago"] = "TT";
  Country2["Tuvalu"] = "TV";
  Country2["Taiwan"] = "TW";
  Country2["Tanzania"] = "TZ";
  Country2["Ukraine"] = "UA";
  Country2["Uganda"] = "UG";
  Country2["UnitedStatesMinorOutlyingIslands"] = "UM";
  Country2["UnitedStates"] = "US";
  Country2["Uruguay"] = "UY";
  Country2["Uzbekistan"] = "UZ";
  Country2["VaticanCity"] = "VA";
  Country2["SaintVincentAndTheGrenadines"] = "VC";
  Country2["Venezuela"] = "VE";
  Country2["BritishVirginIslands"] = "VG";
  Country2["UsVirginIslands"] = "VI";
  Country2["Vietnam"] = "VN";
  Country2["Vanuatu"] = "VU";
  Country2["WallisAndFutuna"] = "WF";
  Country2["Samoa"] = "WS";
  Country2["Kosovo"] = "XK";
  Country2["Yemen"] = "YE";
  Country2["Mayotte"] = "YT";
  Country2["SouthAfrica"] = "ZA";
  Country2["Zambia"] = "ZM";
  Country2["Zimbabwe"] = "ZW";
  return Country2;
})(Country || {});

// src/types/Constants/FileAnnotations.ts
var FileAnnotations = /* @__PURE__ */ ((FileAnnotations2) => {
  FileAnnotations2["AnimeDrawingVirtualHentai"] = "animeDrawingVirtualHentai";
  FileAnnotations2["PotentialMeme"] = "potentialMeme";
  FileAnnotations2["Viral"] = "viral";
  FileAnnotations2["PossibleSelfProduction"] = "possibleSelfProduction";
  FileAnnotations2["PhysicalHarm"] = "physicalHarm";
  FileAnnotations2["ViolenceGore"] = "violenceGore";
  FileAnnotations2["Bestiality"] = "bestiality";
  FileAnnotations2["LiveStreaming"] = "liveStreaming";
  FileAnnotations2["Infant"] = "infant";
  FileAnnotations2["GenerativeAI"] = "generativeAi";
  return FileAnnotations2;
})(FileAnnotations || {});

// src/types/Constants/FileRelevance.ts
var FileRelevance = /* @__PURE__ */ ((FileRelevance2) => {
  FileRelevance2["Reported"] = "Reported";
  FileRelevance2["SupplementalReported"] = "Supplemental Reported";
  return FileRelevance2;
})(FileRelevance || {});

// src/types/Constants/IncidentType.ts
var IncidentType = /* @__PURE__ */ ((IncidentType2) => {
  IncidentType2["ChildPornography"] = "Child Pornography (possession, manufacture, and distribution)";
  IncidentType2["ChildSexTrafficking"] = "Child Sex Trafficking";
  IncidentType2["ChildSexTourism"] = "Child Sex Tourism";
  IncidentType2["ChildSexualMolestation"] = "Child Sexual Molestation";
  IncidentType2["MisleadingDomainName"] = "Misleading Domain Name";
  IncidentType2["MisleadingWordsOrImages"] = "Misleading Words or Digital Images on the Internet";
  IncidentType2["OnlineEnticement"] = "Online Enticement of Children for Sexual Act";
  IncidentType2["UnsolicitedObsceneMaterial"] = "Unsolicited Obscene Material Sent to a Child";
  return IncidentType2;
})(IncidentType || {});

// src/types/Constants/IndustryClassification.ts
var IndustryClassification = /* @__PURE__ */ ((IndustryClassification2) => {
  IndustryClassification2["A1"] = "A1";
  IndustryClassification2["A2"] = "A2";
  IndustryClassification2["B1"] = "B1";
  IndustryClassification2["B2"] = "B2";
  return IndustryClassification2;
})(IndustryClassification || {});

// src/types/Constants/ReportAnnotation.ts
var ReportAnnotation = /* @__PURE__ */ ((ReportAnnotation2) => {
  ReportAnnotation2["Sextortion"] = "sextortion";
  ReportAnnotation2["CsamSolicitation"] = "csamSolicitation";
  ReportAnnotation2["MinorToMinorInteraction"] = "minorToMinorInteraction";
  ReportAnnotation2["Spam"] = "spam";
  return ReportAnnotation2;
})(ReportAnnotation || {});

// src/types/Constants/ResponseCode.ts
var ResponseCode = /* @__PURE__ */ ((ResponseCode2) => {
  ResponseCode2[ResponseCode2["Success"] = 0] = "Success";
  ResponseCode2[ResponseCode2["ServerError"] = 1e3] = "ServerError";
  ResponseCode2[ResponseCode2["SaveFailed"] = 1100] = "SaveFailed";
  ResponseCode2[ResponseCode2["UploadFailed"] = 1110] = "UploadFailed";
  ResponseCode2[ResponseCode2["FileUploadFailed"] = 1111] = "FileUploadFailed";
  ResponseCode2[ResponseCode2["ResourceNotFound"] = 1210] = "ResourceNotFound";
  ResponseCode2[ResponseCode2["UpdateFailed"] = 1300] = "UpdateFailed";
  ResponseCode2[ResponseCode2["AuthenticationRequired"] = 2e3] = "AuthenticationRequired";
  ResponseCode2[ResponseCode2["NotAuthorized"] = 3e3] = "NotAuthorized";
  ResponseCode2[ResponseCode2["NotAuthorizedForSubmissions"] = 3100] = "NotAuthorizedForSubmissions";
  ResponseCode2[ResponseCode2["NotAuthorizedForUpdates"] = 3300] = "NotAuthorizedForUpdates";
  ResponseCode2[ResponseCode2["InvalidRequest"] = 4e3] = "InvalidRequest";
  ResponseCode2[ResponseCode2["ValidationFailed"] = 4100] = "ValidationFailed";
  ResponseCode2[ResponseCode2["MalformedXmlSubmittal"] = 4110] = "MalformedXmlSubmittal";
  ResponseCode2[ResponseCode2["MalformedFileSubmittal"] = 4200] = "MalformedFileSubmittal";
  ResponseCode2[ResponseCode2["ReportDoesNotExist"] = 5001] = "ReportDoesNotExist";
  ResponseCode2[ResponseCode2["FileDoesNotExist"] = 5002] = "FileDoesNotExist";
  ResponseCode2[ResponseCode2["ReportAlreadyRetracted"] = 5101] = "ReportAlreadyRetracted";
  ResponseCode2[ResponseCode2["ReportAlreadyFinished"] = 5102] = "ReportAlreadyFinished";
  return ResponseCode2;
})(ResponseCode || {});

// src/types/Constants/State.ts
var State = /* @__PURE__ */ ((State2) => {
  State2["Alaska"] = "AK";
  State2["Alabama"] = "AL";
  State2["Arkansas"] = "AR";
  State2["Arizona"] = "AZ";
  State2["California"] = "CA";
  State2["Colorado"] = "CO";
  State2["Connecticut"] = "CT";
  State2["DistrictOfColumbia"] = "DC";
  State2["Delaware"] = "DE";
  State2["Florida"] = "FL";
  State2["Georgia"] = "GA";
  State2["Guam"] = "GU";
  State2["Hawaii"] = "HI";
  State2["Iowa"] = "IA";
  State2["Idaho"] = "ID";
  State2["Illinois"] = "IL";
  State2["Indiana"] = "IN";
  State2["Kansas"] = "KS";
  State2["Kentucky"] = "KY";
  State2["Louisiana"] = "LA";
  State2["Massachusetts"] = "MA";
  State2["Maryland"] = "MD";
  State2["Maine"] = "ME";
  State2["Michigan"] = "MI";
  State2["Minnesota"] = "MN";
  State2["Missouri"] = "MO";
  State2["Mississippi"] = "MS";
  State2["Montana"] = "MT";
  State2["NorthCarolina"] = "NC";
  State2["NorthDakota"] = "ND";
  State2["Nebraska"] = "NE";
  State2["NewHampshire"] = "NH";
  State2["NewJersey"] = "NJ";
  State2["NewMexico"] = "NM";
  State2["Nevada"] = "NV";
  State2["NewYork"] = "NY";
  State2["Ohio"] = "OH";
  State2["Oklahoma"] = "OK";
  State2["Oregon"] = "OR";
  State2["Pennsylvania"] = "PA";
  State2["PuertoRico"] = "PR";
  State2["RhodeIsland"] = "RI";
  State2["SouthCarolina"] = "SC";
  State2["SouthDakota"] = "SD";
  State2["Tennessee"] = "TN";
  State2["Texas"] = "TX";
  State2["Utah"] = "UT";
  State2["Virginia"] = "VA";
  State2["VirginIslands"] = "VI";
  State2["Vermont"] = "VT";
  State2["Washington"] = "WA";
  State2["Wisconsin"] = "WI";
  State2["WestVirginia"] = "WV";
  State2["Wyoming"] = "WY";
  return State2;
})(State || {});

// src/types/common/Address.ts
var AddressType = /* @__PURE__ */ ((AddressType2) => {
  AddressType2["Home"] = "Home";
  AddressType2["Business"] = "Business";
  AddressType2["Billing"] = "Billing";
  AddressType2["Shipping"] = "Shipping";
  AddressType2["Technical"] = "Technical";
  return AddressType2;
})(AddressType || {});

// src/types/common/DeviceId.ts
var DeviceEventName = /* @__PURE__ */ ((DeviceEventName2) => {
  DeviceEventName2["Login"] = "Login";
  DeviceEventName2["Registration"] = "Registration";
  DeviceEventName2["Purchase"] = "Purchase";
  DeviceEventName2["Upload"] = "Upload";
  DeviceEventName2["Other"] = "Other";
  DeviceEventName2["Unknown"] = "Unknown";
  return DeviceEventName2;
})(DeviceEventName || {});
var DeviceIdType = /* @__PURE__ */ ((DeviceIdType2) => {
  DeviceIdType2["IMEI"] = "IMEI";
  DeviceIdType2["ICCID"] = "ICCID";
  DeviceIdType2["SSID"] = "SSID";
  return DeviceIdType2;
})(DeviceIdType || {});

// src/types/common/Email.ts
var EmailType = /* @__PURE__ */ ((EmailType2) => {
  EmailType2["Home"] = "Home";
  EmailType2["Work"] = "Work";
  EmailType2["Business"] = "Business";
  return EmailType2;
})(EmailType || {});

// src/types/common/IpCapture.ts
var IPEventName = /* @__PURE__ */ ((IPEventName2) => {
  IPEventName2["Login"] = "Login";
  IPEventName2["Registration"] = "Registration";
  IPEventName2["Purchase"] = "Purchase";
  IPEventName2["Upload"] = "Upload";
  IPEventName2["Other"] = "Other";
  IPEventName2["Unknown"] = "Unknown";
  return IPEventName2;
})(IPEventName || {});

// src/types/common/Phone.ts
var PhoneType = /* @__PURE__ */ ((PhoneType2) => {
  PhoneType2["Mobile"] = "Mobile";
  PhoneType2["Home"] = "Home";
  PhoneType2["Business"] = "Business";
  PhoneType2["Work"] = "Work";
  PhoneType2["Fax"] = "Fax";
  PhoneType2["Internet"] = "Internet";
  return PhoneType2;
})(PhoneType || {});

// src/types/fileDetails/FileDetails.ts
var FileDetailType = /* @__PURE__ */ ((FileDetailType2) => {
  FileDetailType2["EXIF"] = "EXIF";
  FileDetailType2["HASH"] = "HASH";
  return FileDetailType2;
})(FileDetailType || {});

// src/types/fileDetails/OriginalFileHash.ts
var FileHashType = /* @__PURE__ */ ((FileHashType2) => {
  FileHashType2["MD5"] = "MD5";
  FileHashType2["SHA1"] = "SHA1";
  return FileHashType2;
})(FileHashType || {});

// src/utils/apiRequest.ts
async function makeApiRequest(url, auth, parser15, fetchOptions = {}) {
  const response = await fetch(url, {
    ...fetchOptions,
    headers: {
      Authorization: `Basic ${auth}`,
      ...fetchOptions.headers
    }
  });
  const requestId = response.headers.get("Request-ID") || "unknown";
  if (!response.ok) {
    let errorMessage = `Request failed with http status ${response.status}`;
    try {
      const errorResponse = await response.text();
      const errorData = parser15.error(errorResponse);
      if (errorData) {
        const resolved = ResponseCode[errorData.responseCode];
        if (resolved) {
          errorMessage += ` - ${ResponseCode[errorData.responseCode]}`;
        } else {
          errorMessage += ` (${errorData.responseCode}: ${errorData.responseDescription})`;
        }
      }
    } catch (_e) {
    }
    throw new Error(`${errorMessage} (Request-ID: ${requestId})`);
  }
  const data = parser15.response(await response.text());
  return {
    data,
    requestId
  };
}

// src/utils/responseCode.ts
var errorDetailsByCode = {
  [0 /* Success */]: { message: "Success", httpStatus: 200 },
  [1e3 /* ServerError */]: { message: "Server error", httpStatus: 500 },
  [1100 /* SaveFailed */]: { message: "Save failed", httpStatus: 500 },
  [1110 /* UploadFailed */]: { message: "Upload failed", httpStatus: 500 },
  [1111 /* FileUploadFailed */]: {
    message: "File upload failed",
    httpStatus: 500
  },
  [1210 /* ResourceNotFound */]: {
    message: "Resource not found",
    httpStatus: 404
  },
  [1300 /* UpdateFailed */]: { message: "Update failed", httpStatus: 500 },
  [2e3 /* AuthenticationRequired */]: {
    message: "Authentication required",
    httpStatus: 401
  },
  [3e3 /* NotAuthorized */]: {
    message: "User is not authorized to perform this action",
    httpStatus: 403
  },
  [3100 /* NotAuthorizedForSubmissions */]: {
    message: "User does not have authorization to make submissions",
    httpStatus: 403
  },
  [3300 /* NotAuthorizedForUpdates */]: {
    message: "User does not have authorization to make updates",
    httpStatus: 403
  },
  [4e3 /* InvalidRequest */]: {
    message: "Invalid request",
    httpStatus: 400
  },
  [4100 /* ValidationFailed */]: {
    message: "Validation failed",
    httpStatus: 422
  },
  [4110 /* MalformedXmlSubmittal */]: {
    message: "Malformed XML submittal",
    httpStatus: 400
  },
  [4200 /* MalformedFileSubmittal */]: {
    message: "Malformed file submittal",
    httpStatus: 400
  },
  [5001 /* ReportDoesNotExist */]: {
    message: "Report does not exist",
    httpStatus: 404
  },
  [5002 /* FileDoesNotExist */]: {
    message: "File does not exist",
    httpStatus: 404
  },
  [5101 /* ReportAlreadyRetracted */]: {
    message: "Report already retracted",
    httpStatus: 409
  },
  [5102 /* ReportAlreadyFinished */]: {
    message: "Report already finished",
    httpStatus: 409
  }
};
var resolveResponseCode = (responseCode) => {
  return errorDetailsByCode[responseCode] || {
    message: "Unknown error",
    httpStatus: 500
  };
};
var ensureSuccessResponse = (responseCode) => {
  if (responseCode === 0 /* Success */) return;
  const { message } = resolveResponseCode(responseCode);
  throw new Error(message);
};
var ensureDesiredReportState = (responseCode) => {
  if (responseCode === 0 /* Success */ || responseCode === 5102 /* ReportAlreadyFinished */ || responseCode === 5101 /* ReportAlreadyRetracted */)
    return;
  const { message } = resolveResponseCode(responseCode);
  throw new Error(message);
};

// src/xmlBuilders/common/buildAddress.ts
var import_fast_xml_parser = require("fast-xml-parser");
var builder = new import_fast_xml_parser.XMLBuilder({
  attributeNamePrefix: "@_",
  ignoreAttributes: false,
  suppressBooleanAttributes: false
});
var buildAddress = (address, keyName = "address") => builder.build({
  [keyName]: {
    "@_type": address.type,
    address: address.address,
    city: address.city,
    zipCode: address.zipCode,
    state: address.state,
    nonUsaState: address.nonUsaState,
    country: address.country
  }
});

// src/xmlBuilders/common/buildDeviceId.ts
var import_fast_xml_parser2 = require("fast-xml-parser");
var builder2 = new import_fast_xml_parser2.XMLBuilder({
  attributeNamePrefix: "@_",
  ignoreAttributes: false,
  suppressBooleanAttributes: false
});
var buildDeviceId = (deviceId, keyName = "deviceId") => builder2.build({
  [keyName]: {
    idType: deviceId.idType,
    idValue: deviceId.idValue,
    eventName: deviceId.eventName,
    dateTime: deviceId.dateTime?.toISOString()
  }
});

// src/xmlBuilders/common/buildEmail.ts
var import_fast_xml_parser3 = require("fast-xml-parser");
var builder3 = new import_fast_xml_parser3.XMLBuilder({
  attributeNamePrefix: "@_",
  ignoreAttributes: false,
  suppressBooleanAttributes: false
});
var buildEmail = (email, keyName = "email") => builder3.build({
  [keyName]: {
    "@_type": email.type,
    "@_verified": email.verified,
    "@_verificationDate": email.verificationDate?.toISOString(),
    "#text": email.email
  }
});

// src/xmlBuilders/common/buildEstimatedLocation.ts
var import_fast_xml_parser4 = require("fast-xml-parser");
var builder4 = new import_fast_xml_parser4.XMLBuilder({
  attributeNamePrefix: "@_",
  ignoreAttributes: false,
  suppressBooleanAttributes: false
});
var buildEstimatedLocation = (location, keyName = "estimatedLocation") => builder4.build({
  [keyName]: {
    "@_verified": location.verified,
    "@_timestamp": location.timestamp?.toISOString(),
    city: location.city,
    region: location.region,
    countryCode: location.countryCode
  }
});

// src/xmlBuilders/common/buildIpCapture.ts
var import_fast_xml_parser5 = require("fast-xml-parser");
var builder5 = new import_fast_xml_parser5.XMLBuilder({
  attributeNamePrefix: "@_",
  ignoreAttributes: false,
  suppressBooleanAttributes: false
});
var buildIpCapture = (ipCapture, keyName = "ipCaptureEvent") => builder5.build({
  [keyName]: {
    ipAddress: ipCapture.ipAddress,
    eventName: ipCapture.eventName,
    dateTime: ipCapture.dateTime?.toISOString(),
    possibleProxy: ipCapture.possibleProxy,
    port: ipCapture.port
  }
});

// src/xmlBuilders/common/buildPerson.ts
var import_fast_xml_parser7 = require("fast-xml-parser");

// src/xmlBuilders/common/buildPhone.ts
var import_fast_xml_parser6 = require("fast-xml-parser");
var builder6 = new import_fast_xml_parser6.XMLBuilder({
  attributeNamePrefix: "@_",
  ignoreAttributes: false,
  suppressBooleanAttributes: false
});
var buildPhone = (phone, keyName = "phone") => builder6.build({
  [keyName]: {
    "@_type": phone.type,
    "@_verified": phone.verified,
    "@_verificationDate": phone.verificationDate?.toISOString(),
    "@_countryCallingCode": phone.countryCallingCode,
    "@_extension": phone.extension,
    "#text": phone.number
  }
});

// src/xmlBuilders/common/buildPerson.ts
var parser = new import_fast_xml_parser7.XMLParser({
  attributeNamePrefix: "@_",
  ignoreAttributes: false,
  allowBooleanAttributes: true
});
var builder7 = new import_fast_xml_parser7.XMLBuilder({
  attributeNamePrefix: "@_",
  ignoreAttributes: false,
  suppressBooleanAttributes: false
});
var buildPerson = (person, keyName = "person") => {
  const { phone, email, address } = person;
  const phones = phone?.map((e) => parser.parse(buildPhone(e)).phone);
  const emails = email?.map((e) => parser.parse(buildEmail(e)).email);
  const addresses = address?.map((e) => parser.parse(buildAddress(e)).address);
  return builder7.build({
    [keyName]: {
      firstName: person.firstName,
      lastName: person.lastName,
      phone: phones,
      email: emails,
      address: addresses,
      age: person.age,
      dateOfBirth: person.dateOfBirth?.toISOString().split("T")[0]
    }
  });
};
var buildContactPerson = (person, keyName = "contactPerson") => {
  const { phone, email, address } = person;
  const phones = phone?.map((e) => parser.parse(buildPhone(e)).phone);
  const emails = email?.map((e) => parser.parse(buildEmail(e)).email);
  const addresses = address?.map((e) => parser.parse(buildAddress(e)).address);
  return builder7.build({
    [keyName]: {
      firstName: person.firstName,
      lastName: person.lastName,
      phone: phones,
      email: emails,
      address: addresses
    }
  });
};

// src/xmlBuilders/fileDetails/buildFileDetails.ts
var import_fast_xml_parser8 = require("fast-xml-parser");
var builder8 = new import_fast_xml_parser8.XMLBuilder({
  attributeNamePrefix: "@_",
  ignoreAttributes: false,
  suppressBooleanAttributes: false
});
var buildFileDetails = (fileDetails, keyName = "details") => {
  return builder8.build({
    [keyName]: {
      "@_type": fileDetails.type,
      nameValuePair: fileDetails.valuePair.map(({ name, value }) => ({
        name,
        value
      }))
    }
  });
};

// src/xmlBuilders/fileDetails/buildOriginalFileHash.ts
var import_fast_xml_parser9 = require("fast-xml-parser");
var builder9 = new import_fast_xml_parser9.XMLBuilder({
  attributeNamePrefix: "@_",
  ignoreAttributes: false,
  suppressBooleanAttributes: false
});
var buildOriginalFileHash = (originalFileHash, keyName = "originalFileHash") => builder9.build({
  [keyName]: {
    "@_hashType": originalFileHash.hashType,
    "#text": originalFileHash.value
  }
});

// src/xmlBuilders/incidents/buildCellPhoneIncident.ts
var import_fast_xml_parser10 = require("fast-xml-parser");
var parser2 = new import_fast_xml_parser10.XMLParser({
  attributeNamePrefix: "@_",
  ignoreAttributes: false,
  allowBooleanAttributes: true
});
var builder10 = new import_fast_xml_parser10.XMLBuilder({
  attributeNamePrefix: "@_",
  ignoreAttributes: false,
  suppressBooleanAttributes: false
});
var buildCellPhoneIncident = (cellPhoneIncident, keyName = "cellPhoneIncident") => builder10.build({
  [keyName]: {
    phoneNumber: cellPhoneIncident.phoneNumber ? parser2.parse(buildPhone(cellPhoneIncident.phoneNumber)).phone : void 0,
    latitude: cellPhoneIncident.latitude,
    longitude: cellPhoneIncident.longitude,
    additionalInfo: cellPhoneIncident.additionalInfo
  }
});

// src/xmlBuilders/incidents/buildChatImIncident.ts
var import_fast_xml_parser11 = require("fast-xml-parser");
var builder11 = new import_fast_xml_parser11.XMLBuilder({
  attributeNamePrefix: "@_",
  ignoreAttributes: false,
  suppressBooleanAttributes: false
});
var buildChatImIncident = (chatImIncident, keyName = "chatImIncident") => builder11.build({
  [keyName]: {
    chatClient: chatImIncident.chatClient,
    chatRoomName: chatImIncident.chatRoomName,
    content: chatImIncident.content,
    additionalInfo: chatImIncident.additionalInfo
  }
});

// src/xmlBuilders/incidents/buildEmailIncident.ts
var import_fast_xml_parser12 = require("fast-xml-parser");
var parser3 = new import_fast_xml_parser12.XMLParser({
  attributeNamePrefix: "@_",
  ignoreAttributes: false,
  allowBooleanAttributes: true
});
var builder12 = new import_fast_xml_parser12.XMLBuilder({
  attributeNamePrefix: "@_",
  ignoreAttributes: false,
  suppressBooleanAttributes: false
});
var buildEmailIncident = (emailIncident, keyName = "emailIncident") => builder12.build({
  [keyName]: {
    emailAddress: emailIncident.emailAddress?.map(
      (e) => parser3.parse(buildEmail(e)).email
    ),
    content: emailIncident.content,
    additionalInfo: emailIncident.additionalInfo
  }
});

// src/xmlBuilders/incidents/buildNewsgroupIncident.ts
var import_fast_xml_parser13 = require("fast-xml-parser");
var parser4 = new import_fast_xml_parser13.XMLParser({
  attributeNamePrefix: "@_",
  ignoreAttributes: false,
  allowBooleanAttributes: true
});
var builder13 = new import_fast_xml_parser13.XMLBuilder({
  attributeNamePrefix: "@_",
  ignoreAttributes: false,
  suppressBooleanAttributes: false
});
var buildNewsgroupIncident = (newsgroupIncident, keyName = "newsgroupIncident") => builder13.build({
  [keyName]: {
    name: newsgroupIncident.name,
    emailAddress: newsgroupIncident.emailAddress?.map(
      (e) => parser4.parse(buildEmail(e)).email
    ),
    content: newsgroupIncident.content,
    additionalInfo: newsgroupIncident.additionalInfo
  }
});

// src/xmlBuilders/incidents/buildNonInternetIncident.ts
var import_fast_xml_parser14 = require("fast-xml-parser");
var parser5 = new import_fast_xml_parser14.XMLParser({
  attributeNamePrefix: "@_",
  ignoreAttributes: false,
  allowBooleanAttributes: true
});
var builder14 = new import_fast_xml_parser14.XMLBuilder({
  attributeNamePrefix: "@_",
  ignoreAttributes: false,
  suppressBooleanAttributes: false
});
var buildNonInternetIncident = (nonInternetIncident, keyName = "nonInternetIncident") => builder14.build({
  [keyName]: {
    locationName: nonInternetIncident.locationName,
    incidentAddress: nonInternetIncident.incidentAddress?.map(
      (e) => parser5.parse(buildAddress(e)).address
    ),
    additionalInfo: nonInternetIncident.additionalInfo
  }
});

// src/xmlBuilders/incidents/buildOnlineGamingIncident.ts
var import_fast_xml_parser15 = require("fast-xml-parser");
var builder15 = new import_fast_xml_parser15.XMLBuilder({
  attributeNamePrefix: "@_",
  ignoreAttributes: false,
  suppressBooleanAttributes: false
});
var buildOnlineGamingIncident = (onlineGamingIncident, keyName = "onlineGamingIncident") => builder15.build({
  [keyName]: {
    gameName: onlineGamingIncident.gameName,
    console: onlineGamingIncident.console,
    content: onlineGamingIncident.content,
    additionalInfo: onlineGamingIncident.additionalInfo
  }
});

// src/xmlBuilders/incidents/buildPeer2peerIncident.ts
var import_fast_xml_parser16 = require("fast-xml-parser");
var parser6 = new import_fast_xml_parser16.XMLParser({
  attributeNamePrefix: "@_",
  ignoreAttributes: false,
  allowBooleanAttributes: true
});
var builder16 = new import_fast_xml_parser16.XMLBuilder({
  attributeNamePrefix: "@_",
  ignoreAttributes: false,
  suppressBooleanAttributes: false
});
var buildPeer2peerIncident = (peer2peerIncident, keyName = "peer2peerIncident") => builder16.build({
  [keyName]: {
    client: peer2peerIncident.client,
    ipCaptureEvent: peer2peerIncident.ipCaptureEvent?.map(
      (e) => parser6.parse(buildIpCapture(e)).ipCaptureEvent
    ),
    fileNames: peer2peerIncident.fileNames,
    additionalInfo: peer2peerIncident.additionalInfo
  }
});

// src/xmlBuilders/incidents/buildWebPageIncident.ts
var import_fast_xml_parser17 = require("fast-xml-parser");
var builder17 = new import_fast_xml_parser17.XMLBuilder({
  attributeNamePrefix: "@_",
  ignoreAttributes: false,
  suppressBooleanAttributes: false
});
var buildWebPageIncident = (webPageIncident, keyName = "webPageIncident") => builder17.build({
  [keyName]: {
    url: webPageIncident.url,
    additionalInfo: webPageIncident.additionalInfo,
    "@_thirdPartyHostedContent": webPageIncident.thirdPartyHostedContent
  }
});

// src/xmlBuilders/reportDetails/buildIncidentSummary.ts
var import_fast_xml_parser18 = require("fast-xml-parser");
var builder18 = new import_fast_xml_parser18.XMLBuilder({
  attributeNamePrefix: "@_",
  ignoreAttributes: false,
  suppressBooleanAttributes: false
});
var buildIncidentSummary = (incidentSummary, keyName = "incidentSummary") => builder18.build({
  [keyName]: {
    incidentType: incidentSummary.incidentType,
    escalateToHighPriority: incidentSummary.escalateToHighPriority,
    reportAnnotations: Object.fromEntries(
      Object.entries(incidentSummary.reportAnnotations ?? {}).filter(([_, value]) => value).map(([key]) => [key, ""])
    ),
    incidentDateTime: incidentSummary.incidentDateTime.toISOString(),
    incidentDateTimeDescription: incidentSummary.incidentDateTimeDescription
  }
});

// src/xmlBuilders/reportDetails/buildIntendedRecipient.ts
var import_fast_xml_parser19 = require("fast-xml-parser");
var parser7 = new import_fast_xml_parser19.XMLParser({
  attributeNamePrefix: "@_",
  ignoreAttributes: false,
  allowBooleanAttributes: true
});
var builder19 = new import_fast_xml_parser19.XMLBuilder({
  attributeNamePrefix: "@_",
  ignoreAttributes: false,
  suppressBooleanAttributes: false
});
var buildIntendedRecipient = (intendedRecipient, keyName = "intendedRecipient") => {
  const {
    estimatedLocation,
    deviceId,
    ipCaptureEvent,
    intendedRecipientPerson,
    accountPermanentlyDisabled,
    accountTemporarilyDisabled
  } = intendedRecipient;
  const deviceIds = deviceId?.map(
    (e) => parser7.parse(buildDeviceId(e)).deviceId
  );
  const ipCaptureEvents = ipCaptureEvent?.map(
    (e) => parser7.parse(buildIpCapture(e)).ipCaptureEvent
  );
  const estimatedLocations = estimatedLocation ? parser7.parse(buildEstimatedLocation(estimatedLocation)).estimatedLocation : void 0;
  const person = intendedRecipientPerson ? parser7.parse(buildPerson(intendedRecipientPerson)).person : void 0;
  return builder19.build({
    [keyName]: {
      intendedRecipientPerson: person,
      espIdentifier: intendedRecipient.espIdentifier,
      espService: intendedRecipient.espService,
      screenName: intendedRecipient.screenName,
      displayName: intendedRecipient.displayName,
      profileUrl: intendedRecipient.profileUrl,
      ipCaptureEvent: ipCaptureEvents,
      deviceId: deviceIds,
      priorCTReports: intendedRecipient.priorCTReports,
      groupIdentifier: intendedRecipient.groupIdentifier,
      accountTemporarilyDisabled: accountTemporarilyDisabled ? {
        "#text": !!accountTemporarilyDisabled,
        "@_disabledDate": typeof accountTemporarilyDisabled === "object" ? accountTemporarilyDisabled?.disabledDate?.toISOString() : void 0,
        "@_reenabledDate": typeof accountTemporarilyDisabled === "object" ? accountTemporarilyDisabled.reenabledDate?.toISOString() : void 0
      } : void 0,
      accountPermanentlyDisabled: accountPermanentlyDisabled ? {
        "#text": !!accountPermanentlyDisabled,
        "@_disabledDate": typeof accountPermanentlyDisabled === "object" ? accountPermanentlyDisabled?.disabledDate?.toISOString() : void 0
      } : void 0,
      estimatedLocation: estimatedLocations,
      additionalInfo: intendedRecipient.additionalInfo
    }
  });
};

// src/xmlBuilders/reportDetails/buildLawEnforcement.ts
var import_fast_xml_parser20 = require("fast-xml-parser");
var parser8 = new import_fast_xml_parser20.XMLParser({
  attributeNamePrefix: "@_",
  ignoreAttributes: false,
  allowBooleanAttributes: true
});
var builder20 = new import_fast_xml_parser20.XMLBuilder({
  attributeNamePrefix: "@_",
  ignoreAttributes: false,
  suppressBooleanAttributes: false
});
var buildLawEnforcement = (lawEnforcement, keyName = "lawEnforcement") => {
  const { officerContact, servedLegalProcessInternational } = lawEnforcement;
  const person = officerContact ? parser8.parse(buildContactPerson(officerContact, "officerContact")).officerContact : void 0;
  return builder20.build({
    [keyName]: {
      agencyName: lawEnforcement.agencyName,
      caseNumber: lawEnforcement.caseNumber,
      officerContact: person,
      reportedToLe: lawEnforcement.reportedToLe,
      servedLegalProcessDomestic: lawEnforcement.servedLegalProcessDomestic,
      servedLegalProcessInternational: servedLegalProcessInternational ? {
        "#text": !!servedLegalProcessInternational,
        "@_fleaCountry": typeof servedLegalProcessInternational === "object" ? servedLegalProcessInternational.fleaCountry : void 0
      } : void 0
    }
  });
};

// src/xmlBuilders/reportDetails/buildPersonOrUserReported.ts
var import_fast_xml_parser21 = require("fast-xml-parser");
var parser9 = new import_fast_xml_parser21.XMLParser({
  attributeNamePrefix: "@_",
  ignoreAttributes: false,
  allowBooleanAttributes: true
});
var builder21 = new import_fast_xml_parser21.XMLBuilder({
  attributeNamePrefix: "@_",
  ignoreAttributes: false,
  suppressBooleanAttributes: false
});
var buildPersonOrUserReported = (personOrUserReported, keyName = "personOrUserReported") => {
  const {
    estimatedLocation,
    personOrUserReportedPerson,
    deviceId,
    ipCaptureEvent
  } = personOrUserReported;
  const deviceIds = deviceId?.map(
    (e) => parser9.parse(buildDeviceId(e)).deviceId
  );
  const ipCaptureEvents = ipCaptureEvent?.map(
    (e) => parser9.parse(buildIpCapture(e)).ipCaptureEvent
  );
  const estimatedLocations = estimatedLocation ? parser9.parse(buildEstimatedLocation(estimatedLocation)).estimatedLocation : void 0;
  const person = personOrUserReportedPerson ? parser9.parse(buildPerson(personOrUserReportedPerson)).person : void 0;
  return builder21.build({
    [keyName]: {
      personOrUserReportedPerson: person,
      vehicleDescription: personOrUserReported.vehicleDescription,
      espIdentifier: personOrUserReported.espIdentifier,
      espService: personOrUserReported.espService,
      screenName: personOrUserReported.screenName,
      displayName: personOrUserReported.displayName,
      profileUrl: personOrUserReported.profileUrl,
      ipCaptureEvent: ipCaptureEvents,
      deviceId: deviceIds,
      thirdPartyUserReported: personOrUserReported.thirdPartyUserReported,
      priorCTReports: personOrUserReported.priorCTReports,
      groupIdentifier: personOrUserReported.groupIdentifier,
      estimatedLocation: estimatedLocations,
      additionalInfo: personOrUserReported.additionalInfo
    }
  });
};

// src/xmlBuilders/reportDetails/buildReporter.ts
var import_fast_xml_parser22 = require("fast-xml-parser");
var parser10 = new import_fast_xml_parser22.XMLParser({
  attributeNamePrefix: "@_",
  ignoreAttributes: false,
  allowBooleanAttributes: true
});
var builder22 = new import_fast_xml_parser22.XMLBuilder({
  attributeNamePrefix: "@_",
  ignoreAttributes: false,
  suppressBooleanAttributes: false
});
var buildReporter = (reporter, keyName = "reporter") => {
  const { reportingPerson, contactPerson } = reporter;
  const person = parser10.parse(buildPerson(reportingPerson)).person;
  const contact = contactPerson ? parser10.parse(buildContactPerson(contactPerson)).contactPerson : void 0;
  return builder22.build({
    [keyName]: {
      reportingPerson: person,
      contactPerson: contact,
      companyTemplate: reporter.companyTemplate,
      termsOfService: reporter.termsOfService,
      legalURL: reporter.legalUrl
    }
  });
};

// src/xmlBuilders/reportDetails/buildVictim.ts
var import_fast_xml_parser23 = require("fast-xml-parser");
var parser11 = new import_fast_xml_parser23.XMLParser({
  attributeNamePrefix: "@_",
  ignoreAttributes: false,
  allowBooleanAttributes: true
});
var builder23 = new import_fast_xml_parser23.XMLBuilder({
  attributeNamePrefix: "@_",
  ignoreAttributes: false,
  suppressBooleanAttributes: false
});
var buildVictim = (victim, keyName = "victim") => {
  const { estimatedLocation, deviceId, ipCaptureEvent, victimPerson } = victim;
  const deviceIds = deviceId?.map(
    (e) => parser11.parse(buildDeviceId(e)).deviceId
  );
  const ipCaptureEvents = ipCaptureEvent?.map(
    (e) => parser11.parse(buildIpCapture(e)).ipCaptureEvent
  );
  const estimatedLocations = estimatedLocation ? parser11.parse(buildEstimatedLocation(estimatedLocation)).estimatedLocation : void 0;
  const person = parser11.parse(buildPerson(victimPerson)).person;
  return builder23.build({
    [keyName]: {
      victimPerson: person,
      espIdentifier: victim.espIdentifier,
      espService: victim.espService,
      screenName: victim.screenName,
      displayName: victim.displayName,
      profileUrl: victim.profileUrl,
      ipCaptureEvent: ipCaptureEvents,
      deviceId: deviceIds,
      schoolName: victim.schoolName,
      priorCTReports: victim.priorCTReports,
      estimatedLocation: estimatedLocations,
      additionalInfo: victim.additionalInfo
    }
  });
};

// src/xmlBuilders/transactions/buildReport.ts
var import_fast_xml_parser24 = require("fast-xml-parser");
var parser12 = new import_fast_xml_parser24.XMLParser({
  attributeNamePrefix: "@_",
  ignoreAttributes: false,
  allowBooleanAttributes: true
});
var builder24 = new import_fast_xml_parser24.XMLBuilder({
  attributeNamePrefix: "@_",
  ignoreAttributes: false,
  suppressBooleanAttributes: false,
  suppressEmptyNode: true,
  processEntities: false
});
var buildReport = (report, keyName = "report") => {
  const {
    victim,
    intendedRecipient,
    personOrUserReported,
    reporter,
    lawEnforcement,
    incidentDetails,
    incidentSummary,
    additionalInfo
  } = report;
  const victims = victim?.map((e) => parser12.parse(buildVictim(e)).victim);
  const intendedRecipients = intendedRecipient?.map(
    (e) => parser12.parse(buildIntendedRecipient(e)).intendedRecipient
  );
  const reportedPerson = personOrUserReported ? parser12.parse(buildPersonOrUserReported(personOrUserReported)).personOrUserReported : void 0;
  const reportingPerson = parser12.parse(buildReporter(reporter)).reporter;
  const lawEnforcementEntity = lawEnforcement ? parser12.parse(buildLawEnforcement(lawEnforcement)).lawEnforcement : void 0;
  const incidentSummaryEntity = parser12.parse(
    buildIncidentSummary(incidentSummary)
  ).incidentSummary;
  const {
    webPageIncidents,
    emailIncidents,
    newsgroupIncidents,
    chatImIncidents,
    onlineGamingIncidents,
    cellPhoneIncidents
  } = incidentDetails ?? {};
  const internetDetailsEntities = [
    webPageIncidents?.map((e) => parser12.parse(buildWebPageIncident(e))),
    emailIncidents?.map((e) => parser12.parse(buildEmailIncident(e))),
    newsgroupIncidents?.map((e) => parser12.parse(buildNewsgroupIncident(e))),
    chatImIncidents?.map((e) => parser12.parse(buildChatImIncident(e))),
    onlineGamingIncidents?.map(
      (e) => parser12.parse(buildOnlineGamingIncident(e))
    ),
    cellPhoneIncidents?.map((e) => parser12.parse(buildCellPhoneIncident(e)))
  ];
  const xmlObj = {
    "?xml": {
      "@_version": "1.0",
      "@_encoding": "UTF-8"
    },
    [keyName]: {
      "@_xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
      "@_xsi:noNamespaceSchemaLocation": "https://report.cybertip.org/ispws/xsd",
      incidentSummary: incidentSummaryEntity,
      internetDetails: internetDetailsEntities.flat(),
      lawEnforcement: lawEnforcementEntity,
      reporter: reportingPerson,
      personOrUserReported: reportedPerson,
      intendedRecipient: intendedRecipients,
      victim: victims,
      additionalInfo
    }
  };
  return builder24.build(xmlObj);
};

// src/xmlBuilders/transactions/buildSubmitFileDetails.ts
var import_fast_xml_parser25 = require("fast-xml-parser");
var parser13 = new import_fast_xml_parser25.XMLParser({
  attributeNamePrefix: "@_",
  ignoreAttributes: false,
  allowBooleanAttributes: true
});
var builder25 = new import_fast_xml_parser25.XMLBuilder({
  attributeNamePrefix: "@_",
  ignoreAttributes: false,
  suppressBooleanAttributes: false,
  suppressEmptyNode: true,
  processEntities: false
});
var buildSubmitFileDetails = (fileDetails, keyName = "fileDetails") => {
  const { originalFileHash, ipCaptureEvent, deviceId, details } = fileDetails;
  const originalFileHashes = originalFileHash?.map(
    (e) => parser13.parse(buildOriginalFileHash(e)).originalFileHash
  );
  const deviceIds = deviceId?.map(
    (e) => parser13.parse(buildDeviceId(e)).deviceId
  );
  const ipCaptureEvents = ipCaptureEvent ? parser13.parse(buildIpCapture(ipCaptureEvent)).ipCaptureEvent : void 0;
  const detail = details?.map((e) => parser13.parse(buildFileDetails(e)).details);
  return builder25.build({
    "?xml": {
      "@_version": "1.0",
      "@_encoding": "UTF-8"
    },
    [keyName]: {
      "@_xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
      "@_xsi:noNamespaceSchemaLocation": "https://report.cybertip.org/ispws/xsd",
      reportId: fileDetails.reportId,
      fileId: fileDetails.fileId,
      originalFileName: fileDetails.originalFileName,
      locationOfFile: fileDetails.locationOfFile,
      fileViewedByEsp: fileDetails.fileViewedByEsp,
      exifViewedByEsp: fileDetails.exifViewedByEsp,
      publiclyAvailable: fileDetails.publiclyAvailable,
      fileRelevance: fileDetails.fileRelevance,
      fileAnnotations: Object.fromEntries(
        Object.entries(fileDetails.fileAnnotations ?? {}).filter(([_, value]) => value).map(([key]) => [key, ""])
      ),
      industryClassification: fileDetails.industryClassification,
      originalFileHash: originalFileHashes,
      ipCaptureEvent: ipCaptureEvents,
      deviceId: deviceIds,
      details: detail,
      additionalInfo: fileDetails.additionalInfo
    }
  });
};

// src/utils/xmlResponseParser.ts
var import_fast_xml_parser26 = require("fast-xml-parser");
var parser14 = new import_fast_xml_parser26.XMLParser();
var isExpectedType = (value, expectedType) => {
  switch (expectedType) {
    case "string":
      return typeof value === "string";
    case "number":
      return typeof value === "number";
    default:
      return false;
  }
};
function parseXmlResponse(xmlData, config) {
  const json = parser14.parse(xmlData);
  if (typeof json !== "object" || json === null) {
    throw new Error(`XML response must be an object, got: ${typeof json}`);
  }
  if (!(config.rootKey in json)) {
    throw new Error(
      `XML response missing required "${config.rootKey}" property`
    );
  }
  const rootValue = json[config.rootKey];
  if (typeof rootValue !== "object" || rootValue === null) {
    throw new Error(
      `XML "${config.rootKey}" must be an object, got: ${typeof rootValue}`
    );
  }
  const response = rootValue;
  for (const rule of config.rules) {
    const { key, type, required } = rule;
    const stringKey = String(key);
    if (!required && !(stringKey in response)) {
      continue;
    }
    if (required && !(stringKey in response)) {
      throw new Error(`Response missing required "${stringKey}" property`);
    }
    if (stringKey in response && !isExpectedType(response[stringKey], type)) {
      throw new Error(
        `Response "${stringKey}" must be a ${type}, got: ${typeof response[stringKey]}`
      );
    }
  }
  return response;
}

// src/client/responseParsers.ts
var parseFinishResponse = (xmlData) => {
  return parseXmlResponse(xmlData, {
    rootKey: "reportDoneResponse",
    rules: [
      { key: "responseCode", type: "number", required: true },
      { key: "reportId", type: "number", required: true }
    ]
  });
};
var parseGetStatus = (xmlData) => {
  return parseXmlResponse(xmlData, {
    rootKey: "reportResponse",
    rules: [
      { key: "responseCode", type: "number", required: true },
      { key: "responseDescription", type: "string", required: true }
    ]
  });
};
var parseResponseError = (xmlData) => {
  return parseXmlResponse(xmlData, {
    rootKey: "reportResponse",
    rules: [
      { key: "responseCode", type: "number", required: true },
      { key: "responseDescription", type: "string", required: true }
    ]
  });
};
var parseSubmitResponse = (xmlData) => {
  return parseXmlResponse(xmlData, {
    rootKey: "reportResponse",
    rules: [
      { key: "responseCode", type: "number", required: true },
      { key: "responseDescription", type: "string", required: true },
      { key: "reportId", type: "number", required: true }
    ]
  });
};
var parseUploadResponse = (xmlData) => {
  return parseXmlResponse(xmlData, {
    rootKey: "reportResponse",
    rules: [
      { key: "responseCode", type: "number", required: true },
      { key: "responseDescription", type: "string", required: true },
      { key: "reportId", type: "number", required: true },
      { key: "fileId", type: "string", required: true },
      { key: "hash", type: "string", required: false }
    ]
  });
};
var parseSubmitFileDetailsResponse = (xmlData) => {
  return parseXmlResponse(xmlData, {
    rootKey: "reportResponse",
    rules: [
      { key: "responseCode", type: "number", required: true },
      { key: "responseDescription", type: "string", required: true },
      { key: "reportId", type: "number", required: true }
    ]
  });
};
var parseCancelResponse = (xmlData) => {
  return parseXmlResponse(xmlData, {
    rootKey: "reportResponse",
    rules: [
      { key: "responseCode", type: "number", required: true },
      { key: "responseDescription", type: "string", required: true },
      { key: "reportId", type: "number", required: true }
    ]
  });
};

// src/client/Client.ts
var Client = class {
  baseUrl;
  auth;
  /**
   * Creates a new CyberTipline API client
   * @param config - Configuration options
   */
  constructor(config) {
    this.baseUrl = config.environment === "production" /* Production */ ? "https://report.cybertip.org/ispws" : "https://exttest.cybertip.org/ispws";
    this.auth = Buffer.from(
      `${config.credentials.username}:${config.credentials.password}`
    ).toString("base64");
  }
  /**
   * Verify that the client can connect to and authenticate with the server.
   * @returns Response indicating success/failure and user details
   * @throws Error if the request fails or if response indicates failure
   */
  async getStatus() {
    const response = await makeApiRequest(
      `${this.baseUrl}/status`,
      this.auth,
      { response: parseGetStatus, error: parseResponseError }
    );
    ensureSuccessResponse(response.data.responseCode);
    return response;
  }
  /**
   * Submit a new report to the CyberTipline
   * @param report - The report details to submit
   * @returns Response containing the report ID and status
   * @throws Error if the request fails or if response indicates failure
   */
  async submitReport(report) {
    const response = await makeApiRequest(
      `${this.baseUrl}/submit`,
      this.auth,
      { response: parseSubmitResponse, error: parseResponseError },
      {
        method: "POST",
        body: buildReport(report)
      }
    );
    ensureSuccessResponse(response.data.responseCode);
    return response;
  }
  /**
   * Upload a file to be associated with a report
   * @param upload - The file upload details
   * @returns Response containing the file ID and status
   * @throws Error if the request fails or if response indicates failure
   */
  async uploadFile(upload) {
    const formData = new FormData();
    formData.append("id", upload.id.toString());
    formData.append("file", upload.file);
    const response = await makeApiRequest(
      `${this.baseUrl}/upload`,
      this.auth,
      { response: parseUploadResponse, error: parseResponseError },
      {
        method: "POST",
        body: formData
      }
    );
    ensureSuccessResponse(response.data.responseCode);
    return response;
  }
  /**
   * Submit details about a previously uploaded file
   * @param details - The file details to submit
   * @returns Response indicating success/failure
   * @throws Error if the request fails or if response indicates failure
   */
  async submitFileDetails(details) {
    const response = await makeApiRequest(
      `${this.baseUrl}/fileinfo`,
      this.auth,
      { response: parseSubmitFileDetailsResponse, error: parseResponseError },
      {
        method: "POST",
        body: buildSubmitFileDetails(details)
      }
    );
    ensureSuccessResponse(response.data.responseCode);
    return response;
  }
  /**
   * Mark a report as finished, indicating no more files will be uploaded
   * @param finish - The finish report details
   * @returns Response indicating success/failure
   * @throws Error if the request fails or if response indicates failure
   */
  async finishReport(finish) {
    const formData = new FormData();
    formData.append("id", finish.id.toString());
    const response = await makeApiRequest(
      `${this.baseUrl}/finish`,
      this.auth,
      { response: parseFinishResponse, error: parseResponseError },
      {
        method: "POST",
        body: formData
      }
    );
    ensureDesiredReportState(response.data.responseCode);
    return response;
  }
  /**
   * Cancel/retract a previously submitted report
   * @param cancel - The cancel report details
   * @returns Response indicating success/failure
   * @throws Error if the request fails or if response indicates failure
   */
  async cancelReport(cancel) {
    const formData = new FormData();
    formData.append("id", cancel.id.toString());
    const response = await makeApiRequest(
      `${this.baseUrl}/retract`,
      this.auth,
      { response: parseCancelResponse, error: parseResponseError },
      {
        method: "POST",
        body: formData
      }
    );
    ensureDesiredReportState(response.data.responseCode);
    return response;
  }
};
// Annotate the CommonJS export names for ESM import in node:
0 && (module.exports = {
  AddressType,
  Client,
  Country,
  DeviceEventName,
  DeviceIdType,
  EmailType,
  Environment,
  FileAnnotations,
  FileDetailType,
  FileHashType,
  FileRelevance,
  IPEventName,
  IncidentType,
  IndustryClassification,
  PhoneType,
  ReportAnnotation,
  ResponseCode,
  State,
  buildAddress,
  buildCellPhoneIncident,
  buildChatImIncident,
  buildContactPerson,
  buildDeviceId,
  buildEmail,
  buildEmailIncident,
  buildEstimatedLocation,
  buildFileDetails,
  buildIncidentSummary,
  buildIntendedRecipient,
  buildIpCapture,
  buildLawEnforcement,
  buildNewsgroupIncident,
  buildNonInternetIncident,
  buildOnlineGamingIncident,
  buildOriginalFileHash,
  buildPeer2peerIncident,
  buildPerson,
  buildPersonOrUserReported,
  buildPhone,
  buildReport,
  buildReporter,
  buildSubmitFileDetails,
  buildVictim,
  buildWebPageIncident,
  ensureDesiredReportState,
  ensureSuccessResponse,
  errorDetailsByCode,
  makeApiRequest,
  parseCancelResponse,
  parseFinishResponse,
  parseGetStatus,
  parseResponseError,
  parseSubmitFileDetailsResponse,
  parseSubmitResponse,
  parseUploadResponse,
  parseXmlResponse,
  resolveResponseCode
});
