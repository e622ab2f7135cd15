using System.CommandLine;
using System.Globalization;
using Proxima.Cli.Printing;
using Proxima.Pve;
using Proxima.Pve.Rights;

namespace Proxima.Cli.Pve;

/// <summary>
/// <c>proxima pve doctor</c>: which right is missing where, and whether more is allowed than should be. It reads and never tries a
/// write.
/// </summary>
internal static class PveDoctor
{
    public static Command Make(Surroundings around)
    {
        var options = new PveOptions();
        var mayWrite = new Option<bool>(
            "--may-write") { Description = "It is meant to change things: say where it can, and find nothing wrong with that." };
        var command = new Command("doctor",
            "Say which right is missing for what, with the line that grants it, and prove that nothing can be changed that should not be. "
            + "Exit code: 0 all well, 1 a right is missing or one too many.")
        {
            mayWrite,
        };
        options.AddTo(command);
        command.SetAction(async (result, token) =>
        {
            var isWell = true;
            await PveCommands.RunAsync(options.Connect(result, around), async connection
                => isWell = await ExamineAsync(connection, result.GetValue(mayWrite), new Screen(around), token));
            return isWell ? ExitCodes.Done : ExitCodes.Failed;
        });
        return command;
    }

    private static async Task<bool> ExamineAsync(PveConnection connection, bool mayWrite, Screen screen, CancellationToken cancellation)
    {
        var pve = new PveClient(connection);
        var version = await pve.ServerVersionAsync(cancellation);
        var who = connection.Who ?? "nobody";
        screen.Line($"{connection.Where}: Proxmox VE {version}, as {who}");
        if (connection.ClockSkew is { } skew && skew.Duration() > TimeSpan.FromSeconds(60))
        {
            screen.Line($"clock: {Math.Abs(skew.TotalSeconds).ToString("0", CultureInfo.InvariantCulture)} s "
                + $"{(skew > TimeSpan.Zero ? "ahead of" : "behind")} this machine; set both by NTP", Tone.Warning);
        }

        var rights = PveRights.Read(await pve.GetAsync("/access/permissions", cancellation));
        var needs = PveNeeds.Of(version.Major);
        var lacks = PveNeeds.Missing(rights, needs, who);
        foreach (var need in needs)
        {
            var lack = lacks.FirstOrDefault(lack => ReferenceEquals(lack.Need, need));
            screen.Line((lack is null ? "ok      " : "missing ", lack is null ? Tone.Ok : Tone.Warning),
                ($"{need.Feature}: {string.Join(" or ", need.AnyOf)} on {need.Path}", Tone.Plain));
            if (lack is not null)
            {
                screen.Line($"        {lack.Fix}");
            }
        }

        return Powers(rights, mayWrite, who, screen) && lacks.Count == 0;
    }

    private static bool Powers(PveRights rights, bool mayWrite, string who, Screen screen)
    {
        var powers = PveNeeds.Powers(rights);
        if (powers.Count == 0)
        {
            screen.Line(("ok      ", Tone.Ok), ($"{who} can change nothing: none of its privileges allows a write", Tone.Plain));
            return true;
        }

        foreach (var power in powers)
        {
            screen.Line((mayWrite ? "may     " : "too much ", mayWrite ? Tone.Info : Tone.Warning),
                ($"{power.Path}: {string.Join(", ", power.Privileges)}", Tone.Plain));
        }

        if (!mayWrite)
        {
            screen.Wrapped("For watching alone, give the token its own rights (privilege separation) and only the role PVEAuditor; "
                + "with --may-write this is taken as meant.");
        }

        return mayWrite;
    }
}
