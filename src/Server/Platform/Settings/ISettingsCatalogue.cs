using System.Text.Json.Serialization;
using Proxima.Model;

namespace Proxima.Server.Platform.Settings;

/// <summary>Where the current value of a setting comes from.</summary>
[JsonConverter(typeof(CamelCaseEnum<SettingSource>))]
public enum SettingSource
{
    Default,
    File,
    Environment,

    /// <summary>Given by whoever started the program from code.</summary>
    Program,
}

/// <summary>One setting, for a person.</summary>
public sealed record SettingInfo
{
    /// <summary><c>Section:Key</c>, as in the file; <c>PROXIMA__Section__Key</c> in the environment.</summary>
    public required string Key { get; init; }

    /// <summary>integer, number, text, yes or no, duration, list, or the words to choose from.</summary>
    public required string Type { get; init; }
    public required string Default { get; init; }

    /// <summary>What is allowed; null when the type says it all.</summary>
    public string? Range { get; init; }
    public required string Meaning { get; init; }

    /// <summary>Current value; stars for a secret that is set.</summary>
    public required string Value { get; init; }
    public required SettingSource Source { get; init; }
}

/// <summary>Every setting there is: what it means, what is allowed, what it is now.</summary>
public interface ISettingsCatalogue
{
    /// <summary>By key.</summary>
    IReadOnlyList<SettingInfo> All { get; }
}

/// <summary>The value is never shown.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SecretSettingAttribute : Attribute;
