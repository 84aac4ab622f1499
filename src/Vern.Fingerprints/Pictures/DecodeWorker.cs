namespace Vern.Fingerprints.Pictures;
/// <summary>x</summary>
public static class DecodeWorker {
    /// <summary>x</summary>
    public const string Verb = "decode-worker";
    /// <summary>x</summary>
    public static int Run() => 0;
}
