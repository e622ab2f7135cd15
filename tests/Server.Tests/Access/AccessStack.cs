using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Proxima.Server.Features.Access;
using Proxima.Server.Platform.Audit;
using Proxima.Server.Platform.Auth;
using Proxima.TestKit;

namespace Proxima.Server.Tests.Access;

/// <summary>Who may do what, on a database of its own, without a server around it.</summary>
internal sealed class AccessStack
{
    public AccessStack(TestDatabase database, TimeProvider clock, AccessOptions? options = null)
    {
        var settings = Options.Create(options ?? new AccessOptions());
        Board = new AccessBoard(Topology);
        Sessions = new SessionTable(new SessionStore(database.Databases), Board, settings, clock);
        Tokens = new TokenTable(Board, new TokenStore(database.Databases), settings, clock);
        Tables = new AccessTables(database.Databases);
        Desk = new AccessDesk(
            Tables, Board, Sessions, Tokens, Audit, new Repeats(Audit, clock, NullLogger<Repeats>.Instance));
    }

    public TopologyBoard Topology { get; } = new();
    public RecordedAudit Audit { get; } = new();
    public AccessBoard Board { get; }
    public SessionTable Sessions { get; }
    public TokenTable Tokens { get; }
    public AccessTables Tables { get; }
    public AccessDesk Desk { get; }
}
