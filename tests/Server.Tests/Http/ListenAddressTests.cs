using System.Net;
using Proxima.Server.Platform.Http;

namespace Proxima.Server.Tests.Http;

public sealed class ListenAddressTests
{
    [Theory]
    [InlineData("http://127.0.0.1:8008", "127.0.0.1:8008")]
    [InlineData("http://localhost:8008", "127.0.0.1:8008")]
    [InlineData("http://[::1]:8008", "[::1]:8008")]
    [InlineData("https://0.0.0.0:8443", "0.0.0.0:8443")]
    [InlineData("https://*:8443", "[::]:8443")]
    [InlineData("http://127.0.0.1", "127.0.0.1:80")]
    public void An_address_is_scheme_ip_and_port(string text, string place)
        => ListenAddress.All(Options(text)).ShouldHaveSingleItem().Place.ShouldBe(place);

    [Theory]
    [InlineData("ftp://127.0.0.1:21", "not an address")]
    [InlineData("127.0.0.1:8008", "not an address")]
    [InlineData("", "not an address")]
    [InlineData("http://127.0.0.1:99999", "not an address")]
    [InlineData("http://127.0.0.1:8008/page", "more than scheme")]
    [InlineData("http://me@127.0.0.1:8008", "more than scheme")]
    [InlineData("https://proxima.example.org:8443", "is a name")]
    public void Nonsense_is_refused_with_what_was_given_and_what_to_give(string text, string because)
    {
        var message = Should.Throw<StartupException>(() => ListenAddress.All(Options(text))).Message;
        message.ShouldContain($"--listen {text}:");
        message.ShouldContain(because);
    }

    [Theory]
    [InlineData("http://0.0.0.0:8008")]
    [InlineData("http://*:8008")]
    [InlineData("http://192.0.2.1:8008")]
    [InlineData("http://[2001:db8::1]:8008")]
    public void Plain_http_beyond_this_machine_is_refused_and_both_ways_out_are_named(string text)
    {
        var message = Should.Throw<StartupException>(() => ListenAddress.All(Options(text))).Message;
        message.ShouldContain("https");
        message.ShouldContain("--behind-proxy");
    }

    [Fact]
    public void Plain_http_is_fine_behind_a_named_proxy()
        => ListenAddress.All(Options("http://0.0.0.0:8008") with { BehindProxy = ["10.0.0.0/8"] }).ShouldHaveSingleItem();

    [Fact]
    public void Every_problem_is_named_at_once()
    {
        var options = Options("ftp://a", "http://0.0.0.0:1") with { BehindProxy = [] };
        Should.Throw<StartupException>(() => ListenAddress.All(options)).Message.Split(Environment.NewLine).Length.ShouldBe(2);
    }

    [Fact]
    public void The_same_place_twice_is_refused()
        => Should.Throw<StartupException>(() => ListenAddress.All(Options("http://127.0.0.1:8008", "http://localhost:8008")))
            .Message.ShouldContain("given twice");

    [Fact]
    public void No_address_at_all_is_refused()
        => Should.Throw<StartupException>(() => ListenAddress.All(Options())).Message.ShouldContain("give one");

    [Theory]
    [InlineData("10.1.2.3/8", "10.0.0.0", 8)]
    [InlineData("192.0.2.1", "192.0.2.1", 32)]
    [InlineData("2001:db8:ffff::/32", "2001:db8::", 32)]
    [InlineData("0.0.0.0/0", "0.0.0.0", 0)]
    public void A_network_is_an_address_and_bits(string text, string address, int bits)
    {
        ListenAddress.TryNetwork(text, out var network).ShouldBeTrue();
        network.BaseAddress.ShouldBe(IPAddress.Parse(address));
        network.PrefixLength.ShouldBe(bits);
    }

    [Theory]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.0.0.0/-1")]
    [InlineData("10.0.0.0/")]
    [InlineData("proxy.example.org/8")]
    [InlineData("")]
    public void What_is_no_network_is_refused_at_start(string text)
    {
        ListenAddress.TryNetwork(text, out _).ShouldBeFalse();
        var options = Options("http://127.0.0.1:1") with { BehindProxy = [text] };
        Should.Throw<StartupException>(() => ListenAddress.All(options)).Message.ShouldContain("--behind-proxy");
    }

    private static ServeOptions Options(params string[] listen) => new() { DataFolder = "/nowhere", Listen = listen };
}
