using Microsoft.Extensions.Options;

namespace Proxima.Server.Platform.Settings;

/// <summary>
/// Checks each section's own rules when it is made, and is the first hosted service to be made: the others may read their settings in
/// their constructors.
/// </summary>
internal sealed class SettingsStart : IHostedService
{
    public SettingsStart(IEnumerable<SectionRules> sections) => SettingsProblems.Throw(sections.SelectMany(section => section.Problems()));

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

/// <summary>What is wrong with the settings, as one exception.</summary>
internal static class SettingsProblems
{
    /// <summary>Throws <see cref="StartupException"/> with one line for each problem; does nothing when there is none.</summary>
    public static void Throw(IEnumerable<string> found)
    {
        var problems = found.ToList();
        if (problems.Count > 0)
        {
            throw new StartupException(problems.Count == 1
                ? $"Wrong setting {problems[0]}"
                : $"{problems.Count} settings are wrong:\n" + string.Join('\n', problems.Select(problem => "  " + problem)));
        }
    }
}

/// <summary>The rules of one section that look at more than one key.</summary>
internal abstract class SectionRules
{
    public abstract IEnumerable<string> Problems();
}

/// <inheritdoc cref="SectionRules"/>
internal sealed class SectionRules<T>(IOptions<T> options) : SectionRules
    where T : class
{
    public override IEnumerable<string> Problems()
    {
        try
        {
            _ = options.Value;
            return [];
        }
        catch (OptionsValidationException exception)
        {
            return [.. exception.Failures.Select(failure => $"{SettingsCatalogue.SectionOf(typeof(T))}: {failure}")];
        }
    }
}
