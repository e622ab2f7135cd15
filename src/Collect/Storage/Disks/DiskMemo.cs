using System.Text.Json.Serialization;
using Proxima.Model.Host;

namespace Proxima.Collect.Storage.Disks;

/// <summary>What is remembered of one disk across restarts.</summary>
internal sealed record DiskMemo
{
    public required string Id { get; init; }
    public required string Device { get; init; }
    public required DiskKind Kind { get; init; }
    public required DateTimeOffset FirstSeen { get; init; }
    public required DateTimeOffset LastSeen { get; init; }
    public string? Model { get; init; }
    public string? Serial { get; init; }
    public string? Wwn { get; init; }
    public string? Firmware { get; init; }
    public long? SizeBytes { get; init; }
    public bool IsUsb { get; init; }

    /// <summary>When it was last asked, with success or not; its clock runs from here.</summary>
    public DateTimeOffset? LastAskedAt { get; init; }

    /// <summary>When the report was made.</summary>
    public DateTimeOffset? ReportAt { get; init; }
    public SmartReport? Report { get; init; }

    /// <summary>Why the last question had no report.</summary>
    public string? Problem { get; init; }

    /// <summary>True when the problem is a fact (no SMART) and not a fault.</summary>
    public bool IsAbsent { get; init; }

    /// <summary>The -d type that worked; null for what smartctl finds itself.</summary>
    public string? DeviceType { get; init; }
    public DateTimeOffset? BaselineAt { get; init; }
    public IReadOnlyDictionary<string, long> Baseline { get; init; } = new Dictionary<string, long>(StringComparer.Ordinal);
    public long Wakes { get; init; }
    public DateTimeOffset? LastWakeAt { get; init; }

    /// <summary>What changed, oldest first.</summary>
    public IReadOnlyList<DiskObservation> Observations { get; init; } = [];

    /// <summary>When a test of a kind was last started from here; by short, long, conveyance.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> TestedAt { get; init; } = new Dictionary<string,
        DateTimeOffset>(StringComparer.Ordinal);

    /// <summary>When the running test should be over.</summary>
    public DateTimeOffset? TestEndsAt { get; init; }

    /// <summary>Why the schedule passed it over last, and when.</summary>
    public string? TestSkipped { get; init; }
    public DateTimeOffset? TestSkippedAt { get; init; }

    /// <summary>By drivetemp, when it was last in use.</summary>
    public int? Celsius { get; init; }
    public DateTimeOffset? CelsiusAt { get; init; }

    /// <summary>Set when smartctl found it in standby: our question is the last thing that touched it.</summary>
    public DateTimeOffset? StandbyAt { get; init; }
}

/// <summary>The file: all disks ever seen and not yet forgotten.</summary>
internal sealed record DiskMemos(int Format, IReadOnlyList<DiskMemo> Disks)
{
    public const int CurrentFormat = 1;
}

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DiskMemos))]
internal sealed partial class DiskMemoJson : JsonSerializerContext;
