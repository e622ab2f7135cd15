using System.Net;
using Proxima.Server.Platform.Http;
using Proxima.Server.Tests.Http;
using Proxima.TestKit;

namespace Proxima.Server.Tests.Auth;

/// <summary>First access as it happens: real sockets, real database, real audit trail.</summary>
public sealed class RealServerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task From_the_code_in_the_log_to_a_session_and_the_control_socket_in_between()
    {
        await using var server = await RealServer.StartAsync();
        using var client = new HttpClient { BaseAddress = server.Address };
        using var control = ControlClient.To(server.SocketPath);
        server.Logs.Lines.Single(line => line.Id == 4050).Message.ShouldContain($"Enter it at {server.Address.ToString().TrimEnd('/')}");

        await (await control.ReadAsync("/api/openapi.json")).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "setup-needed");
        await (await client.ReadAsync("/api/openapi.json")).ShouldBeProblemAsync(HttpStatusCode.Forbidden, "setup-needed");
        var setup = await client.PostAsync(
            "/api/setup", $$"""{"code":"{{server.SetupCode}}","name":"owner","password":"{{TestProxima.OwnerPassword}}"}""");
        setup.StatusCode.ShouldBe(HttpStatusCode.OK, await setup.Content.ReadAsStringAsync(Token));

        (await client.ReadAsync("/api/openapi.json")).StatusCode.ShouldBe(HttpStatusCode.OK);
        using var nobody = new HttpClient { BaseAddress = server.Address };
        await (await nobody.ReadAsync("/api/openapi.json")).ShouldBeProblemAsync(HttpStatusCode.Unauthorized, "not-signed-in");

        var me = (await (await control.ReadAsync("/api/access")).JsonAsync()).GetProperty("me");
        me.GetProperty("name").GetString().ShouldBe($"local:{ControlPeer.OwnUid}");
        (await control.ReadAsync("/api/openapi.json")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_body_larger_than_the_limit_is_refused_and_a_password_of_a_megabyte_is_a_400()
    {
        await using var server = await RealServer.StartAsync();
        using var client = new HttpClient { BaseAddress = server.Address };
        var megabyte = new string('p', 1_048_576);
        var setup = await client.PostAsync("/api/setup", $$"""{"code":"x","name":"owner","password":"{{megabyte}}"}""");
        await setup.ShouldBeProblemAsync(HttpStatusCode.BadRequest, "password-too-long");
        setup = await client.PostAsync("/api/setup", $$"""{"code":"x","name":"owner","password":"{{megabyte}}{{megabyte}}"}""");
        await setup.ShouldBeProblemAsync(HttpStatusCode.RequestEntityTooLarge, "body-too-large");
    }

    [Theory]
    [InlineData("Http:HeaderSeconds", "0")]
    [InlineData("Access:PasswordIterations", "1")]
    public async Task A_wrong_setting_stops_the_start_with_one_line_that_names_it(string key, string value)
    {
        var failure = await Should.ThrowAsync<StartupException>(() => RealServer.StartAsync((key, value)));
        failure.Message.ShouldContain(key.Split(':')[1]);
        failure.Message.ShouldNotContain('\n');
    }
}
