using Proxima.Pve.Schema;
using Proxima.PveFake.Access;
using Proxima.PveFake.Http;
using Proxima.PveFake.World;

namespace Proxima.PveFake.Api.BackupServer;

/// <summary>
/// Rights of a backup server where the schema at hand says nothing: what is read needs the right to look at it, what is changed the right to change it,
/// on the datastore it is about or else on the system.
/// </summary>
internal static class ServerRights
{
    public static void Demand(PveWorld world, Caller caller, PveOperation operation, IReadOnlyDictionary<string, string> path)
    {
        var isRead = operation.Method == "GET";
        var (place, privilege) = path.TryGetValue("store", out var store)
            ? ($"/datastore/{store}", isRead ? "Datastore.Audit" : Doing(operation.Path))
            : ("/system", isRead ? "Sys.Audit" : "Sys.Modify");
        if (!new Permissions(world).Has(caller, place, privilege))
        {
            throw Refusal.Forbidden();
        }
    }

    private static string Doing(string path)
        => path.EndsWith("/verify", StringComparison.Ordinal) ? "Datastore.Verify" : path.Contains("/prune", StringComparison.Ordinal) ? "Datastore.Prune" : "Datastore.Modify";
}
