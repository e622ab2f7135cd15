using System.Net;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Proxima.Server.Platform.Database;

namespace Proxima.Server.Tests.Http;

/// <summary>Whatever goes wrong is told in one shape, with a code, and tells nothing it should not.</summary>
public sealed class ProblemTests
{
    [Theory]
    [InlineData("{\"name\":\"a\",", "line 1")]
    [InlineData("{\"name\":\"a\",\"count\":\"12\"}", "$.count")]
    [InlineData("{\"name\":17,\"count\":1}", "$.name")]
    [InlineData("{\"count\":1}", "'name'")]
    [InlineData("{\"name\":null,\"count\":1}", "$.name")]
    [InlineData("nonsense", "line 1, byte 2")]
    public async Task Malformed_json_is_a_400_that_names_the_place(string body, string place)
    {
        await using var server = await StartAsync();
        var answer = await server.Client().PostAsync("/things", body);
        var problem = await answer.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "malformed-json");
        var detail = problem.GetProperty("detail").GetString();
        detail.ShouldNotBeNull().ShouldContain(place);
        detail.ShouldNotContain("System.");
        detail.ShouldNotContain(nameof(Thing));
    }

    [Fact]
    public async Task A_body_without_anything_in_it_is_a_400()
    {
        await using var server = await StartAsync();
        (await server.Client().PostAsync("/things", "")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Members_nobody_knows_are_passed_over()
    {
        await using var server = await StartAsync();
        (await server.Client().PostAsync("/things", """{"name":"a","count":1,"later":{"x":[]}}""")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Json_that_nests_too_deep_is_a_400()
    {
        await using var server = await StartAsync();
        var body = $$"""{"name":"a","count":1,"later":{{new string('[', 100)}}{{new string(']', 100)}}}""";
        await (await server.Client().PostAsync("/things", body)).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "malformed-json");
    }

    [Fact]
    public async Task Another_content_type_is_a_415()
    {
        await using var server = await StartAsync();
        using var form = new FormUrlEncodedContent([new("name", "a")]);
        var answer = await server.Client().PostAsync(new Uri("/things", UriKind.Relative), form, TestContext.Current.CancellationToken);
        await answer.ShouldBeProblemAsync(HttpStatusCode.UnsupportedMediaType, "wrong-content-type");
    }

    [Fact]
    public async Task A_method_a_route_does_not_take_is_a_405_that_says_which_it_takes()
    {
        await using var server = await StartAsync();
        var answer = await server.Client().SendAsync(HttpMethod.Delete, "/things");
        await answer.ShouldBeProblemAsync(HttpStatusCode.MethodNotAllowed, "wrong-method");
        answer.Header("Allow").ShouldBe("POST");
    }

    [Theory]
    [InlineData("GET", "/api/nothing")]
    [InlineData("POST", "/api/nothing")]
    [InlineData("GET", "/api")]
    [InlineData("GET", "/API/nothing")]
    public async Task An_unknown_address_below_api_is_a_404_and_never_the_page(string method, string path)
    {
        await using var server = await StartAsync();
        var answer = await server.Client().SendAsync(new HttpMethod(method), path, ("Accept", "text/html"));
        await answer.ShouldBeProblemAsync(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task A_failure_is_a_500_with_a_trace_id_and_no_word_of_the_cause()
    {
        await using var server = await StartAsync();
        var answer = await server.Client().ReadAsync("/broken");
        var problem = await answer.ShouldBeProblemAsync(HttpStatusCode.InternalServerError, "internal-error");
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        text.ShouldNotContain("hunter2");
        text.ShouldNotContain("Exception");

        var line = server.Logs.Lines.Single(entry => entry.Level == LogLevel.Error);
        line.Message.ShouldContain(problem.GetProperty("traceId").GetString() ?? "no trace id");
        line.Exception.ShouldNotBeNull().Message.ShouldBe("hunter2");
    }

    [Fact]
    public async Task A_database_that_cannot_is_a_503_and_one_line_in_the_log()
    {
        await using var server = await StartAsync();
        var answer = await server.Client().ReadAsync("/full");
        await answer.ShouldBeProblemAsync(HttpStatusCode.ServiceUnavailable, "database-unavailable");
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldNotContain("/data");

        var line = server.Logs.Lines.Single(entry => entry.Level == LogLevel.Error);
        line.Message.ShouldBe("GET /full could not be answered: The disk is full, /data cannot grow");
        line.Exception.ShouldBeNull();
    }

    [Fact]
    public async Task A_query_that_cannot_be_read_is_a_400()
    {
        await using var server = await StartAsync();
        await (await server.Client().ReadAsync("/count?limit=many")).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "malformed-request");
    }

    [Theory]
    [InlineData("/count?limit=many", "limit cannot be 'many'")]
    [InlineData("/count", "limit is missing")]
    public async Task A_query_that_cannot_be_read_is_told_without_names_of_types(string path, string detail)
    {
        await using var server = await StartAsync();
        var problem = await (await server.Client().ReadAsync(path)).ShouldBeProblemAsync(HttpStatusCode.BadRequest, "malformed-request");
        problem.GetProperty("detail").GetString().ShouldBe(detail);
    }

    [Fact]
    public async Task A_long_value_is_not_sent_back()
    {
        await using var server = await StartAsync();
        var answer = await server.Client().ReadAsync("/count?limit=" + new string('x', 101));
        (await answer.JsonAsync()).GetProperty("detail").GetString().ShouldBe("limit cannot be understood");
    }

    [Fact]
    public async Task A_charset_nobody_knows_is_a_415_and_no_failure_of_ours()
    {
        await using var server = await StartAsync();
        using var body = new StringContent("{}");
        body.Headers.Remove("Content-Type");
        body.Headers.TryAddWithoutValidation("Content-Type", "application/json; charset=zzz").ShouldBeTrue();

        var answer = await server.Client().PostAsync(new Uri("/things", UriKind.Relative), body, TestContext.Current.CancellationToken);

        await answer.ShouldBeProblemAsync(HttpStatusCode.UnsupportedMediaType, "wrong-content-type");
        server.Logs.Lines.ShouldNotContain(entry => entry.Level >= LogLevel.Error);
    }

    [Fact]
    public async Task A_request_that_came_too_slowly_is_said_to_be()
    {
        await using var server = await StartAsync();
        await (await server.Client().ReadAsync("/slow")).ShouldBeProblemAsync(HttpStatusCode.RequestTimeout, "too-slow");
    }

    [Fact]
    public async Task A_route_that_only_sets_a_status_is_described_too()
    {
        await using var server = await StartAsync();
        await (await server.Client().ReadAsync("/teapot")).ShouldBeProblemAsync((HttpStatusCode)418, "http-418");
    }

    private static Task<SmallServer> StartAsync() => SmallServer.StartAsync(
        app =>
        {
            app.MapPost("/things", (Thing thing) => TypedResults.Ok(thing.Count));
            app.MapGet("/broken", Broken);
            app.MapGet("/count", (int limit) => TypedResults.Ok(limit));
            app.MapGet("/full", Full);
            app.MapGet("/slow", (HttpContext context) => { context.Response.StatusCode = 408; });
            app.MapGet("/teapot", (HttpContext context) => { context.Response.StatusCode = 418; });
        },
        configure: builder => builder.Services.ConfigureHttpJsonOptions(
            json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, ThingJson.Default)));

    private static string Full() => throw new DatabaseException("The disk is full, /data cannot grow");

    private static string Broken() => throw new InvalidOperationException("hunter2");
}

public sealed record Thing(string Name, int Count);

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web, NumberHandling = JsonNumberHandling.Strict)]
[JsonSerializable(typeof(Thing))]
[JsonSerializable(typeof(int))]
internal sealed partial class ThingJson : JsonSerializerContext;
