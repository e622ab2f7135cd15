using Proxima.PveFake.Http;
using Proxima.PveFake.World;

namespace Proxima.PveFake.Api.Guests;

/// <summary>What every call about a guest begins with.</summary>
internal static class GuestCalls
{
    public static GuestKind KindOf(ApiCall call) => call.Operation.Path.Contains("/lxc", StringComparison.Ordinal) ? GuestKind.Lxc
        : GuestKind.Qemu;

    /// <summary>The guest of the path; on another node or of the other kind its file does not exist there.</summary>
    public static Guest Of(ApiCall call)
    {
        var id = call.Int("vmid") ?? 0;
        var kind = KindOf(call);
        return call.World.Guests.TryGetValue(id, out var guest) && guest.Kind == kind && guest.Node == call.NodeName
            ? guest
            : throw Refusal.Failed($"Configuration file '{Guest.FileOf(call.NodeName, kind, id)}' does not exist");
    }

    public static void DemandUnlocked(Guest guest, ApiCall call)
    {
        if (guest.Lock is { } reason && !call.Flag("skiplock"))
        {
            throw Refusal.Failed($"{guest.Noun} is locked ({reason})");
        }
    }

    /// <summary>Options that only root itself may use; a token of root is not root.</summary>
    public static void RefuseRootOptions(ApiCall call, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (call.Maybe(name) is not null && !call.Caller.IsRoot)
            {
                throw Refusal.Parameter(name, "Only root may use this option.");
            }
        }
    }

    /// <summary>Another piece of work has the file: one waits for it, and then gives up.</summary>
    public static void DemandFree(Guest guest, ApiCall call)
    {
        if (guest.HeldBy is { IsStopped: false } holder)
        {
            var wait = holder.EndsAt - call.World.Now;
            throw wait <= call.World.LockPatience
                ? new TryAgain(wait)
                : new Refusal(500, $"can't lock file '{LockFile(guest)}' - got timeout") { After = call.World.LockPatience };
        }
    }

    /// <summary>Starts work that holds the guest until it is done.</summary>
    public static PveTask Work(ApiCall call, Guest guest, string type, TaskPlan plan)
    {
        var task = call.World.Tasks.Start(guest.Node, type, guest.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), plan);
        if (!task.IsStopped)
        {
            guest.HeldBy = task;
        }

        return task;
    }

    private static string LockFile(Guest guest) => guest.Kind is GuestKind.Qemu
        ? $"/var/lock/qemu-server/lock-{guest.Id}.conf"
        : $"/run/lock/lxc/pve-config-{guest.Id}.lock";
}

/// <summary>Not now: the same call succeeds when the time has passed.</summary>
internal sealed class TryAgain(TimeSpan after) : Exception
{
    public TimeSpan After { get; } = after;
}
