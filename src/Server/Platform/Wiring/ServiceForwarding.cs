namespace Proxima.Server.Platform.Wiring;

/// <summary>One singleton, known under more than one type.</summary>
internal static class ServiceForwarding
{
    /// <summary>Registers <typeparamref name="TService"/> as a part of the singleton <typeparamref name="TSource"/>.</summary>
    public static void AddSingletonFrom<TService, TSource>(this IServiceCollection services, Func<TSource, TService> part)
        where TService : class
        where TSource : class
        => services.AddSingleton(provider => part(ActivatorUtilities.GetServiceOrCreateInstance<TSource>(provider)));
}
