using System.Text.Json.Serialization;

namespace Proxima.Model;

/// <summary>The unit of a series or figure, as stored and sent. How it is shown (GiB, Mbit/s, °F) is the reader's choice.</summary>
[JsonConverter(typeof(CamelCaseEnum<Unit>))]
public enum Unit
{
    /// <summary>A plain count.</summary>
    Count,

    /// <summary>0 to 100 unless said otherwise; a load over all cores is still 0 to 100.</summary>
    Percent,
    Bytes,
    BytesPerSecond,
    PerSecond,
    Seconds,
    Milliseconds,
    Celsius,
    RevolutionsPerMinute,
    Volts,
    Watts,
}
