using Proxima.Model;
using Proxima.Model.Figures;
using Proxima.Model.Health;

namespace Proxima.Server.Features.Health;

/// <summary>Pure verdicts over what is known of a node now. Issue 11 adds duration, hysteresis, incidents and acknowledgement.</summary>
public interface IHealth
{
    /// <summary>
    /// Open findings of a node, worst first. <paramref name="open"/> are the ones found last time: they keep their first-seen time.
    /// A null or stale sample and every failed reading is a finding of severity unknown.
    /// </summary>
    IReadOnlyList<Finding> Evaluate(NodeId node, HostFigures? figures, DateTimeOffset? sampledAt, IReadOnlyList<Finding> open, DateTimeOffset now);
}
