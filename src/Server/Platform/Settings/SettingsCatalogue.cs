using System.Reflection;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Options;

namespace Proxima.Server.Platform.Settings;

/// <summary>
/// Reads the options types that were bound: <c>JobsOptions</c> is section <c>Jobs</c>, each settable property a key. Finding them in the
/// registrations means that a setting cannot be forgotten here.
/// </summary>
internal sealed class SettingsCatalogue : ISettingsCatalogue
{
    private const string Suffix = "Options";
    private const string Hidden = "********";
    private readonly IConfigurationRoot _configuration;
    private readonly string? _file;

    public SettingsCatalogue(IConfigurationRoot configuration, IEnumerable<Type> types, string? file)
    {
        _configuration = configuration;
        _file = file;
        Types = [.. types.OrderBy(type => type.Name, StringComparer.Ordinal)];
        Keys = [.. Types.SelectMany(KeysOf).OrderBy(key => key.Key, StringComparer.Ordinal)];
    }

    public IReadOnlyList<Type> Types { get; }

    public IReadOnlyList<SettingKey> Keys { get; }

    public IReadOnlyList<SettingInfo> All => [.. Keys.Select(Describe)];

    /// <summary>Our options types among the registrations.</summary>
    public static IEnumerable<Type> TypesIn(IServiceCollection services) => services
        .Select(service => service.ServiceType)
        .Where(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IOptionsChangeTokenSource<>))
        .Select(type => type.GenericTypeArguments[0])
        .Where(type => type.Namespace?.StartsWith(nameof(Proxima) + ".", StringComparison.Ordinal) == true)
        .Distinct();

    public static string SectionOf(Type type)
        => type.Name.EndsWith(Suffix, StringComparison.Ordinal) ? type.Name[..^Suffix.Length] : type.Name;

    /// <summary>Keys that are set in our sources but are none of ours, and values that cannot be; each with what to do.</summary>
    public IEnumerable<string> Problems()
    {
        foreach (var provider in _configuration.Providers)
        {
            // Other sources hold settings of the framework, too: there only our own keys are looked at.
            var isOurs = SourceOf(provider) is SettingSource.File or SettingSource.Environment;
            foreach (var (key, value) in Leaves(provider, parent: null))
            {
                if ((isOurs || Find(key) is not null) && Problem(key, value) is { } problem)
                {
                    yield return $"{key}{Place(provider)}: {problem}";
                }
            }
        }
    }

    private static IEnumerable<SettingKey> KeysOf(Type type)
    {
        var defaults = Activator.CreateInstance(type) ?? throw new InvalidOperationException($"{type} cannot be made.");
        return type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.SetMethod is { IsPublic: true })
            .Select(property => new SettingKey(SectionOf(type), property, defaults));
    }

    private static SettingSource SourceOf(IConfigurationProvider provider) => provider switch
    {
        SettingsFileProvider => SettingSource.File,
        EnvironmentVariablesConfigurationProvider => SettingSource.Environment,
        _ => SettingSource.Program,
    };

    private static IEnumerable<(string Key, string? Value)> Leaves(IConfigurationProvider provider, string? parent)
    {
        foreach (var name in provider.GetChildKeys([], parent).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            var key = parent is null ? name : $"{parent}:{name}";
            var hasChildren = provider.GetChildKeys([], key).Any();
            provider.TryGet(key, out var value);
            if (!hasChildren || !string.IsNullOrEmpty(value))
            {
                yield return (key, value);
            }

            foreach (var leaf in Leaves(provider, key))
            {
                yield return leaf;
            }
        }
    }

    private string Place(IConfigurationProvider provider) => SourceOf(provider) switch
    {
        SettingSource.File => $" in {_file}",
        SettingSource.Environment => " in the environment",
        _ => "",
    };

    private SettingKey? Find(string key) => Keys.FirstOrDefault(one => string.Equals(one.Key, key, StringComparison.OrdinalIgnoreCase));

    private string? Problem(string key, string? value)
    {
        if (key.StartsWith("Logging:", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var known = Find(key);
        if (known is not null)
        {
            return known.Accepts(value ?? "") ? null : $"{(known.IsSecret ? "the value" : $"'{value}'")} is not allowed; {known.Rule}";
        }

        var isEmptySection = string.IsNullOrEmpty(value)
            && Keys.Any(one => one.Key.StartsWith(key + ":", StringComparison.OrdinalIgnoreCase));
        if (isEmptySection || Keys.Any(one => one.IsList && key.StartsWith(one.Key + ":", StringComparison.OrdinalIgnoreCase)))
        {
            return null;
        }

        return Nearest(key) is { } nearest ? $"there is no such setting; did you mean {nearest}?" : "there is no such setting; remove it";
    }

    private string? Nearest(string key)
    {
        var best = Keys.Select(one => (one.Key, Distance: EditDistance.Of(one.Key, key))).OrderBy(one => one.Distance).FirstOrDefault();
        return best.Key is not null && best.Distance <= Math.Max(2, key.Length / 3) ? best.Key : null;
    }

    private SettingInfo Describe(SettingKey key)
    {
        var provider = _configuration.Providers.Reverse().FirstOrDefault(one => IsSet(one, key));
        return new SettingInfo
        {
            Key = key.Key,
            Type = key.Type,
            Default = key.Default,
            Range = key.Range,
            Meaning = key.Meaning,
            Value = provider is null ? key.Default : key.IsSecret ? Hidden : ValueOf(key),
            Source = provider is null ? SettingSource.Default : SourceOf(provider),
        };
    }

    private static bool IsSet(IConfigurationProvider provider, SettingKey key)
        => provider.TryGet(key.Key, out _) || (key.IsList && provider.GetChildKeys([], key.Key).Any());

    private string ValueOf(SettingKey key) => key.IsList
        ? string.Join(", ", _configuration.GetSection(key.Key).GetChildren().Select(child => child.Value))
        : _configuration[key.Key] ?? "";
}
