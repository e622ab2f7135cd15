using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Proxima.Server.Platform.Audit;
using Proxima.TestKit;

namespace Proxima.Server.Tests.Access;

/// <summary>An audit trail to look at, which can be made to fail.</summary>
internal sealed class RecordedAudit : IAudit
{
    private readonly ConcurrentQueue<AuditEntry> _entries = [];

    public bool IsBroken { get; set; }

    public IReadOnlyList<AuditEntry> Entries => [.. _entries];

    public Task AppendAsync(AuditEntry entry, CancellationToken cancellationToken)
    {
        if (IsBroken)
        {
            throw new IOException("the disk is full");
        }

        _entries.Enqueue(entry);
        AuditTrace.Current?.Wrote();
        return Task.CompletedTask;
    }

    /// <summary>The whole server with this trail.</summary>
    public Task<TestProxima> StartAsync(
        TimeProvider? clock = null, Action<WebApplicationBuilder>? configure = null, Func<ServeOptions, ServeOptions>? options = null)
        => TestProxima.StartAsync(
        builder =>
        {
            builder.Services.AddSingleton<IAudit>(this);
            configure?.Invoke(builder);
        },
        clock,
        options);
}
