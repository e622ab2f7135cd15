using System.Collections.Concurrent;
using System.Diagnostics;

namespace Proxima.Cli.Tests;

/// <summary>The built program as a process of its own.</summary>
internal sealed class RealProgram : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly ConcurrentQueue<string> _error = new();

    private RealProgram(string file, IReadOnlyList<string> args, IReadOnlyDictionary<string, string> variables)
    {
        var start = new ProcessStartInfo(file, args) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.Environment["DOTNET_NOLOGO"] = "1";
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("PROXIMA_", StringComparison.Ordinal) || k == "JOURNAL_STREAM").ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start) ?? throw new InvalidOperationException($"{file} did not start");
        _process.OutputDataReceived += (_, line) => Keep(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(_error, line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        _process.StandardInput.Close();
    }

    public static string Assembly { get; } = Path.Combine(AppContext.BaseDirectory, "proxima.dll");

    public string Output => string.Join('\n', _output);

    public string Error => string.Join('\n', _error);

    public static RealProgram Start(params IReadOnlyList<string> args) => Start(new Dictionary<string, string>(StringComparer.Ordinal), args);

    public static RealProgram Start(IReadOnlyDictionary<string, string> variables, params IReadOnlyList<string> args)
        => new("dotnet", [Assembly, .. args], variables);

    /// <summary>As another user, without rights of root.</summary>
    public static RealProgram StartAsNobody(params IReadOnlyList<string> args)
        => new("setpriv", ["--reuid=65534", "--regid=65534", "--clear-groups", "dotnet", Assembly, .. args], new Dictionary<string, string>(StringComparer.Ordinal));

    public static async Task<(int ExitCode, string Output, string Error)> ShellAsync(string script, CancellationToken cancellationToken)
    {
        await using var shell = new RealProgram("bash", ["-c", script], new Dictionary<string, string>(StringComparer.Ordinal));
        var code = await shell.EndAsync(cancellationToken);
        return (code, shell.Output, shell.Error);
    }

    public static async Task<Ended> RunAsync(CancellationToken cancellationToken, params IReadOnlyList<string> args)
    {
        await using var program = Start(args);
        var code = await program.EndAsync(cancellationToken);
        return new Ended(code, program.Output, program.Error);
    }

    /// <summary>Its exit code, when it has ended and said everything.</summary>
    public async Task<int> EndAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken).WaitAsync(Limit, cancellationToken);
        return _process.ExitCode;
    }

    /// <summary>The rest of the first line of output that begins with <paramref name="start"/>.</summary>
    public async Task<string> SaysAsync(string start)
    {
        string? line = null;
        await Eventually.IsTrueAsync(
            () => (line = _output.FirstOrDefault(l => l.StartsWith(start, StringComparison.Ordinal))) is not null || _process.HasExited,
            $"the program says '{start}'");
        return line?[start.Length..] ?? throw new InvalidOperationException($"It ended without saying '{start}': {Output}\n{Error}");
    }

    public async Task SignalAsync(string signal, CancellationToken cancellationToken)
    {
        using var kill = Process.Start("kill", [$"-{signal}", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private static void Keep(ConcurrentQueue<string> lines, string? line)
    {
        if (line is not null)
        {
            lines.Enqueue(line);
        }
    }
}
