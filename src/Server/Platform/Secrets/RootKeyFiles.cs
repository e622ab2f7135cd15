using System.Security.Cryptography;
using Proxima.Server.Platform.Database;

namespace Proxima.Server.Platform.Secrets;

/// <summary>Reads an environment variable; a parameter so that tests bring their own.</summary>
internal sealed record SecretEnvironment(Func<string, string?> Read);

/// <summary>
/// Where root keys come from: systemd's <c>$CREDENTIALS_DIRECTORY/proxima-key</c> (systemd.exec(5), LoadCredential=), then the
/// variable <c>PROXIMA_KEY</c>, then <c>keys/root.key</c> in the data folder. Keys of before lie beside it as <c>keys/*.key</c>, the one
/// a rotation is about to use as <c>keys/next.key</c>, and the ones nothing is sealed under any more in <c>keys/retired</c>.
/// </summary>
internal sealed class RootKeyFiles(ServeOptions options, SecretEnvironment environment)
{
    private const int MostBytes = 4096;

    private readonly string _folder = Path.Combine(Path.GetFullPath(options.DataFolder), "keys");

    public string RootFile => FileOf("root");

    public string NextFile => FileOf("next");

    public string RetiredFolder => Path.Combine(_folder, "retired");

    public string FileOf(string name) => Path.Combine(_folder, name + ".key");

    /// <summary>
    /// The key in use and where it is from; null when there is none yet. Throws <see cref="StartupException"/> on one that cannot be used.
    /// </summary>
    public SourcedKey? FindActive()
    {
        if (environment.Read("CREDENTIALS_DIRECTORY") is { Length: > 0 } credentials)
        {
            var file = Path.Combine(credentials, "proxima-key");
            if (File.Exists(file))
            {
                KeyFileMode.CheckCredential(file);
                return new SourcedKey(ReadKey(file), RootKeySource.Credential);
            }
        }

        if (environment.Read("PROXIMA_KEY") is { Length: > 0 } text)
        {
            var key = RootKey.Parse(System.Text.Encoding.UTF8.GetBytes(text))
                ?? throw new StartupException(
                    "PROXIMA_KEY is not a key; it must be 32 bytes in base64, as 'openssl rand -base64 32' prints them");
            return new SourcedKey(key, RootKeySource.Environment);
        }

        return File.Exists(RootFile) ? new SourcedKey(ReadPrivate(RootFile), RootKeySource.File) : null;
    }

    /// <summary>Every key file beside the active one, for values sealed earlier.</summary>
    public IReadOnlyList<RootKey> ReadOthers()
        => Directory.Exists(_folder) ? [.. Directory.GetFiles(_folder, "*.key").Order(StringComparer.Ordinal).Select(ReadPrivate)] : [];

    /// <summary>Makes <c>keys/root.key</c>: whole or not at all, and never over one that is there.</summary>
    public RootKey Create() => Write(RootFile, RandomNumberGenerator.GetBytes(RootKey.Size), overwrite: false);

    /// <summary>The key a rotation goes to: the one a cut-off rotation left (something may be sealed under it), or a new one.</summary>
    public RootKey FindOrCreateNext()
        => File.Exists(NextFile) ? ReadPrivate(NextFile) : Write(NextFile, RandomNumberGenerator.GetBytes(RootKey.Size), overwrite: false);

    /// <summary>The key of <see cref="NextFile"/>; null when no rotation was cut off.</summary>
    public RootKey? FindNext() => File.Exists(NextFile) ? ReadPrivate(NextFile) : null;

    /// <summary>Keeps the root key also under its own name. Nothing is taken away: after this there are two copies.</summary>
    public void KeepRoot() => FileErrors.Guard($"key folder {_folder}", "give the user that runs proxima write access", () =>
    {
        if (File.Exists(RootFile) && ReadPrivate(RootFile) is var root && !File.Exists(FileOf(root.Id)))
        {
            Write(FileOf(root.Id), root.Export(), overwrite: false);
        }
    });

    /// <summary>The next key becomes the root key in one step: rename(2).</summary>
    public void PromoteNext() => FileErrors.Guard($"key folder {_folder}", "give the user that runs proxima write access", () =>
    {
        File.Move(NextFile, RootFile, overwrite: true);
        Posix.FlushFolder(_folder);
    });

    /// <summary>Puts a key of before where no start reads it. It is not deleted: backups of before are sealed under it.</summary>
    public bool Retire(string id)
    {
        var file = FileOf(id);
        if (!File.Exists(file))
        {
            return false;
        }

        FileErrors.Guard($"key folder {RetiredFolder}", "give the user that runs proxima write access", () =>
        {
            Directory.CreateDirectory(RetiredFolder, KeyFileMode.PrivateFolder);
            File.Move(file, Path.Combine(RetiredFolder, id + ".key"), overwrite: true);
            Posix.FlushFolder(RetiredFolder);
            Posix.FlushFolder(_folder);
        });
        return true;
    }

    private RootKey Write(string file, byte[] bytes, bool overwrite)
    {
        FileErrors.Guard($"key folder {_folder}", "give the user that runs proxima write access", () =>
        {
            Directory.CreateDirectory(_folder, KeyFileMode.PrivateFolder);
            KeyFileMode.Check(_folder, "700");
            var draft = $"{file}.new-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}";
            using (var stream = new FileStream(draft, new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                UnixCreateMode = KeyFileMode.PrivateFile,
            }))
            {
                stream.Write(System.Text.Encoding.ASCII.GetBytes(Convert.ToBase64String(bytes) + "\n"));
                stream.Flush(flushToDisk: true);
            }

            File.Move(draft, file, overwrite);
            Posix.FlushFolder(_folder);
        });
        return new RootKey(bytes);
    }

    private RootKey ReadPrivate(string file)
    {
        KeyFileMode.Check(_folder, "700");
        KeyFileMode.Check(file, "600");
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
}

/// <summary>A root key and where it was found.</summary>
internal sealed record SourcedKey(RootKey Key, RootKeySource Source);

/// <summary>Who may read a key.</summary>
internal static class KeyFileMode
{
    public const UnixFileMode PrivateFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    public const UnixFileMode PrivateFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const UnixFileMode Strangers = UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | Strangers;

    /// <summary>Throws <see cref="StartupException"/> when anybody but the owner may use the path.</summary>
    public static void Check(string path, string mode)
    {
        if ((File.GetUnixFileMode(path) & Others) != UnixFileMode.None)
        {
            throw new StartupException($"Keys must be private, but {path} is open to other users; run: chmod {mode} {path}");
        }
    }

    /// <summary>
    /// systemd makes credentials 0400, or 0440 where an access list for the service's user stands in the place of the group's bits
    /// (systemd.exec(5)); everybody else has no business there.
    /// </summary>
    public static void CheckCredential(string path)
    {
        if ((File.GetUnixFileMode(path) & (Strangers | UnixFileMode.GroupWrite)) != UnixFileMode.None)
        {
            throw new StartupException($"Keys must be private, but the credential {path} is open to other users; "
                + "let systemd provide it with LoadCredential=, or run: chmod 400 " + path);
        }
    }
}
