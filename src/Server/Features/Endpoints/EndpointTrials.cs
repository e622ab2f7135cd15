using System.Text.Json;
using Proxima.Pve;
using Proxima.Pve.Failures;
using Proxima.Pve.Rights;
using Proxima.Pve.Schema;

namespace Proxima.Server.Features.Endpoints;

/// <summary>Tries a connection: does it answer, is it what it is said to be, and does the token read what is needed. Only reads.</summary>
internal sealed class EndpointTrials(EndpointLinks links, TimeProvider time)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    public async Task<EndpointTrial> RunAsync(EndpointWithToken one, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        using var connection = links.Open(one.Endpoint, one.Token);
        try
        {
            return one.Endpoint.Kind == EndpointKind.Pbs
                ? await BackupServerAsync(connection, either.Token)
                : await ClusterAsync(connection, either.Token);
        }
        catch (PveTransportException exception)
        {
            return new EndpointTrial { IsWell = false, Message = exception.Message, Fingerprint = exception.Fingerprint };
        }
        catch (PveException exception)
        {
            return new EndpointTrial { IsWell = false, Message = exception.Message, Where = connection.Where };
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return new EndpointTrial { IsWell = false, Message = $"It did not answer everything within {Limit.TotalSeconds:0} s" };
        }
    }

    private static async Task<EndpointTrial> ClusterAsync(PveConnection connection, CancellationToken cancellationToken)
    {
        var pve = new PveClient(connection);
        var version = await pve.Version.GetAsync(cancellationToken);
        var rights = PveRights.Read(await pve.GetAsync("/access/permissions", cancellationToken));
        var text = version.Version ?? version.Release;
        return Result(connection, text, rights, PveNeeds.Of(PveVersionInfo.Parse(text).Major));
    }

    private static async Task<EndpointTrial> BackupServerAsync(PveConnection connection, CancellationToken cancellationToken)
    {
        var pbs = new PbsClient(connection);
        var version = await pbs.GetAsync("/version", cancellationToken);
        var rights = PveRights.Read(await pbs.GetAsync("/access/permissions", cancellationToken));
        var text = version is { ValueKind: JsonValueKind.Object } found && found.TryGetProperty("version", out var value)
            ? value.ToString() : null;
        return Result(connection, text, rights, PveNeeds.OfBackupServer);
    }

    private static EndpointTrial Result(PveConnection connection, string? version, PveRights rights, IReadOnlyList<PveNeed> needs)
    {
        var missing = PveNeeds.Missing(rights, needs, connection.Who ?? "nobody");
        return new EndpointTrial
        {
            IsWell = missing.Count == 0,
            Message = missing.Count == 0 ? null : "It answers, but the token may not read all that is needed",
            Where = connection.Where,
            Version = version,
            Missing = [.. missing.Select(lack => new MissingRight(
                lack.Need.Feature, lack.Need.Path, string.Join(" or ", lack.Need.AnyOf), lack.Fix))],
            Powers = [.. PveNeeds.Powers(rights).Select(power => $"{power.Path}: {string.Join(", ", power.Privileges)}")],
            ClockAheadSeconds = connection.ClockSkew is { } skew && skew.Duration() >= TimeSpan.FromSeconds(2)
                ? Math.Round(skew.TotalSeconds) : null,
        };
    }
}
