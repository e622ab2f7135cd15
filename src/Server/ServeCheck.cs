using Proxima.Server.Platform.Database;
using Proxima.Server.Platform.Http;

namespace Proxima.Server;

/// <summary>What is wrong with the options of <c>serve</c>, found without opening anything.</summary>
public static class ServeCheck
{
    /// <summary>One line a problem: what, where, what to do. None holds a password.</summary>
    public static IReadOnlyList<string> Problems(ServeOptions options)
    {
        var problems = new List<string>();
        Check(problems, () => ListenAddress.All(options));
        if (options.DataFolder.Length > 0)
        {
            // Here and not only when the socket is bound: by then a database and a key would lie in that folder.
            Check(problems, () => ListenAddress.CheckedControlPath(options.DataFolder));
        }

        if (options.Database is { } database)
        {
            Check(problems, () => PostgresUrl.Parse(database));
        }

        return problems;
    }

    private static void Check(List<string> problems, Action check)
    {
        try
        {
            check();
        }
        catch (StartupException exception)
        {
            problems.AddRange(exception.Message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        }
    }
}
