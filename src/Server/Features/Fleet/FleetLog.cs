namespace Proxima.Server.Features.Fleet;

/// <summary>Events 1000 to 1099.</summary>
internal static partial class FleetLog
{
    [LoggerMessage(1000, LogLevel.Information, "Knows {Nodes} nodes from before")]
    public static partial void Loaded(ILogger logger, int nodes);

    [LoggerMessage(1001, LogLevel.Information, "New node {Node} named {Name}")]
    public static partial void Registered(ILogger logger, string node, string name);

    [LoggerMessage(1002, LogLevel.Information, "Node {Node} is now named {Name}")]
    public static partial void Renamed(ILogger logger, string node, string name);

    [LoggerMessage(1003, LogLevel.Information, "Node {Node} was removed")]
    public static partial void Removed(ILogger logger, string node);

    [LoggerMessage(1004, LogLevel.Warning,
        "The data folder was filled on another host: node {Old} stays as it was, this host is the new node {Node}")]
    public static partial void OtherHost(ILogger logger, string old, string node);

    [LoggerMessage(1005, LogLevel.Warning, "What is stored of node {Node} cannot be read ({Reason}); it waits for its next sample")]
    public static partial void FactsUnreadable(ILogger logger, string node, string reason);

    [LoggerMessage(1010, LogLevel.Warning, "Refused an observation of node {Node} from {Origin}: {Reason}")]
    public static partial void Refused(ILogger logger, string node, string origin, string reason);

    [LoggerMessage(1011, LogLevel.Warning, "Node {Node} gave no sample for {Seconds} s: its state is unknown")]
    public static partial void Stale(ILogger logger, string node, double seconds);

    [LoggerMessage(1012, LogLevel.Information, "Node {Node} answers")]
    public static partial void Answers(ILogger logger, string node);

    [LoggerMessage(1020, LogLevel.Error, "Figures are shown but not kept: {Reason}")]
    public static partial void NotKept(ILogger logger, string reason);

    [LoggerMessage(1021, LogLevel.Information, "Figures are kept again; {Beats} samples were lost")]
    public static partial void KeptAgain(ILogger logger, long beats);

    [LoggerMessage(1022, LogLevel.Warning, "A look at this host took {Milliseconds} ms")]
    public static partial void SlowLook(ILogger logger, double milliseconds);

    [LoggerMessage(1023, LogLevel.Error, "A look at this host has not ended for {Seconds} s; waiting for it")]
    public static partial void LookHangs(ILogger logger, double seconds);

    [LoggerMessage(1024, LogLevel.Error, "A look at this host failed; the next one follows")]
    public static partial void LookFailed(ILogger logger, Exception exception);

    [LoggerMessage(1025, LogLevel.Error, "Checking for silent nodes failed; it is tried again")]
    public static partial void SweepFailed(ILogger logger, Exception exception);

    [LoggerMessage(1030, LogLevel.Information, "Cut a live stream of {Principal}: nothing was read for {Seconds} s")]
    public static partial void SlowReader(ILogger logger, string principal, double seconds);

    [LoggerMessage(1031, LogLevel.Warning, "Refused a live stream of {Principal}: {Reason}")]
    public static partial void StreamRefused(ILogger logger, string principal, string reason);
}
