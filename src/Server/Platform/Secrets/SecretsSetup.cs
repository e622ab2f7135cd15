namespace Proxima.Server.Platform.Secrets;

public static class SecretsSetup
{
    public static void AddSecrets(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
    }
}
