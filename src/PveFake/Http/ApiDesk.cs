using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Proxima.Pve.Schema;
using Proxima.Pve.Schema.Checks;
using Proxima.PveFake.Access;
using Proxima.PveFake.Api;
using Proxima.PveFake.Api.BackupServer;
using Proxima.PveFake.Api.Guests;
using Proxima.PveFake.World;

namespace Proxima.PveFake.Http;

/// <summary>What was asked, by whom.</summary>
internal sealed record Question(string Method, string Path, IReadOnlyDictionary<string, JsonNode?> Parameters)
{
    public Caller Caller { get; init; } = Caller.Nobody;

    public Upload? Upload { get; init; }
}

/// <summary>
/// Answers calls in the order of the real one: does the operation exist, may the caller, is the node there, are the parameters right,
/// and then the work.
/// </summary>
internal sealed class ApiDesk(PveWorld world, PveSchema schema, RouteTable routes, SignIn signIn)
{
    /// <summary>Who asks; nobody, where the operation is open to the world.</summary>
    public Caller CallerOf(HttpRequest request, string path)
    {
        if (schema.Match(request.Method, path) is { Operation.Permissions.User: "world" })
        {
            return Caller.Nobody;
        }

        lock (world.Gate)
        {
            world.Tasks.Settle();
            return signIn.Of(request, request.Method != "GET");
        }
    }

    public async Task<Answer> AnswerAsync(Question question, CancellationToken cancellationToken)
    {
        while (true)
        {
            TimeSpan wait;
            try
            {
                lock (world.Gate)
                {
                    world.Tasks.Settle();
                    return Answer(question);
                }
            }
            catch (TryAgain later)
            {
                wait = later.After;
            }

            await Task.Delay(wait > TimeSpan.FromMilliseconds(20) ? wait : TimeSpan.FromMilliseconds(20), world.Clock, cancellationToken);
        }
    }

    private Answer Answer(Question question)
    {
        if (question.Path == "/" && question.Method == "GET")
        {
            return new Answer(new JsonArray([.. TopFolders.Select(name => (JsonNode)new JsonObject { ["subdir"] = name })]));
        }

        var match = schema.Match(question.Method, question.Path)
            ?? throw new Refusal(501, $"Method '{question.Method} {question.Path}' not implemented");
        var operation = match.Operation;
        var parameters = Merge(question.Parameters, match.Values);
        if (!operation.AllowToken && question.Caller.TokenId is not null)
        {
            throw new Refusal(403, "API tokens are not allowed to call this method");
        }

        if (world.IsBackupServer && operation.Permissions.IsRootOnly)
        {
            ServerRights.Demand(world, question.Caller, operation, match.Values);
        }
        else
        {
            DemandRights(operation, question.Caller, parameters);
        }

        DemandNode(operation, match.Values);
        if (PveChecks.Check(operation, Inputs(operation, parameters)) is { Any: true } errors)
        {
            throw Refusal.Parameters(errors.Map);
        }

        Quorum.Demand(world, operation, match.Values);
        var call = new ApiCall(world, question.Caller, operation, parameters) { Path = question.Path, Upload = question.Upload };
        return routes.Find(operation.Method, operation.Path)?.Invoke(call) ?? StoredAnswers.Of(call) ?? GeneratedAnswers.Of(call);
    }

    private void DemandRights(PveOperation operation, Caller caller, Dictionary<string, JsonNode?> parameters)
        => new PermissionCheck(world, caller, name => parameters.GetValueOrDefault(name) is { } value ? ApiCall.TextOf(value) : null)
            .Demand(operation.Permissions);

    private static readonly string[] TopFolders = ["version", "cluster", "nodes", "storage", "access", "pools"];

    private static Dictionary<string, JsonNode?> Merge(IReadOnlyDictionary<string, JsonNode?> given, IReadOnlyDictionary<string,
        string> path)
    {
        var all = new Dictionary<string, JsonNode?>(given, StringComparer.Ordinal);
        foreach (var (name, value) in path)
        {
            all[name] = value;
        }

        return all;
    }

    private static Dictionary<string, PveInput> Inputs(PveOperation operation, Dictionary<string, JsonNode?> parameters)
    {
        var inputs = new Dictionary<string, PveInput>(StringComparer.Ordinal);
        foreach (var (name, value) in parameters)
        {
            // A few operations do not declare what their own path names.
            var isUndeclaredPart = operation.PathParameters.Contains(name) && operation.Parameter(name) is null;
            if (!isUndeclaredPart && InputOf(value) is { } input)
            {
                inputs[name] = input;
            }
        }

        return inputs;
    }

    private static PveInput? InputOf(JsonNode? node) => node switch
    {
        null => null,
        JsonArray list => new PveInput.List([.. list.Select(InputOf).OfType<PveInput>()]),
        JsonObject map => new PveInput.Map(map.Where(pair => pair.Value is not null)
            .ToDictionary(pair => pair.Key, pair => InputOf(pair.Value) ?? new PveInput.Text(string.Empty), StringComparer.Ordinal)),
        _ when node.GetValueKind() is JsonValueKind.True or JsonValueKind.False
            => new PveInput.Truth(node.GetValueKind() is JsonValueKind.True),
        _ => new PveInput.Text(ApiCall.TextOf(node)),
    };

    // Whoever answers passes the call on to the node it is for; that node may be away, or there may be none of that name.
    private void DemandNode(PveOperation operation, IReadOnlyDictionary<string, string> path)
    {
        if (operation.ProxyTo is not "node" || !path.TryGetValue("node", out var name) || name == "localhost")
        {
            return;
        }

        if (world.UnroutedNodes.TryGetValue(name, out var reason))
        {
            throw new Refusal(595, reason) { IsBare = true };
        }

        var node = world.Node(name)
            ?? throw Refusal.Failed(
                $"hostname lookup '{name}' failed - failed to get address info for: {name}: Temporary failure in name resolution");
        if (node.Reach is NodeReach.Offline or NodeReach.JustDied && name != world.LocalNode)
        {
            throw new Refusal(595, node.UnreachableReason) { IsBare = true };
        }
    }
}
