using System.Collections.Concurrent;
using System.Globalization;
using Proxima.Collect.Sources;
using Proxima.Model;
using Proxima.Model.Host;

namespace Proxima.Collect.Linux.Filesystems;

/// <summary>
/// Asks mounts that may hang for their space. Each question runs in a thread of its own that nobody waits for longer than the
/// limit. A thread stuck in the kernel cannot be ended, so a mount is not asked again while its thread is stuck, and the number
/// of stuck threads is bounded.
/// </summary>
internal sealed class MountProbe(IHostKernel kernel, TimeProvider clock, HostObserverOptions options)
{
    /// <summary>statvfs needs next to nothing.</summary>
    private const int StackBytes = 128 * 1024;
    private readonly ConcurrentDictionary<string, Task> _asked = new(StringComparer.Ordinal);

    /// <summary>Never throws but for cancellation; called from one loop.</summary>
    public async Task<Reading<FilesystemSpace>> AskAsync(Mount mount, CancellationToken cancellationToken)
    {
        Forget();
        if (_asked.ContainsKey(mount.MountPoint)) return Silent(mount);
        if (_asked.Count >= options.MaximumStuckMounts)
            return Reading.Failed<FilesystemSpace>($"{NameOf(mount)} was not asked: {_asked.Count} other mounts have not answered yet");
        var answer = Start(mount.MountPoint);
        _asked[mount.MountPoint] = answer;
        try
        {
            var space = await answer.WaitAsync(options.MountTimeout, clock, cancellationToken).ConfigureAwait(false);
            _asked.TryRemove(mount.MountPoint, out _);
            return space;
        }
        catch (TimeoutException)
        {
            return Silent(mount);
        }
    }

    private Reading<FilesystemSpace> Silent(Mount mount)
    {
        var seconds = options.MountTimeout.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
        return Reading.Failed<FilesystemSpace>($"{NameOf(mount)} did not answer in {seconds} s");
    }

    /// <summary>Threads that came back after all.</summary>
    private void Forget()
    {
        foreach (var (mountPoint, task) in _asked)
        {
            if (task.IsCompleted) _asked.TryRemove(mountPoint, out _);
        }
    }

    /// <summary>The server where there is one (nas:/export, //nas/share); "/dev/fuse" would name nothing.</summary>
    private static string NameOf(Mount mount)
        => mount.Source.Contains(":/", StringComparison.Ordinal) || mount.Source.StartsWith("//", StringComparison.Ordinal)
            ? mount.Source
            : mount.MountPoint;

    private Task<Reading<FilesystemSpace>> Start(string mountPoint)
    {
        var answer = new TaskCompletionSource<Reading<FilesystemSpace>>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() => answer.TrySetResult(Ask(mountPoint)), StackBytes) { IsBackground = true, Name = "mount-probe" };
        thread.Start();
        return answer.Task;
    }

    private Reading<FilesystemSpace> Ask(string mountPoint)
    {
        try
        {
            return kernel.Space(mountPoint);
        }
        catch (Exception e)
        {
            return Reading.Failed<FilesystemSpace>($"{mountPoint}: {e.GetType().Name}: {e.Message}");
        }
    }
}
