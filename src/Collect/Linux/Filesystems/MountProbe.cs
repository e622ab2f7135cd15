using System.Collections.Concurrent;
using System.Globalization;
using Proxima.Collect.Sources;
using Proxima.Model;
using Proxima.Model.Host;

namespace Proxima.Collect.Linux.Filesystems;

/// <summary>
/// Asks mounts that may hang for their space. Each question runs in a thread of its own that a look waits for no longer than
/// <see cref="HostObserverOptions.MountPatience"/>; an answer that comes later is given by the next look. A thread stuck in the kernel
/// cannot be ended, so a mount is not asked again while its thread is stuck, and the number of stuck threads is bounded.
/// </summary>
internal sealed class MountProbe(IHostKernel kernel, TimeProvider clock, HostObserverOptions options)
{
    /// <summary>statvfs needs next to nothing.</summary>
    private const int StackBytes = 128 * 1024;
    private readonly ConcurrentDictionary<string, Question> _open = new(StringComparer.Ordinal);

    /// <summary>Never throws but for cancellation; called from one loop.</summary>
    public async Task<Reading<FilesystemSpace>> AskAsync(Mount mount, CancellationToken cancellationToken)
    {
        Forget();
        _open.TryGetValue(mount.MountPoint, out var before);
        if (before is { IsAnswered: false }) return Silent(mount, before);
        if (before is null && _open.Count >= options.MaximumStuckMounts)
            return Reading.Failed<FilesystemSpace>($"{NameOf(mount)} was not asked: {_open.Count} other mounts have not answered yet");
        var question = new Question(clock);
        _open[mount.MountPoint] = question;
        Start(mount.MountPoint, question);

        // A mount that was late last time most likely is again: its last answer is given at once, the new one by the next look.
        if (before?.Late(options) is { } late) return late;
        try
        {
            var space = await question.Answer.WaitAsync(options.MountPatience, clock, cancellationToken).ConfigureAwait(false);
            _open.TryRemove(mount.MountPoint, out _);
            return space;
        }
        catch (TimeoutException)
        {
            return Silent(mount, question);
        }
    }

    private Reading<FilesystemSpace> Silent(Mount mount, Question question)
    {
        if (question.Age < options.MountTimeout) return Reading.Failed<FilesystemSpace>($"{NameOf(mount)} has not answered yet");
        var seconds = options.MountTimeout.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
        return Reading.Failed<FilesystemSpace>($"{NameOf(mount)} did not answer in {seconds} s");
    }

    /// <summary>Answers nobody came back for: the mount is gone, or they are too old to be given.</summary>
    private void Forget()
    {
        foreach (var (mountPoint, question) in _open)
        {
            if (question.IsAnswered && question.Age > options.MountAnswerKept) _open.TryRemove(mountPoint, out _);
        }
    }

    /// <summary>The server where there is one (nas:/export, //nas/share); "/dev/fuse" would name nothing.</summary>
    private static string NameOf(Mount mount)
        => mount.Source.Contains(":/", StringComparison.Ordinal) || mount.Source.StartsWith("//", StringComparison.Ordinal)
            ? mount.Source
            : mount.MountPoint;

    private void Start(string mountPoint, Question question)
        => new Thread(() => question.Set(Ask(mountPoint)), StackBytes) { IsBackground = true, Name = "mount-probe" }.Start();

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

    /// <summary>One question to the kernel and, once there is one, its answer.</summary>
    private sealed class Question(TimeProvider clock)
    {
        private readonly TaskCompletionSource<Reading<FilesystemSpace>> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly long _askedAt = clock.GetTimestamp();
        private volatile Reply? _reply;

        public Task<Reading<FilesystemSpace>> Answer => _answer.Task;

        public bool IsAnswered => _reply is not null;

        public TimeSpan Age => clock.GetElapsedTime(_askedAt);

        public void Set(Reading<FilesystemSpace> space)
        {
            _reply = new Reply(space, clock.GetElapsedTime(_askedAt));
            _answer.TrySetResult(space);
        }

        /// <summary>The answer, where it took longer than a look waits and is not too old; null otherwise.</summary>
        public Reading<FilesystemSpace>? Late(HostObserverOptions options)
            => _reply is { } reply && reply.Took >= options.MountPatience && Age <= options.MountAnswerKept ? reply.Space : null;

        private sealed record Reply(Reading<FilesystemSpace> Space, TimeSpan Took);
    }
}
