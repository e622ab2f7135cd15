using System.Text.Json;

namespace Proxima.Pve.Reading;

/// <summary>
/// An object of an answer. Every declared member is a property that is null when the answer has it not; members nobody declared,
/// and those that are not what was declared, stand raw in <see cref="Extra"/>.
/// </summary>
public abstract class PveRecord
{
    private static readonly IReadOnlyDictionary<string, JsonElement> NoExtra = new Dictionary<string, JsonElement>(StringComparer.Ordinal);

    private Dictionary<string, JsonElement>? _extra;
    private List<PveNote>? _misread;

    /// <summary>Members that were not declared, or not as declared, as they came.</summary>
    public IReadOnlyDictionary<string, JsonElement> Extra => _extra ?? NoExtra;

    /// <summary>Members that were declared otherwise; empty when all is well.</summary>
    public IReadOnlyList<PveNote> Misread => _misread ?? (IReadOnlyList<PveNote>)[];

    protected abstract PveNames Names { get; }

    /// <summary>Reads one member; the generated part of each record does it.</summary>
    /// <param name="member">Its number in the names.</param>
    /// <param name="index">Its index in a family, or -1.</param>
    /// <param name="reader">Stands on the value.</param>
    protected abstract void Read(int member, int index, ref PveReader reader);

    internal void ReadFrom(ref PveReader reader)
    {
        var names = Names;
        while (reader.Json.Read() && reader.Json.TokenType != JsonTokenType.EndObject)
        {
            var at = reader.Json;
            var member = names.Find(reader.Name(), out var index);
            reader.Json.Read();
            if (member < 0)
            {
                Keep(at, reader.Raw());
                continue;
            }

            var before = reader.Json;
            try
            {
                Read(member, index, ref reader);
            }
            catch (InvalidOperationException)
            {
                reader.Misfit("text");
            }

            if (reader.Mismatch is { } expected)
            {
                reader.Json = before;
                reader.Forget();
                var raw = reader.Raw();
                var name = Keep(at, raw);
                (_misread ??= []).Add(new PveNote(name, expected, Short(raw)));
            }
        }
    }

    internal void Note(string member, string expected, JsonElement found)
        => (_misread ??= []).Add(new PveNote(member, expected, Short(found)));

    internal static string Short(JsonElement json)
    {
        try
        {
            return json.GetRawText() is { Length: > 100 } text ? string.Concat(text.AsSpan(0, 100), "…") : json.GetRawText();
        }
        catch (InvalidOperationException)
        {
            return "(text that is no UTF-8)";
        }
    }

    /// <summary>Puts a member of a family where it belongs.</summary>
    protected static void Put<T>(ref Dictionary<int, T>? family, int index, T? value)
    {
        if (value is not null)
        {
            (family ??= [])[index] = value;
        }
    }

    /// <summary>A family as it is seen from outside: empty when no member of it came.</summary>
    protected static IReadOnlyDictionary<int, T> Family<T>(Dictionary<int, T>? family) => family ?? Nobody<T>.There;

    private string Keep(Utf8JsonReader at, JsonElement raw)
    {
        var name = NameAt(ref at);
        (_extra ??= new(StringComparer.Ordinal))[name] = raw;
        return name;
    }

    private static class Nobody<T>
    {
        public static readonly Dictionary<int, T> There = [];
    }

    private static string NameAt(ref Utf8JsonReader at)
    {
        try
        {
            return at.GetString() ?? string.Empty;
        }
        catch (InvalidOperationException)
        {
            return "(a name that is no text)";
        }
    }
}

/// <summary>An object of which nothing is declared; everything stands in <see cref="PveRecord.Extra"/>.</summary>
public sealed class PveObject : PveRecord
{
    private static readonly PveNames None = new();

    protected override PveNames Names => None;

    protected override void Read(int member, int index, ref PveReader reader)
    {
        // There is no declared member.
    }
}
