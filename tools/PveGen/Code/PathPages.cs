using Proxima.Pve.Schema;

namespace Proxima.PveGen.Code;

/// <summary>
/// Writes what one walks along: <c>pve.Nodes["pve1"].Qemu[100].Config.GetAsync(ct)</c>. A place is a struct of a connection and a path.
/// </summary>
internal sealed class PathPages
{
    private readonly Node _root = new() { Path = string.Empty, Name = string.Empty };

    public static PathPages Of(PveSchema schema, IReadOnlyList<CallShape> calls)
    {
        var pages = new PathPages();
        foreach (var operation in schema.Operations)
        {
            var node = pages._root;
            foreach (var part in operation.Path.Split('/', StringSplitOptions.RemoveEmptyEntries))
            {
                node = node.Open(part, operation.Parameters);
            }
        }

        foreach (var call in calls)
        {
            var node = pages._root;
            foreach (var part in call.Path.Split('/', StringSplitOptions.RemoveEmptyEntries))
            {
                node = node.Open(part, null);
            }

            node.Calls.Add(call);
        }

        return pages;
    }

    /// <summary>The roots as members of the client, then one page for each root.</summary>
    public IEnumerable<(string Name, Page Page)> Pages(string space, string client)
    {
        Name(_root, new HashSet<string>(StringComparer.Ordinal));
        var roots = new Page("Proxima.Pve");
        roots.Line(string.Empty);
        roots.Open($"public sealed partial class {client}");
        foreach (var (word, child) in _root.Children)
        {
            roots.Line($"public {space}.{child.Name} {Words.Pascal(word)} => new(Connection, {Words.Literal(child.Path)});");
        }

        roots.Close();
        yield return ("Roots", roots);
        foreach (var (word, child) in _root.Children)
        {
            var page = new Page(space);
            Write(page, child);
            yield return ("Paths." + Words.Pascal(word), page);
        }
    }

    private static void Name(Node node, HashSet<string> taken)
    {
        foreach (var child in node.Children.Values)
        {
            var words = Words.OfPath(child.Path);
            var unique = words + "Path";
            for (var number = 2; !taken.Add(unique); number++)
            {
                unique = words + "Path" + number.ToString(System.Globalization.CultureInfo.InvariantCulture);
            }

            child.Name = unique;
            Name(child, taken);
        }
    }

    private static void Write(Page page, Node node)
    {
        page.Line(string.Empty);
        page.Line($"/// <summary><c>{node.Path}</c></summary>");
        page.Open($"public readonly struct {node.Name}(PveConnection connection, string path)");
        foreach (var (word, child) in node.Children)
        {
            page.Line(word.StartsWith('{')
                ? $"public {child.Name} this[{(child.IsNumber ? "long" : "string")} {Argument(word)}] "
                    + $"=> new(connection, PvePath.Join(path, {Argument(word)}));"
                : $"public {child.Name} {Words.Pascal(word)} => new(connection, path + {Words.Literal("/" + word)});");
        }

        foreach (var call in node.Calls)
        {
            Call(page, call);
        }

        page.Close();
        foreach (var child in node.Children.Values)
        {
            Write(page, child);
        }
    }

    private static void Call(Page page, CallShape call)
    {
        var name = Words.Pascal(call.Method.ToLowerInvariant()) + "Async";
        var (type, verb) = call.Returns.Kind switch
        {
            Kind.Nothing => ("Task", "DoneAsync"),
            Kind.Record => ($"Task<{call.Returns.Name}>", $"RecordAsync<{call.Returns.Name}>"),
            Kind.Rows => ($"Task<PveRows<{call.Returns.Name}>>", $"RowsAsync<{call.Returns.Name}>"),
            Kind.Texts => ("Task<PveRows<string>>", "TextsAsync"),
            Kind.Boolean => ("Task<bool?>", "BooleanAsync"),
            Kind.Integer => ("Task<long?>", "IntegerAsync"),
            Kind.Number => ("Task<double?>", "NumberAsync"),
            Kind.Text or Kind.Enum or Kind.PropertyString => ("Task<string?>", "TextAsync"),
            _ => ("Task<JsonElement?>", "AnythingAsync"),
        };
        if (call.Parameters is { } parameters)
        {
            page.Line($"public {type} {name}({parameters} parameters, CancellationToken cancellation = default) "
                + $"=> connection.{verb}(\"{call.Method}\", path, parameters, cancellation);");
        }

        if (!call.NeedsParameters)
        {
            page.Line($"public {type} {name}(CancellationToken cancellation = default) "
                + $"=> connection.{verb}(\"{call.Method}\", path, null, cancellation);");
        }
    }

    private static string Argument(string word)
    {
        var name = Words.Pascal(word[1..^1]);
        return "@" + char.ToLowerInvariant(name[0]) + name[1..];
    }

    private sealed class Node
    {
        public required string Path { get; init; }

        public required string Name { get; set; }

        public bool IsNumber { get; private init; }

        public SortedDictionary<string, Node> Children { get; } = new(StringComparer.Ordinal);

        public List<CallShape> Calls { get; } = [];

        public Node Open(string part, IReadOnlyDictionary<string, PveType>? parameters)
        {
            // Two names in braces at one place are one place.
            var key = part.StartsWith('{') ? Children.Keys.FirstOrDefault(word => word.StartsWith('{')) ?? part : part;
            if (!Children.TryGetValue(key, out var child))
            {
                var isNumber = part.StartsWith('{') && parameters?.GetValueOrDefault(part[1..^1]) is { Kind: PveKind.Integer };
                Children[key] = child = new Node { Path = $"{Path}/{part}", Name = string.Empty, IsNumber = isNumber };
            }

            return child;
        }
    }
}
