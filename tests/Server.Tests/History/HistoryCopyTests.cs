using System.Formats.Tar;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Proxima.Model;
using Proxima.Server.Features.History;
using Proxima.Server.Features.History.Tail;
using Proxima.Server.Features.History.Upkeep;
using Proxima.Server.Platform.Database;
using Proxima.TestKit;

namespace Proxima.Server.Tests.History;

/// <summary>A copy made while history is written, and its way back into another data folder.</summary>
public sealed class HistoryCopyTests : IDisposable
{
    private const string Series = "cpu.busy";
    private static readonly SubjectId Node = HistoryRig.Node;
    private static readonly DateTimeOffset Start = new(2025, 6, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly TestFolder _folder = new();
    private readonly ManualClock _clock = new(Start);

    [Fact]
    public async Task What_is_in_a_copy_is_there_after_it_is_restored()
    {
        var from = Path.Combine(_folder.Path, "from");
        await using (var store = await OpenAsync(from))
        {
            await FillAsync(store);
            await ArchiveAsync(store);
            // Later than the copy.
            await AppendAsync(store, _clock.GetUtcNow(), 77);
            Directory.EnumerateFileSystemEntries(Path.Combine(from, "backups")).ShouldBeEmpty();
        }

        var to = Path.Combine(_folder.Path, "to");
        var restored = await HistoryRestore.RunAsync(Archive, to, _clock, CancellationToken.None);
        restored.Before.ShouldBeNull();
        restored.Verification.TailRecords.ShouldBeGreaterThan(0);
        await using var fresh = await OpenAsync(to);
        (await ValuesAsync(fresh)).ShouldBe(Enumerable.Range(0, 300).Select(static i => (double)i));
    }

    [Fact]
    public async Task What_was_there_is_moved_aside()
    {
        var data = Path.Combine(_folder.Path, "data");
        await using (var store = await OpenAsync(data))
        {
            await FillAsync(store);
            await ArchiveAsync(store);
            await AppendAsync(store, _clock.GetUtcNow(), 77);
        }

        var restored = await HistoryRestore.RunAsync(Archive, data, _clock, CancellationToken.None);
        await using (var store = await OpenAsync(data))
            (await ValuesAsync(store)).ShouldBe(Enumerable.Range(0, 300).Select(static i => (double)i));
        await using var before = await OpenAsync(restored.Before.ShouldNotBeNull());
        (await ValuesAsync(before)).ShouldContain(77);
    }

    [Fact]
    public async Task A_folder_with_a_server_on_it_stays_as_it_is()
    {
        var data = Path.Combine(_folder.Path, "data");
        await using (var store = await OpenAsync(data))
        {
            await FillAsync(store);
            await ArchiveAsync(store);
        }

        using var held = new DataFolder(new ServeOptions { DataFolder = data }, new Logger<DataFolder>(new CapturedLogs()));
        held.Take();
        var refused = await Should.ThrowAsync<StartupException>(
            () => HistoryRestore.RunAsync(Archive, data, _clock, CancellationToken.None));
        refused.Message.ShouldContain("in use");
        Directory.EnumerateDirectories(data, "history.*").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("../outside")]
    [InlineData("/etc/passwd")]
    [InlineData("history-tail/../history.db")]
    [InlineData("history-tail/1x.tail")]
    [InlineData("proxima.db")]
    public async Task An_archive_with_a_foreign_name_is_refused(string name)
    {
        await using (var tar = new TarWriter(File.Create(Archive)))
            await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream([1, 2, 3]) }, TestContext.Current.CancellationToken);
        var data = Path.Combine(_folder.Path, "data");
        var refused = await Should.ThrowAsync<StartupException>(
            () => HistoryRestore.RunAsync(Archive, data, _clock, CancellationToken.None));
        refused.Message.ShouldContain("is no copy of history");
        Directory.EnumerateFileSystemEntries(data).Select(Path.GetFileName).ShouldBe(["proxima.lock"]);
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.9)]
    public async Task An_archive_that_is_cut_off_or_damaged_changes_nothing(double share)
    {
        var data = Path.Combine(_folder.Path, "data");
        await using (var store = await OpenAsync(data))
        {
            await FillAsync(store);
            await ArchiveAsync(store);
        }

        var bytes = await File.ReadAllBytesAsync(Archive, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(Archive, bytes[..(int)(bytes.Length * share)], TestContext.Current.CancellationToken);
        await Should.ThrowAsync<StartupException>(() => HistoryRestore.RunAsync(Archive, data, _clock, CancellationToken.None));
        // A block in the middle of the database.
        bytes.AsSpan(bytes.AsSpan().LastIndexOf("PXB"u8) + 40, 8).Fill(0x5A);
        await File.WriteAllBytesAsync(Archive, bytes, TestContext.Current.CancellationToken);
        (await Should.ThrowAsync<StartupException>(() => HistoryRestore.RunAsync(Archive, data, _clock, CancellationToken.None)))
            .Message.ShouldContain("nothing was changed");
        await using var same = await OpenAsync(data);
        (await ValuesAsync(same)).Count.ShouldBe(300);
    }

    public void Dispose() => _folder.Dispose();

    private string Archive => Path.Combine(_folder.Path, "history.tar");

    private async Task ArchiveAsync(ServiceProvider store)
    {
        await using var file = File.Create(Archive);
        await store.GetRequiredService<HistoryArchive>().WriteAsync(file, CancellationToken.None);
    }

    /// <summary>Four hours in blocks, one in the tail.</summary>
    private async Task FillAsync(ServiceProvider store)
    {
        for (var minute = 0; minute < 300; minute++)
        {
            await AppendAsync(store, _clock.GetUtcNow(), minute);
            _clock.Advance(TimeSpan.FromMinutes(1));
            if (minute % 60 == 59)
                await store.GetRequiredService<HistoryUpkeep>().RunAsync(CancellationToken.None);
        }

        TailFile.FilesOf(TailFile.FolderOf(store.GetRequiredService<ServeOptions>().DataFolder)).ShouldNotBeEmpty();
    }

    private static Task AppendAsync(ServiceProvider store, DateTimeOffset at, double value)
        => store.GetRequiredService<IHistory>().AppendAsync(
            new HistoryPoint(Node, at, [new SeriesValue(Series, value)]), CancellationToken.None);

    private async Task<IReadOnlyList<double>> ValuesAsync(ServiceProvider store)
    {
        var query = new HistoryQuery(Node, [Series], Start, Start.AddHours(6), 360);
        var series = await store.GetRequiredService<IHistory>().QueryAsync(query, CancellationToken.None);
        return series[0].Buckets.Select(static bucket => bucket.Average).ToArray();
    }

    private async Task<ServiceProvider> OpenAsync(string folder)
    {
        Directory.CreateDirectory(folder);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(new ServeOptions { DataFolder = folder });
        builder.Services.AddSingleton<TimeProvider>(_clock);
        builder.AddDatabase();
        builder.AddHistory();
        builder.Services.Configure<HistoryOptions>(static options => options.GatherMilliseconds = 0);
        var services = builder.Services.BuildServiceProvider();
        await services.GetRequiredService<ManagedDatabases>().OpenAsync(CancellationToken.None);
        return services;
    }
}
