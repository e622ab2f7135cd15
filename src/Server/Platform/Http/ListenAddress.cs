using System.Globalization;
using System.Net;
using System.Text;

namespace Proxima.Server.Platform.Http;

/// <summary>One address to listen on. <see cref="Text"/> is what was asked for, for messages.</summary>
internal sealed record ListenAddress(string Text, bool IsHttps, IPAddress Address, int Port)
{
    private const string HowTo = "give it as http://ADDRESS:PORT or https://ADDRESS:PORT";

    // sun_path of struct sockaddr_un, unix(7), with its closing zero.
    private const int LongestSocketPath = 107;

    /// <summary>Host and port, as people write them.</summary>
    public string Place => new IPEndPoint(Address, Port).ToString();

    /// <summary>
    /// Every address of <paramref name="options"/>, or one <see cref="StartupException"/> that names each problem: what, where, what to do.
    /// </summary>
    public static IReadOnlyList<ListenAddress> All(ServeOptions options)
    {
        var addresses = new List<ListenAddress>();
        var problems = new List<string>();
        foreach (var text in options.Listen)
        {
            if (Parse(text, options.BehindProxy.Count > 0, addresses) is { } problem)
            {
                problems.Add(problem);
            }
        }

        if (options.Listen.Count == 0)
        {
            problems.Add($"--listen: there is no address to listen on; give one, such as {ServeOptions.DefaultListen}");
        }

        foreach (var twice in addresses.Where(a => a.Port != 0).GroupBy(a => (a.Address, a.Port)).Where(g => g.Count() > 1))
        {
            problems.Add($"--listen {twice.Last().Text}: {twice.First().Place} is given twice; leave one out");
        }

        problems.AddRange(options.BehindProxy.Where(n => !TryNetwork(n, out _))
            .Select(n => $"--behind-proxy {n}: not a network; give it as ADDRESS/BITS, such as 10.0.0.0/8"));
        return problems.Count == 0 ? addresses : throw new StartupException(string.Join(Environment.NewLine, problems));
    }

    /// <summary>Where the control socket of a data folder is.</summary>
    public static string ControlPath(string dataFolder) => Path.Combine(Path.GetFullPath(dataFolder), "proxima.sock");

    /// <summary>The same; throws <see cref="StartupException"/> when the kernel cannot hold the path.</summary>
    public static string CheckedControlPath(string dataFolder)
    {
        var path = ControlPath(dataFolder);
        return Encoding.UTF8.GetByteCount(path) <= LongestSocketPath
            ? path
            : throw new StartupException($"{path} is longer than the {LongestSocketPath} bytes a socket path may have; "
                + "give a data folder with a shorter path (--data)");
    }

    /// <summary>A network as <c>10.0.0.0/8</c>, or one address. Bits beyond the prefix are cleared, as ip-route(8) does.</summary>
    public static bool TryNetwork(string text, out IPNetwork network)
    {
        network = default;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (!IPAddress.TryParse(slash < 0 ? text : text[..slash], out var address))
        {
            return false;
        }

        var most = address.GetAddressBytes().Length * 8;
        var bits = most;
        if (slash >= 0 && (!int.TryParse(text[(slash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out bits) || bits > most))
        {
            return false;
        }

        network = new IPNetwork(Masked(address, bits), bits);
        return true;
    }

    private static string? Parse(string text, bool isBehindProxy, List<ListenAddress> addresses)
    {
        // Uri knows no wildcard host; http://*:8008 is what people write for "every address".
        var everywhere = text.Replace("://*", "://[::]", StringComparison.Ordinal);
        if (!Uri.TryCreate(everywhere, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
        {
            return $"--listen {text}: not an address; {HowTo}";
        }

        if (uri.PathAndQuery != "/" || uri.Fragment.Length > 0 || uri.UserInfo.Length > 0)
        {
            return $"--listen {text}: more than scheme, address and port; {HowTo}";
        }

        var isHttps = uri.Scheme == "https";
        if (string.Equals(uri.DnsSafeHost, "localhost", StringComparison.OrdinalIgnoreCase))
        {
            addresses.Add(new ListenAddress(text, isHttps, IPAddress.Loopback, uri.Port));
            return null;
        }

        if (uri.HostNameType == UriHostNameType.Dns || !IPAddress.TryParse(uri.DnsSafeHost, out var address))
        {
            return $"--listen {text}: '{uri.DnsSafeHost}' is a name; give an address of this machine or *, "
                + "and put names that browsers use into Http:AllowedHosts";
        }

        if (!isHttps && !IPAddress.IsLoopback(address) && !isBehindProxy)
        {
            return $"--listen {text}: plain http on {address} would send passwords readable over the network; "
                + "listen with https (Http:CertificateFile), or name the reverse proxy in front with --behind-proxy CIDR";
        }

        addresses.Add(new ListenAddress(text, isHttps, address, uri.Port));
        return null;
    }

    private static IPAddress Masked(IPAddress address, int bits)
    {
        var bytes = address.GetAddressBytes();
        for (var i = 0; i < bytes.Length; i++)
        {
            var kept = Math.Clamp(bits - (i * 8), 0, 8);
            bytes[i] &= (byte)(0xFF00 >> kept);
        }

        return new IPAddress(bytes);
    }
}
