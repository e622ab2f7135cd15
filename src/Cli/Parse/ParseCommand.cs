using System.CommandLine;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Proxima.Collect;

namespace Proxima.Cli.Parse;

/// <summary>What <c>proxima parse</c> prints for a sample that gives no record.</summary>
internal sealed record NoRecord(string? Absent, string? Failed);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(NoRecord))]
internal sealed partial class ParseJson : JsonSerializerContext;

/// <summary><c>proxima parse KIND [FILE|-]</c>: one sample of a source through its parser, to JSON.</summary>
internal static class ParseCommand
{
    private const string StandardInput = "-";
    private const int MostBytes = 64 * 1024 * 1024;

    public static Command Make(Surroundings around)
    {
        var kind = new Argument<string>("kind") { Description = $"One of {string.Join(", ", Kinds.Names)}.", HelpName = "KIND" };
        kind.AcceptOnlyFromAmong([.. Kinds.Names]);
        var file = new Argument<string>("file")
        {
            Description = "The sample; - or nothing for standard input. Its name helps to tell files apart that look alike.",
            HelpName = "FILE",
            DefaultValueFactory = _ => StandardInput,
        };
        var command = new Command("parse", "Parse one sample and print its record as JSON. "
            + "Exit code: 0 a value, 3 absent, 4 failed (the JSON says why), 1 the sample cannot be read, 2 wrong usage.")
        {
            kind,
            file,
        };
        command.SetAction((result, token) => RunAsync(result.GetRequiredValue(kind), result.GetRequiredValue(file), around, token));
        return command;
    }

    private static async Task<int> RunAsync(string kind, string file, Surroundings around, CancellationToken cancellationToken)
    {
        var text = await ReadAsync(file, around, cancellationToken);
        var result = Kinds.Parse(kind, text, file == StandardInput ? null : file);
        await around.Output.WriteLineAsync(result.Json
            ?? JsonSerializer.Serialize(new NoRecord(result.Absent, result.Failed), ParseJson.Default.NoRecord));
        return result switch
        {
            { Json: not null } => ExitCodes.Done,
            { Failed: not null } => ExitCodes.ParsedFailed,
            _ => ExitCodes.ParsedAbsent,
        };
    }

    private static async Task<string> ReadAsync(string file, Surroundings around, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = file == StandardInput ? around.OpenInput() : File.OpenRead(file);
            using var content = new MemoryStream();
            var buffer = new byte[64 * 1024];
            int read;
            while ((read = await stream.ReadAsync(buffer, cancellationToken)) > 0)
            {
                content.Write(buffer, 0, read);
                if (content.Length > MostBytes)
                {
                    throw new CliException(
                        $"{file} is larger than {MostBytes >> 20} MiB; no source says that much, so give the sample alone");
                }
            }

            return Encoding.UTF8.GetString(content.GetBuffer(), 0, (int)content.Length);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CliException($"{file} cannot be read: {exception.Message}", ExitCodes.Failed, exception);
        }
    }
}
