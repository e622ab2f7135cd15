using System.CommandLine;
using Proxima.Cli.Printing;

namespace Proxima.Cli.Pve;

/// <summary><c>proxima pve profile add|list|remove|use</c>.</summary>
internal static class PveProfileCommands
{
    public static Command Make(Surroundings around) => new("profile", "Named ways to a Proxmox, in a file that only its owner may read.")
    {
        Add(around),
        List(around),
        Change(around, "remove", "Forget a profile.", (file, name) => file with
        {
            Default = file.Default == name ? null : file.Default,
            Profiles = file.Profiles.Where(pair => pair.Key != name)
                .ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal),
        }),
        Change(around, "use", "Make a profile the default one.", (file, name) => file with { Default = name }),
    };

    private static Command Add(Surroundings around)
    {
        var name = Name();
        var options = new PveOptions();
        var others = new Option<string[]>(
            "--other") { Description = "Address of another node of the cluster, to go to when the first is gone; may be repeated.",
                HelpName = "URL" };
        var command = new Command("add", "Add a profile, or replace the one of this name.") { name, others };
        options.AddTo(command);
        command.Options.Remove(options.Profile);
        command.Options.Remove(options.Local);
        command.Options.Remove(options.Endpoint);
        command.SetAction(result =>
        {
            var profile = new PveProfile
            {
                Address = result.GetValue(options.Address),
                TokenFile = Full(result.GetValue(options.TokenFile)),
                User = result.GetValue(options.User),
                PasswordFile = Full(result.GetValue(options.PasswordFile)),
                Fingerprint = result.GetValue(options.Fingerprint),
                AuthorityFile = Full(result.GetValue(options.AuthorityFile)),
                Ssh = result.GetValue(options.Ssh),
                BackupServer = result.GetValue(options.BackupServer),
                Others = result.GetValue(others) ?? [],
            };
            // Read once now, so that a mistake shows here and not at the first call.
            using var connection = profile is { Address: null, Ssh: null }
                ? throw new CliException("a profile needs --address or --ssh", ExitCodes.WrongUsage)
                : PveOptions.Connect(profile, around);
            var file = PveProfiles.Read(around);
            var wanted = result.GetRequiredValue(name);
            PveProfiles.Write(file with
            {
                Default = file.Default ?? wanted,
                Profiles = new Dictionary<string, PveProfile>(file.Profiles, StringComparer.Ordinal) { [wanted] = profile },
            }, around);
        });
        return command;
    }

    private static Command List(Surroundings around)
    {
        var command = new Command("list", "List the profiles; no secret is shown.");
        command.SetAction(_ =>
        {
            var file = PveProfiles.Read(around);
            var table = new Table(new Column("NAME"), new Column("WAY", Least: 20), new Column("AS", Least: 10), new Column("DEFAULT"));
            foreach (var (name, profile) in file.Profiles.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                var who = profile.User
                    ?? (profile.TokenFile is { } path ? "token in " + path : profile.Token is null ? string.Empty
                        : "token " + profile.Token.Split('=', ':')[0]);
                table.Row(name, profile.Ssh is { } ssh ? "ssh " + ssh : profile.Address
                    ?? string.Empty, who, file.Default == name ? "yes" : string.Empty);
            }

            table.Print(new Screen(around));
        });
        return command;
    }

    private static Command Change(Surroundings around, string verb, string description, Func<PveProfileFile, string, PveProfileFile> change)
    {
        var name = Name();
        var command = new Command(verb, description) { name };
        command.SetAction(result =>
        {
            var file = PveProfiles.Read(around);
            var wanted = result.GetRequiredValue(name);
            if (!file.Profiles.ContainsKey(wanted))
            {
                throw new CliException($"there is no profile '{wanted}'; 'proxima pve profile list' shows them", ExitCodes.WrongUsage);
            }

            PveProfiles.Write(change(file, wanted), around);
        });
        return command;
    }

    private static Argument<string> Name() => new("name") { Description = "What to call it.", HelpName = "NAME" };

    private static string? Full(string? path) => path is null ? null : Path.GetFullPath(path);
}
