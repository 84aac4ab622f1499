using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Vern.Platform.Store;

/// <summary>
/// What every SQLite connection is told when it opens: write-ahead log (readers do not wait for a writer), and secure_delete, so that deleted
/// encodings are overwritten with zeros instead of lying in free pages.
/// </summary>
internal sealed class SqliteConnectionSettings : DbConnectionInterceptor
{
    internal static SqliteConnectionSettings Instance { get; } = new();

    private const string Pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA secure_delete=ON; PRAGMA busy_timeout=30000;";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        var command = connection.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.CommandText = Pragmas;
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}
