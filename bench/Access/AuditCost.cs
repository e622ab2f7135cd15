using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Proxima.Server;
using Proxima.Server.Features.Audit;
using Proxima.Server.Platform.Audit;
using Proxima.Server.Platform.Auth;
using Proxima.Server.Platform.Database;
using Proxima.Server.Platform.Secrets;
using Proxima.Server.Platform.Settings;

namespace Proxima.AccessBench;

/// <summary>
/// What the audit log costs on a file of its own: one durable entry, beside the same row without its place in the chain, and checking,
/// searching and exporting a long log.
/// </summary>
internal static class AuditCost
{
    public const int Entries = 100_000;
    private const int Appends = 400;
    private const int Rounds = 5;

    private static readonly AuditEntry Entry = new()
    {
        Principal = "anna", Address = "192.0.2.7", Action = "thing.do", Target = "pve1/qemu/100", Outcome = AuditOutcome.Done,
    };

    public static async Task<IReadOnlyDictionary<string, double>> MeasureAsync()
    {
        var folder = Directory.CreateTempSubdirectory("proxima-bench-");
        try
        {
            return await MeasureAsync(new ServeOptions { DataFolder = folder.FullName });
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<IReadOnlyDictionary<string, double>> MeasureAsync(ServeOptions options)
    {
        var time = TimeProvider.System;
        await using var managed = new ManagedDatabases(
            options, Options.Create(new DatabaseOptions()), new DatabaseIncidents(), time, NullLoggerFactory.Instance);
        await managed.OpenAsync(CancellationToken.None);
        var databases = managed.Pair;
        var ring = new KeyRing();
        ring.Load(new RootKey([.. Enumerable.Repeat((byte)1, 32)]), []);
        using var audit = new ChainedAudit(databases, new SealedSecrets(ring), time, NullLogger<ChainedAudit>.Instance);
        var anchorage = new AuditAnchorage([], audit, databases, new OneInstance(), time, NullLogger<AuditAnchorage>.Instance);
        using var uses = new TokenUses(audit, time, NullLogger<TokenUses>.Instance);
        var records = new StoredAudit(databases, audit, anchorage, uses, Options.Create(new RetentionOptions()), time);
        await databases.State.WriteAsync(
            (transaction, token) => transaction
                .Command("CREATE TABLE plain (at INTEGER, principal TEXT, action TEXT, target TEXT)").RunAsync(token),
            CancellationToken.None);

        var (ours, plain) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            ours.Add(await EachAsync(() => audit.AppendAsync(Entry, CancellationToken.None)));
            plain.Add(await EachAsync(() => databases.State.WriteAsync(InsertPlainAsync, CancellationToken.None)));
        }

        await FillAsync(databases, await audit.KeysAsync(CancellationToken.None), time.GetUtcNow());
        var exporter = new AuditExport(records, NullLogger<AuditExport>.Instance);
        var csv = exporter.Find("csv") ?? throw new InvalidOperationException("there is no csv");
        return new Dictionary<string, double>(StringComparer.Ordinal)
        {
            ["append"] = Median(ours),
            ["append plain"] = Median(plain),
            ["check"] = await OnceAsync(async () => Whole(await records.VerifyAsync(null, CancellationToken.None))),
            ["search"] = await OnceAsync(()
                => records.SearchAsync(new AuditFilter { Text = "nothing has this" }, null, 100, CancellationToken.None)),
            ["export"] = await OnceAsync(() => exporter.WriteAsync(csv, new AuditFilter(), Stream.Null, CancellationToken.None)),
        };
    }

    private static void Whole(AuditReport report)
    {
        if (!report.IsWhole || report.Entries < Entries)
        {
            throw new InvalidOperationException("the chain that was measured does not hold");
        }
    }

    private static Task<int> InsertPlainAsync(System.Data.Common.DbTransaction transaction, CancellationToken cancellationToken)
        => transaction.Command("INSERT INTO plain (at, principal, action, target) VALUES (@at, @principal, @action, @target)")
            .Bind("@at", TimeProvider.System.GetUtcNow()).Bind("@principal", Entry.Principal).Bind("@action", Entry.Action)
            .Bind("@target", Entry.Target).RunAsync(cancellationToken);

    /// <summary>A genuine chain up to the number of entries, in one transaction.</summary>
    private static Task<int> FillAsync(Databases databases, AuditKeys keys, DateTimeOffset from)
        => databases.State.WriteAsync(
            async (transaction, token) =>
            {
                var head = await AuditTable.HeadAsync(transaction.Command(AuditTable.SelectHead), token)
                    ?? throw new InvalidOperationException("there is no head");
                var previous = head.Mac;
                for (var sequence = head.Sequence + 1; sequence <= Entries; sequence++)
                {
                    var row = new AuditRow(sequence, from.AddMilliseconds(sequence), Entry);
                    previous = keys.Newest.Chain.Mac(previous, row);
                    await AuditTable.AddAsync(transaction, row, previous, keys.Newest.Chain.HeadMac(sequence, previous), token);
                }

                return 0;
            },
            CancellationToken.None);

    /// <summary>Microseconds of one.</summary>
    private static async Task<double> EachAsync(Func<Task> write)
    {
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < Appends; i++)
        {
            await write();
        }

        return Stopwatch.GetElapsedTime(started).TotalMicroseconds / Appends;
    }

    /// <summary>Milliseconds, the middle of several.</summary>
    private static async Task<double> OnceAsync(Func<Task> work)
    {
        var times = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            var started = Stopwatch.GetTimestamp();
            await work();
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        return Median(times);
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private sealed class OneInstance : IInstance
    {
        public string Id => "12345678";

        public SetupState Setup => SetupState.Done;
    }
}
