using System.Globalization;
using System.Text.Json.Nodes;
using Proxima.PveFake.Api.Guests;
using Proxima.PveFake.Http;
using Proxima.PveFake.World;

namespace Proxima.PveFake.Api.Access;

/// <summary>Pools, by path and in the newer form by query.</summary>
internal static class PoolAnswers
{
    public static void AddTo(RouteTable routes)
    {
        routes.Get("/pools", List);
        routes.Post("/pools", Create);
        routes.Put("/pools", Change);
        routes.Delete("/pools", Remove);
        routes.Get("/pools/{poolid}", call =>
        {
            var pool = Find(call, string.Empty);
            return Row(call, pool, true);
        });
        routes.Put("/pools/{poolid}", Change);
        routes.Delete("/pools/{poolid}", Remove);
    }

    private static JsonArray List(ApiCall call)
    {
        if (call.Maybe("poolid") is not null)
        {
            return [(JsonNode)Row(call, Find(call, string.Empty), true)];
        }

        return new JsonArray([.. call.World.Pools.Values.Where(pool => call.May($"/pool/{pool.Id}", "Pool.Audit"))
            .Select(pool => (JsonNode)Row(call, pool, false))]);
    }

    private static JsonObject Row(ApiCall call, PvePool pool, bool withMembers)
    {
        var row = new JsonObject { ["poolid"] = pool.Id };
        if (pool.Comment is { } comment)
        {
            row["comment"] = comment;
        }

        if (withMembers)
        {
            row["members"] = Members(call, pool);
        }

        return row;
    }

    private static JsonArray Members(ApiCall call, PvePool pool)
    {
        var rows = new JsonArray();
        foreach (var guest in pool.Guests.Select(id => call.World.Guests.GetValueOrDefault(id)).OfType<Guest>()
            .Where(guest => call.May($"/vms/{guest.Id}", "VM.Audit")))
        {
            var row = new GuestFigures(call.World, guest, call.World.Now).Resource();
            row.Remove("pool");
            rows.Add((JsonNode)row);
        }

        foreach (var id in pool.Storages)
        {
            foreach (var node in call.World.Nodes.Where(node => call.World.Storages.GetValueOrDefault(id)?.IsOn(node.Name) == true))
            {
                rows.Add((JsonNode)new JsonObject { ["id"] = $"storage/{node.Name}/{id}", ["type"] = "storage", ["storage"] = id,
                    ["node"] = node.Name, ["status"] = "available" });
            }
        }

        return rows;
    }

    private static void Create(ApiCall call)
    {
        var id = call.Text("poolid");
        if (call.World.Pools.ContainsKey(id))
        {
            throw Refusal.Failed($"create pool failed: pool '{id}' already exists");
        }

        call.World.Pools[id] = new PvePool(id) { Comment = call.Maybe("comment") };
    }

    private static void Change(ApiCall call)
    {
        var pool = Find(call, "update pools failed: ");
        pool.Comment = call.Maybe("comment") ?? pool.Comment;
        var isRemoval = call.Flag("delete");
        foreach (var text in call.List("vms"))
        {
            var id = int.Parse(text, CultureInfo.InvariantCulture);
            if (isRemoval)
            {
                if (!pool.Guests.Remove(id))
                {
                    throw Refusal.Failed($"update pools failed: VM {id} is not a pool member");
                }
            }
            else if (!call.World.Guests.ContainsKey(id))
            {
                throw Refusal.Failed($"update pools failed: VM {id} does not exist");
            }
            else if (call.World.PoolOf(id) is { } other && !call.Flag("allow-move"))
            {
                throw Refusal.Failed($"update pools failed: VM {id} already belongs to pool '{other.Id}' and 'allow-move' is not set");
            }
            else
            {
                call.World.PoolOf(id)?.Guests.Remove(id);
                pool.Guests.Add(id);
            }
        }

        foreach (var id in call.List("storage"))
        {
            _ = isRemoval ? pool.Storages.Remove(id) : pool.Storages.Add(id);
        }
    }

    private static void Remove(ApiCall call)
    {
        var pool = Find(call, "delete pool failed: ");
        if (pool.Guests.Count > 0 || pool.Storages.Count > 0)
        {
            throw Refusal.Failed($"delete pool failed: pool '{pool.Id}' is not empty");
        }

        call.World.Pools.Remove(pool.Id);
    }

    private static PvePool Find(ApiCall call, string verb)
        => call.World.Pools.GetValueOrDefault(call.Text("poolid"))
            ?? throw Refusal.Failed($"{verb}pool '{call.Text("poolid")}' does not exist");
}
