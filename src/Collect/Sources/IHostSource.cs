namespace Proxima.Collect.Sources;

/// <summary>
/// Where the text of a host comes from: the machine we run on, or a recording of another one.
/// Only pseudo file systems and small configuration files are read through it; a block device never is.
/// </summary>
public interface IHostSource
{
    /// <summary>The whole file as text (UTF-8; bytes that are none become U+FFFD). Never throws for what is not there.</summary>
    FileText Read(string path);

    /// <summary>Names in a directory, sorted ordinally; empty when it is not there or may not be read.</summary>
    IReadOnlyList<string> List(string directory);

    /// <summary>Target of a symbolic link as written, or null.</summary>
    string? Link(string path);
}

public enum FileState
{
    Text,

    /// <summary>No such file: this host has no such thing.</summary>
    Missing,

    /// <summary>EACCES or EPERM.</summary>
    Denied,

    /// <summary>Any other error (EIO from a broken sensor, ENODEV, ESTALE).</summary>
    Failed,
}

/// <summary>What reading one file gave. <see cref="Error"/> names the path and the reason.</summary>
public readonly record struct FileText(FileState State, string Text, string? Error)
{
    public static FileText Of(string text) => new(FileState.Text, text, null);

    public static FileText Missing(string path) => new(FileState.Missing, string.Empty, $"{path}: no such file");

    public static FileText Denied(string path) => new(FileState.Denied, string.Empty, $"{path}: permission denied");

    public static FileText Failed(string path, string reason) => new(FileState.Failed, string.Empty, $"{path}: {reason}");
}
