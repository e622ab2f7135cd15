using Proxima.Server.Platform.Loops;
using Proxima.Server.Platform.Settings;

namespace Proxima.Server.Features.Access;

/// <summary>Each minute: sessions that ran out end, with their streams, and last use is written down now and then.</summary>
internal sealed class SessionSweep(SessionTable sessions, TimeProvider time, ILogger<SessionSweep> logger)
    : Loop(time, logger), IRetentionRule
{
    string IRetentionRule.Name => "sessions";

    protected override string Name => "sessions";

    protected override TimeSpan Period => TimeSpan.FromMinutes(1);

    public async Task<long> SweepAsync(DateTimeOffset now, CancellationToken cancellationToken)
        => await sessions.SweepAsync(cancellationToken);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await sessions.WriteUseAsync(TimeSpan.Zero, cancellationToken);
    }

    protected override Task OnceAsync(CancellationToken cancellationToken) => sessions.SweepAsync(cancellationToken);
}

/// <summary>The same for API tokens; those that ended stay in the list for a while.</summary>
internal sealed class TokenSweep(TokenTable tokens, TimeProvider time, ILogger<TokenSweep> logger) : Loop(time, logger), IRetentionRule
{
    string IRetentionRule.Name => "api_tokens";

    protected override string Name => "tokens";

    protected override TimeSpan Period => TimeSpan.FromMinutes(1);

    public async Task<long> SweepAsync(DateTimeOffset now, CancellationToken cancellationToken)
        => await tokens.SweepAsync(cancellationToken);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await tokens.WriteUseAsync(TimeSpan.Zero, cancellationToken);
    }

    protected override Task OnceAsync(CancellationToken cancellationToken) => tokens.SweepAsync(cancellationToken);
}
