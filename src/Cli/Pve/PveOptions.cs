using System.CommandLine;
using System.Security.Cryptography.X509Certificates;
using Proxima.Cli.Client;
using Proxima.Pve;
using Proxima.Pve.Auth;
using Proxima.Pve.Commands;

namespace Proxima.Cli.Pve;

/// <summary>How a command finds its Proxmox: a profile, or options in its place. No option takes a secret.</summary>
internal sealed class PveOptions
{
    public const string AddressVariable = "PROXMOX_URL";
    public const string TokenVariable = "PROXMOX_TOKEN";
    public const string FingerprintVariable = "PROXMOX_FINGERPRINT";

    public Option<string> Profile { get; } = new("--profile") { Description = "Name of a profile; without it the default one.",
        HelpName = "NAME" };

    public Option<string> Address { get; } = new("--address")
    {
        Description = $"Host, or https://HOST:8006 (also {AddressVariable}).",
        HelpName = "URL",
    };

    public Option<string> TokenFile { get; } = new("--token-file")
    {
        Description = $"File with USER@REALM!NAME=SECRET that only its owner may read (also the token itself in {TokenVariable}).",
        HelpName = "FILE",
    };

    public Option<string> User { get; } = new("--user") { Description = "Log in as USER@REALM with --password-file.", HelpName = "USER" };

    public Option<string> PasswordFile { get; } = new("--password-file") { Description = "File with the password.", HelpName = "FILE" };

    public Option<string> Fingerprint { get; } = new("--fingerprint")
    {
        Description = $"SHA-256 of the server's certificate, AA:BB:… (also {FingerprintVariable}).",
        HelpName = "SHA256",
    };

    public Option<string> AuthorityFile { get; } = new("--ca-file") { Description = "Certificates to trust, such as pve-root-ca.pem.",
        HelpName = "FILE" };

    public Option<string> Ssh { get; } = new(
        "--ssh") { Description = "Run pvesh on USER@HOST over SSH instead; its host key must be known.", HelpName = "USER@HOST" };

    public Option<bool> Local { get; } = new("--local") { Description = "Run pvesh on this machine instead." };

    public Option<bool> BackupServer { get; } = new("--backup-server") { Description = "It is a Proxmox Backup Server." };

