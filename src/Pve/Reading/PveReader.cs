using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Proxima.Pve.PropertyStrings;

namespace Proxima.Pve.Reading;

/// <summary>
/// Reads one value as tolerantly as the wire demands: a boolean may be 0, 1, "0", "1", "" or true, a number may be a string and a string a
/// number, null is absent. What fits in no way sets <see cref="Mismatch"/>, and the record that reads keeps it raw.
/// </summary>
public ref struct PveReader
{
    internal Utf8JsonReader Json;

    internal PveReader(Utf8JsonReader json) => Json = json;

    /// <summary>What was declared, when the last value was not of it.</summary>
    internal string? Mismatch { get; private set; }

    public bool? Boolean()
    {
        switch (Json.TokenType)
        {
            case JsonTokenType.True: return true;
            case JsonTokenType.False: return false;
            case JsonTokenType.Null: return null;
            case JsonTokenType.Number when Json.TryGetInt64(out var number) && number is 0 or 1: return number == 1;
            case JsonTokenType.String when TruthOf(Span()) is { } truth: return truth;
            default: return Wrong<bool>("boolean");
        }
    }

    public long? Integer()
    {
        switch (Json.TokenType)
        {
            case JsonTokenType.Null: return null;
            case JsonTokenType.True: return 1;
            case JsonTokenType.False: return 0;
            case JsonTokenType.Number when Json.TryGetInt64(out var number): return number;
            case JsonTokenType.Number when Json.TryGetDecimal(out var whole) && whole == decimal.Truncate(whole)
                && whole is >= long.MinValue and <= long.MaxValue: return (long)whole;
            case JsonTokenType.String when IsWhole(Trimmed(Span()), out var parsed): return parsed;
            default: return Wrong<long>("integer");
        }
    }

    public double? Number()
    {
        switch (Json.TokenType)
        {
            case JsonTokenType.Null: return null;
            case JsonTokenType.Number when Json.TryGetDouble(out var number) && double.IsFinite(number): return number;
            case JsonTokenType.String when IsNumber(Trimmed(Span()), out var parsed): return parsed;
            default: return Wrong<double>("number");
        }
    }

    public string? Text()
    {
        switch (Json.TokenType)
        {
            case JsonTokenType.Null: return null;
            case JsonTokenType.String: return Json.GetString();
            case JsonTokenType.Number: return Encoding.UTF8.GetString(Span());
            case JsonTokenType.True: return "1";
            case JsonTokenType.False: return "0";
            default:
                Wrong<bool>("string");
                return null;
        }
    }

    public T? OneOf<T>(PveEnum<T> spellings)
        where T : struct, Enum
    {
        switch (Json.TokenType)
        {
            case JsonTokenType.Null: return null;
            case JsonTokenType.Number or JsonTokenType.String when spellings.Find(Span()) is { } value: return value;
            default: return Wrong<T>("one of the declared values");
        }
    }

    public T? Record<T>()
        where T : PveRecord, new()
    {
        switch (Json.TokenType)
        {
            case JsonTokenType.Null: return null;
            case JsonTokenType.StartObject:
                var record = new T();
                record.ReadFrom(ref this);
                return record;
            // Perl has one empty thing where JSON has two.
            case JsonTokenType.StartArray when IsEmptyArray():
                Json.Read();
                return new T();
            default:
                Wrong<bool>("object");
                return null;
        }
    }

    public T? PropertyString<T>()
        where T : PvePropertyString, new()
    {
        var text = Text();
        if (text is null)
        {
            return null;
        }

        var value = new T();
        value.ReadFrom(text);
        return value;
    }

    /// <summary>The rows of a list; a row that is no record is noted and kept raw.</summary>
    public PveRows<T>? Rows<T>()
        where T : PveRecord, new() => List<T>(static (ref PveReader reader) => reader.Record<T>());

    public PveRows<string>? Texts() => List<string>(static (ref PveReader reader) => reader.Text());

    public PveRows<long>? Integers()
        => List<long>(static (ref PveReader reader) => reader.Integer() is { } number ? number : default, skipsMismatch: true);

    /// <summary>Anything, as it is.</summary>
    public JsonElement? Anything() => Json.TokenType == JsonTokenType.Null ? null : JsonElement.ParseValue(ref Json);

    internal PveRows<T>? List<T>(ReadItem<T> read, bool skipsMismatch = false)
    {
        if (Json.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        if (Json.TokenType != JsonTokenType.StartArray)
        {
            Wrong<bool>("array");
            return null;
        }

        var rows = new PveRows<T>();
        var index = 0;
        while (Json.Read() && Json.TokenType != JsonTokenType.EndArray)
        {
            var before = Json;
            T? item = default;
            try
            {
                item = read(ref this);
            }
            catch (InvalidOperationException)
            {
                // Text that is no UTF-8: the row is kept raw.
                Mismatch = "text";
            }

            if (Mismatch is { } expected)
            {
                Json = before;
                rows.Note(index, expected, Raw());
                Mismatch = null;
            }
            else if (item is not null)
            {
                rows.Add(item);
            }

            index++;
        }

        return rows;
    }

    internal JsonElement Raw() => JsonElement.ParseValue(ref Json);

    internal void Forget() => Mismatch = null;

    internal void Misfit(string expected) => Mismatch = expected;

    internal readonly ReadOnlySpan<byte> Name() => Span();

    private readonly ReadOnlySpan<byte> Span()
        => Json is { HasValueSequence: false, ValueIsEscaped: false } ? Json.ValueSpan : Unescaped();

    private readonly byte[] Unescaped() => Json.TokenType is JsonTokenType.String or JsonTokenType.PropertyName
        ? Encoding.UTF8.GetBytes(Json.GetString() ?? string.Empty)
        : Json.ValueSequence.ToArray();

    private readonly bool IsEmptyArray()
    {
        var ahead = Json;
        return ahead.Read() && ahead.TokenType == JsonTokenType.EndArray;
    }

    private T? Wrong<T>(string expected)
        where T : struct
    {
        Mismatch = expected;
        return null;
    }

    private static bool? TruthOf(ReadOnlySpan<byte> text) => text.Length switch
    {
        0 => false,
        _ when text.SequenceEqual("1"u8) || text.SequenceEqual("true"u8) || text.SequenceEqual("yes"u8) || text.SequenceEqual("on"u8)
            => true,
        _ when text.SequenceEqual("0"u8) || text.SequenceEqual("false"u8) || text.SequenceEqual("no"u8) || text.SequenceEqual("off"u8)
            => false,
        _ => null,
    };

    private static ReadOnlySpan<byte> Trimmed(ReadOnlySpan<byte> text) => text.Trim(" \t\r\n"u8);

    private static bool IsWhole(ReadOnlySpan<byte> text, out long number)
        => Utf8Parser.TryParse(text, out number, out var used) && used == text.Length;

    private static bool IsNumber(ReadOnlySpan<byte> text, out double number)
        => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);

    internal delegate T? ReadItem<T>(ref PveReader reader);
}
