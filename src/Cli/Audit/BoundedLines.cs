using System.Runtime.CompilerServices;
using System.Text;

namespace Proxima.Cli.Audit;

/// <summary>Lines of a text of any size in bounded memory.</summary>
internal static class BoundedLines
{
    private const int BufferSize = 16 * 1024;

    /// <summary>Each line without its end. One that is longer than <paramref name="longest"/> characters is left out.</summary>
    public static async IAsyncEnumerable<string> ReadAsync(
        TextReader reader, int longest, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var buffer = new char[BufferSize];
        var line = new StringBuilder();
        var isTooLong = false;
        int read;
        while ((read = await reader.ReadAsync(buffer, cancellationToken)) > 0)
        {
            for (var index = 0; index < read; index++)
            {
                if (buffer[index] == '\n')
                {
                    if (!isTooLong && line.Length > 0)
                    {
                        yield return line.ToString().TrimEnd('\r');
                    }

                    line.Clear();
                    isTooLong = false;
                }
                else if (line.Length < longest)
                {
                    line.Append(buffer[index]);
                }
                else
                {
                    isTooLong = true;
                }
            }
        }

        if (!isTooLong && line.Length > 0)
        {
            yield return line.ToString().TrimEnd('\r');
        }
    }
}
