namespace Proxima.Server.Platform.Secrets;

public static class SecretsSetup
{
    public static void AddSecrets(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(new SecretEnvironment(Environment.GetEnvironmentVariable));
        builder.Services.AddSingleton<RootKeyFiles>();
        builder.Services.AddSingleton<KeyRing>();
        builder.Services.AddSingleton<ISecrets, SealedSecrets>();
        builder.Services.AddHostedService<SecretsStart>();
    }
}
