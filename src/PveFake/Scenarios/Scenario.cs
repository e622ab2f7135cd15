using Proxima.PveFake.World;

namespace Proxima.PveFake.Scenarios;

/// <summary>Worlds by name. The same name and seed make the same world.</summary>
public static class Scenario
{
    private static readonly Dictionary<string, Shape> Shapes = new(StringComparer.Ordinal)
    {
        ["bare"] = new Shape(1, 0, null),
        ["one"] = new Shape(1, 8, null),
        ["lab"] = new Shape(3, 50, "lab"),
        ["cluster40"] = new Shape(40, 2000, "cluster40"),
        ["fleet500"] = new Shape(500, 10_000, "fleet500"),
    };

    /// <summary>What there is, smallest first.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Shapes.OrderBy(pair => pair.Value.Guests).Select(pair => pair.Key)];

    /// <exception cref="ArgumentException">There is no such scenario.</exception>
    public static PveWorld Make(PveFakeOptions options)
    {
        if (!Shapes.TryGetValue(options.Scenario, out var shape))
        {
            throw new ArgumentException($"There is no scenario '{options.Scenario}'; there are {string.Join(", ", Names)}.",
                nameof(options));
        }

        var world = new PveWorld(options.Clock, options.Seed, options.Version)
        {
            ClusterName = shape.Cluster,
            ClusterConfigVersion = shape.Nodes,
            Pace = options.Pace,
            FailedLoginDelay = options.FailedLoginDelay,
            LockPatience = options.LockPatience,
            IsBackupServer = options.IsBackupServer,
        };
        People.Settle(world);
        for (var i = 1; i <= shape.Nodes; i++)
        {
            world.Add(Machines.Make(world, i, shape.Nodes, options.IsBackupServer ? "pbs" : "pve"));
        }

        Stores.Settle(world);
        Population.Settle(world, shape.Guests);
        if (options.IsBackupServer)
        {
            BackupStores.Settle(world);
        }
        else if (shape.Guests > 0)
        {
            Past.Settle(world, shape.Nodes > 10 ? 5 : 30);
        }

        return world;
    }

    private sealed record Shape(int Nodes, int Guests, string? Cluster);
}
