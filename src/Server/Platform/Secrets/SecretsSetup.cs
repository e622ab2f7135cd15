using Proxima.Server.Platform.Wiring;

namespace Proxima.Server.Platform.Secrets;

public static class SecretsSetup
{
    public static void AddSecrets(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton(new SecretEnvironment(Environment.GetEnvironmentVariable));
        services.AddSingleton<RootKeyFiles>();
        services.AddSingleton<KeyRing>();
        services.AddSingleton<SealedSecrets>();
        services.AddSingletonFrom<ISecrets, SealedSecrets>(secrets => secrets);
        services.AddSingleton<SecretKeyTable>();
        services.AddSingleton<SealedValues>();
        services.AddSingleton<KeyRotation>();
        services.AddSingletonFrom<IRootKeys, KeyRotation>(rotation => rotation);
        services.AddHostedService<SecretsStart>();
    }
}
