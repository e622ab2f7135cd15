using Microsoft.Extensions.Options;
using Proxima.Server.Platform.Settings;
using Proxima.Server.Platform.Wiring;

namespace Proxima.Server.Features.History;

public static class HistoryFeature
{
    public static void AddHistory(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, HistoryJson.Default));
        services.AddOptions<HistoryOptions>().Bind(builder.Configuration.GetSection(HistoryOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<HistoryOptions>, HistoryOptionsValidator>();
        services.AddSingleton<IValidateOptions<HistoryOptions>, HistoryOptionsOrder>();
        services.AddSingleton<SubjectTable>();
        services.AddSingleton<HistoryWriter>();
        services.AddSingleton<HistoryStore>();
        services.AddSingletonFrom<IHistory, HistoryStore>(store => store);
        services.AddSingleton<HistoryCharts>();
        services.AddSingleton<Rollups>();
        services.AddHostedService<RollupLoop>();
        services.AddSingleton<LevelSweep>();
        services.AddSingleton<IRetentionRule, PointRetention>();
        services.AddSingleton<IRetentionRule, FiveMinuteRetention>();
        services.AddSingleton<IRetentionRule, HourRetention>();
        services.AddSingleton<IRetentionRule, DayRetention>();
    }

    public static void MapHistory(this WebApplication app) => app.MapHistoryEndpoints();
}
