using System.Collections;
using System.Text.Json;

namespace Proxima.Pve.Reading;

/// <summary>The rows of an answer. A row that could not be read is not among them: it is noted and kept raw.</summary>
public sealed class PveRows<T> : IReadOnlyList<T>
{
    private readonly List<T> _rows = [];
    private List<PveNote>? _misread;
    private List<JsonElement>? _unread;

    /// <summary>How many there are on the server, where the answer says it (logs, lists of tasks).</summary>
    public long? Total { get; internal set; }

    /// <summary>What is not as declared about whole rows; what is so about members stands with the row.</summary>
    public IReadOnlyList<PveNote> Misread => _misread ?? (IReadOnlyList<PveNote>)[];

    /// <summary>Rows that are not what was declared, as they came.</summary>
    public IReadOnlyList<JsonElement> Unread => _unread ?? (IReadOnlyList<JsonElement>)[];

    public int Count => _rows.Count;

    public T this[int index] => _rows[index];

    public IEnumerator<T> GetEnumerator() => _rows.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal void Add(T row) => _rows.Add(row);

    internal void Note(int index, string expected, JsonElement found)
    {
        var at = index < 0 ? "data" : $"[{index}]";
        (_misread ??= []).Add(new PveNote(at, expected, PveRecord.Short(found)));
        (_unread ??= []).Add(found);
    }
}
