using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Proxima.TestKit;

/// <summary>One line of the log.</summary>
public sealed record LogLine(LogLevel Level, int Id, string Category, string Message, Exception? Exception);

/// <summary>Keeps every line logged, for a test to look at; also a factory for what is built by hand.</summary>
public sealed class CapturedLogs : ILoggerProvider, ILoggerFactory
{
    private readonly ConcurrentQueue<LogLine> _lines = [];

    public IReadOnlyList<LogLine> Lines => [.. _lines];

    public ILogger CreateLogger(string categoryName) => new Logger(_lines, categoryName);

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("Lines go to this object only.");

    public void Dispose() => _lines.Clear();

    private sealed class Logger(ConcurrentQueue<LogLine> lines, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
            => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            => lines.Enqueue(new LogLine(logLevel, eventId.Id, category, formatter(state, exception), exception));
    }
}
