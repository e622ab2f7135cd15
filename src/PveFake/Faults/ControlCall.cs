using System.Text;
using Microsoft.AspNetCore.Http;
using Proxima.PveFake.World;

namespace Proxima.PveFake.Faults;

/// <summary>
/// Faults on order while the mock runs: <c>GET</c> lists them, <c>POST</c> adds the one in the body (<c>slow:3@/nodes/*</c>;
/// <c>node:pve2=offline</c> and
/// <c>quorum=0</c> change the world), <c>DELETE</c> takes all away. From this machine only.
/// </summary>
internal static class ControlCall
{
    public const string Path = "/mock/faults";

    private const int Longest = 500;

    public static async Task HandleAsync(HttpContext context, FaultPlan faults, PveWorld world)
    {
        if (context.Connection.RemoteIpAddress is not { } address || !System.Net.IPAddress.IsLoopback(address))
        {
            context.Response.StatusCode = 403;
            return;
        }

        var text = string.Empty;
        switch (context.Request.Method)
        {
            case "GET":
                text = string.Join('\n', faults.Faults.Select(fault => $"{fault.Kind} {fault.Path}"));
                break;
            case "POST":
                using (var reader = new StreamReader(context.Request.Body, Encoding.UTF8))
                {
                    var order = (await reader.ReadToEndAsync(context.RequestAborted)).Trim();
                    context.Response.StatusCode = order.Length <= Longest && Take(order, faults, world) ? 200 : 400;
                }

                break;
            case "DELETE":
                faults.Clear();
                break;
            default:
                context.Response.StatusCode = 405;
                break;
        }

        context.Response.ContentType = "text/plain";
        await context.Response.WriteAsync(text, context.RequestAborted);
    }

    /// <summary>A fault, or a change of the world; false for a text that is neither.</summary>
    public static bool Take(string order, FaultPlan faults, PveWorld world)
    {
        if (Fault.Parse(order) is { } fault)
        {
            faults.Add(fault);
            return true;
        }

        lock (world.Gate)
        {
            return order.Split('=') switch
            {
                ["quorum", "0" or "1"] => Set(() => world.HasQuorum = order.EndsWith('1')),
                [var node, var reach] when node.StartsWith("node:", StringComparison.Ordinal) && world.Node(node[5..]) is { } known
                    && Enum.TryParse<NodeReach>(reach.Replace("-", string.Empty, StringComparison.Ordinal), true, out var value)
                        => Set(() => known.Reach = value),
                _ => false,
            };
        }
    }

    private static bool Set(Action change)
    {
        change();
        return true;
    }
}
