using System.Text.Json;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Json;

namespace Proxima.Server.Platform.Settings;

/// <summary>
/// Where settings come from, the later over the earlier: defaults in the code, <c>proxima.json</c> (JSON with comments), variables
/// <c>PROXIMA__Section__Key</c>. Nothing else: a stray file or variable of another program changes nothing here.
/// </summary>
internal static class SettingsFile
{
    public const string EnvironmentPrefix = "PROXIMA__";
    private const string DefaultName = "proxima.json";
    private const int MostBytes = 1024 * 1024;

    /// <summary>The file in use; null when none was named and none is there.</summary>
    public static string? Find(ServeOptions options)
    {
        if (options.ConfigFile is { } named)
        {
            var file = Path.GetFullPath(named);
            return File.Exists(file)
                ? file
                : throw new StartupException($"Settings file {file} does not exist; correct --config, or leave it out");
        }

        var standard = Path.Combine(Path.GetFullPath(options.DataFolder), DefaultName);
        if (File.Exists(standard))
        {
            return standard;
        }

        // Running with defaults, as if nobody had wanted anything else, would hide this.
        return Directory.Exists(standard)
            ? throw new StartupException($"Settings file {standard} is a folder; put a file there, or remove it")
            : null;
    }

    /// <summary>
    /// Replaces the framework's sources of files and variables with ours. Throws <see cref="StartupException"/> on a file that is no
    /// JSON.
    /// </summary>
    public static void Load(ConfigurationManager configuration, string? file)
    {
        var theirs = configuration.Sources.Where(one => one is JsonConfigurationSource or EnvironmentVariablesConfigurationSource);
        foreach (var source in theirs.ToList())
        {
            configuration.Sources.Remove(source);
        }

        if (file is not null)
        {
            Add(configuration, file);
        }

        configuration.AddEnvironmentVariables(EnvironmentPrefix);
    }

    private static void Add(ConfigurationManager configuration, string file)
    {
        try
        {
            if (new FileInfo(file).Length > MostBytes)
            {
                throw new StartupException($"Settings file {file} is larger than {MostBytes} bytes; is it the right file?");
            }

            using var stream = new MemoryStream(File.ReadAllBytes(file));
            var content = new ConfigurationBuilder().AddJsonStream(stream).Build();
            configuration.Sources.Add(new SettingsFileSource(content.AsEnumerable().ToDictionary(StringComparer.OrdinalIgnoreCase)));
        }
        catch (Exception exception) when (exception is JsonException or FormatException)
        {
            throw new StartupException($"Settings file {file} cannot be read{Place(exception)}; correct it", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"Settings file {file} cannot be read: {exception.Message}", exception);
        }
    }

    private static string Place(Exception exception) => (exception as JsonException ?? exception.InnerException as JsonException) switch
    {
        { LineNumber: { } line, BytePositionInLine: { } column } => $", line {line + 1}, column {column + 1}: it is not JSON there",
        _ => $": {exception.Message.ReplaceLineEndings(" ")}",
    };
}

/// <summary>What the settings file said at start. Kept as a type of its own so that the catalogue can tell where a value is from.</summary>
internal sealed class SettingsFileSource(Dictionary<string, string?> values) : IConfigurationSource
{
    public IConfigurationProvider Build(IConfigurationBuilder builder) => new SettingsFileProvider(values);
}

/// <inheritdoc cref="SettingsFileSource"/>
internal sealed class SettingsFileProvider : ConfigurationProvider
{
    public SettingsFileProvider(Dictionary<string, string?> values) => Data = values;
}
