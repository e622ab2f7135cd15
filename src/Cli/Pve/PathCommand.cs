using System.CommandLine;
using System.CommandLine.Completions;
using Proxima.Pve.Schema;

namespace Proxima.Cli.Pve;

/// <summary>A command on a path of the API: the schema completes the path, and the parameters behind it.</summary>
internal sealed class PathCommand : Command
{
    private readonly string _method;

    public PathCommand(string name, string description, string method)
        : base(name, description)
    {
        _method = method;
        PathArgument = new Argument<string>("path") { Description = "A path of the API: /nodes/NODE/qemu.", HelpName = "PATH" };
        PathArgument.CompletionSources.Add(context => Paths(context.WordToComplete));
        Arguments.Add(PathArgument);
    }

    public Argument<string> PathArgument { get; }

    public override IEnumerable<CompletionItem> GetCompletions(CompletionContext context)
    {
        var path = context.ParseResult.GetResult(PathArgument)?.Tokens is [var token] ? token.Value : null;
        var operation = path is null ? null : PveSchema.Load("pve-9.2").Match(_method, Uri.UnescapeDataString(path))?.Operation;
        var parameters = operation is null
            ? []
            : operation.Parameters.Keys.Where(name => !operation.PathParameters.Contains(name, StringComparer.Ordinal))
                .Select(name => "--" + (PveFamily.IsFamily(name) ? PveFamily.Stem(name) + "0" : name))
                .Where(name => name.StartsWith(context.WordToComplete, StringComparison.Ordinal))
                .Select(name => new CompletionItem(name));
        return base.GetCompletions(context).Concat(parameters);
    }

    /// <summary>What can stand for a path that is begun: a level at a time, names in braces as they are.</summary>
    internal static IEnumerable<string> Paths(string begun)
    {
        var slash = begun.LastIndexOf('/');
        var above = slash < 0 ? string.Empty : begun[..slash];
        var word = begun[(slash + 1)..];
        return PveSchema.Load("pve-9.2").ChildrenOf(above)
            .Where(child => child.StartsWith(word, StringComparison.Ordinal))
            .Select(child => $"{(slash < 0 ? "/" : above + "/")}{child}");
    }
}
