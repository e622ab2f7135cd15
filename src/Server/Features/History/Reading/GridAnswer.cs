namespace Proxima.Server.Features.History.Reading;

/// <summary>What a query found: its series on one grid, and stretches of time that cannot be read. Disposed once it is told.</summary>
internal sealed class GridAnswer(IReadOnlyList<string> names, GridSink sink, IReadOnlyList<HistoryHole> holes) : IDisposable
{
    /// <summary>The series asked for, in the order of the sink.</summary>
    public IReadOnlyList<string> Names { get; } = names;

    public GridSink Sink { get; } = sink;

    public IReadOnlyList<HistoryHole> Holes { get; } = holes;

    public void Dispose() => Sink.Dispose();
}
