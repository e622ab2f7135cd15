using System.Text.Json;
using System.Text.Json.Serialization;
using Proxima.Server.Platform.Jobs;

namespace Proxima.Server.Features.Jobs;

/// <summary>Jobs, newest first.</summary>
/// <param name="Items">The jobs of this page.</param>
/// <param name="Before">Give it as <c>before</c> for the next page; null on the last one.</param>
public sealed record JobPage(IReadOnlyList<JobInfo> Items, string? Before);

/// <summary>Results of one job, in the order they came; a job with very many keeps the first ones.</summary>
public sealed record JobItemPage(IReadOnlyList<JobItem> Items);

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    NumberHandling = JsonNumberHandling.Strict,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(JobPage))]
[JsonSerializable(typeof(JobItemPage))]
internal sealed partial class JobsJson : JsonSerializerContext;
