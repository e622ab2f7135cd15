using Xunit.v3;

namespace Proxima.TestKit;

/// <summary>Ends a test as skipped, out loud, from a library that has no assertions.</summary>
public static class Skip
{
    /// <summary>The exception to throw; xunit shows the test as skipped for this reason.</summary>
    public static Exception Because(string reason) => new SkippedException(reason);

    private sealed class SkippedException(string reason) : Exception(DynamicSkipToken.Value + reason);
}
