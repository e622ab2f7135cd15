using Proxima.Pve.Writing;

namespace Proxima.Pve.Transport;

/// <summary>One call, before anybody decided how it travels.</summary>
/// <param name="Method">GET, POST, PUT or DELETE.</param>
/// <param name="Path">Below <c>/api2/json</c>, each part percent-encoded: <c>/nodes/pve1/qemu/100/config</c>.</param>
/// <param name="Parameters">What is sent, in order; a list is one name many times.</param>
public sealed record PveRequest(string Method, string Path, IReadOnlyList<KeyValuePair<string, string>> Parameters)
{
    /// <summary>How long the whole call may take.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>A file that goes along, for uploads; the call then travels as multipart.</summary>
    public PveUpload? Upload { get; init; }

    /// <summary>Sent as they are, for instance the ticket.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    public bool IsRead => Method == "GET";

    /// <summary>The answer is a file as it is, not JSON: a whole log (<c>download=1</c>), a picture.</summary>
    public bool IsDownload { get; init; }

    internal static PveRequest Of(string method, string path, PveParameterList? parameters) => new(method, path, parameters?.Values ?? []);
}

/// <summary>A file to upload. It is read once, from its beginning, and its length is sent first.</summary>
/// <param name="Field">The name of the form field: <c>filename</c>.</param>
/// <param name="FileName">What the file is to be called on the server.</param>
/// <param name="Content">A stream that knows its length.</param>
/// <param name="Progress">Told the bytes sent so far.</param>
public sealed record PveUpload(string Field, string FileName, Stream Content, IProgress<long>? Progress = null);
