using System.Text.Json;
using System.Text.Json.Serialization;

namespace Proxima.Server.Features.Diagnostics;

/// <summary>For uptime checkers: <c>status</c> is ok or failed, <c>db</c> is ok or the reason.</summary>
public sealed record HealthAnswer(string Status, string Db, string Version);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, NumberHandling = JsonNumberHandling.Strict)]
[JsonSerializable(typeof(HealthAnswer))]
internal sealed partial class DiagnosticsJson : JsonSerializerContext;
