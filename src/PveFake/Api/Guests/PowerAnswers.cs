using System.Globalization;
using System.Text.Json.Nodes;
using Proxima.PveFake.Http;
using Proxima.PveFake.World;

namespace Proxima.PveFake.Api.Guests;

/// <summary>Start, stop, shut down, reboot, reset, suspend, resume: each is a task, and what it finds wrong only the task tells.</summary>
internal static class PowerAnswers
{
    public static void AddTo(RouteTable routes)
    {
        foreach (var kind in new[] { "qemu", "lxc" })
        {
            var at = $"/nodes/{{node}}/{kind}/{{vmid}}/status";
            routes.Get($"{at}/current", call => new GuestFigures(call.World, GuestCalls.Of(call), call.World.Now).Current());
            routes.Post($"{at}/start", call => Start(call));
            routes.Post($"{at}/stop", call => Stop(call));
            routes.Post($"{at}/shutdown", call => ShutDown(call));
            routes.Post($"{at}/reboot", call => Reboot(call));
            routes.Post($"{at}/suspend", call => Suspend(call));
            routes.Post($"{at}/resume", call => Resume(call));
        }

        routes.Post("/nodes/{node}/qemu/{vmid}/status/reset", call => Run(call, "qmreset", 0.2, guest => Running(guest)));
    }

    /// <summary>What keeps a guest from starting; null starts it.</summary>
    internal static string? TryStart(PveWorld world, Guest guest)
    {
        if (guest.IsTemplate)
        {
            return guest.Kind is GuestKind.Qemu ? "you can't start a vm if it's a template" : "you can't start a CT if it's a template";
        }

        if (guest.IsRunning)
        {
            return $"{guest.Noun} {guest.Id} already running";
        }

        if (guest.Lock is { } reason)
        {
            return $"{guest.Noun} is locked ({reason})";
        }

        var node = world.Node(guest.Node);
        var missing = guest.Config.Where(pair => ConfigAnswers.IsNetwork(pair.Key)).Select(pair => new Properties(pair.Value)["bridge"])
            .FirstOrDefault(bridge => bridge is not null && node?.MissingBridges.Contains(bridge) == true);
        if (missing is not null)
        {
            return $"bridge '{missing}' does not exist";
        }

        if (guest.Kind is GuestKind.Lxc && node?.MissingPrograms.Contains("lxc-start") == true)
        {
            return $"command 'systemctl start pve-container@{guest.Id}' failed: exit code 1";
        }

        if (guest.StartError is { } error)
        {
            return error;
        }

        guest.Start(world.Now, node is null ? 1 : node.LastPid += 7);
        return null;
    }

    private static JsonNode Start(ApiCall call)
    {
        var guest = Ready(call);
        GuestCalls.RefuseRootOptions(call, "skiplock", "stateuri", "migratedfrom");
        return GuestCalls.Work(call, guest, guest.Kind is GuestKind.Qemu ? "qmstart" : "vzstart", new TaskPlan(call.Caller.Id, 1.2)
        {
            Work = task =>
            {
                var error = TryStart(call.World, guest);
                if (error is not null && guest.Kind is GuestKind.Lxc && error.StartsWith("command", StringComparison.Ordinal))
                {
                    task.Say("failed to connect to monitor socket: Connection refused");
                }

                return error;
            },
        }).Upid;
    }

    private static JsonNode Stop(ApiCall call)
    {
        var guest = Ready(call);
        GuestCalls.RefuseRootOptions(call, "skiplock", "keepActive", "migratedfrom");
        if (call.Flag("overrule-shutdown") && guest.HeldBy is { Type: "qmshutdown" or "vzshutdown" } shutdown)
        {
            call.World.Tasks.Stop(shutdown);
        }

        return GuestCalls.Work(call, guest, guest.Kind is GuestKind.Qemu ? "qmstop" : "vzstop", new TaskPlan(call.Caller.Id, 0.8)
        {
            Work = _ =>
            {
                if (!guest.IsRunning && guest.Kind is GuestKind.Lxc)
                {
                    return $"CT {guest.Id} not running";
                }

                guest.Stop();
                return null;
            },
        }).Upid;
    }

    private static JsonNode ShutDown(ApiCall call)
    {
        var guest = Ready(call);
        var limit = call.Int("timeout") ?? (guest.Kind is GuestKind.Qemu ? 180 : 60);
        var isForced = call.Flag("forceStop");
        var answers = guest.HearsShutdown && !guest.IsPaused;
        return GuestCalls.Work(call, guest, guest.Kind is GuestKind.Qemu ? "qmshutdown" : "vzshutdown",
            Waiting(call, guest, limit, answers) with
        {
            Work = _ =>
            {
                if (!guest.IsRunning)
                {
                    return guest.Kind is GuestKind.Qemu ? null : $"CT {guest.Id} not running";
                }

                if (!answers && !isForced)
                {
                    return guest.Kind is GuestKind.Qemu ? "VM quit/powerdown failed - got timeout" : "container did not stop";
                }

                guest.Stop();
                return null;
            },
        }).Upid;
    }

    // A guest that hears takes a few seconds; one that does not takes all the time it is given, however fast the mock is.
    private static TaskPlan Waiting(ApiCall call, Guest guest, int limit, bool answers)
        => !guest.IsRunning ? new TaskPlan(call.Caller.Id, 0.2)
            : answers ? new TaskPlan(call.Caller.Id, Math.Min(limit, 4))
            : new TaskPlan(call.Caller.Id, 0) { Patience = limit };

    private static JsonNode Reboot(ApiCall call) => Run(call, GuestCalls.KindOf(call) is GuestKind.Qemu ? "qmreboot" : "vzreboot", 6,
        guest =>
    {
        if (Running(guest) is { } error)
        {
            return error;
        }

        guest.Stop();
        return TryStart(call.World, guest);
    });

    private static JsonNode Suspend(ApiCall call) => GuestCalls.KindOf(call) is GuestKind.Lxc
        ? Run(call, "vzsuspend", 1, Pause)
        : call.Flag("todisk")
            ? Run(call, "qmsuspend", 5, guest =>
            {
                if (Running(guest) is { } error)
                {
                    return error;
                }

                guest.Stop();
                guest.Config["lock"] = "suspended";
                return null;
            })
            : Run(call, "qmpause", 0.3, Pause);

    private static JsonNode Resume(ApiCall call) => Run(call, GuestCalls.KindOf(call) is GuestKind.Qemu ? "qmresume" : "vzresume", 0.3,
        guest =>
    {
        if (guest.Lock == "suspended")
        {
            guest.Config.Remove("lock");
            return TryStart(call.World, guest);
        }

        if (Running(guest) is { } error)
        {
            return error;
        }

        guest.IsPaused = false;
        return null;
    });

    private static string? Pause(Guest guest)
    {
        if (Running(guest) is { } error)
        {
            return error;
        }

        guest.IsPaused = true;
        return null;
    }

    private static string? Running(Guest guest) => guest.IsRunning ? null : $"{guest.Noun} {guest.Id} not running";

    private static JsonNode Run(ApiCall call, string type, double seconds, Func<Guest, string?> work)
    {
        var guest = Ready(call);
        return GuestCalls.Work(call, guest, type, new TaskPlan(call.Caller.Id, seconds) { Work = _ => work(guest) }).Upid;
    }

    private static Guest Ready(ApiCall call)
    {
        var guest = GuestCalls.Of(call);
        GuestCalls.DemandFree(guest, call);
        return guest;
    }

    internal static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
