using Microsoft.Extensions.Options;
using Proxima.Server.Platform.Settings;

namespace Proxima.Server.Features.Fleet;

/// <summary>Each start of a collecting program begins an epoch: old ones go.</summary>
internal sealed class OriginRetention(NodeStore store, IOptions<FleetOptions> options) : IRetentionRule
{
    public string Name => "origins";

    public async Task<long> SweepAsync(DateTimeOffset now, CancellationToken cancellationToken)
        => await store.SweepMarksAsync(now.AddDays(-options.Value.OriginDays), cancellationToken);
}
