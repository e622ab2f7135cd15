using System.Net;

namespace Proxima.Cli.Tests.Mock;

/// <summary>The mock as people start it.</summary>
public sealed class MockTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_says_how_to_get_in_answers_and_ends_when_asked()
    {
        await using var mock = RealProgram.Start("mock", "pve", "--scenario", "one", "--port", "0");
        await mock.SaysAsync("It ends with Ctrl-C");
        var address = Line(mock.Output, "scenario one, on ");
        using var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null
            && string.Equals(certificate.GetCertHashString(System.Security.Cryptography.HashAlgorithmName.SHA256),
                Line(mock.Output, "fingerprint  ").Replace(":", string.Empty, StringComparison.Ordinal), StringComparison.Ordinal);
        using var client = new HttpClient(handler);
        using var request = new HttpRequestMessage(HttpMethod.Get, address + "/api2/json/nodes");
        request.Headers.TryAddWithoutValidation("Authorization", Line(mock.Output, "token        "));
        using var answer = await client.SendAsync(request, Token);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync(Token)).ShouldContain("\"pve1\"");

        await mock.SignalAsync("INT", Token);
        (await mock.EndAsync(Token)).ShouldBe(0, mock.Error);
    }

    [Theory]
    [InlineData("--scenario", "moon")]
    [InlineData("--port", "70000")]
    [InlineData("--version", "6.4")]
    [InlineData("--fault", "gremlins")]
    public async Task What_it_cannot_do_is_wrong_usage(string option, string value)
    {
        var ended = await RealProgram.RunAsync(Token, "mock", "pve", "--port", "0", option, value);
        ended.ExitCode.ShouldBe(2, ended.Error);
    }

    private static string Line(string output, string before)
    {
        var start = output.IndexOf(before, StringComparison.Ordinal) + before.Length;
        return output[start..].Split('\n')[0].Trim();
    }
}
