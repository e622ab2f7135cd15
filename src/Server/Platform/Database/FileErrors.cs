namespace Proxima.Server.Platform.Database;

/// <summary>What the kernel says about files, as one line at start.</summary>
internal static class FileErrors
{
    // errno(3); .NET keeps it in the lower half of HResult.
    private const int WouldBlock = 11;
    private const int NoSpace = 28;
    private const int ReadOnly = 30;
    private const int QuotaExceeded = 122;

    public static bool IsLocked(IOException exception) => exception.HResult == WouldBlock;

    /// <summary>Runs <paramref name="work"/>; an error of the file system leaves as <see cref="StartupException"/>.</summary>
    public static void Guard(string what, string advice, Action work)
    {
        try
        {
            work();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StartupException(Explain(what, advice, exception), exception);
        }
    }

    internal static string Explain(string what, string advice, Exception exception) => exception switch
    {
        UnauthorizedAccessException => $"Cannot use {what}: permission denied; {advice}",
        { HResult: NoSpace } => $"Cannot use {what}: the disk is full; free some space there",
        { HResult: QuotaExceeded } => $"Cannot use {what}: the disk quota is used up; free some space there",
        { HResult: ReadOnly } => $"Cannot use {what}: the file system is read-only; {advice}",
        _ => $"Cannot use {what}: {exception.Message.ReplaceLineEndings(" ")}; {advice}",
    };
}
