using System.Globalization;
using Proxima.Pve.Failures;

namespace Proxima.Pve.Commands;

/// <summary>
/// A host that is reached with OpenSSH's own <c>ssh</c>: keys of the user's agent or a given file, never a password, and a host key that is
/// known beforehand. An unknown or changed key ends the call.
/// </summary>
public sealed record SshTarget(string Host)
{
    public string User { get; init; } = "root";

    public int Port { get; init; } = 22;

    /// <summary>Where the host's key must stand; null means the user's own file.</summary>
    public string? KnownHosts { get; init; }

    /// <summary>The key to log in with; null leaves it to the agent and the user's own configuration.</summary>
    public string? IdentityFile { get; init; }

    /// <summary>A private folder for the socket of a connection that is kept between calls; null opens a new one each time.</summary>
    public string? ControlFolder { get; init; }

    public string Program { get; init; } = "ssh";

    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary><c>pvesh</c> on that host.</summary>
    public PveshTransport Pvesh(TimeProvider? clock = null) => new(
        $"ssh {User}@{Host}",
        async (arguments, limit, cancellation) =>
        {
            var end = await ProgramCall.RunAsync(Program, Arguments(arguments), limit, clock ?? TimeProvider.System, cancellation);
            return end.ExitCode == 255 ? throw Trouble(end.Error) : end;
        });

    /// <summary>The arguments of <c>ssh</c>: options, the host, and the command as the remote shell will read it.</summary>
    public IReadOnlyList<string> Arguments(IReadOnlyList<string> command)
    {
        if (Host.Length == 0 || Host[0] == '-' || User.Length == 0 || User[0] == '-' || Host.Any(IsOdd) || User.Any(IsOdd))
        {
            throw new FormatException($"'{User}@{Host}' is no host to log in to.");
        }

        List<string> arguments =
        [
            "-T", "-o", "BatchMode=yes", "-o", "StrictHostKeyChecking=yes", "-o", "ClearAllForwardings=yes", "-o", "ForwardAgent=no",
            "-o", "ConnectTimeout=" + ConnectTimeout.TotalSeconds.ToString("0", CultureInfo.InvariantCulture),
            "-p", Port.ToString(CultureInfo.InvariantCulture), "-l", User,
        ];
        if (KnownHosts is not null)
        {
            arguments.AddRange(["-o", $"UserKnownHostsFile=\"{KnownHosts}\"", "-o", "GlobalKnownHostsFile=/dev/null"]);
        }

        if (IdentityFile is not null)
        {
            arguments.AddRange(["-i", IdentityFile, "-o", "IdentitiesOnly=yes"]);
        }

        if (ControlFolder is not null)
        {
            arguments.AddRange(["-o", "ControlMaster=auto", "-o", "ControlPersist=60", "-o", $"ControlPath=\"{ControlFolder}/%C\""]);
        }

        return [.. arguments, "--", Host, string.Join(' ', command.Select(Quoted))];
    }

    /// <summary>One word of the remote shell, whatever it holds.</summary>
    internal static string Quoted(string word) => $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static bool IsOdd(char letter) => char.IsWhiteSpace(letter) || char.IsControl(letter) || letter is '\'' or '"' or '@';

    private PveTransportException Trouble(string said)
    {
        var at = $"{User}@{Host}";
        var last = said.Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault()?.Trim() ?? "it said nothing";
        return said switch
        {
            _ when Says("REMOTE HOST IDENTIFICATION HAS CHANGED") => new PveTransportException(
                PveTrouble.ChangedCertificate,
                    $"{Host} shows another host key than the known one. If it was installed anew, replace the key; if not, do not "
                        + "connect."),
            _ when Says("Host key verification failed") => new PveTransportException(
                PveTrouble.Untrusted,
                    $"The host key of {Host} is not known. Compare it with 'ssh-keygen -lf' on the host and put it into the file of "
                        + "known hosts."),
            _ when Says("Permission denied") => new PveTransportException(
                PveTrouble.Program, $"{at} takes none of the keys offered. Put the public key into its authorized_keys, or name the "
                    + "right key file."),
            _ when Says("Could not resolve hostname") => new PveTransportException(
                PveTrouble.UnknownName, $"The name {Host} is not known. Check the spelling, or give the IP address."),
            _ when Says("Connection refused") => new PveTransportException(
                PveTrouble.Refused, $"Nothing answers SSH at {Host}, port {Port.ToString(CultureInfo.InvariantCulture)}. Check the "
                    + "port and that sshd runs."),
            _ when Says("No route to host") || Says("Network is unreachable")
                => new PveTransportException(PveTrouble.NoRoute, $"There is no way to {Host}."),
            _ when Says("timed out") => new PveTransportException(PveTrouble.TimedOut, $"{Host} did not answer SSH in time."),
            _ when Says("Connection closed") || Says("Connection reset") || Says("Broken pipe") => new PveTransportException(
                PveTrouble.Reset, $"{Host} dropped the SSH connection: {last}"),
            _ => new PveTransportException(PveTrouble.Program, $"ssh {at} failed: {last}"),
        };

        bool Says(string words) => said.Contains(words, StringComparison.OrdinalIgnoreCase);
    }
}
