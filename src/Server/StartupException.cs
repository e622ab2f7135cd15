namespace Proxima.Server;

/// <summary>The server cannot start. The message is one line for a person: what, where, what to do.</summary>
public sealed class StartupException(string message, Exception? inner = null) : Exception(message, inner);
