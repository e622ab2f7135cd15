using Microsoft.Extensions.Options;
using Proxima.Server.Platform.Auth;
using Proxima.Server.Platform.Settings;
using Proxima.Server.Platform.Wiring;

namespace Proxima.Server.Features.Access;

public static class AccessFeature
{
    public static void AddAccess(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, AccessJson.Default));
        services.AddOptions<AccessOptions>().Bind(builder.Configuration.GetSection("Access")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<AccessOptions>, AccessOptionsValidator>();

        services.AddSingleton<Instance>();
        services.AddSingletonFrom<IInstance, Instance>(instance => instance);
        services.AddSingleton<AccessBoard>();
        services.AddSingleton<AccessTables>();
        services.AddSingleton<SessionTable>();
        services.AddSingletonFrom<ISessions, SessionTable>(sessions => sessions);
        services.AddSingleton<AccountStore>();
        services.AddSingleton<SessionStore>();
        services.AddSingleton<IAccountImport, AccountImport>();
        services.AddSingleton<TokenStore>();
        services.AddSingleton<TokenTable>();
        services.AddSingletonFrom<ITokens, TokenTable>(tokens => tokens);
        services.AddSingleton<AccessDesk>();
        services.AddSingleton<AccessViews>();
        services.AddSingleton<PasswordDesk>();
        services.AddSingleton<People>();
        services.AddSingleton<RoleDesk>();
        services.AddSingleton<TokenDesk>();
        services.AddSingleton<Previews>();
        services.AddSingleton<Passwords>();
        services.AddSingleton<LoginThrottle>();
        services.AddSingleton<SetupCode>();
        services.AddSingleton<SetupTrail>();
        services.AddSingleton<FirstSession>();
        services.AddSingleton<FirstAccess>();
        services.AddSingleton<SignIn>();
        services.AddSingleton<AccessEndpoints.Door>();
        services.AddSingleton<AccessMemory>();
        services.AddHostedService<AccessStart>();
        services.AddSingleton<SessionSweep>();
        services.AddSingletonFrom<IHostedService, SessionSweep>(sweep => sweep);
        services.AddSingletonFrom<IRetentionRule, SessionSweep>(sweep => sweep);
        services.AddSingleton<TokenSweep>();
        services.AddSingletonFrom<IHostedService, TokenSweep>(sweep => sweep);
        services.AddSingletonFrom<IRetentionRule, TokenSweep>(sweep => sweep);
    }

    public static void MapAccess(this WebApplication app)
    {
        app.MapAccessEndpoints();
        app.MapPreviews();
        app.MapUsers();
        app.MapRoles();
        app.MapTokens();
    }
}
