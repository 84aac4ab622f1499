using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Vern.Material.Intake.Storage;
using Vern.Platform.Store;
using static Vern.Platform.Store.ModelTables;

namespace Vern.Material.Removal.Storage;

/// <summary>A notice to a host. Address and contact are sealed; host and country stand in clear.</summary>
internal sealed class NoticeRow
{
    public required string Id { get; set; }
    /// <summary>Digest of the address under a key of the workspace: the same address is found again.</summary>
    public required string Address { get; set; }
    /// <summary>The same while the notice is followed, null after: an address has one open notice.</summary>
    public string? OpenAddress { get; set; }
    public required string KeyId { get; set; }
    public required byte[] Url { get; set; }
    public required byte[] Mail { get; set; }
    public required string Host { get; set; }
    public string? Country { get; set; }
    public required string Language { get; set; }
    public required string Basis { get; set; }
    public required string Class { get; set; }
    public required string Media { get; set; }
    public required string Method { get; set; }
    public string? Md5 { get; set; }
    public string? Sha1 { get; set; }
    public string? Sha256 { get; set; }
    public long? Report { get; set; }
    public string? Request { get; set; }
    public NoticeState State { get; set; }
    public int Round { get; set; }
    public NoticeStep Step { get; set; }
    /// <summary>In milliseconds since 1970, as all moments here.</summary>
    public long? StepAt { get; set; }
    public long MadeAt { get; set; }
    public long? SentAt { get; set; }
    public long? GoneAt { get; set; }
    /// <summary>Counts up with every change.</summary>
    public int Turn { get; set; }
}

/// <summary>What happened to a notice.</summary>
internal sealed class NoticeEventRow
{
    public long Id { get; set; }
    public required string Notice { get; set; }
    public NoticeEvent What { get; set; }
    public int Round { get; set; }
    public long At { get; set; }
}

/// <summary>A letter of a notice that leaves by a mail server. To whom is sealed in its notice.</summary>
internal sealed class NoticeLetterRow
{
    /// <summary>Its Message-ID, without brackets.</summary>
    public required string Id { get; set; }
    public required string Notice { get; set; }
    public NoticeStep Step { get; set; }
    public LetterState State { get; set; }
    public int Attempts { get; set; }
    /// <summary>When it was taken in hand, sent, refused or put off.</summary>
    public long At { get; set; }
    public long? NextAt { get; set; }
    public string? Why { get; set; }
    public int? Code { get; set; }
}

/// <summary>A verified person who had a part in a notice: she does not decide on a complaint about it.</summary>
internal sealed class NoticeHandRow
{
    public required string Notice { get; set; }
    public int Person { get; set; }
}

/// <summary>Notices of an address or of a report do not leave until a day (J-007).</summary>
internal sealed class HoldRow
{
    public required string Id { get; set; }
    public string? Address { get; set; }
    public long? Report { get; set; }
    public DateOnly Until { get; set; }
    public long MadeAt { get; set; }
    public long? LiftedAt { get; set; }
    public required string KeyId { get; set; }
    /// <summary>Why, sealed; null: nothing said.</summary>
    public byte[]? Reason { get; set; }
    public required byte[] By { get; set; }
}

/// <summary>Maps the tables on notices to hosts.</summary>
internal static partial class RemovalTables
{
    internal static void Map(ModelBuilder model)
    {
        Table<NoticeRow>(model, "notices", notice =>
        {
            notice.HasKey(row => row.Id);
            foreach (var name in (string[])[nameof(NoticeRow.Id), nameof(NoticeRow.KeyId), nameof(NoticeRow.Request)]) notice.Property<string>(name).HasMaxLength(32).HasShape(MaterialShapes.Id);
            foreach (var name in (string[])[nameof(NoticeRow.Address), nameof(NoticeRow.OpenAddress), nameof(NoticeRow.Md5), nameof(NoticeRow.Sha1), nameof(NoticeRow.Sha256)]) notice.Property<string>(name).HasMaxLength(64).HasShape(MaterialShapes.Digest);
            foreach (var name in (string[])[nameof(NoticeRow.Language), nameof(NoticeRow.Basis), nameof(NoticeRow.Class), nameof(NoticeRow.Media), nameof(NoticeRow.Method)]) notice.Property<string>(name).HasMaxLength(40).HasShape(MaterialShapes.Code);
            notice.Property(row => row.Host).HasMaxLength(253).HasShape(HostName);
            notice.Property(row => row.Country).HasMaxLength(2).HasShape(MaterialShapes.Country);
            notice.Property(row => row.State).HasConversion<string>().HasMaxLength(24);
            notice.Property(row => row.Step).HasConversion<string>().HasMaxLength(24);
            notice.HasIndex(row => row.OpenAddress).IsUnique();
            notice.HasIndex(row => row.Address);
            notice.HasIndex(row => new { row.State, row.StepAt });
            notice.HasIndex(row => row.SentAt);
            notice.HasIndex(row => row.Report);
        });
        Table<NoticeEventRow>(model, "notice_events", moment =>
        {
            moment.HasKey(row => row.Id);
            moment.Property(row => row.Notice).HasMaxLength(32).HasShape(MaterialShapes.Id);
            moment.Property(row => row.What).HasConversion<string>().HasMaxLength(24);
            moment.HasOne<NoticeRow>().WithMany().HasForeignKey(row => row.Notice);
        });
        Table<NoticeLetterRow>(model, "notice_letters", letter =>
        {
            letter.HasKey(row => row.Id);
            letter.Property(row => row.Id).HasMaxLength(320).HasShape(MessageId);
            letter.Property(row => row.Notice).HasMaxLength(32).HasShape(MaterialShapes.Id);
            letter.Property(row => row.Step).HasConversion<string>().HasMaxLength(24);
            letter.Property(row => row.State).HasConversion<string>().HasMaxLength(24);
            letter.Property(row => row.Why).HasMaxLength(40).HasShape(MaterialShapes.Code);
            letter.HasOne<NoticeRow>().WithMany().HasForeignKey(row => row.Notice);
        });
        Table<NoticeHandRow>(model, "notice_hands", hand =>
        {
            hand.HasKey(row => new { row.Notice, row.Person });
            hand.Property(row => row.Notice).HasMaxLength(32).HasShape(MaterialShapes.Id);
            hand.HasOne<NoticeRow>().WithMany().HasForeignKey(row => row.Notice);
        });
        Table<HoldRow>(model, "notice_holds", hold =>
        {
            hold.HasKey(row => row.Id);
            hold.Property(row => row.Id).HasMaxLength(32).HasShape(MaterialShapes.Id);
            hold.Property(row => row.KeyId).HasMaxLength(32).HasShape(MaterialShapes.Id);
            hold.Property(row => row.Address).HasMaxLength(64).HasShape(MaterialShapes.Digest);
            hold.HasIndex(row => row.Address);
            hold.HasIndex(row => row.Report);
        });
    }

    private static ColumnShape HostName { get; } = new("the name or IP address of a host", HostAddress.IsHost);
    private static ColumnShape MessageId { get; } = new("the Message-ID of a letter", value => value.Split('@') is [var name, var domain] && MessageName().IsMatch(name) && HostAddress.IsHost(domain));

    /// <summary>What their text columns may hold, beside what <see cref="MaterialShapes"/> has.</summary>
    internal static IReadOnlyList<ColumnShape> Shapes { get; } = [HostName, MessageId];

    [GeneratedRegex("^[0-9a-f]{32}\\.[0-9]{1,9}\\.[a-z]{4,8}\\.[0-9]{1,9}$")] private static partial Regex MessageName();
}
