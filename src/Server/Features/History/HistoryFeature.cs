using Microsoft.Extensions.Options;
using Proxima.Server.Features.History.Heads;
using Proxima.Server.Features.History.Parts;
using Proxima.Server.Features.History.Reading;
using Proxima.Server.Features.History.Tail;
using Proxima.Server.Features.History.Upkeep;
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
        AddStore(services);
        services.AddSingleton<HistoryCharts>();
        services.AddSingleton<Ranking>();
        services.AddSingleton<HistoryRanks>();
        services.AddSingleton<SeriesExport>();
        services.AddSingleton<HistoryExports>();
        AddUpkeep(services);
        services.AddSingleton<IRetentionRule, PointRetention>();
        services.AddSingleton<IRetentionRule, FiveMinuteRetention>();
        services.AddSingleton<IRetentionRule, HourRetention>();
        services.AddSingleton<IRetentionRule, DayRetention>();
        services.AddSingleton<IRetentionRule, NoteRetention>();
    }

    private static void AddStore(IServiceCollection services)
    {
        services.AddSingleton<TailChoice>();
        services.AddSingletonFrom<ITail, TailChoice>(choice => choice.Tail);
        services.AddSingleton<SubjectTable>();
        services.AddSingleton<HeadTable>();
        services.AddSingleton<PartKeeper>();
        services.AddSingleton<HistoryWriter>();
        services.AddSingleton<HistoryOpening>();
        services.AddHostedService<HistoryStart>();
        services.AddSingleton<HistoryNotes>();
        services.AddSingleton<SeriesReading>();
        services.AddSingleton<HistoryStore>();
        services.AddSingletonFrom<IHistory, HistoryStore>(store => store);
        services.AddSingletonFrom<IHistoryKeeping, HistoryStore>(store => store);
    }

    private static void AddUpkeep(IServiceCollection services)
    {
        services.AddSingleton<Closing>();
        services.AddSingleton<Compaction>();
        services.AddSingleton<Repacking>();
        services.AddSingleton<SubjectUpkeep>();
        services.AddSingleton<OldRows>();
        services.AddSingleton<HistoryUpkeep>();
        services.AddSingleton<LevelSweep>();
        services.AddSingleton<CostReading>();
        services.AddSingleton<HistoryVerify>();
        services.AddSingleton<HistoryBackup>();
        services.AddSingleton<HistoryArchive>();
        services.AddHostedService<UpkeepLoop>();
    }

    public static void MapHistory(this WebApplication app)
    {
        app.MapHistoryEndpoints();
        app.MapHistoryReportEndpoints();
        app.MapHistoryNoteEndpoints();
        app.MapHistoryCareEndpoints();
    }
}