    public Option<string> Endpoint { get; } = new("--endpoint")
    {
        Description = "Go through the Proxima server and its endpoint of this name, with its token; it is audited there. Needs pve.pass.",
        HelpName = "NAME",
    };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[Profile, Endpoint, Address, TokenFile, User, PasswordFile, Fingerprint, AuthorityFile, Ssh, Local,
            BackupServer])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>What is meant: the options, else the profile, else the environment.</summary>
    public PveProfile Read(ParseResult result, Surroundings around)
    {
        var given = new PveProfile
        {
            Address = result.GetValue(Address),
            TokenFile = result.GetValue(TokenFile),
            User = result.GetValue(User),
            PasswordFile = result.GetValue(PasswordFile),
            Fingerprint = result.GetValue(Fingerprint),
            AuthorityFile = result.GetValue(AuthorityFile),
            Ssh = result.GetValue(Ssh),
            BackupServer = result.GetValue(BackupServer),
        };
        if (result.GetValue(Profile) is { } name)
        {
            return given is { Address: null, Ssh: null }
                ? Named(name, around)
                : throw new CliException("--profile and --address or --ssh name two servers; give one of them", ExitCodes.WrongUsage);
        }

        if (given is { Address: null, Ssh: null } && around.Set(AddressVariable) is null)
        {
            return Named(null, around);
        }

        return given with
        {
            Address = given.Address ?? around.Set(AddressVariable),
            Token = given.TokenFile is null && given.User is null ? around.Set(TokenVariable) : null,
            Fingerprint = given.Fingerprint ?? around.Set(FingerprintVariable),
        };
    }

    public PveConnection Connect(ParseResult result, Surroundings around)
        => result.GetValue(Endpoint) is { } endpoint
            ? OverServer(endpoint, result, around)
            : result.GetValue(Local)
            ? new PveConnection(new PveConnectionOptions { Transports = [PveshTransport.Local(clock: around.Clock)], Clock = around.Clock })
            : Connect(Read(result, around), around);

    public static PveConnection Connect(PveProfile profile, Surroundings around)
    {
        try
        {
            return profile.Ssh is { } ssh ? OverSsh(ssh, profile, around) : OverHttps(profile, around);
        }
        catch (FormatException error)
        {
            throw new CliException(error.Message, ExitCodes.WrongUsage, error);
        }
    }

    private PveConnection OverServer(string endpoint, ParseResult result, Surroundings around)
    {
        if (result.GetValue(Local) || result.GetValue(Profile) is not null || result.GetValue(Address) is not null
            || result.GetValue(Ssh) is not null)
        {
            throw new CliException("--endpoint names the server to ask; leave out the other ways to one", ExitCodes.WrongUsage);
        }

        var transport = new PassTransport(new ServerOptions().Read(result, around), endpoint, around);
        return new PveConnection(new PveConnectionOptions { Transports = [transport], Clock = around.Clock });
    }

    private static PveConnection OverSsh(string target, PveProfile profile, Surroundings around)
    {
        var at = target.IndexOf('@', StringComparison.Ordinal);
        var host = new SshTarget(target[(at + 1)..]) { User = at > 0 ? target[..at] : "root", KnownHosts = profile.KnownHosts };
        return new PveConnection(new PveConnectionOptions { Transports = [host.Pvesh(around.Clock)], Clock = around.Clock });
    }

    private static PveConnection OverHttps(PveProfile profile, Surroundings around)
    {
        var port = profile.BackupServer ? 8007 : 8006;
        var addresses = new[] { profile.Address
            ?? throw new CliException("the profile has no address", ExitCodes.WrongUsage) }.Concat(profile.Others);
        var transports = addresses.Select(address => around.PveTransport(PveEndpoint.Parse(address, port) with
        {
            Fingerprint = profile.Fingerprint,
            Authorities = profile.AuthorityFile is { } file ? Authorities(file) : null,
            Proxy = profile.Proxy is { } proxy ? new Uri(proxy) : null,
        })).ToList();
        return new PveConnection(
            new PveConnectionOptions { Transports = transports, Login = LoginOf(profile, around), Clock = around.Clock });
    }

    private static IPveLogin? LoginOf(PveProfile profile, Surroundings around)
    {
        if (profile.User is { } user)
        {
            var file = profile.PasswordFile
                ?? throw new CliException("--user needs --password-file; a password on the command line is seen by everybody",
                    ExitCodes.WrongUsage);
            return new PveLogin(user, _ => new(PveProfiles.Secret(file)), isBackupServer: profile.BackupServer, clock: around.Clock);
        }

        var token = profile.Token ?? (profile.TokenFile is { } path ? PveProfiles.Secret(path) : null);
        return token is null ? null : PveToken.Parse(token, profile.BackupServer);
    }

    private static X509Certificate2Collection Authorities(string file)
    {
        var authorities = new X509Certificate2Collection();
        try
        {
            authorities.ImportFromPemFile(file);
        }
        catch (Exception error) when (
            error is IOException or System.Security.Cryptography.CryptographicException or UnauthorizedAccessException)
        {
            throw new CliException($"{file} holds no certificates in PEM form: {error.Message}", ExitCodes.WrongUsage, error);
        }

        return authorities;
    }

    private static PveProfile Named(string? name, Surroundings around)
    {
        var file = PveProfiles.Read(around);
        var wanted = name ?? file.Default ?? (file.Profiles.Count == 1 ? file.Profiles.Keys.First() : null);
        if (wanted is null)
        {
            throw new CliException(
                $"which Proxmox? Give --address, set {AddressVariable}, or make a profile: proxima pve profile add NAME --address URL "
                    + "--token-file FILE",
                ExitCodes.WrongUsage);
        }

        if (file.Profiles.TryGetValue(wanted, out var profile))
        {
            return profile;
        }

        var others = file.Profiles.Count == 0 ? "there is none" : "there are " + string.Join(", ", file.Profiles.Keys);
        throw new CliException($"there is no profile '{wanted}'; {others}", ExitCodes.WrongUsage);
    }
}
