using Microsoft.AspNetCore.Http.HttpResults;
using Proxima.Model;
using Proxima.Server.Platform.Auth;
using Proxima.Server.Platform.Http;

namespace Proxima.Server.Features.History;

/// <summary>What somebody may read of history: what they see, and no word about the rest.</summary>
internal static class HistoryBounds
{
    /// <summary>Before anything is looked up, so that a node out of bounds answers like one that never was.</summary>
    public static ProblemHttpResult? OutOfBounds(HttpContext context, ITopology topology, string id)
        => context.Principal()?.Sees(new Place(PlaceKind.Node, id), topology.Current) == true
            ? null
            : Problems.NotFound("node", PointCheck.Shown(id));

    /// <summary>
    /// Whether a subject may be told about. Storages and disks have no place of their own yet: only whoever sees everything sees them.
    /// </summary>
    public static Func<SubjectId, bool> Seen(HttpContext context, ITopology topology)
    {
        var bounds = context.ReadBounds();
        var now = topology.Current;
        return bounds.IsEverything
            ? static _ => true
            : subject => subject.Kind switch
            {
                SubjectKind.Node => bounds.Contains(new Place(PlaceKind.Node, subject.Id), now),
                SubjectKind.Guest => bounds.Contains(new Place(PlaceKind.Guest, subject.Id), now),
                _ => false,
            };
    }
}
