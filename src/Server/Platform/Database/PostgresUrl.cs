using System.Globalization;
using Npgsql;

namespace Proxima.Server.Platform.Database;

/// <summary>
/// <c>postgres://user:password@host:port/database?sslmode=verify-full</c>, the form of libpq
/// (https://www.postgresql.org/docs/current/libpq-connect.html, 34.1.1.2). The password never leaves in a message.
/// </summary>
internal static class PostgresUrl
{
    private const string Form = "give --database postgres://user:password@host:port/database";

    /// <summary>Throws <see cref="StartupException"/> with one line when the address cannot be used.</summary>
    public static NpgsqlConnectionStringBuilder Parse(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("postgres" or "postgresql"))
        {
            throw new StartupException($"The database address is not a PostgreSQL address; {Form}");
        }

        // A / ? or # in the password ends the host part too early, and the rest of the password would pass for a database name.
        if ((uri.AbsolutePath + uri.Query + uri.Fragment).Contains('@', StringComparison.Ordinal))
        {
            throw new StartupException("The database address has an @ after the host; "
                + "in user, password and options write @ as %40, / as %2F, ? as %3F and # as %23");
        }

        var builder = new NpgsqlConnectionStringBuilder { ApplicationName = "proxima" };
        var user = uri.UserInfo.Split(':', 2);
        Set(user[0], value => builder.Username = value);
        Set(user.Length > 1 ? user[1] : "", value => builder.Password = value);
        Set(uri.Host, value => builder.Host = value);
        if (uri.Port > 0)
        {
            builder.Port = uri.Port;
        }

        Set(uri.AbsolutePath.TrimStart('/'), value => builder.Database = value);
        foreach (var pair in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            Option(builder, Uri.UnescapeDataString(parts[0]), Uri.UnescapeDataString(parts.Length > 1 ? parts[1] : ""));
        }

        var missing = string.IsNullOrEmpty(builder.Host) ? "host" : string.IsNullOrEmpty(builder.Database) ? "database" : null;
        return missing is null ? builder : throw new StartupException($"The database address names no {missing}; {Form}");
    }

    /// <summary>Host and database, for messages.</summary>
    public static string Describe(NpgsqlConnectionStringBuilder builder)
        => string.Create(CultureInfo.InvariantCulture, $"{builder.Host}:{builder.Port}/{builder.Database}");

    private static void Set(string escaped, Action<string> set)
    {
        if (escaped.Length > 0)
        {
            set(Uri.UnescapeDataString(escaped));
        }
    }

    private static void Option(NpgsqlConnectionStringBuilder builder, string name, string value)
    {
        switch (name)
        {
            case "host": builder.Host = value; break;
            case "port": builder.Port = Number(name, value, 1, 65535); break;
            case "user": builder.Username = value; break;
            case "password": builder.Password = value; break;
            case "dbname": builder.Database = value; break;
            case "connect_timeout": builder.Timeout = Number(name, value, 1, 300); break;
            case "application_name": builder.ApplicationName = value; break;
            case "sslmode": builder.SslMode = Mode(value); break;
            case "sslrootcert": builder.RootCertificate = value; break;
            case "sslcert": builder.SslCertificate = value; break;
            case "sslkey": builder.SslKey = value; break;
            default:
                throw new StartupException($"The database address has an unknown option '{name}'; known are host, port, user, password, "
                    + "dbname, connect_timeout, application_name, sslmode, sslrootcert, sslcert, sslkey");
        }
    }

    private static int Number(string name, string value, int least, int most)
        => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new StartupException($"The database address has a wrong {name}; it must be a number from {least} to {most}");

    private static SslMode Mode(string value) => value switch
    {
        "disable" => SslMode.Disable,
        "allow" => SslMode.Allow,
        "prefer" => SslMode.Prefer,
        "require" => SslMode.Require,
        "verify-ca" => SslMode.VerifyCA,
        "verify-full" => SslMode.VerifyFull,
        _ => throw new StartupException(
            "The database address has a wrong sslmode; it must be disable, allow, prefer, require, verify-ca or verify-full"),
    };
}
