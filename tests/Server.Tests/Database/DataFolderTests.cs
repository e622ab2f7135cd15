using System.Globalization;
using Microsoft.Extensions.Logging;
using Proxima.Server.Platform.Database;
using Proxima.TestKit;

namespace Proxima.Server.Tests.Database;

public sealed class DataFolderTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly CapturedLogs _logs = new();

    public void Dispose()
    {
        _folder.Dispose();
        _logs.Dispose();
    }

    [Fact]
    public void A_missing_folder_is_made_for_one_user_only()
    {
        using var folder = Folder(_folder.Of("new/deep"));

        folder.Take();

        File.GetUnixFileMode(_folder.Of("new/deep")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.GetUnixFileMode(_folder.Of("new/deep/proxima.lock")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public void A_folder_that_was_there_keeps_its_mode_and_is_complained_about()
    {
        const UnixFileMode Wide = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead;
        File.SetUnixFileMode(_folder.Path, Wide);
        using var folder = Folder(_folder.Path);

        folder.Take();

        File.GetUnixFileMode(_folder.Path).ShouldBe(Wide);
        _logs.Lines.ShouldHaveSingleItem().Message.ShouldContain($"chmod 700 {_folder.Path}");
        _logs.Lines[0].Level.ShouldBe(LogLevel.Warning);
    }

    [Fact]
    public void A_second_process_is_refused_with_the_number_of_the_first()
    {
        using var first = Folder(_folder.Path);
        using var second = Folder(_folder.Path);
        first.Take();

        var failure = Should.Throw<StartupException>(second.Take);

        failure.Message.ShouldContain($"in use by process {Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}");
        failure.Message.ShouldContain("--data");
    }

    [Fact]
    public void A_folder_is_free_again_when_its_process_has_ended()
    {
        using (var first = Folder(_folder.Path))
        {
            first.Take();
        }

        using var second = Folder(_folder.Path);
        Should.NotThrow(second.Take);
    }

    [Fact]
    public async Task A_second_server_on_the_same_folder_does_not_start()
    {
        await using var first = await TestProxima.StartAsync();

        var failure = await Should.ThrowAsync<StartupException>(
            () => TestProxima.StartAsync(options: serve => serve with { DataFolder = first.DataFolder }));

        failure.Message.ShouldContain("in use by process");
    }

    [Fact]
    public void A_file_in_the_place_of_the_folder_is_one_line()
    {
        File.WriteAllText(_folder.Of("file"), "");
        using var folder = Folder(_folder.Of("file/data"));

        var failure = Should.Throw<StartupException>(folder.Take);

        failure.Message.ShouldStartWith($"Cannot use data folder {_folder.Of("file/data")}");
        failure.Message.ShouldNotContain('\n');
    }

    [Theory]
    [InlineData(28, "the disk is full")]
    [InlineData(30, "the file system is read-only")]
    [InlineData(122, "the disk quota is used up")]
    public void What_the_kernel_says_is_put_into_words(int errno, string words)
        => FileErrors.Explain("database x", "advice", new IOException("raw", errno)).ShouldStartWith($"Cannot use database x: {words}");

    [Fact]
    public void A_refused_access_comes_with_what_to_do()
        => FileErrors.Explain("database x", "do this", new UnauthorizedAccessException())
            .ShouldBe("Cannot use database x: permission denied; do this");

    private DataFolder Folder(string path) => new(new ServeOptions { DataFolder = path }, new Logger<DataFolder>(_logs));
}
