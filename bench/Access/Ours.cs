using System.Globalization;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Proxima.Server.Features.Access;
using Proxima.Server.Platform.Audit;
using Proxima.Server.Platform.Auth;
using Proxima.Server.Platform.Database;

namespace Proxima.AccessBench;

/// <summary>
/// Authentication, origin and scope as the server runs them, over 10,000 nodes, 1,000 users and 1,000 tokens. There is no database at all:
/// whatever asked one would fail.
/// </summary>
internal sealed class Ours
{
    public const int Nodes = 10_000;
    private const int People = 1_000;
    private const string Prefix = "abcdefgh";
    private readonly RequestDelegate _pipeline;
    private readonly TopologyBoard _topology;
    private readonly Endpoint _endpoint = new RouteEndpoint(
        _ => Task.CompletedTask,
        RoutePatternFactory.Parse("/api/nodes"),
        0,
        new EndpointMetadataCollection(new ScopeAttribute(Scopes.Read)),
        "nodes");

    private Ours(RequestDelegate pipeline, TopologyBoard topology) => (_pipeline, _topology) = (pipeline, topology);

    public List<(string Name, Func<Task> Ask)> Subjects { get; } = [];

    public static async Task<Ours> CreateAsync()
    {
        var topology = new TopologyBoard();
        var ids = Enumerable.Range(0, Nodes).Select(number => number.ToString("x32", CultureInfo.InvariantCulture)).ToArray();
        topology.Put(ids.Select(id => new PlaceInfo(new Place(PlaceKind.Node, id), id, [])));
        var board = new AccessBoard(topology);
        var options = Options.Create(new AccessOptions());
        // No database: the stores are made and never asked.
        var databases = new Databases(null!, null!);
        var audit = new NoAudit();
        var sessions = new SessionTable(new SessionStore(databases), board, options, TimeProvider.System);
        var tokens = new TokenTable(board, new TokenStore(databases), options, TimeProvider.System);
        var text = TokenText.Make(Prefix);
        var book = Book(ids, text);
        board.Set(book);
        await tokens.FollowAsync(book, isRegrouped: true);

        var whole = await SignInAsync(sessions, book.Users["whole"]);
        var bounded = await SignInAsync(sessions, book.Users["bounded"]);
        for (var i = 0; i < People; i++)
        {
            await SignInAsync(sessions, book.Users[$"user{i}"]);
        }

        // As UseAuth has them, the frame of the audit trail too: for reading it counts what tokens are used for.
        var repeats = new Repeats(audit, TimeProvider.System, NullLogger<Repeats>.Instance);
        var refusals = new Refusals(repeats, NullLogger<Refusals>.Instance);
        var check = new ScopeCheck(_ => Task.CompletedTask, refusals, NullLogger<ScopeCheck>.Instance);
        var cross = new CrossSite(check.InvokeAsync, refusals, NullLogger<CrossSite>.Instance);
        var uses = new TokenUses(audit, TimeProvider.System, NullLogger<TokenUses>.Instance);
        var trail = new AuditTrail(cross.InvokeAsync, audit, repeats, uses, NullLogger<AuditTrail>.Instance);
        var authentication = new Authentication(
            trail.InvokeAsync, sessions, tokens, new SessionCookie(new OneInstance()), new Lifetime());
        var ours = new Ours(authentication.InvokeAsync, topology);
        var cookie = $"proxima-{OneInstance.Name}=";
        ours.Subjects.Add(("session", () => ours.AskAsync("Cookie", cookie + whole, node: null)));
        ours.Subjects.Add(("token", () => ours.AskAsync("Authorization", $"Bearer {text}", node: null)));
        ours.Subjects.Add(("session within a group of 5,000 of 10,000 nodes", () => ours.AskAsync("Cookie", cookie + bounded, ids[4_000])));
        ours.Subjects.Add(("refused", () => ours.RefusedAsync(tokens)));
        return ours;
    }

    private async Task AskAsync(string header, string value, string? node)
    {
        var context = new DefaultHttpContext();
        context.Request.Method = "GET";
        context.Request.Scheme = "http";
        context.Request.Host = new HostString("localhost");
        context.Request.Headers[header] = value;
        context.SetEndpoint(_endpoint);
        await _pipeline(context);
        var principal = context.Principal() ?? throw new InvalidOperationException("nobody was let in");
        if (node is not null && !principal.Sees(new Place(PlaceKind.Node, node), _topology.Current))
        {
            throw new InvalidOperationException("the node is out of bounds");
        }
    }

    /// <summary>A forged token costs no more than a right one.</summary>
    private Task RefusedAsync(TokenTable tokens)
        => tokens.Find("prx_zzzzzzzz_0000000000000000000000000000000000000000000000000000", null) is null
            ? Task.CompletedTask
            : throw new InvalidOperationException($"a forged token was let in past {_endpoint.DisplayName}");

    private static AccessBook Book(string[] nodes, string text)
    {
        var group = new PlaceGroup("half", "half", [.. nodes.Take(Nodes / 2).Select(id => new Place(PlaceKind.Node, id))]);
        var book = AccessBook.Empty.WithGroup(group)
            .WithUser(User("whole", Bounds.Everything))
            .WithUser(User("bounded", Bounds.Of(Place.Group("half"))));
        for (var i = 0; i < People; i++)
        {
            book = book.WithUser(User($"user{i}", Bounds.Of(new Place(PlaceKind.Node, nodes[i]))));
            var token = Token(i.ToString("d8", CultureInfo.InvariantCulture), $"user{i}", new string('0', 64));
            book = book.WithTokens(token);
        }

        return book.WithTokens(Token(Prefix, "whole", TokenText.Hash(text)));
    }

    private static Account User(string id, Bounds bounds) => new(id, id, id) { Assignments = [new Assignment(Role.Operator, bounds)] };

    private static TokenRow Token(string prefix, string owner, string hash) => new()
    {
        Prefix = prefix,
        SecretHash = hash,
        Name = "bench",
        UserId = owner,
        ScopeText = Scopes.Read,
        Bounds = Bounds.Everything,
        CreatedAt = TimeProvider.System.GetUtcNow(),
        ExpiresAt = TimeProvider.System.GetUtcNow().AddDays(90),
    };

    private static async Task<string> SignInAsync(SessionTable sessions, Account account)
    {
        var (token, row) = sessions.Prepare(account, address: null);
        await sessions.AdmitAsync(row, CancellationToken.None);
        return token;
    }

    private sealed class OneInstance : IInstance
    {
        public const string Name = "12345678";

        public string Id => Name;

        public SetupState Setup => SetupState.Done;
    }

    private sealed class NoAudit : IAudit
    {
        public Task AppendAsync(AuditEntry entry, CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class Lifetime : IHostApplicationLifetime
    {
        public CancellationToken ApplicationStarted => CancellationToken.None;

        public CancellationToken ApplicationStopping => CancellationToken.None;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication()
        {
            // Nothing to stop here.
        }
    }
}
