using System.Diagnostics;
using System.Globalization;
using Proxima.TestKit;

namespace Proxima.Server.Tests.History;

/// <summary>A file system in memory that is soon full.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private readonly TestFolder _folder = new();

    public string Path => _folder.Path;

    public static async Task<SmallDisk> MountAsync(int kibibytes)
    {
        var disk = new SmallDisk();
        var size = string.Create(CultureInfo.InvariantCulture, $"size={kibibytes}k");
        if (await RunAsync("mount", "-t", "tmpfs", "-o", size, "tmpfs", disk.Path) != 0)
        {
            disk._folder.Dispose();
            throw Proxima.TestKit.Skip.Because("mounting is not allowed here");
        }

        return disk;
    }

    /// <summary>As the kernel does with a disk that fails; nothing may be open for writing.</summary>
    public async Task MakeReadOnlyAsync() => (await RunAsync("mount", "-o", "remount,ro", Path)).ShouldBe(0);

    public async ValueTask DisposeAsync()
    {
        await RunAsync("umount", Path);
        _folder.Dispose();
    }

    private static async Task<int> RunAsync(string file, params string[] args)
    {
        using var process = Process.Start(new ProcessStartInfo(file, args) { RedirectStandardError = true })
            ?? throw new InvalidOperationException($"{file} did not start");
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
