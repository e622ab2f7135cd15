using Microsoft.Extensions.Options;
using Proxima.Collect;
using Proxima.Collect.Sources;
using Proxima.Collect.Storage;
using Proxima.Collect.Storage.Disks;
using Proxima.Server.Platform.Wiring;

namespace Proxima.Server.Features.Storage;

public static class StorageFeature
{
    /// <summary>The memory of disks: it holds no secret and outlives the database.</summary>
    public const string MemoryFile = "disks.json";

    public static void AddStorage(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, StorageJson.Default));
        services.AddOptions<StorageOptions>().Bind(builder.Configuration.GetSection(StorageOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<StorageOptions>, StorageOptionsValidator>();

        services.AddSingleton(new ProgramLimits());
        services.AddSingleton<IProgramRunner, ProgramRunner>();
        services.AddSingleton<IHostSource>(new LocalHost());
        services.AddSingletonFrom<DiskGateOptions, IOptions<StorageOptions>>(options => options.Value.Gate);
        services.AddSingletonFrom<DiskMemory, ServeOptions>(
            options => new DiskMemory(Path.Combine(Path.GetFullPath(options.DataFolder), MemoryFile)));
        services.AddSingleton<DiskGate>();
        services.AddSingleton<IHostKernel>(new LocalKernel());
        services.AddSingleton(new HostObserverOptions());
        services.AddSingleton<StorageWatch>();
        services.AddHostedService<StorageLoop>();
    }

    public static void MapStorage(this WebApplication app) => app.MapStorageEndpoints();
}
