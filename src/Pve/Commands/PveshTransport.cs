using Proxima.Pve.Failures;
using Proxima.Pve.Transport;

namespace Proxima.Pve.Commands;

/// <summary>Runs a command where <c>pvesh</c> is.</summary>
/// <param name="arguments">The program and its arguments, one by one.</param>
/// <param name="limit">How long it may take.</param>
/// <param name="cancellation">Stops it.</param>
public delegate Task<ProgramEnd> RunCommand(IReadOnlyList<string> arguments, TimeSpan limit, CancellationToken cancellation);

/// <summary>
/// Calls through <c>pvesh</c>, as root of a Proxmox VE host: on this machine, or over SSH. Answers and errors are those of the API.
/// </summary>
public sealed class PveshTransport(string where, RunCommand run) : IPveTransport
{
    public string Where { get; } = where;

    public bool IsTrusted => true;

    /// <summary><c>pvesh</c> on this machine; this process must be root.</summary>
    public static PveshTransport Local(string program = "pvesh", TimeProvider? clock = null)
        => new("pvesh", (arguments, limit, cancellation)
            => ProgramCall.RunAsync(program, [.. arguments.Skip(1)], limit, clock ?? TimeProvider.System, cancellation));

    public async Task<PveReply> SendAsync(PveRequest request, CancellationToken cancellation)
    {
        if (request.Upload is not null)
        {
            throw new PveTransportException(PveTrouble.Program, "pvesh takes no uploads; they need HTTPS.");
        }

        var end = await run(PveshText.Arguments(request), request.Timeout ?? TimeSpan.FromSeconds(30), cancellation);
        return end.ExitCode switch
        {
            0 => new PveReply(200, "OK", PveshText.Envelope(end.Output)),
            127 when end.Error.Contains("not found", StringComparison.Ordinal) => throw new PveTransportException(
                PveTrouble.Program, $"There is no pvesh at {Where}: it is no Proxmox VE host, or not its root user."),
            _ => PveshText.Refusal(request, end.Error.Length > 0 ? end.Error : end.Output),
        };
    }

    public void Dispose()
    {
        // A command holds nothing between calls.
    }
}
