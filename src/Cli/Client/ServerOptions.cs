using System.CommandLine;
using System.Net;
using System.Text;
using Proxima.Cli.Printing;

namespace Proxima.Cli.Client;

/// <summary>The options by which a command finds its server, the same on every command.</summary>
internal sealed class ServerOptions
{
    public const string ServerVariable = "PROXIMA_SERVER";
    public const string TokenFileVariable = "PROXIMA_TOKEN_FILE";

    // sun_path of struct sockaddr_un, unix(7), with its closing zero.
    private const int LongestSocketPath = 107;
    private const int LongestToken = 4096;

    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    public Option<string> Data { get; } = new("--data")
    {
        Description = $"Data folder of the server on this machine, which holds its control socket (also {Folders.DataVariable}).",
        HelpName = "DIR",
    };

    public Option<string> Server { get; } = new("--server")
    {
        Description = $"A server elsewhere, such as https://proxima.example (also {ServerVariable}).",
        HelpName = "URL",
    };

    public Option<string> TokenFile { get; } = new("--token-file")
    {
        Description = $"File with the API token for --server; only its owner may read it (also {TokenFileVariable}).",
        HelpName = "FILE",
    };

    public void AddTo(Command command)
    {
        command.Options.Add(Data);
        command.Options.Add(Server);
        command.Options.Add(TokenFile);
    }

    public ServerAddress Read(ParseResult result, Surroundings around)
    {
        var data = result.GetValue(Data);
        var tokenFile = result.GetValue(TokenFile);
        var given = result.GetValue(Server);
        if (given is not null && data is not null)
        {
            throw Wrong("--server and --data name two servers; give one of them");
        }

        // A --data on the command line is closer to the person than a variable of the shell.
        if ((given ?? (data is null ? around.Set(ServerVariable) : null)) is { } url)
        {
            return OverNetwork(url, given is null ? ServerVariable : "--server", tokenFile ?? around.Set(TokenFileVariable));
        }

        if (tokenFile is not null)
        {
            throw Wrong("--token-file is for a server elsewhere; give --server URL too");
        }

        var socket = Path.Combine(Folders.Data(data, around), Folders.SocketName);
        return Encoding.UTF8.GetByteCount(socket) <= LongestSocketPath
            ? ServerAddress.OfSocket(socket)
            : throw Wrong($"{socket} is longer than the {LongestSocketPath} bytes a socket path may have; use --server URL");
    }

    private static ServerAddress OverNetwork(string text, string where, string? tokenFile)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.Host.Length == 0)
        {
            throw Wrong($"{where} '{SafeText.Fit(text, 80)}' is not an address; give it as https://HOST[:PORT]");
        }

        if (url.UserInfo.Length > 0 || url.Query.Length > 0 || url.Fragment.Length > 0 || url.AbsolutePath != "/")
        {
            throw Wrong($"{where}: more than scheme, host and port; give it as https://HOST[:PORT]");
        }

        if (tokenFile is null)
        {
            return ServerAddress.OfUrl(url, null);
        }

        var isLocal = url.IsLoopback || (IPAddress.TryParse(url.DnsSafeHost, out var address) && IPAddress.IsLoopback(address));
        return url.Scheme == "https" || isLocal
            ? ServerAddress.OfUrl(url, ReadToken(tokenFile))
            : throw Wrong($"{where} {url.GetLeftPart(UriPartial.Authority)}: a token sent over plain http can be read on the way; "
                + "use https");
    }

    private static CliException Wrong(string line) => new(line, ExitCodes.WrongUsage);

    private static string ReadToken(string file)
    {
        try
        {
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file) & Others) != UnixFileMode.None)
            {
                throw Wrong($"{file} may be read by others, so its token is not safe; run: chmod 600 '{file}'");
            }

            using var reader = new StreamReader(file);
            var buffer = new char[LongestToken + 1];
            var token = new string(buffer, 0, reader.ReadBlock(buffer)).Trim();
            return token.Length is > 0 and <= LongestToken && token.All(c => c is > ' ' and <= '~')
                ? token
                : throw Wrong($"{file} holds no token; it must be one line of text");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CliException($"--token-file {file} cannot be read: {exception.Message}", ExitCodes.WrongUsage, exception);
        }
    }
}
