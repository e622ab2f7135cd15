using System.Text.Json.Nodes;
using Proxima.Pve.Schema;
using Proxima.PveFake.Access;
using Proxima.PveFake.Api;
using Proxima.PveFake.Http;
using Proxima.PveFake.Scenarios;
using Proxima.PveFake.World;
using Proxima.TestKit;

namespace Proxima.PveFake.Tests.Schema;

/// <summary>A world of its own and the desk before it, without a wire between.</summary>
internal sealed class Desk
{
    private readonly ApiDesk _desk;

    public Desk(string scenario = "lab", PveVersion? version = null, double pace = 0, ulong seed = 1)
    {
        Clock = new ManualClock();
        World = Scenario.Make(new PveFakeOptions { Scenario = scenario, Version = version ?? PveVersion.V92, Clock = Clock, Pace = pace,
            Seed = seed, FailedLoginDelay = TimeSpan.Zero, LockPatience = TimeSpan.Zero });
        World.CertificatePem = "pem";
        Schema = FakeSchema.Of(World);
        _desk = new ApiDesk(World, Schema, AllAnswers.OfProxmoxVe(), new SignIn(World, "PVEAuthCookie", "PVEAPIToken"));
    }

    public ManualClock Clock { get; }

    public PveWorld World { get; }

    public PveSchema Schema { get; }

    public Caller Caller { get; set; } = new("root@pam", null);

    public Upload? Upload { get; set; }

    /// <summary>The answer, or the refusal with its status.</summary>
    public async Task<(int Status, string Message, JsonNode? Data, IReadOnlyDictionary<string, string> Errors)> AskAsync(string method,
        string path, params (string Name, string Value)[] parameters)
    {
        var given = parameters.ToDictionary(pair => pair.Name, pair => (JsonNode?)pair.Value, StringComparer.Ordinal);
        try
        {
            var answer = await _desk.AnswerAsync(new Question(method, path, given) { Caller = Caller, Upload = Upload },
                TestContext.Current.CancellationToken);
            // As a client sees it: parsed from text.
            return (200, "OK", answer.Data is { } data ? JsonNode.Parse(data.ToJsonString()) : null, new Dictionary<string,
                string>(StringComparer.Ordinal));
        }
        catch (Refusal refusal)
        {
            return (refusal.Status, refusal.Message, null, refusal.Errors ?? new Dictionary<string, string>(StringComparer.Ordinal));
        }
    }

    public async Task<JsonNode?> GetAsync(string path, params (string Name, string Value)[] parameters)
    {
        var (status, message, data, _) = await AskAsync("GET", path, parameters);
        status.ShouldBe(200, $"{path}: {message}");
        return data;
    }

    /// <summary>Does it and waits until the task is done; answers with how the task ended.</summary>
    public async Task<string> WorkAsync(string method, string path, params (string Name, string Value)[] parameters)
    {
        var (status, message, data, errors) = await AskAsync(method, path, parameters);
        status.ShouldBe(200, $"{method} {path}: {message} {string.Join(' ', errors)}");
        var upid = data?.GetValue<string>() ?? string.Empty;
        for (var i = 0; i < 200; i++)
        {
            Clock.Advance(TimeSpan.FromSeconds(World.Pace > 0 ? 1 : 0));
            var task = await GetAsync($"/nodes/{upid.Split(':')[1]}/tasks/{upid}/status");
            if (task?["exitstatus"] is { } exit)
            {
                return exit.GetValue<string>();
            }
        }

        throw new TimeoutException(upid);
    }
}
