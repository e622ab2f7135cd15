using System.Reflection;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace Proxima.Server.Platform.Database;

/// <summary>
/// SQLite as the distribution ships and patches it (<c>libsqlite3.so.0</c>); no copy of our own.
/// </summary>
internal static class SqliteLibrary
{
    private const string FileName = "libsqlite3.so.0";
    private const string DebianPackage = "libsqlite3-0";

    /// <summary>3.37 brought STRICT tables (https://www.sqlite.org/stricttables.html).</summary>
    private const int OldestVersion = 3_037_000;

    private static readonly Lazy<string> Loaded = new(LoadOnce, LazyThreadSafetyMode.ExecutionAndPublication);

    /// <summary>Version of the library. Throws <see cref="StartupException"/> when it is missing or too old.</summary>
    public static string Load() => Loaded.Value;

    /// <summary>Null when this version will do, else the line that says why not.</summary>
    internal static string? Judge(int versionNumber, string version) => versionNumber >= OldestVersion
        ? null
        : $"SQLite {version} is too old, Proxima needs 3.37 or newer; upgrade the package {DebianPackage}";

    private static string LoadOnce()
    {
        if (!NativeLibrary.TryLoad(FileName, out var library))
        {
            throw new StartupException($"SQLite is not installed ({FileName} was not found); install the package {DebianPackage}");
        }

        NativeLibrary.SetDllImportResolver(
            typeof(SQLite3Provider_e_sqlite3).Assembly,
            (string name, Assembly _, DllImportSearchPath? _) => name == "e_sqlite3" ? library : IntPtr.Zero);
        raw.SetProvider(new SQLite3Provider_e_sqlite3());
        raw.FreezeProvider();
        var version = raw.sqlite3_libversion().utf8_to_string();
        return Judge(raw.sqlite3_libversion_number(), version) is { } problem ? throw new StartupException(problem) : version;
    }
}
