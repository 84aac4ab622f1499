using System.Net;

namespace Vern.Ledger.Log;

/// <summary>A log served over HTTP under a prefix, as C2SP tlog-tiles has it.</summary>
/// <param name="client">The caller's client: its time-outs and limits hold.</param>
/// <param name="prefix">The log's address, with or without a final slash.</param>
public sealed class HttpSource(HttpClient client, Uri prefix) : ILogSource
{
    // A bundle of 256 entries of 65,535 bytes each; whatever is larger is no file of a log.
    private const long Largest = 256L * 65_537;

    private readonly Uri root = new(prefix.AbsoluteUri.TrimEnd('/') + "/");

    /// <inheritdoc/>
    public string Name => root.AbsoluteUri;

    /// <inheritdoc/>
    public byte[]? Read(string file, CancellationToken cancel = default)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(root, file));
            using var response = client.Send(request, HttpCompletionOption.ResponseHeadersRead, cancel);
            if (response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone) return null;
            if (!response.IsSuccessStatusCode) throw new IOException($"{file}: the server answered {(int)response.StatusCode}");
            using var stream = response.Content.ReadAsStream(cancel);
            using var bytes = new MemoryStream();
            var buffer = new byte[81920];
            for (int read; (read = stream.Read(buffer)) > 0;)
            {
                cancel.ThrowIfCancellationRequested();
                if (bytes.Length + read > Largest) throw new IOException($"{file}: more than {Largest} bytes, no file of a log is that long");
                bytes.Write(buffer, 0, read);
            }
            return bytes.ToArray();
        }
        catch (HttpRequestException unreachable)
        {
            throw new IOException($"{root}{file}: {unreachable.Message}", unreachable);
        }
    }
}
