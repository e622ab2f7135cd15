using Proxima.Pve.Schema;
using Proxima.PveFake.Http;
using Proxima.PveFake.World;

namespace Proxima.PveFake.Api;

/// <summary>Without quorum the cluster's file system is read only, and each part of the API says so in its own words.</summary>
internal static class Quorum
{
    public static void Demand(PveWorld world, PveOperation operation, IReadOnlyDictionary<string, string> path)
    {
        if (world.HasQuorum || operation.Method == "GET" || operation.Path is "/access/ticket"
            || operation.Path.Contains("/tasks/", StringComparison.Ordinal))
        {
            return;
        }

        throw Refusal.Failed(Words(operation, path));
    }

    private static string Words(PveOperation operation, IReadOnlyDictionary<string, string> path)
    {
        if (operation.Path.StartsWith("/access", StringComparison.Ordinal) || operation.Path.StartsWith("/pools", StringComparison.Ordinal))
        {
            var noun = operation.Path.Contains("/pools", StringComparison.Ordinal) ? "pool" : operation.Path.Split('/')[2].TrimEnd('s');
            return $"{Verb(operation.Method)} {noun} failed: cfs-lock 'file-user_cfg' error: no quorum!";
        }

        if (operation.Path.StartsWith("/storage", StringComparison.Ordinal))
        {
            return $"{Verb(operation.Method)} storage failed: cfs-lock 'file-storage_cfg' error: no quorum!";
        }

        if (operation.Method == "PUT" && operation.Path.EndsWith("/config", StringComparison.Ordinal)
            && path.TryGetValue("vmid", out var id))
        {
            var kind = operation.Path.Contains("/qemu/", StringComparison.Ordinal) ? GuestKind.Qemu : GuestKind.Lxc;
            var file = Guest.FileOf(path["node"], kind, int.TryParse(id, out var number) ? number : 0);
            return $"unable to open file '/etc/pve/{file}.tmp.1000' - Permission denied";
        }

        return "cluster not ready - no quorum?";
    }

    private static string Verb(string method) => method switch { "POST" => "create", "PUT" => "update", _ => "delete" };
}
