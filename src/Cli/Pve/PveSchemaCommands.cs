using System.CommandLine;
using Proxima.Pve;
using Proxima.Pve.Failures;
using Proxima.Pve.Schema;
using Proxima.Pve.Transport;

namespace Proxima.Cli.Pve;

/// <summary><c>proxima pve schema fetch</c>: the schema of a live node in our own form, and what it knows that we do not.</summary>
internal static class PveSchemaCommands
{
    public static Command Make(Surroundings around) => new("schema", "What the API of a live node can do.") { Fetch(around) };

    private static Command Fetch(Surroundings around)
    {
        var options = new PveOptions();
        var file = new Argument<string>("file") { Description = "Where to write it; - for standard output.", HelpName = "FILE",
            DefaultValueFactory = _ => "-" };
        var command = new Command("fetch", "Fetch the description of the API from a node and write it in the compact form.") { file };
        options.AddTo(command);
        command.SetAction((result, token) => PveCommands.RunAsync(options.Connect(result, around), async connection =>
        {
            var profile = options.Read(result, around);
            using var transport = new HttpsTransport(
                PveEndpoint.Parse(profile.Address
                    ?? connection.Where, profile.BackupServer ? 8007 : 8006) with { Fingerprint = profile.Fingerprint });
            var script = await transport.PageAsync(profile.BackupServer ? ApiDoc.BackupServerPath : ApiDoc.Path, token);
            var answer = await connection.AnythingAsync("GET", "/version", null, token);
            var version = answer?.TryGetProperty("version", out var text) == true ? text.ToString()
                : throw new PveTransportException(PveTrouble.NotProxmox, "The server tells no version.");
            var known = PveSchema.Load(profile.BackupServer ? "pbs" : "pve-9.2");
            var schema = ApiDoc.Read(script, known.Product, version, known.Formats);
            await WriteAsync(schema, result.GetRequiredValue(file), around, token);
            around.Error.WriteLine(
                $"{schema.Product} {schema.Version}: {schema.Operations.Count} calls, "
                    + $"{schema.Operations.Count(operation => known.Find(operation.Method, operation.Path) is null)} that "
                        + $"{known.Version} does not have");
        }));
        return command;
    }

    private static async Task WriteAsync(PveSchema schema, string file, Surroundings around, CancellationToken cancellation)
    {
        if (file == "-")
        {
            await around.Output.WriteAsync(schema.ToText());
            return;
        }

        try
        {
            await File.WriteAllTextAsync(file, schema.ToText(), cancellation);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CliException($"{file} cannot be written: {error.Message}", ExitCodes.Failed, error);
        }
    }
}
