using System.Collections.Concurrent;
using Proxima.Collect.Sources;
using Proxima.Model;
using Proxima.Model.Host;

namespace Proxima.Collect.Tests;

/// <summary>A kernel whose mounts hang until they are let go.</summary>
internal sealed class FakeKernel : IHostKernel, IDisposable
{
    private readonly ConcurrentDictionary<string, ManualResetEventSlim> _hung = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _asked = new(StringComparer.Ordinal);

    public static FilesystemSpace Answer { get; } = new(100, 40, 50, 10, 5);

    public long BootTime { get; set; } = 1_000_000;

    public IReadOnlyList<InterfaceAddress> KnownAddresses { get; set; } = [];

    public int PageBytes => 4096;

    public string Architecture => "riscv64";

    public void Hang(string mountPoint) => _hung[mountPoint] = new ManualResetEventSlim();

    public void LetGo(string mountPoint)
    {
        if (_hung.TryRemove(mountPoint, out var gate)) gate.Set();
    }

    public int TimesAsked(string mountPoint) => _asked.GetValueOrDefault(mountPoint);

    public long BootTimeMilliseconds() => BootTime;

    public IReadOnlyList<InterfaceAddress> Addresses() => KnownAddresses;

    public Reading<FilesystemSpace> Space(string mountPoint)
    {
        _asked.AddOrUpdate(mountPoint, 1, static (_, count) => count + 1);
        if (_hung.TryGetValue(mountPoint, out var gate)) gate.Wait();
        return Reading.Of(Answer);
    }

    public void Dispose()
    {
        foreach (var mountPoint in _hung.Keys) LetGo(mountPoint);
    }
}
