using System.Runtime.InteropServices;
using System.Text;

namespace Proxima.Collect.Sources;

/// <summary>Starts one program in a session and process group of its own. No shell, no inherited environment, no inherited files.</summary>
internal static unsafe class ProgramSpawn
{
    private const int SignalSetBytes = 128;
    private const int AttributesBytes = 1024;
    private const int ActionsBytes = 512;

    /// <summary>Programs we start give way to everything else.</summary>
    private const int Nice = 10;

    private static readonly string[] Variables =
        ["LC_ALL=C", "LANG=C", "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME=/root", "TERM=dumb"];

    /// <returns>0, or the error number of what went wrong; then nothing was started and nothing is open.</returns>
    public static int Start(string path, ProgramCommand command, out SpawnedProgram spawned)
    {
        spawned = default;
        var output = stackalloc int[2];
        var errors = stackalloc int[2];
        if (LibC.Pipe(output, LibC.CloseOnExec) != 0) return Marshal.GetLastPInvokeError();
        if (LibC.Pipe(errors, LibC.CloseOnExec) != 0)
        {
            var error = Marshal.GetLastPInvokeError();
            Close(output);
            return error;
        }

        var failed = Spawn(path, command, output[1], errors[1], out var pid);
        _ = LibC.Close(output[1]);
        _ = LibC.Close(errors[1]);
        if (failed != 0)
        {
            _ = LibC.Close(output[0]);
            _ = LibC.Close(errors[0]);
            return failed;
        }

        _ = LibC.SetPriority(LibC.PriorityOfGroup, (uint)pid, Nice);
        LibC.SetNonBlocking(output[0]);
        LibC.SetNonBlocking(errors[0]);
        spawned = new SpawnedProgram(pid, LibC.OpenPid(pid), output[0], errors[0]);
        return 0;
    }

    private static int Spawn(string path, ProgramCommand command, int output, int errors, out int pid)
    {
        var attributes = stackalloc byte[AttributesBytes];
        var actions = stackalloc byte[ActionsBytes];
        var signals = stackalloc byte[SignalSetBytes];
        _ = LibC.SpawnAttributesInit(attributes);
        _ = LibC.SpawnActionsInit(actions);

        // The runtime ignores SIGPIPE; a child must not.
        _ = LibC.FillSignals(signals);
        _ = LibC.SpawnAttributesSetDefaultSignals(attributes, signals);
        _ = LibC.ClearSignals(signals);
        _ = LibC.SpawnAttributesSetSignalMask(attributes, signals);
        _ = LibC.SpawnAttributesSetFlags(attributes, LibC.SpawnDefaultSignals | LibC.SpawnSignalMask | LibC.SpawnNewSession);
        _ = LibC.SpawnActionsAddFolder(actions, "/");
        _ = LibC.SpawnActionsAddOpen(actions, 0, "/dev/null", LibC.ReadOnly, 0);
        _ = LibC.SpawnActionsAddDuplicate(actions, output, 1);
        _ = LibC.SpawnActionsAddDuplicate(actions, errors, 2);
        CloseOthers(actions);
        var arguments = Texts([command.Program, .. command.Arguments]);
        var environment = Texts(Variables);
        try
        {
            return LibC.Spawn(out pid, path, actions, attributes, arguments, environment);
        }
        finally
        {
            Free(arguments);
            Free(environment);
            _ = LibC.SpawnActionsDestroy(actions);
            _ = LibC.SpawnAttributesDestroy(attributes);
        }
    }

    /// <summary>What we open is closed on exec; what was handed to us by whoever started us may not be.</summary>
    private static void CloseOthers(void* actions)
    {
        try
        {
            _ = LibC.SpawnActionsAddCloseFrom(actions, 3);
        }
        catch (EntryPointNotFoundException)
        {
            // An older glibc: then what was handed to us stays open in the program.
        }
    }

    private static byte** Texts(ReadOnlySpan<string> texts)
    {
        var list = (byte**)NativeMemory.AllocZeroed((nuint)texts.Length + 1, (nuint)sizeof(byte*));
        for (var i = 0; i < texts.Length; i++)
        {
            var bytes = Encoding.UTF8.GetBytes(texts[i]);
            list[i] = (byte*)NativeMemory.AllocZeroed((nuint)bytes.Length + 1);
            bytes.CopyTo(new Span<byte>(list[i], bytes.Length));
        }

        return list;
    }

    private static void Free(byte** list)
    {
        for (var text = list; *text is not null; text++) NativeMemory.Free(*text);
        NativeMemory.Free(list);
    }

    private static void Close(int* ends)
    {
        _ = LibC.Close(ends[0]);
        _ = LibC.Close(ends[1]);
    }
}

/// <summary>
/// A started program: its process (which leads its group), a file that tells its end (or -1), and our ends of its two outputs.
/// </summary>
internal readonly record struct SpawnedProgram(int Pid, int PidFile, int Output, int Errors);
