// Tests may start programs; the product has one door for it.
#pragma warning disable RS0030
using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Proxima.TestKit;

/// <summary>
/// A PostgreSQL of our own for this test process: made on first use in a temporary folder, reachable through a socket in it only.
/// A shell beside it stops it and removes the folder when the pipe from this process closes, so also when this process is killed.
/// </summary>
internal sealed class PostgresCluster
{
    private const string Versions = "/usr/lib/postgresql";

    private const string Script = """
        set -eu
        bin=$1
        trap '' INT HUP TERM
        dir=$(mktemp -d /tmp/proxima-pg.XXXXXX)
        trap 'rm -rf "$dir"' EXIT
        "$bin/initdb" -D "$dir/data" -U proxima --auth=trust --encoding=UTF8 --locale=C --no-sync --wal-segsize=1 >"$dir/log" 2>&1 \
            || { tail -n 1 "$dir/log" >&2; exit 1; }
        "$bin/postgres" -D "$dir/data" -k "$dir" -c listen_addresses= -c fsync=off -c full_page_writes=off -c autovacuum=off \
            -c shared_buffers=16MB -c max_connections=200 -c max_wal_size=64MB -c min_wal_size=2MB >>"$dir/log" 2>&1 &
        server=$!
        echo "$dir"
        cat >/dev/null
        kill -QUIT "$server" || true
        wait "$server" || true
        """;

    // Copies of one template are made one at a time: the server refuses two.
    private static readonly SemaphoreSlim Making = new(1, 1);
    private static readonly Lazy<Task<PostgresCluster>> Started = new(StartAsync);

    // Kept so that the pipe stays open for as long as this process lives.
    private readonly Process _keeper;
    private readonly string _folder;
    private int _count;

    private PostgresCluster(Process keeper, string folder)
    {
        _keeper = keeper;
        _folder = folder;
    }

    /// <summary>Why there can be no cluster here; null when one can be started.</summary>
    public static string? WhyNot { get; } = FindWhyNot();

    public static Task<PostgresCluster> GetAsync() => WhyNot is { } reason ? throw Skip.Because(reason) : Started.Value;

    /// <summary>Address of one database, as <c>--database</c> takes it.</summary>
    public string Url(string database) => $"postgres://proxima@localhost/{database}?host={Uri.EscapeDataString(_folder)}";

    /// <summary>Makes a database, as a copy of <paramref name="template"/> if given; returns its name.</summary>
    public async Task<string> CreateAsync(string? template)
    {
        await Making.WaitAsync();
        try
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"test_{++_count}");
            await RunAsync($"CREATE DATABASE {name} TEMPLATE {template ?? "template0"}");
            return name;
        }
        finally
        {
            Making.Release();
        }
    }

    public Task DropAsync(string database) => RunAsync($"DROP DATABASE IF EXISTS {database} WITH (FORCE)");

    private static string? FindWhyNot()
    {
        if (FindBinaries() is null)
        {
            return $"PostgreSQL is not installed: nothing in {Versions}; apt-get install postgresql";
        }

        return Environment.UserName == "root" && !File.ReadLines("/etc/passwd").Any(line => line.StartsWith("postgres:", StringComparison.Ordinal))
            ? "PostgreSQL does not run as root, and there is no user postgres to run it as"
            : null;
    }

    private static string? FindBinaries() => Directory.Exists(Versions)
        ? Directory.GetDirectories(Versions)
            .OrderByDescending(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var version) ? version : 0)
            .Select(folder => Path.Combine(folder, "bin"))
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres")))
        : null;

    private static async Task<PostgresCluster> StartAsync()
    {
        var shell = new[] { "sh", "-c", Script, "sh", FindBinaries() ?? "" };
        string[] command = Environment.UserName == "root" ? ["runuser", "-u", "postgres", "--", .. shell] : shell;
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            WorkingDirectory = "/",
        };
        var keeper = Process.Start(start) ?? throw new InvalidOperationException($"{command[0]} did not start.");
        var folder = await keeper.StandardOutput.ReadLineAsync()
            ?? throw new InvalidOperationException("The private PostgreSQL cluster could not be made; the reason is on standard error.");
        var cluster = new PostgresCluster(keeper, folder);
        await Eventually.IsTrueAsync(cluster.AnswersAsync, $"PostgreSQL in {folder} answers");
        return cluster;
    }

    private async Task<bool> AnswersAsync()
    {
        if (_keeper.HasExited)
        {
            throw new InvalidOperationException("The private PostgreSQL cluster ended at once.");
        }

        try
        {
            await RunAsync("SELECT 1");
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private async Task RunAsync(string sql)
    {
        await using var connection = new NpgsqlConnection($"Host={_folder};Username=proxima;Database=postgres;Pooling=false;Timeout=30");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
