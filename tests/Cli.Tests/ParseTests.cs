using System.Text.Json;

namespace Proxima.Cli.Tests;

public sealed class ParseTests
{
    private const string Load = "0.52 0.58 0.59 3/467 12345\n";

    [Theory]
    [InlineData("-")]
    [InlineData(null)]
    public async Task A_sample_from_standard_input_becomes_json(string? file)
    {
        var ended = await new Shell { Input = Shell.Bytes(Load) }.RunAsync(file is null ? ["parse", "proc"] : ["parse", "proc", file]);

        ended.ExitCode.ShouldBe(0);
        using var json = JsonDocument.Parse(ended.Output);
        json.RootElement.GetProperty("oneMinute").GetDouble().ShouldBe(0.52);
    }

    [Fact]
    public async Task A_sample_from_a_file_becomes_the_same()
    {
        using var folder = new TestFolder();
        await File.WriteAllTextAsync(folder.Of("loadavg"), Load, TestContext.Current.CancellationToken);

        var ended = await new Shell().RunAsync("parse", "proc", folder.Of("loadavg"));

        ended.Output.ShouldBe((await new Shell { Input = Shell.Bytes(Load) }.RunAsync("parse", "proc")).Output);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nothing that /proc says\n")]
    public async Task What_is_not_there_is_absent_with_a_reason(string text)
    {
        var ended = await new Shell { Input = Shell.Bytes(text) }.RunAsync("parse", "proc");

        ended.ExitCode.ShouldBe(3);
        using var json = JsonDocument.Parse(ended.Output);
        json.RootElement.GetProperty("absent").GetString().ShouldNotBeNullOrEmpty();
        json.RootElement.TryGetProperty("failed", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task What_does_not_parse_failed_and_says_where()
    {
        var ended = await new Shell { Input = Shell.Bytes("MemTotal: many kB\nMemFree: 1 kB\n") }.RunAsync("parse", "proc");

        ended.ExitCode.ShouldBe(4);
        using var json = JsonDocument.Parse(ended.Output);
        json.RootElement.GetProperty("failed").GetString().ShouldNotBeNull().ShouldContain("MemTotal");
    }

    [Fact]
    public async Task Bytes_that_are_no_text_do_not_throw()
        => (await new Shell { Input = [0xff, 0xfe, 0x00, 0x80] }.RunAsync("parse", "proc")).ExitCode.ShouldBeOneOf(3, 4);

    [Fact]
    public async Task A_file_that_is_not_there_is_named()
    {
        var ended = await new Shell().RunAsync("parse", "proc", "/there/is/none");

        ended.ExitCode.ShouldBe(1);
        ended.Output.ShouldBeEmpty();
        ended.ErrorLines.ShouldHaveSingleItem().ShouldStartWith("proxima: /there/is/none cannot be read");
    }

    [Fact]
    public async Task A_folder_is_no_sample()
    {
        using var folder = new TestFolder();

        (await new Shell().RunAsync("parse", "proc", folder.Path)).ExitCode.ShouldBe(1);
    }

    [Fact]
    public async Task A_sample_without_end_is_refused()
    {
        var ended = await new Shell { Input = new byte[(64 * 1024 * 1024) + 1] }.RunAsync("parse", "proc");

        ended.ExitCode.ShouldBe(1);
        ended.Error.ShouldContain("larger than 64 MiB");
    }
}
