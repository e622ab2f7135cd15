namespace Proxima.Server.Features.Diagnostics;

public static class DiagnosticsFeature
{
    public static void AddDiagnostics(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
    }

    public static void MapDiagnostics(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
    }
}
