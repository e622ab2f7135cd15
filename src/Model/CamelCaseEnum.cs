using System.Text.Json;
using System.Text.Json.Serialization;

namespace Proxima.Model;

/// <summary>Enums are camelCase words on every wire (<c>critical</c>, <c>openVSwitch</c>); numbers are refused.</summary>
public sealed class CamelCaseEnum<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;
