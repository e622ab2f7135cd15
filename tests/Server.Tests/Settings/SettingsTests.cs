using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Proxima.Server.Features.Settings;
using Proxima.Server.Platform.Jobs;
using Proxima.Server.Platform.Settings;
using Proxima.TestKit;

namespace Proxima.Server.Tests.Settings;

/// <summary>Where values come from, and what is said about wrong ones.</summary>
public sealed class SettingsTests : IDisposable
{
    private readonly TestFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_file_with_comments_in_the_data_folder_is_read()
    {
        await WriteAsync("""
            {
              // Two were too many on this box.
              "Jobs": { "Parallel": 1, },
              "Test": { "Names": [ "a", "b" ], "Mood": "good" }
            }
            """);

        await using var app = Build();

        app.Services.GetRequiredService<IOptions<JobsOptions>>().Value.Parallel.ShouldBe(1);
        app.Services.GetRequiredService<IOptions<TestOptions>>().Value.Names.ShouldBe(["a", "b"]);
        app.Services.GetRequiredService<IOptions<TestOptions>>().Value.Mood.ShouldBe(Mood.Good);
        Check();
    }

    [Fact]
    public async Task A_file_named_on_the_command_line_takes_the_place_of_the_one_in_the_folder()
    {
        await WriteAsync("""{ "Jobs": { "Parallel": 1 } }""");
        await File.WriteAllTextAsync(_folder.Of("other.json"), """{ "Jobs": { "Parallel": 3 } }""", Token);

        await using var app = Build(_folder.Of("other.json"));

        app.Services.GetRequiredService<IOptions<JobsOptions>>().Value.Parallel.ShouldBe(3);
    }

    [Fact]
    public void A_named_file_that_is_not_there_is_one_line()
        => Should.Throw<StartupException>(() => Build(_folder.Of("missing.json"))).Message
            .ShouldBe($"Settings file {_folder.Of("missing.json")} does not exist; correct --config, or leave it out");

    [Fact]
    public void A_folder_in_the_place_of_the_file_is_one_line()
    {
        Directory.CreateDirectory(_folder.Of("proxima.json"));

        Should.Throw<StartupException>(() => Build()).Message
            .ShouldBe($"Settings file {_folder.Of("proxima.json")} is a folder; put a file there, or remove it");
    }

    [Fact]
    public void A_link_to_nothing_in_the_place_of_the_file_is_one_line()
    {
        File.CreateSymbolicLink(_folder.Of("proxima.json"), _folder.Of("missing"));

        Should.Throw<StartupException>(() => Build()).Message.ShouldStartWith($"Settings file {_folder.Of("proxima.json")} cannot be read: ");
    }

    [Theory]
    [InlineData("{ \"Jobs\": {\n \"Parallel\" 2 } }", "line 2")]
    [InlineData("", "")]
    [InlineData("[1]", "")]
    [InlineData("{ \"Jobs\": { \"Parallel\": 1, \"Parallel\": 2 } }", "Jobs:Parallel")]
    public async Task A_file_that_is_no_json_is_one_line_with_the_place(string content, string words)
    {
        await WriteAsync(content);

        var failure = Should.Throw<StartupException>(() => Build());

        failure.Message.ShouldContain(_folder.Of("proxima.json"));
        failure.Message.ShouldContain(words);
        failure.Message.ShouldNotContain('\n');
    }

    [Fact]
    public async Task All_problems_are_named_at_once_each_with_its_key()
    {
        await WriteAsync("""
            { "Jobs": { "Parallel": 0, "MostWaiting": "many", "Paralel": 2 }, "Test": { "Mood": "sad", "Wait": "soon", "On": 7 }, "Nonsense": 1 }
            """);

        var message = Should.Throw<StartupException>(Check).Message;

        message.ShouldStartWith("7 settings are wrong:");
        message.ShouldContain($"Jobs:Parallel in {_folder.Of("proxima.json")}: '0' is not allowed; it must be integer, 1 to 16 (default 2)");
        message.ShouldContain("Jobs:MostWaiting in ");
        message.ShouldContain("Jobs:Paralel in " + _folder.Of("proxima.json") + ": there is no such setting; did you mean Jobs:Parallel?");
        message.ShouldContain("'sad' is not allowed; it must be one of Good, Bad (default Good)");
        message.ShouldContain("Test:Wait");
        message.ShouldContain("Test:On");
        message.ShouldContain("Nonsense in ");
    }

