using System.Globalization;
using System.Text;
using System.Text.Json.Serialization.Metadata;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Proxima.Model.Wire;
using Proxima.Server;

namespace Proxima.Repo.Tests;

/// <summary>Texts that people and other programs rely on, written from the code and reviewed in the diff.</summary>
public sealed class ContractTests
{
    [Fact]
    public async Task The_api_document_is_what_the_wiring_writes()
    {
        var file = Path.GetTempFileName();
        try
        {
            await ServerApp.WriteOpenApiAsync(file, TestContext.Current.CancellationToken);
            Tree.ShouldBeCommitted("api/openapi.json", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Log_events_have_an_id_of_their_own()
    {
        var events = LogEvents().ToList();
        events.Count.ShouldBeGreaterThan(0);
        events.GroupBy(entry => entry.Id).Where(group => group.Count() > 1).Select(group => string.Join(" and ", group.Select(entry => entry.Name)))
            .ShouldBeEmpty("an id names one event for ever");
        var text = new StringBuilder("# Log events: id, level, name, message. An id is never reused for something else.\n");
        foreach (var entry in events.OrderBy(entry => entry.Id))
        {
            text.Append(CultureInfo.InvariantCulture, $"{entry.Id} {entry.Level} {entry.Name}: {entry.Message}\n");
        }

        Tree.ShouldBeCommitted("contracts/log-events.txt", text.ToString());
    }

    [Fact]
    public void The_wire_is_a_contract()
    {
        var lines = new SortedSet<string>(StringComparer.Ordinal);
        var open = new Queue<Type>([typeof(HostObservation), typeof(Model.Host.ProcessDetail)]);
        var seen = new HashSet<Type>();
        while (open.TryDequeue(out var type))
        {
            if (!seen.Add(type) || WireJson.Default.GetTypeInfo(type) is not { } info)
            {
                continue;
            }

            Describe(info, lines, open);
        }

        var text = "# What crosses between hosts: record.field: type. Additive changes only.\n"
            + $"format {HostObservation.CurrentFormat}\n" + string.Join('\n', lines) + "\n";
        Tree.ShouldBeCommitted("contracts/wire.txt", text);
    }

    private static void Describe(JsonTypeInfo info, SortedSet<string> lines, Queue<Type> open)
    {
        if (info.Kind == JsonTypeInfoKind.Object)
        {
            foreach (var property in info.Properties)
            {
                lines.Add($"{Name(info.Type)}.{property.Name}: {Name(property.PropertyType)}{(property.IsRequired ? "" : "?")}");
                open.Enqueue(property.PropertyType);
            }
        }
        else if (info.ElementType is { } element)
        {
            open.Enqueue(element);
        }
        else if (Nullable.GetUnderlyingType(info.Type) is { } inner)
        {
            open.Enqueue(inner);
        }
        else if (info.Type.IsEnum)
        {
            lines.Add($"{Name(info.Type)}: {string.Join(" | ", Enum.GetNames(info.Type))}");
        }
    }

    private static string Name(Type type)
        => Nullable.GetUnderlyingType(type) is { } inner ? Name(inner)
            : type.IsGenericType ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
            : type.Name;

    private static IEnumerable<(int Id, string Level, string Name, string Message)> LogEvents()
        => from file in Tree.Product
           from method in file.Syntax.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>()
           from attribute in method.AttributeLists.SelectMany(list => list.Attributes)
           where attribute.Name.ToString() == "LoggerMessage"
           let arguments = attribute.ArgumentList?.Arguments.ToList() ?? []
           select (
               int.Parse(Argument(arguments, "EventId", 0), CultureInfo.InvariantCulture),
               Argument(arguments, "Level", 1).Replace("LogLevel.", string.Empty, StringComparison.Ordinal),
               $"{Path.GetFileNameWithoutExtension(file.Path)}.{method.Identifier.Text}",
               Argument(arguments, "Message", 2));

    // Named or positional: [LoggerMessage(1001, LogLevel.Warning, "…")] and [LoggerMessage(EventId = 1001, …)].
    private static string Argument(List<AttributeArgumentSyntax> arguments, string name, int position)
    {
        var argument = arguments.Find(each => each.NameEquals?.Name.ToString() == name)
            ?? (position < arguments.Count && arguments[position].NameEquals is null ? arguments[position] : null);
        return argument?.Expression switch
        {
            LiteralExpressionSyntax literal => literal.Token.ValueText,
            BinaryExpressionSyntax sum => string.Concat(sum.DescendantTokens().Where(token => token.Value is string).Select(token => token.ValueText)),
            { } other => other.ToString(),
            null => string.Empty,
        };
    }
}
