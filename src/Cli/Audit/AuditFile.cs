using System.Text;

namespace Proxima.Cli.Audit;

/// <summary>Where an export goes, and where anchors come from.</summary>
internal static class AuditFile
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const int BufferSize = 32 * 1024;

    /// <summary>Into the file, which only its owner may read, or to standard output.</summary>
    public static async Task TakeAsync(Stream stream, string? file, Surroundings around, CancellationToken cancellationToken)
    {
        if (file is not null)
        {
            await using var target = Create(file);
            await stream.CopyToAsync(target, cancellationToken);
            return;
        }

        using var reader = new StreamReader(stream, Encoding.UTF8);
        var buffer = new char[BufferSize];
        int read;
        while ((read = await reader.ReadAsync(buffer, cancellationToken)) > 0)
        {
            await around.Output.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }
    }

    /// <summary>A file of the person's, or standard input for <c>-</c>.</summary>
    public static Stream Open(string file, string option, Surroundings around)
    {
        if (file == "-")
        {
            return around.OpenInput();
        }

        try
        {
            return new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CliException($"{option} {file} cannot be read: {exception.Message}", ExitCodes.WrongUsage, exception);
        }
    }

    private static FileStream Create(string file)
    {
        try
        {
            return new FileStream(file, new FileStreamOptions
            {
                Mode = FileMode.Create,
                Access = FileAccess.Write,
                UnixCreateMode = Private,
            });
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CliException($"--output {file} cannot be written: {exception.Message}", ExitCodes.WrongUsage, exception);
        }
    }
}
