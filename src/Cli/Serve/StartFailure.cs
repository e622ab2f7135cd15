using System.Data.Common;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using Proxima.Server;
using Proxima.Server.Platform.Database;

namespace Proxima.Cli.Serve;

/// <summary>Why a server did not start, in words. What is not listed here is a fault of ours and is told as one.</summary>
internal static class StartFailure
{
    // errno(3), which .NET keeps in the lower half of HResult.
    private const int NoSpace = 28;
    private const int ReadOnlyFilesystem = 30;
    private const int QuotaExceeded = 122;

    /// <summary>One line a problem; null when <paramref name="exception"/> is not one a person can do something about.</summary>
    public static IReadOnlyList<string>? Explain(Exception exception) => exception switch
    {
        StartupException startup => startup.Message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
        OptionsValidationException settings => Settings(settings),
        AggregateException many => All(many.InnerExceptions),
        _ => Line(exception) is { } line ? [line] : null,
    };

    // Generated validators put all failures of a section into one text.
    private static List<string> Settings(OptionsValidationException exception)
        => [.. exception.Failures.SelectMany(f => f.Split("; ", StringSplitOptions.RemoveEmptyEntries)).Select(f => $"settings: {f}")];

    private static IReadOnlyList<string>? All(IReadOnlyList<Exception> exceptions)
    {
        var explained = exceptions.Select(Explain).ToList();
        return explained.Any(e => e is null) ? null : [.. explained.SelectMany(e => e ?? []).Distinct(StringComparer.Ordinal)];
    }

    private static string? Line(Exception exception) => exception switch
    {
        DatabaseException => Flat(exception),
        AddressInUseException or SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse }
            or IOException { InnerException: AddressInUseException }
            => $"{Flat(exception)}; stop the other program or give another address with --listen",
        SocketException { SocketErrorCode: SocketError.AccessDenied }
            => "this user may not listen there; give a port from 1024 up with --listen",
        SocketException => $"cannot listen: {Flat(exception)}; give another address with --listen",
        UnauthorizedAccessException => $"{Flat(exception)}; give the user that runs proxima access, or another folder with --data",
        IOException { HResult: NoSpace } => $"{Flat(exception)}; free some space on that disk",
        IOException { HResult: QuotaExceeded } => $"{Flat(exception)}; the quota of this user is used up",
        IOException { HResult: ReadOnlyFilesystem } => $"{Flat(exception)}; give a folder that can be written with --data",
        IOException => $"{Flat(exception)}; check the data folder and the disk it is on",
        DbException => $"the database: {Flat(exception)}; check it, or give another with --database",
        _ => null,
    };

    private static string Flat(Exception exception) => exception.Message.ReplaceLineEndings(" ").TrimEnd('.', ' ');
}
