using System.Net;
using Proxima.Server.Features.Endpoints;

namespace Proxima.Server.Tests.Endpoints;

public sealed class EndpointRulesTests
{
    private const string Secret = "11111111-2222-3333-4444-555555555555";

    private static NewEndpoint Good => new(EndpointKind.Pve, "lab", ["pve1.example.org"], $"root@pam!proxima={Secret}");

    [Fact]
    public void What_a_person_types_is_stored_in_one_form()
    {
        var (read, _) = EndpointRules.Read(
            Good with
            {
                Name = "  Läb ",
                Addresses = ["pve1.example.org", "10.0.0.2:443", "https://[fd00::2]:8006/"],
                Token = $" PVEAPIToken=root@pam!proxima={Secret} ",
                Fingerprint = string.Concat(Enumerable.Repeat("ab", 32)),
            },
            "id", DateTimeOffset.UnixEpoch);
        read.ShouldNotBeNull();
        read.Endpoint.Name.ShouldBe("Läb");
        read.Endpoint.Addresses.ShouldBe(["https://pve1.example.org:8006", "https://10.0.0.2", "https://[fd00::2]:8006"]);
        read.Endpoint.TokenId.ShouldBe("root@pam!proxima");
        read.Endpoint.Fingerprint.ShouldBe(string.Join(':', Enumerable.Repeat("AB", 32)));
        read.ToString().ShouldBe("Läb");
    }

    [Fact]
    public void A_backup_server_has_another_port()
        => EndpointRules.Read(Good with { Kind = EndpointKind.Pbs, Token = $"root@pam!proxima:{Secret}" }, "id", DateTimeOffset.UnixEpoch)
            .Endpoint?.Endpoint.Addresses.ShouldBe(["https://pve1.example.org:8007"]);

    [Theory]
    [InlineData("", "bad-name")]
    [InlineData("two\nlines", "bad-name")]
    [InlineData("a\u202Eb", "bad-name")]
    [InlineData("lone \uD800 half", "bad-name")]
    public void A_name_that_does_not_show_is_refused(string name, string code) => Code(Good with { Name = name }).ShouldBe(code);

    [Theory]
    [InlineData("http://pve1:8006")]
    [InlineData("ftp://pve1")]
    [InlineData("https://root:secret@pve1")]
    [InlineData("not an address")]
    [InlineData("169.254.169.254")]
    [InlineData("[fe80::1]:8006")]
    [InlineData("0.0.0.0")]
    [InlineData("https://224.0.0.1:8006")]
    public void An_address_that_is_none_or_is_never_called_is_refused(string address)
        => Code(Good with { Addresses = [address] }).ShouldBe("bad-address");

    [Theory]
    [InlineData("nonsense")]
    [InlineData("root@pam!backup")]
    [InlineData("root@pam!backup=")]
    [InlineData("root@pam!backup=a b")]
    public void A_token_that_is_none_is_refused_and_not_repeated(string token)
    {
        var (_, problem) = EndpointRules.Read(Good with { Token = token }, "id", DateTimeOffset.UnixEpoch);
        problem?.ProblemDetails.Extensions["code"].ShouldBe("bad-token");
        problem?.ProblemDetails.Title.ShouldNotBeNull().ShouldNotContain(token);
    }

    [Theory]
    [InlineData("AA:BB", null, "bad-fingerprint")]
    [InlineData(null, "no certificate", "bad-authorities")]
    [InlineData(null, "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----", "bad-authorities")]
    public void What_is_to_be_trusted_must_be_readable(string? fingerprint, string? authorities, string code)
        => Code(Good with { Fingerprint = fingerprint, Authorities = authorities }).ShouldBe(code);

    [Fact]
    public void One_address_cannot_be_given_twice()
        => Code(Good with { Addresses = ["pve1", "https://pve1:8006/"] }).ShouldBe("bad-address");

    [Theory]
    [InlineData("10.0.0.1", true)]
    [InlineData("127.0.0.1", true)]
    [InlineData("::1", true)]
    [InlineData("fd00::5", true)]
    [InlineData("169.254.169.254", false)]
    [InlineData("::ffff:169.254.169.254", false)]
    [InlineData("fd00:ec2::254", false)]
    [InlineData("ff02::1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::", false)]
    public void The_network_of_the_house_is_called_and_the_metadata_server_is_not(string address, bool isCalled)
        => (EndpointRules.Refusal(IPAddress.Parse(address)) is null).ShouldBe(isCalled);

    private static string? Code(NewEndpoint request)
        => EndpointRules.Read(request, "id", DateTimeOffset.UnixEpoch).Problem?.ProblemDetails.Extensions["code"] as string;
}
