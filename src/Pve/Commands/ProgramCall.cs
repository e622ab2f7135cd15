// The one place of this library that starts a program.
#pragma warning disable RS0030
using System.ComponentModel;
using System.Diagnostics;
using Proxima.Pve.Failures;

namespace Proxima.Pve.Commands;

/// <summary>How a program ended.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">What it wrote, as UTF-8.</param>
/// <param name="Error">What it complained, at most a few thousand characters.</param>
public sealed record ProgramEnd(int ExitCode, string Output, string Error);

/// <summary>
/// Starts a program with a list of arguments, never through a shell, with nothing on its input, and kills it when its time is over.
/// </summary>
public static class ProgramCall
{
    private const int MostOutput = 64 * 1024 * 1024;
    private const int MostError = 16 * 1024;

    /// <exception cref="PveTransportException">The program is not there, takes too long or writes too much.</exception>
    public static async Task<ProgramEnd> RunAsync(
        string program, IReadOnlyList<string> arguments, TimeSpan limit, TimeProvider clock, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            StandardOutputEncoding = System.Text.Encoding.UTF8,
            StandardErrorEncoding = System.Text.Encoding.UTF8,
        };
        // Messages are read: they must be the untranslated ones.
        start.Environment["LC_ALL"] = "C.UTF-8";
        using var process = Started(start, program);
        process.StandardInput.Close();
        using var time = new CancellationTokenSource(limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(time.Token, cancellation);
        try
        {
            var output = ReadAsync(process.StandardOutput, MostOutput, either.Token);
            var error = ReadAsync(process.StandardError, MostError, either.Token);
            await Task.WhenAll(output, error);
            await process.WaitForExitAsync(either.Token);
            if ((await output).IsTooLong)
            {
                throw new PveTransportException(PveTrouble.TooLarge, $"{program} writes more than {MostOutput >> 20} MiB; ask for less.");
            }

            return new ProgramEnd(process.ExitCode, (await output).Text, (await error).Text);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new PveTransportException(PveTrouble.TimedOut, $"{program} did not finish within {limit.TotalSeconds:0.#} s.");
        }
        finally
        {
            Kill(process);
        }
    }

    private static Process Started(ProcessStartInfo start, string program)
    {
        try
        {
            return Process.Start(start) ?? throw new PveTransportException(PveTrouble.Program, $"{program} could not be started.");
        }
        catch (Win32Exception error)
        {
            throw new PveTransportException(PveTrouble.Program, $"{program} could not be started: {error.Message}. Is it installed?",
                error);
        }
    }

    // What goes beyond the limit is read and thrown away, so that the program can end.
    private static async Task<(string Text, bool IsTooLong)> ReadAsync(StreamReader reader, int most, CancellationToken cancellation)
    {
        var text = new System.Text.StringBuilder();
        var buffer = new char[16 * 1024];
        var isTooLong = false;
        int read;
        while ((read = await reader.ReadAsync(buffer, cancellation)) > 0)
        {
            var room = most - text.Length;
            isTooLong |= read > room;
            text.Append(buffer, 0, Math.Min(read, room));
        }

        return (text.ToString(), isTooLong);
    }

    private static void Kill(Process process)
    {
        try
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
        catch (InvalidOperationException)
        {
            // It ended between the two lines.
        }
    }
}
