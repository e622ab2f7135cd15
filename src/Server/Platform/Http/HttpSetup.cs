namespace Proxima.Server.Platform.Http;

public static class HttpSetup
{
    public static void AddHttp(this WebApplicationBuilder builder)
    {
        builder.Services.AddProblemDetails();
        builder.Services.AddOpenApi(options => options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "Proxima";
            document.Info.Version = "1";
            return Task.CompletedTask;
        }));
    }

    public static void UseHttp(this WebApplication app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseRouting();
    }

    /// <summary>The page and its assets.</summary>
    public static void MapWeb(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
    }
}
