using System.ComponentModel;
using System.Xml.Serialization;

namespace Vern.Material.Indicators.Sharing;

// The documents of the exchange as the document of the interface tells them; they are written and read as elements (SharingXml), and the test of the document holds both against this. All elements are in the namespace of the root.

/// <summary>Who asks.</summary>
/// <param name="IpAddress">The address that it asks from.</param>
/// <param name="Username">Its name.</param>
/// <param name="Member">The member that it is.</param>
[XmlRoot("status", Namespace = SharingForms.Space)]
public sealed record SharingStatus(string IpAddress, string Username, SharingMember Member);

/// <summary>A member of the exchange.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Title">Its name.</param>
[XmlType("member", Namespace = SharingForms.Space)]
public sealed record SharingMember([property: XmlAttribute] int Id, [property: XmlText] string Title);

/// <summary>The members that the asker sees: the centre and itself.</summary>
/// <param name="Member">Each.</param>
[XmlRoot("members", Namespace = SharingForms.Space)]
public sealed record SharingMembers([property: XmlElement("member")] IReadOnlyList<SharingMember> Member);

/// <summary>A page of entries.</summary>
/// <param name="Images">The entries.</param>
/// <param name="Paging">Where the next page is; not there: this is the last.</param>
[XmlRoot("queryResult", Namespace = SharingForms.Space)]
public sealed record SharingEntries(SharingImages Images, SharingPaging? Paging = null);

/// <summary>Entries of a page, those that are there and those that were.</summary>
/// <param name="Count">How many.</param>
/// <param name="MaxTimestamp">The latest time among them; not there: there is none.</param>
/// <param name="Image">Entries.</param>
/// <param name="DeletedImage">Entries that count no more.</param>
[XmlType("images", Namespace = SharingForms.Space)]
public sealed record SharingImages([property: XmlAttribute] int Count, [property: XmlAttribute] DateTimeOffset? MaxTimestamp = null, [property: XmlElement("image")] IReadOnlyList<SharingImage>? Image = null, [property: XmlElement("deletedImage")] IReadOnlyList<SharingDeleted>? DeletedImage = null);

/// <summary>An entry.</summary>
/// <param name="Member">Whose.</param>
/// <param name="Timestamp">When what is told of it last changed.</param>
/// <param name="Id">Its number.</param>
/// <param name="Classification">Its class, two capital signs.</param>
/// <param name="Fingerprints">Its fingerprints.</param>
[XmlType("image", Namespace = SharingForms.Space)]
public sealed record SharingImage(SharingMember Member, DateTimeOffset Timestamp, long Id, string Classification, SharingPrints Fingerprints);

/// <summary>An entry that counts no more.</summary>
/// <param name="Member">Whose.</param>
/// <param name="Timestamp">Since when.</param>
/// <param name="Id">Its number.</param>
[XmlType("deletedImage", Namespace = SharingForms.Space)]
public sealed record SharingDeleted(SharingMember Member, DateTimeOffset Timestamp, long Id);

/// <summary>Fingerprints, hexadecimal.</summary>
/// <param name="Md5">32 digits.</param>
/// <param name="Sha1">40.</param>
/// <param name="Pdq">64.</param>
[XmlType("fingerprints", Namespace = SharingForms.Space)]
public sealed record SharingPrints(string? Md5 = null, string? Sha1 = null, string? Pdq = null);

/// <summary>Where the next page is.</summary>
/// <param name="Next">A path to put behind the address of the exchange.</param>
[XmlType("paging", Namespace = SharingForms.Space)]
public sealed record SharingPaging(string Next);

/// <summary>Why a fingerprint may be called wrong.</summary>
/// <param name="Reason">Each.</param>
[XmlRoot("availableFeedbackReasons", Namespace = SharingForms.Space)]
public sealed record SharingReasons([property: XmlElement("reason")] IReadOnlyList<SharingReason> Reason);

/// <summary>A reason.</summary>
/// <param name="Guid">What it is named by.</param>
/// <param name="Name">In words.</param>
/// <param name="Type">Which kind of fingerprint it is a reason for: Md5, Sha1 or Pdq.</param>
[XmlType("reason", Namespace = SharingForms.Space)]
public sealed record SharingReason([property: XmlAttribute] string Guid, [property: XmlAttribute] string Name, [property: XmlAttribute] string Type);

/// <summary>What a recipient says of a fingerprint.</summary>
/// <param name="Affirmative">It is right.</param>
/// <param name="Negative">It is wrong.</param>
[XmlRoot("feedbackSubmission", Namespace = SharingForms.Space), Description("One of the two: 'affirmative' (empty), or 'negative' with the reasons' numbers. At most 64 KB, no document type. Whatever content type it bears is taken.")]
public sealed record SharingFeedback(SharingAffirmative? Affirmative = null, SharingNegative? Negative = null);

/// <summary>It is right.</summary>
[XmlType("affirmative", Namespace = SharingForms.Space)]
public sealed record SharingAffirmative;

/// <summary>It is wrong.</summary>
/// <param name="ReasonIds">Why.</param>
[XmlType("negative", Namespace = SharingForms.Space)]
public sealed record SharingNegative([property: XmlArrayItem("guid")] IReadOnlyList<string> ReasonIds);

/// <summary>Why it was not done.</summary>
/// <param name="Words">What was expected.</param>
[XmlRoot("error", Namespace = SharingForms.Space)]
public sealed record SharingRefusal([property: XmlText] string Words);

/// <summary>What the documents have in common.</summary>
internal static class SharingForms
{
    /// <summary>The namespace of version 2.</summary>
    internal const string Space = "https://hashsharing.ncmec.org/hashsharing/v2";
}
