using System.Security.Cryptography;
using Proxima.Server.Platform.Database;

namespace Proxima.Server.Platform.Secrets;

/// <summary>Reads an environment variable; a parameter so that tests bring their own.</summary>
internal sealed record SecretEnvironment(Func<string, string?> Read);

/// <summary>
/// Where root keys come from: systemd's <c>$CREDENTIALS_DIRECTORY/proxima-key</c> (systemd.exec(5), LoadCredential=), then the
/// variable <c>PROXIMA_KEY</c>, then <c>keys/root.key</c> in the data folder. Keys of before lie beside it as <c>keys/*.key</c>.
/// </summary>
internal sealed class RootKeyFiles(ServeOptions options, SecretEnvironment environment)
{
    private const int MostBytes = 4096;
    private const UnixFileMode PrivateFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode PrivateFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private readonly string _folder = Path.Combine(Path.GetFullPath(options.DataFolder), "keys");

    public string RootFile => FileOf("root");

    public string FileOf(string name) => Path.Combine(_folder, name + ".key");

    /// <summary>The key in use; null when there is none yet. Throws <see cref="StartupException"/> on one that cannot be used.</summary>
    public RootKey? FindActive()
    {
        if (environment.Read("CREDENTIALS_DIRECTORY") is { Length: > 0 } credentials)
        {
            var file = Path.Combine(credentials, "proxima-key");
            if (File.Exists(file))
            {
                return ReadKey(file);
            }
        }

        if (environment.Read("PROXIMA_KEY") is { Length: > 0 } text)
        {
            return RootKey.Parse(System.Text.Encoding.UTF8.GetBytes(text))
                ?? throw new StartupException(
                    "PROXIMA_KEY is not a key; it must be 32 bytes in base64, as 'openssl rand -base64 32' prints them");
        }

        return File.Exists(RootFile) ? ReadPrivate(RootFile) : null;
    }

    /// <summary>Every key file beside the active one, for values sealed earlier.</summary>
    public IReadOnlyList<RootKey> ReadOthers()
        => Directory.Exists(_folder) ? [.. Directory.GetFiles(_folder, "*.key").Order(StringComparer.Ordinal).Select(ReadPrivate)] : [];

    /// <summary>Makes <c>keys/root.key</c>: whole or not at all, and never over one that is there.</summary>
    public RootKey Create()
    {
        var bytes = RandomNumberGenerator.GetBytes(RootKey.Size);
        FileErrors.Guard($"key folder {_folder}", "give the user that runs proxima write access", () =>
        {
            Directory.CreateDirectory(_folder, PrivateFolder);
            CheckPrivate(_folder, "700");
            var draft = $"{RootFile}.new-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}";
            using (var stream = new FileStream(draft, new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                UnixCreateMode = PrivateFile,
            }))
            {
                stream.Write(System.Text.Encoding.ASCII.GetBytes(Convert.ToBase64String(bytes) + "\n"));
                stream.Flush(flushToDisk: true);
            }

            File.Move(draft, RootFile, overwrite: false);
            Posix.FlushFolder(_folder);
        });
        return new RootKey(bytes);
    }

    private RootKey ReadPrivate(string file)
    {
        CheckPrivate(_folder, "700");
        CheckPrivate(file, "600");
        return ReadKey(file);
    }

    private static RootKey ReadKey(string file)
    {
        var content = Array.Empty<byte>();
        FileErrors.Guard($"key {file}", "give the user that runs proxima read access", () =>
        {
            if (new FileInfo(file).Length <= MostBytes)
            {
                content = File.ReadAllBytes(file);
            }
        });
        return RootKey.Parse(content)
            ?? throw new StartupException($"Key file {file} holds no key; it must be 32 bytes in base64: restore it from a backup");
    }

    private static void CheckPrivate(string path, string mode)
    {
        if ((File.GetUnixFileMode(path) & Others) != UnixFileMode.None)
        {
            throw new StartupException($"Keys must be private, but {path} is open to other users; run: chmod {mode} {path}");
        }
    }
}
