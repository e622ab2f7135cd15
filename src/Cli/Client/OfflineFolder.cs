using Proxima.Cli.Serve;
using Proxima.Server;
using Proxima.Server.Platform.Audit;

namespace Proxima.Cli.Client;

/// <summary>The data folder a command was pointed at, for what can be done there while no server runs.</summary>
internal static class OfflineFolder
{
    /// <summary>Null when only a server can be asked: it is elsewhere, or there is no database yet.</summary>
    public static ServeOptions? Of(ServerAddress address, string? database)
    {
        if (address.Socket is not { } socket || Path.GetDirectoryName(socket) is not { } folder)
        {
            return null;
        }

        var options = new ServeOptions { DataFolder = folder, Database = database };
        return OfflineAudit.IsThere(options) ? options : null;
    }

    /// <summary>Does something there; what a person can do something about becomes a line.</summary>
    public static async Task<T> RunAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception exception) when (StartFailure.Explain(exception) is { } lines)
        {
            throw new CliException(lines, ExitCodes.Failed, exception);
        }
    }
}
