namespace Proxima.Pve.Schema;

/// <summary>
/// Finds the operation of a path: a fixed word wins over a name in braces; a volume or an address range takes the rest of the path.
/// </summary>
internal sealed class PathTree
{
    // Values that hold slashes: local:iso/debian.iso, 10.0.0.0/24. The server takes everything that is left.
    private static readonly HashSet<string> Greedy = new(StringComparer.Ordinal) { "{volume}", "{cidr}" };

    private readonly Node _root = new();

    public static PathTree Of(IEnumerable<PveOperation> operations)
    {
        var tree = new PathTree();
        foreach (var operation in operations)
        {
            var node = tree._root;
            foreach (var part in Parts(operation.Path))
            {
                node = node.Open(part);
            }

            node.Operations[operation.Method] = operation;
        }

        return tree;
    }

    public Dictionary<string, PveOperation>? At(string template)
    {
        var node = _root;
        foreach (var part in Parts(template))
        {
            if (!node.Words.TryGetValue(part, out var next) && !node.Names.TryGetValue(part, out next))
            {
                return null;
            }

            node = next;
        }

        return node.Operations.Count == 0 ? null : node.Operations;
    }

    public PvePathMatch? Match(string method, string path)
        => Reach(path).FirstOrDefault(node => node.Operations.ContainsKey(method))?.Operations[method] is { } operation
            ? new PvePathMatch(operation, ValuesOf(operation, [.. Parts(path)]))
            : null;

    public IReadOnlyCollection<string> Methods(string path)
        => Reach(path).FirstOrDefault(node => node.Operations.Count > 0)?.Operations.Keys.ToList() ?? [];

    public IReadOnlyList<string> Children(string path)
        => [.. Reach(path).SelectMany(node => node.Words.Keys.Concat(node.Names.Keys)).Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)];

    private static string[] Parts(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries);

    private static Dictionary<string, string> ValuesOf(PveOperation operation, string[] parts)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var template = Parts(operation.Path);
        for (var index = 0; index < template.Length; index++)
        {
            if (template[index].StartsWith('{'))
            {
                var isLast = index == template.Length - 1;
                values[template[index][1..^1]] = isLast ? string.Join('/', parts[index..]) : parts[index];
            }
        }

        return values;
    }

    private IEnumerable<Node> Reach(string path) => Reach(_root, Parts(path), 0);

    private static IEnumerable<Node> Reach(Node node, string[] parts, int at)
    {
        if (at == parts.Length)
        {
            yield return node;
            yield break;
        }

        if (node.Words.TryGetValue(parts[at], out var word))
        {
            foreach (var found in Reach(word, parts, at + 1))
            {
                yield return found;
            }
        }

        foreach (var (name, child) in node.Names)
        {
            var next = Greedy.Contains(name) && child.IsLeaf ? parts.Length : at + 1;
            foreach (var found in Reach(child, parts, next))
            {
                yield return found;
            }
        }
    }

    private sealed class Node
    {
        public Dictionary<string, Node> Words { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, Node> Names { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, PveOperation> Operations { get; } = new(StringComparer.Ordinal);

        public bool IsLeaf => Words.Count == 0 && Names.Count == 0;

        public Node Open(string part)
        {
            var among = part.StartsWith('{') ? Names : Words;
            if (!among.TryGetValue(part, out var node))
            {
                among[part] = node = new Node();
            }

            return node;
        }
    }
}
