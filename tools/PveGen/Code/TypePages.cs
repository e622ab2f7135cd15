namespace Proxima.PveGen.Code;

/// <summary>Writes enumerations, property strings, records and parameters.</summary>
internal static class TypePages
{
    public static void Enum(Page page, EnumShape shape)
    {
        var names = Words.Distinct(shape.Spellings.Select(Words.Pascal));
        page.Line(string.Empty);
        page.Line($"public enum {shape.Name} {{ {string.Join(", ", names)} }}");
        page.Line(string.Empty);
        page.Line($"public static class {shape.Name}Spelling {{ "
            + $"public static readonly PveEnum<{shape.Name}> All = new({Literals(shape.Spellings)}); }}");
    }

    public static void PropertyString(Page page, PropertyStringShape shape)
    {
        page.Line(string.Empty);
        page.Open($"public sealed class {shape.Name} : PvePropertyString");
        var arguments = new[] { shape.DefaultKey is { } key ? Words.Literal(key) : "null" }.Concat(shape.Aliases.Select(Words.Literal));
        page.Line($"private static readonly PveKeys Known = new({string.Join(", ", arguments)});");
        page.Line("protected override PveKeys Keys => Known;");
        foreach (var member in shape.Members)
        {
            page.Line(Accessor(member));
        }

        page.Line($"public static {shape.Name} Parse(string text) "
            + $"{{ var value = new {shape.Name}(); value.ReadFrom(text); return value; }}");
        page.Close();
    }

    public static void Record(Page page, RecordShape shape)
    {
        page.Line(string.Empty);
        page.Open($"public sealed class {shape.Name} : PveRecord");
        page.Line($"private static readonly PveNames Known = new({Literals(shape.Members.Select(member => member.Wire))});");
        foreach (var member in shape.Members.Where(member => member.IsFamily))
        {
            page.Line($"private Dictionary<int, {member.Type.CSharp}>? _family{member.Name};");
        }

        page.Line("protected override PveNames Names => Known;");
        foreach (var member in shape.Members)
        {
            page.Line(member.IsFamily
                ? $"public IReadOnlyDictionary<int, {member.Type.CSharp}> {member.Name} => Family(_family{member.Name});"
                : $"public {member.Type.CSharp}? {member.Name} {{ get; set; }}");
        }

        page.Open("protected override void Read(int member, int index, ref PveReader reader)");
        page.Open("switch (member)");
        for (var number = 0; number < shape.Members.Count; number++)
        {
            var member = shape.Members[number];
            page.Line(member.IsFamily
                ? $"case {number}: Put(ref _family{member.Name}, index, {member.Type.Read}); break;"
                : $"case {number}: {member.Name} = {member.Type.Read}; break;");
        }

        page.Close();
        page.Close();
        page.Close();
    }

    public static void Parameters(Page page, ParametersShape shape)
    {
        page.Line(string.Empty);
        page.Open($"public sealed class {shape.Name} : PveParameterList");
        foreach (var member in shape.Members)
        {
            page.Line(member.IsFamily ? FamilyOf(member) : Accessor(member));
        }

        page.Close();
    }

    private static string FamilyOf(MemberShape member)
    {
        var stem = Words.Literal(member.Wire[..^3]);
        return member.Type.Kind == Kind.PropertyString
            ? $"public PveFamilyOf<{member.Type.Name}> {member.Name} => new(this, {stem});"
            : $"public PveTextFamily {member.Name} => new(this, {stem});";
    }

    private static string Accessor(MemberShape member)
    {
        var wire = Words.Literal(member.Wire);
        var (type, get, set) = member.Type.Kind switch
        {
            Kind.Enum => (member.Type.Name, $"OneOf({wire}, {member.Type.Name}Spelling.All)",
                $"Set({wire}, value, {member.Type.Name}Spelling.All)"),
            Kind.PropertyString => (member.Type.Name, $"PropertyString<{member.Type.Name}>({wire})", $"Set({wire}, value)"),
            Kind.Texts => ("IReadOnlyList<string>", $"Texts({wire})", $"Set({wire}, value)"),
            _ => (member.Type.CSharp, $"{member.Type.Kind}({wire})", $"Set({wire}, value)"),
        };
        return $"public {type}? {member.Name} {{ get => {get}; set => {set}; }}";
    }

    private static string Literals(IEnumerable<string> texts) => string.Join(", ", texts.Select(Words.Literal));
}
