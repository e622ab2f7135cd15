namespace Proxima.Cli.Client;

/// <summary>Which server a command talks to: the one behind a control socket, or one by URL, with a token if there is one.</summary>
internal sealed record ServerAddress
{
    private ServerAddress(string? socket, Uri url, string? token)
    {
        Socket = socket;
        Url = url;
        Token = token;
    }

    /// <summary>Path of the control socket; null when we go over the network.</summary>
    public string? Socket { get; }

    /// <summary>What paths are relative to.</summary>
    public Uri Url { get; }

    /// <summary>Sent as a bearer token; never printed.</summary>
    public string? Token { get; }

    /// <summary>For messages.</summary>
    public string Description => Socket ?? Url.GetLeftPart(UriPartial.Authority);

    public static ServerAddress OfSocket(string path) => new(path, new Uri("http://localhost/"), null);

    public static ServerAddress OfUrl(Uri url, string? token) => new(null, url, token);

    // A record prints its members; this one holds a secret.
    public override string ToString() => Description;
}
