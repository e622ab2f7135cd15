using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Proxima.Model;

/// <summary>
/// What a source said: a value, the reason why there is none, or the error that kept us from knowing.
/// The three travel as they are from the collector to the screen: absent and failed are never zero and never green.
/// On the wire exactly one of <c>value</c>, <c>absent</c> and <c>failed</c> is present.
/// </summary>
public sealed record Reading<T>
    where T : class
{
    [JsonConstructor]
    public Reading(T? value = null, string? absent = null, string? failed = null)
    {
        Value = value;
        Absent = absent;
        Failed = failed;
    }

    /// <summary>What was read; null unless this is a value.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public T? Value { get; }

    /// <summary>Why this host has no such thing ("no swap configured", "kernel has no PSI"). A fact, not a fault.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Absent { get; }

    /// <summary>What went wrong, with the source's name in it. The state of the thing is unknown.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Failed { get; }

    [JsonIgnore]
    [MemberNotNullWhen(true, nameof(Value))]
    public bool HasValue => Value is not null;

    /// <summary>Derives one reading from another; absent and failed pass through.</summary>
    public Reading<TOther> Select<TOther>(Func<T, TOther> map)
        where TOther : class
        => Value is null ? new Reading<TOther>(absent: Absent, failed: Failed) : new Reading<TOther>(map(Value));

    public override string ToString() => Value is not null ? $"{Value}" : Absent is not null ? $"absent: {Absent}" : $"failed: {Failed}";
}

/// <summary>Makes readings without naming the type twice.</summary>
public static class Reading
{
    public static Reading<T> Of<T>(T value)
        where T : class
        => new(value);

    public static Reading<T> Absent<T>(string reason)
        where T : class
        => new(absent: reason);

    public static Reading<T> Failed<T>(string error)
        where T : class
        => new(failed: error);
}
