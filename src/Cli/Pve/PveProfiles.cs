using System.Text.Json;
using System.Text.Json.Serialization;
using Proxima.Cli.Printing;

namespace Proxima.Cli.Pve;

/// <summary>How to reach one server. The token stands here or in a file of its own; the whole file is for its owner alone.</summary>
internal sealed record PveProfile
{
    public string? Address { get; init; }

    /// <summary>Other nodes of the same cluster.</summary>
    public IReadOnlyList<string> Others { get; init; } = [];

    public string? Token { get; init; }

    public string? TokenFile { get; init; }

    public string? User { get; init; }

    public string? PasswordFile { get; init; }

    public string? Fingerprint { get; init; }

    public string? AuthorityFile { get; init; }

    public string? Proxy { get; init; }

    /// <summary><c>root@host</c>: pvesh over SSH.</summary>
    public string? Ssh { get; init; }

    public string? KnownHosts { get; init; }

    /// <summary>Proxmox Backup Server.</summary>
    public bool BackupServer { get; init; }
}

/// <summary>The file of profiles.</summary>
internal sealed record PveProfileFile
{
    public string? Default { get; init; }

    public IReadOnlyDictionary<string, PveProfile> Profiles { get; init; } = new Dictionary<string, PveProfile>(StringComparer.Ordinal);
}

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, WriteIndented = true, ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PveProfileFile))]
internal sealed partial class PveProfileJson : JsonSerializerContext;

/// <summary>
/// Reads and writes <c>pve.json</c> in the folder for settings (XDG_CONFIG_HOME, or ~/.config/proxima; /etc/proxima for root).
/// </summary>
internal static class PveProfiles
{
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    public static string PathOf(Surroundings around)
    {
        if (around.Set("XDG_CONFIG_HOME") is { } xdg && Path.IsPathRooted(xdg))
        {
            return Path.Combine(xdg, "proxima", "pve.json");
        }

        return around.IsRoot
            ? "/etc/proxima/pve.json"
            : Path.Combine(
                around.Set("HOME") ?? throw new CliException("neither XDG_CONFIG_HOME nor HOME is set, so there is no file of profiles",
                    ExitCodes.WrongUsage),
                ".config", "proxima", "pve.json");
    }

    public static PveProfileFile Read(Surroundings around)
    {
        var path = PathOf(around);
        if (!File.Exists(path))
        {
            return new PveProfileFile();
        }

        OwnerOnly(path);
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(path), PveProfileJson.Default.PveProfileFile) ?? new PveProfileFile();
        }
        catch (JsonException error)
        {
            throw new CliException($"{path} cannot be read, line {error.LineNumber + 1}: {SafeText.Clean(error.Message)}",
                ExitCodes.WrongUsage, error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CliException($"{path} cannot be read: {error.Message}", ExitCodes.Failed, error);
        }
    }

    /// <summary>Written beside and put in place, so that a file is whole or not there; nobody else may read it.</summary>
    public static void Write(PveProfileFile file, Surroundings around)
    {
        var path = PathOf(around);
        var folder = Path.GetDirectoryName(path) ?? "/";
        if (!Directory.Exists(folder))
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        var beside = path + ".new";
        File.Delete(beside);
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        };
        using (var stream = new FileStream(beside, options))
        {
            JsonSerializer.Serialize(stream, file, PveProfileJson.Default.PveProfileFile);
            stream.Flush(flushToDisk: true);
        }

        File.Move(beside, path, overwrite: true);
    }

    /// <summary>A secret out of a file that only its owner may read.</summary>
    public static string Secret(string path)
    {
        if (!File.Exists(path))
        {
            throw new CliException($"there is no file {path}", ExitCodes.WrongUsage);
        }

        OwnerOnly(path);
        var text = File.ReadAllText(path).Trim();
        return text.Length is 0 or > 4096 ? throw new CliException($"{path} does not hold one secret", ExitCodes.WrongUsage) : text;
    }

    private static void OwnerOnly(string path)
    {
        if ((File.GetUnixFileMode(path) & Others) != UnixFileMode.None)
        {
            throw new CliException($"{path} holds secrets and others may read or change it: chmod 600 {path}", ExitCodes.WrongUsage);
        }
    }
}
