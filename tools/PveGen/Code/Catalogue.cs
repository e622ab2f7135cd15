using Proxima.Pve.Schema;

namespace Proxima.PveGen.Code;

/// <summary>
/// Every type that the operations of one API need, each shape once: firewall rules of a node, a guest and the cluster are one record.
/// Names come from the first path that needs the shape, so they are the same at every run.
/// </summary>
internal sealed class Catalogue
{
    private static readonly HashSet<string> RecordWords = new(StringComparer.Ordinal) { "Extra", "Misread", "Names", "Read", "Put",
        "Equals", "GetType", "ToString" };
    private static readonly HashSet<string> ParameterWords = new(StringComparer.Ordinal)
    {
        "Values", "Add", "Text", "Boolean", "Integer", "Number", "OneOf", "PropertyString", "Texts", "Set", "Equals", "GetType", "ToString",
            "Item",
    };

    private static readonly HashSet<string> KeyWords = new(StringComparer.Ordinal)
    {
        "Parts", "Keys", "Text", "Boolean", "Integer", "Number", "OneOf", "Set", "Equals", "GetType", "ToString", "Item",
    };

    private readonly Dictionary<string, string> _byShape = new(StringComparer.Ordinal);
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PropertyStringShape> _propertyStrings = new(StringComparer.Ordinal);

    public List<RecordShape> Records { get; } = [];

    public List<EnumShape> Enums { get; } = [];

    public List<ParametersShape> Parameters { get; } = [];

    public List<CallShape> Calls { get; } = [];

    public IEnumerable<PropertyStringShape> PropertyStrings => _propertyStrings.Values.OrderBy(shape => shape.Name, StringComparer.Ordinal);

    public static Catalogue Of(PveSchema schema)
    {
        var catalogue = new Catalogue();
        foreach (var operation in schema.Operations.OrderBy(operation => operation.Path, StringComparer.Ordinal)
            .ThenBy(operation => operation.Method, StringComparer.Ordinal))
        {
            catalogue.Add(operation);
        }

        return catalogue;
    }

    private void Add(PveOperation operation)
    {
        var words = Words.OfPath(operation.Path);
        // One word alone (Version) is too likely to be something else in the program that uses it.
        var isOneWord = operation.Path.LastIndexOf('/') == 0 && operation.Returns.Kind == PveKind.Object;
        var method = Words.Pascal(operation.Method.ToLowerInvariant());
        var given = operation.Parameters.Where(pair => !operation.PathParameters.Contains(pair.Key, StringComparer.Ordinal)).ToList();
        string? parameters = null;
        if (given.Count > 0)
        {
            var members = Members(given, words + method, operation.Path, ParameterWords, isParameter: true);
            // Not shared: the parameters of a call are found under the name of the call.
            parameters = Unique(words + method);
            Parameters.Add(new ParametersShape(parameters, members));
        }

        // What a GET declares as nothing does answer something, in the Backup Server's declarations above all.
        var returns = operation.Returns.Kind == PveKind.Null
            ? new TypeShape(operation.Method == "GET" ? Kind.Anything : Kind.Nothing)
            : Shape(operation.Returns, operation.Method == "GET" && !isOneWord ? words : words + method + "Answer", operation.Path);
        Calls.Add(new CallShape(operation.Path, operation.Method, parameters, given.Exists(pair => !pair.Value.Optional), returns));
    }

    private List<MemberShape> Members(
        IEnumerable<KeyValuePair<string, PveType>> types, string owner, string path, HashSet<string> taken, bool isParameter)
    {
        var ordered = types.OrderBy(pair => pair.Key, StringComparer.Ordinal).ToList();
        var plain = ordered.Select(pair => pair.Key).ToHashSet(StringComparer.Ordinal);
        var names = Words.Distinct(ordered.Select(pair => NameOf(pair.Key, owner, plain, taken)));
        return [.. ordered.Select((pair, index) => new MemberShape(
            pair.Key, names[index], isParameter ? ParameterShape(pair.Key, pair.Value, owner, path)
                : Shape(pair.Value, owner + names[index], path, pair.Key),
            !pair.Value.Optional))];
    }

    // numa and numa[n] live side by side; a name that means something already gets another.
    private static string NameOf(string wire, string owner, HashSet<string> wires, HashSet<string> taken)
    {
        var name = Words.Pascal(wire);
        if (PveFamily.IsFamily(wire) && wires.Contains(PveFamily.Stem(wire)))
        {
            return name + "At";
        }

        return taken.Contains(name) || name == owner ? name + "Value" : name;
    }

