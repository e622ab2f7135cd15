using System.CommandLine;
using Proxima.Server;

namespace Proxima.Cli.Serve;

/// <summary><c>proxima serve</c>.</summary>
internal static class ServeCommand
{
    public static Command Make(Surroundings around)
    {
        var inputs = new ServeInputs();
        var command = new Command("serve", "Watch this machine, and answer the page, the API and these commands.");
        inputs.AddTo(command);
        command.SetAction((result, token) => RunAsync(inputs.Read(result, around), result.GetValue(CommandLine.Verbose), around, token));
        return command;
    }

    private static async Task<int> RunAsync(
        ServeOptions options, bool isVerbose, Surroundings around, CancellationToken cancellationToken)
    {
        await around.Output.WriteLineAsync(
            $"Proxima {ProgramVersion.Text} starts on {string.Join(", ", options.Listen)}, "
            + $"data in {options.DataFolder}, database {Database(options)}");
        try
        {
            return await new ServeRun(around).UntilStoppedAsync(options, isVerbose, cancellationToken);
        }
        catch (Exception exception) when (StartFailure.Explain(exception) is { } lines)
        {
            throw new CliException(lines, ExitCodes.Failed, exception);
        }
    }

    /// <summary>Which database, without a word of who may open it.</summary>
    internal static string Database(ServeOptions options)
        => options.Database is { } text && Uri.TryCreate(text, UriKind.Absolute, out var url)
            ? $"PostgreSQL at {url.Host}{(url.Port > 0 ? $":{url.Port}" : string.Empty)}{url.AbsolutePath}"
            : "SQLite in the data folder";
}
