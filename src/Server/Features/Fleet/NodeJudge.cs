using Microsoft.Extensions.Options;
using Proxima.Model.Figures;
using Proxima.Model.Health;
using Proxima.Server.Features.Health;
using Proxima.Server.Platform.Audit;
using Proxima.Server.Platform.Database;

namespace Proxima.Server.Features.Fleet;

/// <summary>What the rules say of a node.</summary>
internal sealed record NodeVerdict(IReadOnlyList<Finding> Findings, Severity Severity)
{
    /// <summary>The number kept as <c>node.state</c>.</summary>
    public double Number => (int)Severity;
}

/// <summary>What a verdict rests on: figures, when they were taken, how old they are and what is wrong around them.</summary>
internal readonly record struct Judged(
    HostFigures? Figures, DateTimeOffset? SampledAt, TimeSpan? Age, TimeSpan? ClockAhead = null, string? HistoryError = null);

/// <summary>Asks the rules about a node with everything around it.</summary>
internal sealed class NodeJudge(
    IHealth health, IDatabaseIncidents incidents, IAuditStanding audit, IOptions<FleetOptions> options, TimeProvider clock)
{
    public TimeSpan Beat { get; } = options.Value.Beat;

    public TimeSpan StaleAfter { get; } = options.Value.StaleAfter;

    public NodeVerdict Judge(NodeTrack track, Judged judged)
    {
        var findings = health.Evaluate(new HealthInput
        {
            Node = track.Id,
            Now = clock.GetUtcNow(),
            Figures = judged.Figures,
            SampledAt = judged.SampledAt,
            Age = judged.Age,
            StaleAfter = StaleAfter,
            ClockAhead = judged.ClockAhead,
            HistoryError = judged.HistoryError,
            DatabasesSetAside = track.IsLocal ? [.. incidents.All.Select(incident => Path.GetFileName(incident.SetAsideAs))] : [],
            AuditFlaw = track.IsLocal ? audit.Flaw : null,
            AuditNotAnchored = track.IsLocal ? audit.NotAnchored : null,
            Open = track.Open,
        });
        return new NodeVerdict(findings, findings.Count == 0 ? Severity.Ok : findings.Max(finding => finding.Severity));
    }
}
