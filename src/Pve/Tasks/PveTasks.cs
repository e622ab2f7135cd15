using System.Globalization;
using Proxima.Pve.Failures;
using Proxima.Pve.Reading;
using Proxima.Pve.Writing;

namespace Proxima.Pve.Tasks;

/// <summary>
/// Long work. An answer with a UPID says only that the work was begun: whether it succeeded, the task alone knows.
/// </summary>
public sealed class PveTasks(PveConnection connection, string? node = null)
{
    private const int Page = 500;

    /// <summary>Waits until the task has ended; its log goes out line by line on the way.</summary>
    public async Task<PveOutcome> WaitAsync(Upid upid, PveWaitOptions? options, CancellationToken cancellation)
    {
        var how = options ?? new PveWaitOptions();
        var seen = 0L;
        var pause = how.Quickest;
        try
        {
            while (true)
            {
                var status = await StatusAsync(upid, cancellation);
                if (how.OnLine is not null)
                {
                    // After the status, so that the lines of its end are among them.
                    seen = await ForwardAsync(upid, seen, how.OnLine, cancellation);
                }

                if (status is not null)
                {
                    return status;
                }

                await Task.Delay(pause, connection.Clock, cancellation);
                pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 3 / 2, how.Slowest.Ticks));
            }
        }
        catch (OperationCanceledException) when (how.StopsTaskWhenCancelled)
        {
            await StopQuietlyAsync(upid);
            throw;
        }
    }

    /// <summary>How it ended, or null while it runs.</summary>
    public async Task<PveOutcome?> StatusAsync(Upid upid, CancellationToken cancellation)
    {
        var status = await connection.RecordAsync<PveTaskState>("GET", Path(upid) + "/status", null, cancellation);
        return status.Status == "running" ? null : PveOutcome.Of(status.ExitStatus);
    }

    /// <summary>Lines of the log from the given one on (0 is the first), page by page.</summary>
    public async IAsyncEnumerable<PveLogLine> LogAsync(
        Upid upid, long start, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        while (true)
        {
            var parameters = new PveParameters { ["start"] = start.ToString(CultureInfo.InvariantCulture),
                ["limit"] = Page.ToString(CultureInfo.InvariantCulture) };
            var rows = await connection.RowsAsync<PveTaskLine>("GET", Path(upid) + "/log", parameters, cancellation);
            if (rows is [{ N: 1, T: "no content" }] && rows.Total is null or 0 or 1)
            {
                // What the server says of a log that has no line yet.
                yield break;
            }

            foreach (var row in rows)
            {
                yield return new PveLogLine(row.N ?? start + 1, row.T ?? string.Empty);
            }

            start += rows.Count;
            if (rows.Count < Page)
            {
                yield break;
            }
        }
    }

    /// <summary>Asks the server to stop the task; it is over only when its status says so.</summary>
    public Task StopAsync(Upid upid, CancellationToken cancellation) => connection.DoneAsync("DELETE", Path(upid), null, cancellation);

    private async Task<long> ForwardAsync(Upid upid, long seen, Action<PveLogLine> onLine, CancellationToken cancellation)
    {
        await foreach (var line in LogAsync(upid, seen, cancellation))
        {
            onLine(line);
            seen++;
        }

        return seen;
    }

    private async Task StopQuietlyAsync(Upid upid)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10), connection.Clock);
        try
        {
            await StopAsync(upid, limit.Token);
        }
        catch (Exception error) when (error is PveException or PveTransportException or OperationCanceledException)
        {
            // The caller is told that the wait was cancelled; a task that cannot be stopped goes on and says so in its own log.
        }
    }

    private string Path(Upid upid) => PvePath.Join(PvePath.Join("/nodes", node ?? upid.Node) + "/tasks", upid.ToString());
}

/// <summary>What a task says of itself.</summary>
internal sealed class PveTaskState : PveRecord
{
    private static readonly PveNames Known = new("status", "exitstatus");

    public string? Status { get; private set; }

    public string? ExitStatus { get; private set; }

    protected override PveNames Names => Known;

    protected override void Read(int member, int index, ref PveReader reader)
    {
        if (member == 0)
        {
            Status = reader.Text();
        }
        else
        {
            ExitStatus = reader.Text();
        }
    }
}

/// <summary>A line as it travels.</summary>
internal sealed class PveTaskLine : PveRecord
{
    private static readonly PveNames Known = new("n", "t");

    public long? N { get; private set; }

    public string? T { get; private set; }

    protected override PveNames Names => Known;

    protected override void Read(int member, int index, ref PveReader reader)
    {
        if (member == 0)
        {
            N = reader.Integer();
        }
        else
        {
            T = reader.Text();
        }
    }
}
