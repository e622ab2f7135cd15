using Proxima.PveFake.Api.Access;
using Proxima.PveFake.Api.Cluster;
using Proxima.PveFake.Api.Guests;
using Proxima.PveFake.Api.Nodes;
using Proxima.PveFake.Api.Storage;

namespace Proxima.PveFake.Api;

/// <summary>The table of contents: every operation of Proxmox VE that has an answer of its own.</summary>
internal static class AllAnswers
{
    public static RouteTable OfProxmoxVe()
    {
        var routes = new RouteTable();
        TicketAnswers.AddTo(routes);
        UserAnswers.AddTo(routes);
        RightsAnswers.AddTo(routes);
        PoolAnswers.AddTo(routes);
        ClusterAnswers.AddTo(routes);
        HaAnswers.AddTo(routes);
        ReplicationAnswers.AddTo(routes);
        MetricAnswers.AddTo(routes);
        NodeAnswers.AddTo(routes);
        HostAnswers.AddTo(routes);
        HistoryAnswers.AddTo(routes);
        TaskAnswers.AddTo(routes);
        CreationAnswers.AddTo(routes);
        ConfigAnswers.AddTo(routes);
        PowerAnswers.AddTo(routes);
        SnapshotAnswers.AddTo(routes);
        MigrationAnswers.AddTo(routes);
        DiskAnswers.AddTo(routes);
        AgentAnswers.AddTo(routes);
        ConsoleAnswers.AddTo(routes);
        StorageAnswers.AddTo(routes);
        ContentAnswers.AddTo(routes);
        BackupAnswers.AddTo(routes);
        return routes;
    }
}
