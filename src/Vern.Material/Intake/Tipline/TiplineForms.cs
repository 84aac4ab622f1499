using System.ComponentModel;
using System.Xml.Serialization;
using Microsoft.AspNetCore.Http;

namespace Vern.Material.Intake.Tipline;

// The documents of the protocol as the document of the interface tells them. They are read by the published schema (ReadTipline) and written as elements (TiplineAnswer); the test of the document holds both against this.

/// <summary>A report, as the protocol has it.</summary>
[XmlRoot("report"), Description("The element 'report' of the CyberTipline reporting protocol, without a namespace, valid by the published schema (GET /ispws/xsd), which names its elements. At most 1 MB, no document type. Whatever content type it bears is taken.")]
public sealed record TiplineReport;

/// <summary>What is said of a file, as the protocol has it.</summary>
[XmlRoot("fileDetails"), Description("The element 'fileDetails' of the CyberTipline reporting protocol, without a namespace, valid by the published schema (GET /ispws/xsd), which names its elements. At most 1 MB, no document type. Whatever content type it bears is taken.")]
public sealed record TiplineFileDetails;

/// <summary>The published schema.</summary>
[XmlRoot("schema", Namespace = "http://www.w3.org/2001/XMLSchema"), Description("The published schema of the protocol's documents (XML Schema).")]
public sealed record TiplineSchema;

/// <summary>What comes with a file.</summary>
/// <param name="Id">The report's number.</param>
/// <param name="File">The file: its bytes are counted as they come and are gone.</param>
public sealed record TiplineUpload(long Id, IFormFile File);

/// <summary>Which report it is.</summary>
/// <param name="Id">The report's number.</param>
public sealed record TiplineEnd(long Id);

/// <summary>The answer to every call but the last.</summary>
/// <param name="ResponseCode">0: done. 1000: it could not be done here; 1111: the file could not be taken; 1210: nothing at this address; 2000, 3000: not known, may not; 3100: may not report; 4000: a value is missing or of another form; 4100: not valid by the schema; 4110: no well-formed XML; 5001, 5002: no such report, no such file; 5101, 5102: retracted already, finished already.</param>
/// <param name="ResponseDescription">What it says, for people.</param>
/// <param name="ReportId">The report's number.</param>
/// <param name="FileId">The file's number.</param>
/// <param name="Hash">MD5 of what was received of the file.</param>
[XmlRoot("reportResponse"), Description("responseCode: 0 done; 1000 it could not be done here; 1111 the file could not be taken; 1210 nothing at this address; 2000 not known; 3000 may not; 3100 may not report; 4000 a value is missing or of another form; 4100 not valid by the schema; 4110 no well-formed XML; 5001 no such report; 5002 no such file; 5101 retracted already; 5102 finished already. Outcomes come with status 200.")]
public sealed record TiplineResponse(int ResponseCode, string ResponseDescription, long? ReportId = null, string? FileId = null, string? Hash = null);

/// <summary>The answer to the end of a report.</summary>
/// <param name="ResponseCode">0.</param>
/// <param name="ReportId">The report's number.</param>
/// <param name="Files">The numbers of its files.</param>
[XmlRoot("reportDoneResponse")]
public sealed record TiplineDone(int ResponseCode, long ReportId, [property: XmlArrayItem("fileId")] IReadOnlyList<string> Files);
