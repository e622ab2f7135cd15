using Proxima.Server.Platform.Secrets;
using Proxima.Server.Platform.Settings;
using Proxima.Server.Platform.Wiring;

namespace Proxima.Server.Platform.Audit;

public static class AuditSetup
{
    public static void AddAudit(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<ChainedAudit>();
        services.AddSingletonFrom<IAudit, ChainedAudit>(audit => audit);
        services.AddSingletonFrom<IAuditStanding, ChainedAudit>(audit => audit.Standing);
        services.AddSingletonFrom<IKeyFollower, ChainedAudit>(audit => audit);
        services.AddSingleton(AuditKeys.Column);
        services.AddHostedService<AuditStart>();

        services.AddSingleton(LogSockets.OfSystem);
        services.AddSingleton<IAuditAnchor, JournalAnchor>();
        services.AddSingleton<IAuditAnchor, SyslogAnchor>();
        services.AddSingleton<AuditAnchorage>();
        services.AddHostedService<AnchorLoop>();

        services.AddHostedService<AuditCheckLoop>();

        services.AddSingleton<TokenUses>();
        services.AddSingletonFrom<IHostedService, TokenUses>(uses => uses);
        services.AddSingleton<Repeats>();
        services.AddSingletonFrom<IHostedService, Repeats>(repeats => repeats);
        services.AddSingleton<IAuditRecords, StoredAudit>();
        services.AddSingleton<IRetentionRule, AuditRetention>();
    }

    /// <summary>After authentication, around the rest.</summary>
    public static void UseAuditTrail(this IApplicationBuilder app) => app.UseMiddleware<AuditTrail>();
}
