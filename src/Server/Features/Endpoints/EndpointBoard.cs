using System.Collections.Concurrent;
using System.Collections.Immutable;
using Proxima.Server.Platform.Auth;
using Proxima.Server.Platform.Secrets;

namespace Proxima.Server.Features.Endpoints;

/// <summary>Every endpoint and its door. Each Proxmox VE is also a place, so that access can be bounded to it.</summary>
internal sealed class EndpointBoard(EndpointStore store, EndpointLinks links, TopologyBoard topology, TimeProvider time) : IDisposable
{
    private readonly ConcurrentDictionary<string, EndpointDoor> _doors = new(StringComparer.Ordinal);

    public IEnumerable<EndpointDoor> All => _doors.Values.OrderBy(door => EndpointRules.Key(door.Endpoint.Name), StringComparer.Ordinal);

    public static Place PlaceOf(string id) => new(PlaceKind.Cluster, id);

    public EndpointDoor? Find(string id) => _doors.GetValueOrDefault(id);

    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        foreach (var endpoint in await store.ListAsync(cancellationToken))
        {
            try
            {
                // The row was there a moment ago.
                Put(endpoint, await store.TokenAsync(endpoint.Id, cancellationToken), null);
            }
            catch (SecretException exception)
            {
                Put(endpoint, null, $"Its token does not open: {exception.Message}. Enter the token again.");
            }
        }
    }

    public void Put(Endpoint endpoint, string? token, string? problem)
    {
        var door = new EndpointDoor(endpoint, token is null ? null : links.Open(endpoint, token), problem, time);
        EndpointDoor? before = null;
        _doors.AddOrUpdate(endpoint.Id, door, (_, old) =>
        {
            before = old;
            return door;
        });
        before?.Dispose();
        topology.Put(new PlaceInfo(PlaceOf(endpoint.Id), endpoint.Name, ImmutableArray<Place>.Empty));
    }

    public void Remove(string id)
    {
        if (_doors.TryRemove(id, out var door))
        {
            door.Dispose();
        }

        topology.Remove(PlaceOf(id));
    }

    public void Dispose()
    {
        foreach (var door in _doors.Values)
        {
            door.Dispose();
        }
    }
}

/// <summary>Opens the doors when the database is there.</summary>
internal sealed class EndpointStart(EndpointBoard board) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => board.LoadAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