    [Fact]
    public async Task A_rule_between_two_keys_is_checked_too()
    {
        await WriteAsync("""{ "Test": { "Low": 9, "High": 3 } }""");

        Check();
        await using var app = Build();

        (await Should.ThrowAsync<StartupException>(() => app.StartAsync(Token))).Message.ShouldBe("Wrong setting Test: Low is above High");
    }

    [Fact]
    public async Task A_wrong_secret_is_not_repeated()
    {
        await WriteAsync("""{ "Test": { "Password": "hunter2" } }""");

        var message = Should.Throw<StartupException>(Check).Message;

        message.ShouldContain("Test:Password");
        message.ShouldNotContain("hunter2");
    }

    [Fact]
    public void A_wrong_value_from_code_is_named_and_the_settings_of_the_framework_are_left_alone()
    {
        var builder = Configure();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Jobs:Parallel"] = "0", ["urls"] = "x", ["Jobs:No"] = "1" });

        Should.Throw<StartupException>(builder.CheckSettings).Message.ShouldStartWith("Wrong setting Jobs:Parallel: '0' is not allowed");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{ "Jobs": {} }""")]
    [InlineData("""{ "Test": { "Names": [] } }""")]
    [InlineData("""{ "Logging": { "LogLevel": { "Default": "Debug" } } }""")]
    [InlineData("""{ "jobs": { "parallel": 2 } }""")]
    [InlineData("""{ "Test": { "On": true, "Wait": "00:05:00", "Share": 0.25 } }""")]
    public async Task What_is_allowed_is_not_complained_about(string content)
    {
        await WriteAsync(content);

        Should.NotThrow(Check);
    }

    [Fact]
    public async Task A_wrong_file_keeps_the_server_from_starting()
    {
        await WriteAsync("""{ "Jobs": { "Parallel": 99 } }""");

        var failure = await Should.ThrowAsync<StartupException>(
            () => TestProxima.StartAsync(options: serve => serve with { ConfigFile = _folder.Of("proxima.json") }));

        failure.Message.ShouldStartWith("Wrong setting Jobs:Parallel");
    }

    [Fact]
    public async Task The_environment_comes_before_the_file()
    {
        const string Prefix = "PROXIMA_SETTINGS_TEST__";
        await WriteAsync("""{ "Test": { "Share": 0.25 } }""");
        Environment.SetEnvironmentVariable(Prefix + "Test__Share", "0.75");
        Environment.SetEnvironmentVariable(Prefix + "Test__Shore", "1");
        var builder = Configure();
        builder.Configuration.AddEnvironmentVariables(Prefix);
        await using var app = builder.Build();

        app.Services.GetRequiredService<IOptions<TestOptions>>().Value.Share.ShouldBe(0.75);
        Setting(app, "Test:Share").Source.ShouldBe(SettingSource.Environment);
        Should.Throw<StartupException>(builder.CheckSettings).Message.ShouldBe(
            "Wrong setting Test:Shore in the environment: there is no such setting; did you mean Test:Share?");
    }

    [Fact]
    public async Task The_catalogue_says_what_each_setting_is_and_where_it_is_from()
    {
        await WriteAsync("""{ "Test": { "Names": [ "x", "y" ], "Password": "hunter2-hunter2" } }""");
        await using var app = Build();

        Setting(app, "Test:Low").ShouldBe(new SettingInfo
        {
            Key = "Test:Low",
            Type = "integer",
            Default = "1",
            Range = "0 to 10",
            Meaning = "The lower one.",
            Value = "1",
            Source = SettingSource.Default,
        });
        Setting(app, "Test:Names").Value.ShouldBe("x, y");
        Setting(app, "Test:Names").Source.ShouldBe(SettingSource.File);
        Setting(app, "Test:Password").Value.ShouldBe("********");
        Setting(app, "Test:Mood").Type.ShouldBe("Good | Bad");
    }

    [Fact]
    public async Task The_page_lists_them_without_secrets()
    {
        await WriteAsync("""{ "Test": { "Password": "hunter2-hunter2" } }""");
        await using var app = Build();
        app.MapSettingsPages();
        await app.StartAsync(Token);

        var text = await app.GetTestClient().GetStringAsync("/api/settings", Token);

        text.ShouldNotContain("hunter2");
        using var document = JsonDocument.Parse(text);
        document.RootElement.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("key").GetString())
            .ShouldContain("Jobs:Parallel");
    }

    [Fact]
    public void Every_setting_of_the_product_has_a_meaning_and_a_default_that_is_allowed()
    {
        var app = ServerApp.Create(new ServeOptions { DataFolder = _folder.Path });
        var catalogue = app.Services.GetRequiredService<ISettingsCatalogue>().All;

        catalogue.ShouldNotBeEmpty();
        catalogue.Where(setting => setting.Meaning.Length == 0).Select(setting => setting.Key).ShouldBeEmpty();
        catalogue.Where(setting => setting.Type is "integer" or "number" && setting.Range is null).Select(setting => setting.Key).ShouldBeEmpty();
        Contracts.Match("settings.txt", string.Join('\n', catalogue.Select(
            setting => $"{setting.Key} | {setting.Type} | {setting.Default} | {setting.Range ?? "-"} | {setting.Meaning}")));
    }

    [Theory]
    [InlineData("", "", 0)]
    [InlineData("abc", "ABC", 0)]
    [InlineData("abc", "abd", 1)]
    [InlineData("abc", "ab", 1)]
    [InlineData("", "abc", 3)]
    [InlineData("kitten", "sitting", 3)]
    public void Words_are_as_far_apart_as_the_letters_to_change(string left, string right, int distance)
        => EditDistance.Of(left, right).ShouldBe(distance);

    private static SettingInfo Setting(WebApplication app, string key)
        => app.Services.GetRequiredService<ISettingsCatalogue>().All.Single(setting => setting.Key == key);

    private void Check() => Configure().CheckSettings();

    private Task WriteAsync(string content) => File.WriteAllTextAsync(_folder.Of("proxima.json"), content, Token);

    private WebApplication Build(string? file = null) => Configure(file).Build();

    private WebApplicationBuilder Configure(string? file = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(new ServeOptions { DataFolder = _folder.Path, ConfigFile = file });
        SettingsFile.Load(builder.Configuration, SettingsFile.Find(new ServeOptions { DataFolder = _folder.Path, ConfigFile = file }));
        builder.AddCatalogue();
        builder.Services.AddOptions<JobsOptions>().Bind(builder.Configuration.GetSection("Jobs")).ValidateOnStart();
        builder.Services.AddOptions<TestOptions>().Bind(builder.Configuration.GetSection("Test")).ValidateOnStart()
            .Validate(options => options.Low <= options.High, "Low is above High");
        builder.AddSettingsPages();
        return builder;
    }
}

internal enum Mood
{
    Good,
    Bad,
}

internal sealed class TestOptions
{
    [Range(0, 10), Description("The lower one.")]
    public int Low { get; set; } = 1;

    [Range(0, 10)]
    public int High { get; set; } = 5;

    [Range(0.0, 1.0)]
    public double Share { get; set; } = 0.5;
    public bool On { get; set; }
    public Mood Mood { get; set; }
    public TimeSpan Wait { get; set; } = TimeSpan.FromMinutes(1);
    public IList<string> Names { get; set; } = [];

    [SecretSetting, StringLength(100, MinimumLength = 10)]
    public string Password { get; set; } = "";
}
