using Proxima.Server.Platform.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Proxima.Server.Features.Fleet;

/// <summary>What was asked of the list of nodes, after it was checked.</summary>
internal sealed record NodeQuery(string? Search, string Sort, bool IsReversed, int Offset, int Limit);

/// <summary>Search, order and paging of nodes. Pure.</summary>
internal static class NodeList
{
    public const int MostRows = 500;
    public const int DefaultRows = 100;
    public const int LongestSearch = 200;
    public const string DefaultSort = "severity";

    private static readonly Dictionary<string, Func<NodeSummary, double?>> Numbers = new(StringComparer.Ordinal)
    {
        [DefaultSort] = node => (double)node.Severity,
        ["cpu"] = node => node.CpuBusyPercent,
        ["memory"] = node => node.MemoryUsedPercent,
        ["storage"] = node => node.FullestPercent,
    };

    /// <summary>The query, or the problem with it.</summary>
    public static (NodeQuery? Query, ProblemHttpResult? Problem) Parse(string? search, string? sort, int? offset, int? limit)
    {
        var name = string.IsNullOrEmpty(sort) ? DefaultSort : sort;
        var isReversed = name[0] == '-';
        var key = isReversed ? name[1..] : name;
        var problem = (search, key, offset, limit) switch
        {
            ({ Length: > LongestSearch }, _, _, _) =>
                Problems.BadRequest("bad-search", $"search is longer than {LongestSearch} characters"),
            _ when key != "name" && !Numbers.ContainsKey(key) =>
                Problems.BadRequest("bad-sort", "sort is not one of severity, name, cpu, memory, storage", "A leading - turns it round."),
            (_, _, < 0, _) => Problems.BadRequest("bad-offset", "offset is negative", "Give the number of rows to skip, 0 or more."),
            (_, _, _, < 1 or > MostRows) => Problems.BadRequest("bad-limit", $"limit is not between 1 and {MostRows}"),
            _ => null,
        };
        var text = string.IsNullOrWhiteSpace(search) ? null : search.Trim();
        return problem is null ? (new NodeQuery(text, key, isReversed, offset ?? 0, limit ?? DefaultRows), null) : (null, problem);
    }

    public static NodePage Page(IEnumerable<NodeSummary> nodes, NodeQuery query, long version)
    {
        var found = query.Search is { } search
            ? nodes.Where(node => node.Name.Contains(search, StringComparison.OrdinalIgnoreCase))
            : nodes;
        var ordered = Order(found, query).ToList();
        return new NodePage([.. ordered.Skip(query.Offset).Take(query.Limit)], ordered.Count, query.Offset, query.Limit, version);
    }

    /// <summary>
    /// Names from A, numbers from the greatest; unknown numbers last either way. Names and ids settle ties, so pages never
    /// overlap.
    /// </summary>
    private static IOrderedEnumerable<NodeSummary> Order(IEnumerable<NodeSummary> nodes, NodeQuery query)
    {
        if (!Numbers.TryGetValue(query.Sort, out var number))
        {
            return query.IsReversed
                ? nodes.OrderByDescending(node => node.Name, StringComparer.OrdinalIgnoreCase)
                    .ThenByDescending(node => node.Id, StringComparer.Ordinal)
                : nodes.OrderBy(node => node.Name, StringComparer.OrdinalIgnoreCase).ThenBy(node => node.Id, StringComparer.Ordinal);
        }

        var known = nodes.OrderBy(node => number(node) is null);
        return (query.IsReversed ? known.ThenBy(node => number(node)) : known.ThenByDescending(node => number(node)))
            .ThenBy(node => node.Name, StringComparer.OrdinalIgnoreCase)
            .ThenBy(node => node.Id, StringComparer.Ordinal);
    }
}
