using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;

namespace Proxima.Collect.Sources;

/// <summary>
/// One started program until it is reaped. <see cref="Pump"/> belongs to one thread; <see cref="Stop"/> may be called from any.
/// </summary>
internal sealed unsafe class RunningProgram(SpawnedProgram spawned, int largestOutputBytes)
{
    private const int LargestErrorBytes = 16 * 1024;
    private const int StepMilliseconds = 50;
    private const int BufferBytes = 64 * 1024;
    private readonly Lock _gate = new();
    private readonly ArrayBufferWriter<byte> _output = new();
    private readonly ArrayBufferWriter<byte> _errors = new();
    private ProgramEnd? _stopped;
    private bool _isReaped;

    /// <summary>Kills the whole group. The first reason stays; after the end nothing happens, so no other process is ever hit.</summary>
    public void Stop(ProgramEnd why)
    {
        lock (_gate)
        {
            if (_isReaped) return;
            _stopped ??= why;
            _ = LibC.Kill(-spawned.Pid, LibC.SignalKill);
        }
    }

    /// <summary>Reads both outputs until the program has ended, then kills what it left behind and reaps it.</summary>
    public ProgramPumped Pump()
    {
        var files = stackalloc LibC.PollFile[3];
        files[0] = new LibC.PollFile { File = spawned.Output, Wanted = LibC.PollIn };
        files[1] = new LibC.PollFile { File = spawned.Errors, Wanted = LibC.PollIn };
        files[2] = new LibC.PollFile { File = spawned.PidFile, Wanted = LibC.PollIn };
        var buffer = new byte[BufferBytes];
        var step = spawned.PidFile >= 0 ? Timeout.Infinite : StepMilliseconds;
        while (!HasEnded())
        {
            if (LibC.Poll(files, 3, step) < 0 && Marshal.GetLastPInvokeError() != LibC.Interrupted) break;
            if (files[0].Happened != 0 && !Drain(spawned.Output, _output, largestOutputBytes, buffer)) files[0].File = -1;
            if (files[1].Happened != 0 && !Drain(spawned.Errors, _errors, LargestErrorBytes, buffer)) files[1].File = -1;
        }

        // What is still in the pipes was said before the end; a grandchild that holds them open is not waited for.
        if (files[0].File >= 0) _ = Drain(spawned.Output, _output, largestOutputBytes, buffer);
        if (files[1].File >= 0) _ = Drain(spawned.Errors, _errors, LargestErrorBytes, buffer);
        return Reap();
    }

    /// <summary>
    /// True when the leader is a zombie or gone; it stays one until <see cref="Reap"/>, so its number cannot be taken by another.
    /// </summary>
    private bool HasEnded()
    {
        var information = stackalloc int[32];
        return LibC.WaitId(LibC.WaitForPid, spawned.Pid, information, LibC.WaitExited | LibC.WaitNoHang | LibC.WaitKeep) != 0
            ? Marshal.GetLastPInvokeError() != LibC.Interrupted
            : information[0] == LibC.SignalChild;
    }

    private ProgramPumped Reap()
    {
        int got;
        int status;
        LibC.ResourceUse use;
        lock (_gate)
        {
            _ = LibC.Kill(-spawned.Pid, LibC.SignalKill);
            do
            {
                got = LibC.Wait(spawned.Pid, out status, 0, out use);
            }
            while (got < 0 && Marshal.GetLastPInvokeError() == LibC.Interrupted);
            _isReaped = true;
        }

        _ = LibC.Close(spawned.Output);
        _ = LibC.Close(spawned.Errors);
        if (spawned.PidFile >= 0) _ = LibC.Close(spawned.PidFile);
        var signal = status & 0x7f;
        return new ProgramPumped(
            _stopped ?? (got == spawned.Pid && signal == 0 ? ProgramEnd.Exited : ProgramEnd.Killed),
            got == spawned.Pid && signal == 0 ? (status >> 8) & 0xff : 0,
            Encoding.UTF8.GetString(_output.WrittenSpan),
            Encoding.UTF8.GetString(_errors.WrittenSpan),
            got == spawned.Pid
                ? TimeSpan.FromSeconds(use.UserSeconds + use.SystemSeconds)
                    + TimeSpan.FromMicroseconds(use.UserMicroseconds + use.SystemMicroseconds)
                : TimeSpan.Zero);
    }

    /// <summary>
    /// Takes what is there now. Too much on the standard output stops the program; on the error output the rest is dropped.
    /// </summary>
    /// <returns>False at the end of the pipe.</returns>
    private bool Drain(int file, ArrayBufferWriter<byte> into, int largest, byte[] buffer)
    {
        while (true)
        {
            nint got;
            fixed (byte* start = buffer) got = LibC.Read(file, start, (nuint)buffer.Length);
            if (got == 0) return false;
            if (got < 0)
            {
                var error = Marshal.GetLastPInvokeError();
                if (error == LibC.Interrupted) continue;
                return error == LibC.TryAgain;
            }

            var room = (int)Math.Min(got, largest - into.WrittenCount);
            into.Write(buffer.AsSpan(0, room));
            if (room < got && file == spawned.Output)
            {
                Stop(ProgramEnd.TooLong);
                return false;
            }
        }
    }
}

/// <summary>How a program ended and what it said.</summary>
internal sealed record ProgramPumped(ProgramEnd End, int ExitCode, string Output, string ErrorOutput, TimeSpan Cpu);