    // A parameter is text on the wire: objects and mixed lists are given as text or as a list of texts.
    private TypeShape ParameterShape(string wire, PveType type, string owner, string path) => type.Kind switch
    {
        PveKind.Array => new TypeShape(Kind.Texts),
        PveKind.Object or PveKind.Any or PveKind.Null => new TypeShape(Kind.Text),
        _ => Shape(type, owner + Words.Pascal(wire), path, wire),
    };

    private TypeShape Shape(PveType type, string name, string path, string wire = "") => type.Kind switch
    {
        PveKind.Boolean => new TypeShape(Kind.Boolean),
        PveKind.Integer => new TypeShape(Kind.Integer),
        PveKind.Number => new TypeShape(Kind.Number),
        PveKind.Text when type.Keys is { Count: > 0 } keys => new TypeShape(Kind.PropertyString, PropertyString(wire, path, keys)),
        PveKind.Text when type.Enum.Count > 1 => new TypeShape(Kind.Enum, Enumeration(wire, name, type.Enum)),
        PveKind.Text => new TypeShape(Kind.Text),
        PveKind.Object when type.Properties.Count > 0 => new TypeShape(Kind.Record, Record(type, name, path)),
        PveKind.Array when type.Items is { Kind: PveKind.Object, Properties.Count: > 0 } items
            => new TypeShape(Kind.Rows, Record(items, name + "Row", path)),
        PveKind.Array when type.Items is { Kind: PveKind.Object } => new TypeShape(Kind.Rows, "PveObject"),
        PveKind.Array when type.Items is { Kind: PveKind.Text } => new TypeShape(Kind.Texts),
        PveKind.Array when type.Items is { Kind: PveKind.Integer } => new TypeShape(Kind.Integers),
        _ => new TypeShape(Kind.Anything),
    };

    private string Record(PveType type, string name, string path)
    {
        var members = Members(type.Properties, name, path, RecordWords, isParameter: false);
        // Whether a member must be there plays no part in reading.
        members = [.. members.Select(member => member with { Required = false })];
        return Once("R", name, members, unique => Records.Add(new RecordShape(unique, members)));
    }

    private string Enumeration(string wire, string name, IReadOnlyList<string> spellings)
    {
        var plain = Words.Pascal(wire) + "Option";
        return Once("E", wire.Length == 0 || _names.Contains(plain) ? name : plain, spellings, unique
            => Enums.Add(new EnumShape(unique, spellings)));
    }

    private string Once<T>(string kind, string name, IReadOnlyList<T> content, Action<string> add)
    {
        var shape = kind + string.Join('\n', content);
        if (_byShape.TryGetValue(shape, out var known))
        {
            return known;
        }

        var unique = Unique(name);
        _byShape[shape] = unique;
        add(unique);
        return unique;
    }

    private string Unique(string name)
    {
        var unique = name;
        for (var number = 2; !_names.Add(unique); number++)
        {
            unique = name + number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return unique;
    }

    // One type for each parameter of a room; where two places know different keys, it knows them all.
    private string PropertyString(string wire, string path, IReadOnlyDictionary<string, PveType> keys)
    {
        var room = path.Contains("/qemu", StringComparison.Ordinal) ? "Qemu" : path.Contains("/lxc", StringComparison.Ordinal) ? "Lxc"
            : Words.OfPath(path);
        var name = room + Words.Pascal(wire.Length == 0 ? "Value" : wire) + "Text";
        var plain = keys.Where(pair => pair.Value.Alias is null).ToList();
        var members = Members(plain, name, path, KeyWords, isParameter: false).Select(member => member with
        {
            Type = member.Type.Kind is Kind.Text or Kind.Integer or Kind.Number or Kind.Boolean or Kind.Enum ? member.Type
                : new TypeShape(Kind.Text),
            Required = false,
        }).ToList();
        var aliases = keys.Where(pair => pair.Value.Alias is not null)
            .Select(pair => $"{pair.Key}={pair.Value.Alias}{(pair.Value.KeyAlias is { } keyAlias ? ":" + keyAlias : string.Empty)}")
                .ToList();
        var defaultKey = keys.FirstOrDefault(pair => pair.Value.IsDefaultKey).Key;
        if (_propertyStrings.TryGetValue(name, out var known))
        {
            members = [.. known.Members.UnionBy(members, member => member.Wire).OrderBy(member => member.Wire, StringComparer.Ordinal)];
            aliases = [.. known.Aliases.Union(aliases)];
            defaultKey ??= known.DefaultKey;
        }

        _propertyStrings[name] = new PropertyStringShape(name, defaultKey, [.. aliases.Order(StringComparer.Ordinal)], members);
        return name;
    }
}
