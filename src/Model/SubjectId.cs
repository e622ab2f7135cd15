using System.Text.Json.Serialization;

namespace Proxima.Model;

/// <summary>What a series or a finding is about. History belongs to a subject, never to the host it happened to run on.</summary>
[JsonConverter(typeof(CamelCaseEnum<SubjectKind>))]
public enum SubjectKind
{
    Node,
    Guest,
    Storage,
    Disk,
}

/// <summary>One subject. Text form: <c>node:0190…</c>.</summary>
public readonly record struct SubjectId(SubjectKind Kind, string Id)
{
    public static SubjectId Of(NodeId node) => new(SubjectKind.Node, node.ToString());

    public override string ToString() => $"{KindText(Kind)}:{Id}";

    public static string KindText(SubjectKind kind) => kind switch
    {
        SubjectKind.Node => "node",
        SubjectKind.Guest => "guest",
        SubjectKind.Storage => "storage",
        SubjectKind.Disk => "disk",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "unknown subject kind"),
    };
}
