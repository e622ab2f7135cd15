using System.Text.Json;
using Proxima.TestKit;

namespace Proxima.Server.Tests.Fleet;

/// <summary>What clients in other languages are generated from.</summary>
public sealed class OpenApiTests
{
    [Fact]
    public async Task Every_event_of_the_stream_is_described_and_ids_are_texts()
    {
        using var folder = new TestFolder();
        var file = folder.Of("openapi.json");
        await ServerApp.WriteOpenApiAsync(file, TestContext.Current.CancellationToken);

        var document = JsonElement.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        var schemas = document.GetProperty("components").GetProperty("schemas");

        string[] events = ["LiveSnapshot", "NodeSummary", "FleetOverview", "NodeFiguresUpdate", "NodeGone", "LiveBeat", "LiveReset"];
        foreach (var name in events)
        {
            schemas.TryGetProperty(name, out var schema).ShouldBeTrue(name);
            schema.GetProperty("type").GetString().ShouldBe("object");
        }

        schemas.GetProperty("NodeId").GetProperty("type").GetString().ShouldBe("string");
        var update = schemas.GetProperty("NodeFiguresUpdate").GetProperty("properties");
        update.GetProperty("figures").GetProperty("$ref").GetString().ShouldBe("#/components/schemas/HostFigures");
        update.GetProperty("findings").GetProperty("items").GetProperty("$ref").GetString().ShouldBe("#/components/schemas/Finding");
        var live = document.GetProperty("paths").GetProperty("/api/live").GetProperty("get");
        live.GetProperty("responses").GetProperty("200").GetProperty("content").TryGetProperty("text/event-stream", out _).ShouldBeTrue();
        live.GetProperty("parameters").EnumerateArray()
            .Count(parameter => parameter.TryGetProperty("required", out _)).ShouldBe(0, "a plain GET is a good request");
    }
}
