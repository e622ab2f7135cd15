using Proxima.Server.Platform.Database;

namespace Proxima.Server.Features.History.Tail;

/// <summary>Which tail this instance has: files beside an SQLite database, a table in PostgreSQL.</summary>
internal sealed class TailChoice(ServeOptions serve, Databases databases, TimeProvider clock)
{
    public ITail Tail { get; } = databases.History.Engine == Engine.Sqlite
        ? new TailFile(TailFile.FolderOf(serve.DataFolder), clock)
        : new TailTable(databases);
}
