using System.Text.Json;
using System.Text.Json.Serialization;

namespace Proxima.Model.Wire;

/// <summary>The one JSON context of everything that crosses between hosts. <c>contracts/wire.txt</c> lists what it holds.</summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    NumberHandling = JsonNumberHandling.Strict,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(HostObservation))]
[JsonSerializable(typeof(Host.ProcessDetail))]
public sealed partial class WireJson : JsonSerializerContext;
