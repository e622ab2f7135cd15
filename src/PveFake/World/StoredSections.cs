using System.Text.Json.Nodes;

namespace Proxima.PveFake.World;

/// <summary>
/// Lists of named things that have no life of their own (aliases, mappings, matchers, SDN zones …): the path of the collection to its
/// entries, in order.
/// </summary>
internal sealed class StoredSections
{
    private readonly Dictionary<string, List<StoredEntry>> _lists = new(StringComparer.Ordinal);

    public IReadOnlyList<StoredEntry> List(string collection) => _lists.GetValueOrDefault(collection) ?? [];

    public StoredEntry? Find(string collection, string id) => List(collection).FirstOrDefault(entry => entry.Id == id);

    public StoredEntry Put(string collection, string id, JsonObject values)
    {
        if (Find(collection, id) is { } old)
        {
            old.Values = values;
            return old;
        }

        if (!_lists.TryGetValue(collection, out var list))
        {
            _lists[collection] = list = [];
        }

        var entry = new StoredEntry(id) { Values = values };
        list.Add(entry);
        return entry;
    }

    public bool Remove(string collection, string id)
        => _lists.TryGetValue(collection, out var list) && list.RemoveAll(entry => entry.Id == id) > 0;

    public void Insert(string collection, int at, StoredEntry entry)
    {
        if (!_lists.TryGetValue(collection, out var list))
        {
            _lists[collection] = list = [];
        }

        list.Insert(Math.Clamp(at, 0, list.Count), entry);
    }

    public bool RemoveAt(string collection, int at)
    {
        if (!_lists.TryGetValue(collection, out var list) || at < 0 || at >= list.Count)
        {
            return false;
        }

        list.RemoveAt(at);
        return true;
    }
}

/// <summary>One named thing and what was said about it.</summary>
internal sealed class StoredEntry(string id)
{
    public string Id { get; } = id;

    public JsonObject Values { get; set; } = [];
}
