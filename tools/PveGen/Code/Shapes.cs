namespace Proxima.PveGen.Code;

/// <summary>One member of something generated.</summary>
/// <param name="Wire">Its name on the wire; families keep their bracket.</param>
/// <param name="Name">Its name in C#.</param>
/// <param name="Type">What it is.</param>
/// <param name="Required">Must be given in a call.</param>
internal sealed record MemberShape(string Wire, string Name, TypeShape Type, bool Required = false)
{
    public bool IsFamily => Wire.EndsWith("[n]", StringComparison.Ordinal);
}

internal enum Kind
{
    Text,
    Integer,
    Number,
    Boolean,
    Enum,
    PropertyString,
    Record,
    Rows,
    Texts,
    Integers,
    Anything,
    Nothing,
}

/// <summary>What a member is; the name is that of the enumeration, the record or the property string.</summary>
internal sealed record TypeShape(Kind Kind, string Name = "")
{
    /// <summary>As it stands in a record, without the question mark.</summary>
    public string CSharp => Kind switch
    {
        Kind.Text => "string",
        Kind.Integer => "long",
        Kind.Number => "double",
        Kind.Boolean => "bool",
        Kind.Rows => $"PveRows<{Name}>",
        Kind.Texts => "PveRows<string>",
        Kind.Integers => "PveRows<long>",
        Kind.Anything => "JsonElement",
        _ => Name,
    };

    /// <summary>How a reader reads it.</summary>
    public string Read => Kind switch
    {
        Kind.Enum => $"reader.OneOf({Name}Spelling.All)",
        Kind.PropertyString => $"reader.PropertyString<{Name}>()",
        Kind.Record => $"reader.Record<{Name}>()",
        Kind.Rows => $"reader.Rows<{Name}>()",
        _ => $"reader.{Kind}()",
    };
}

internal sealed record RecordShape(string Name, IReadOnlyList<MemberShape> Members);

internal sealed record EnumShape(string Name, IReadOnlyList<string> Spellings);

internal sealed record PropertyStringShape(string Name, string? DefaultKey, IReadOnlyList<string> Aliases,
    IReadOnlyList<MemberShape> Members);

internal sealed record ParametersShape(string Name, IReadOnlyList<MemberShape> Members);

/// <summary>One method of a path in C#.</summary>
internal sealed record CallShape(string Path, string Method, string? Parameters, bool NeedsParameters, TypeShape Returns);
