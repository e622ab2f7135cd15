using Proxima.Cli.Printing;

namespace Proxima.Cli;

/// <summary>Where an instance keeps its things.</summary>
internal static class Folders
{
    public const string DataVariable = "PROXIMA_DATA";
    public const string SocketName = "proxima.sock";
    public const string OfRoot = "/var/lib/proxima";

    /// <summary>
    /// The data folder: as given, else PROXIMA_DATA, else /var/lib/proxima for root and the XDG data folder for everybody else
    /// (XDG Base Directory Specification: a relative path there is ignored). Absolute.
    /// </summary>
    public static string Data(string? given, Surroundings around)
    {
        if (given is not null)
        {
            return Absolute(given, "--data");
        }

        if (around.Set(DataVariable) is { } fromVariable)
        {
            return Absolute(fromVariable, DataVariable);
        }

        if (around.IsRoot)
        {
            return OfRoot;
        }

        if (around.Set("XDG_DATA_HOME") is { } xdg && Path.IsPathRooted(xdg))
        {
            return Path.Combine(xdg, "proxima");
        }

        return around.Set("HOME") is { } home
            ? Absolute(Path.Combine(home, ".local", "share", "proxima"), "HOME")
            : throw new CliException("no data folder: neither XDG_DATA_HOME nor HOME is set; give one with --data", ExitCodes.WrongUsage);
    }

    private static string Absolute(string path, string where)
        => path.Trim().Length == 0 || path.Contains('\0', StringComparison.Ordinal)
            ? throw new CliException($"{where} '{SafeText.Clean(path)}' is not a folder; give the path of one", ExitCodes.WrongUsage)
            : Path.GetFullPath(path);
}
