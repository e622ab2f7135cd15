using System.CommandLine;
using Proxima.Server;

namespace Proxima.Cli.Serve;

/// <summary>What <c>serve</c> takes, from the command line first and the environment second.</summary>
internal sealed class ServeInputs
{
    public const string ListenVariable = "PROXIMA_LISTEN";
    public const string DatabaseVariable = "PROXIMA_DATABASE";

    public Option<string[]> Listen { get; } = new("--listen")
    {
        Description = $"Address to listen on, {ServeOptions.DefaultListen} by default; may be given more than once "
            + $"(also {ListenVariable}, separated by spaces). Plain http beyond this machine needs --behind-proxy.",
        HelpName = "URL",
    };

    public Option<string> Data { get; } = new("--data")
    {
        Description = $"Folder for database, keys and control socket (also {Folders.DataVariable}); by default {Folders.OfRoot} for root, "
            + "else $XDG_DATA_HOME/proxima or ~/.local/share/proxima.",
        HelpName = "DIR",
    };

    public Option<string> Config { get; } = new("--config")
    {
        Description = "Settings file, JSON with comments; by default proxima.json in the data folder, if there is one.",
        HelpName = "FILE",
    };

    public Option<string> Database { get; } = new("--database")
    {
        Description = $"postgres://user:password@host/database instead of SQLite in the data folder (better {DatabaseVariable}: "
            + "the command line can be read by every user of this machine).",
        HelpName = "URL",
    };

    public Option<string[]> BehindProxy { get; } = new("--behind-proxy")
    {
        Description = "Network of a reverse proxy whose forwarded headers are believed, such as 10.0.0.0/8; may be given more than once.",
        HelpName = "CIDR",
    };

    public void AddTo(Command command)
    {
        command.Options.Add(Listen);
        command.Options.Add(Data);
        command.Options.Add(Config);
        command.Options.Add(Database);
        command.Options.Add(BehindProxy);
    }

    /// <summary>Throws <see cref="CliException"/> that names every problem at once.</summary>
    public ServeOptions Read(ParseResult result, Surroundings around)
    {
        var problems = new List<string>();
        var options = new ServeOptions
        {
            Listen = Addresses(result, around),
            DataFolder = DataFolder(result, around, problems),
            ConfigFile = ConfigFile(result, problems),
            Database = result.GetValue(Database) ?? around.Set(DatabaseVariable),
            BehindProxy = result.GetValue(BehindProxy) ?? [],
        };
        problems.AddRange(ServeCheck.Problems(options));
        if (problems.Count > 0)
        {
            throw new CliException(problems, ExitCodes.WrongUsage);
        }

        if (result.GetValue(Database) is { } url && HasPassword(url))
        {
            around.Error.WriteLine(
                $"proxima: the password in --database can be read by every user of this machine; use {DatabaseVariable} instead");
        }

        return options;
    }

    private string[] Addresses(ParseResult result, Surroundings around)
    {
        if (result.GetValue(Listen) is { Length: > 0 } given)
        {
            return given;
        }

        return around.Set(ListenVariable) is { } variable
            ? variable.Split([' ', ',', ';', '\t'], StringSplitOptions.RemoveEmptyEntries)
            : [ServeOptions.DefaultListen];
    }

    private string DataFolder(ParseResult result, Surroundings around, List<string> problems)
    {
        try
        {
            var folder = Folders.Data(result.GetValue(Data), around);
            if (FileInTheWay(folder) is { } file)
            {
                problems.Add($"--data {folder}: {file} is a file; give the path of a folder");
            }

            return folder;
        }
        catch (CliException exception)
        {
            problems.AddRange(exception.Lines);
            return string.Empty;
        }
    }

    private string? ConfigFile(ParseResult result, List<string> problems)
    {
        if (result.GetValue(Config) is not { } given)
        {
            return null;
        }

        if (!File.Exists(given))
        {
            var why = Directory.Exists(given) ? "it is a folder" : "there is no such file";
            problems.Add($"--config {given}: {why}; give the path of a settings file");
            return null;
        }

        return Path.GetFullPath(given);
    }

    private static string? FileInTheWay(string? path)
    {
        while (path is not null && !Directory.Exists(path))
        {
            if (File.Exists(path))
            {
                return path;
            }

            path = Path.GetDirectoryName(path);
        }

        return null;
    }

    private static bool HasPassword(string url)
        => Uri.TryCreate(url, UriKind.Absolute, out var uri) && (uri.UserInfo.Contains(':', StringComparison.Ordinal)
            || uri.Query.Contains("password=", StringComparison.OrdinalIgnoreCase));
}
