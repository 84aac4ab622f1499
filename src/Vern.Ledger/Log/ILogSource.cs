namespace Vern.Ledger.Log;

/// <summary>Where the files of a log are read from: a folder or a URL. Names are those of C2SP tlog-tiles, with forward slashes.</summary>
public interface ILogSource
{
    /// <summary>What a person calls it, in messages.</summary>
    string Name { get; }

    /// <summary>The whole file, or null where there is none.</summary>
    /// <exception cref="IOException">It is there and cannot be read.</exception>
    byte[]? Read(string file, CancellationToken cancel = default);
}
