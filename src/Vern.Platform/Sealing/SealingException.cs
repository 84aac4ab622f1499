namespace Vern.Platform.Sealing;

/// <summary>Something sealed that cannot be opened, or a key that cannot be used. The message says why and what to do; it never holds a key or what was sealed.</summary>
public sealed class SealingException(string message, Exception? cause = null) : Exception(message, cause);
