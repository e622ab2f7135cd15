namespace Proxima.Server.Platform.Audit;

public static class AuditSetup
{
    public static void AddAudit(this WebApplicationBuilder builder) => builder.Services.AddSingleton<IAudit, ChainedAudit>();
}
