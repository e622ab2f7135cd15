using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Proxima.Pve.Failures;
using Proxima.Pve.Transport;

namespace Proxima.Pve.Tests.Transport;

/// <summary>Against a real TLS server on loopback.</summary>
public sealed class CertificateTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    [Fact]
    public async Task A_self_signed_certificate_is_refused_with_its_fingerprint_and_taken_when_it_is_pinned()
    {
        using var certificate = Certificate("pve1", Now.AddDays(-1), Now.AddDays(1));
        await using var server = await StartAsync(certificate);

        var error = await Should.ThrowAsync<PveTransportException>(() => AskAsync(server, endpoint => endpoint));

        error.Trouble.ShouldBe(PveTrouble.Untrusted);
        error.NothingSent.ShouldBeTrue();
        error.Fingerprint.ShouldNotBeNull().Length.ShouldBe(95);
        error.Message.ShouldContain(error.Fingerprint);
        (await AskAsync(server, endpoint => endpoint with { Fingerprint = error.Fingerprint })).Status.ShouldBe(200);
        (await AskAsync(server, endpoint => endpoint with { Fingerprint = error.Fingerprint.ToLowerInvariant().Replace(":", string.Empty, StringComparison.Ordinal) })).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_changed_certificate_is_refused_though_it_may_be_valid()
    {
        using var certificate = Certificate("pve1", Now.AddDays(-1), Now.AddDays(1));
        await using var server = await StartAsync(certificate);

        var error = await Should.ThrowAsync<PveTransportException>(() => AskAsync(server, endpoint => endpoint with { Fingerprint = string.Join(':', Enumerable.Repeat("AB", 32)) }));

        error.Trouble.ShouldBe(PveTrouble.ChangedCertificate);
        error.Message.ShouldContain("do not connect");
    }

    [Fact]
    public async Task A_pinned_certificate_may_be_expired_and_named_otherwise()
    {
        using var certificate = Certificate("other", Now.AddDays(-3), Now.AddDays(-1));
        await using var server = await StartAsync(certificate);

        (await AskAsync(server, endpoint => endpoint with { Fingerprint = certificate.GetCertHashString(HashAlgorithmName.SHA256) })).Status.ShouldBe(200);
    }

    [Fact]
    public async Task An_expired_certificate_is_said_to_be_one()
    {
        using var certificate = Certificate("localhost", Now.AddDays(-3), Now.AddDays(-1));
        await using var server = await StartAsync(certificate);

        var error = await Should.ThrowAsync<PveTransportException>(() => AskAsync(server, endpoint => endpoint));

        error.Trouble.ShouldBe(PveTrouble.Expired);
        error.Message.ShouldContain("pvecm updatecerts");
    }

    [Fact]
    public async Task A_certificate_of_tomorrow_points_at_the_clocks()
    {
        using var certificate = Certificate("localhost", Now.AddDays(1), Now.AddDays(3));
        await using var server = await StartAsync(certificate);

        (await Should.ThrowAsync<PveTransportException>(() => AskAsync(server, endpoint => endpoint))).Message.ShouldContain("clocks");
    }

    [Fact]
    public async Task A_given_authority_is_trusted_and_the_name_still_counts()
    {
        using var authority = Authority();
        using var right = Issued(authority, "localhost");
        using var wrong = Issued(authority, "pve9.example.org");
        await using var server = await StartAsync(right);
        await using var other = await StartAsync(wrong);

        (await AskAsync(server, endpoint => endpoint with { Authorities = [authority] })).Status.ShouldBe(200);
        var error = await Should.ThrowAsync<PveTransportException>(() => AskAsync(other, endpoint => endpoint with { Authorities = [authority] }));
        error.Trouble.ShouldBe(PveTrouble.WrongName);
        error.Message.ShouldContain("pve9.example.org");
    }

    [Fact]
    public async Task HTTP_2_is_used_where_the_server_offers_it()
    {
        using var certificate = Certificate("localhost", Now.AddDays(-1), Now.AddDays(1));
        await using var server = await StartAsync(certificate);

        (await AskAsync(server, endpoint => endpoint with { Fingerprint = certificate.GetCertHashString(HashAlgorithmName.SHA256) }))
            .Body.ToArray().ShouldBe("{\"data\":\"HTTP/2\"}"u8.ToArray());
    }

    [Theory]
    [InlineData("AA:BB")]
    [InlineData("nonsense")]
    public void A_fingerprint_that_is_none_is_refused_at_once(string text)
        => Should.Throw<FormatException>(() => new HttpsTransport(PveEndpoint.Parse("pve1") with { Fingerprint = text }));

    private static async Task<PveReply> AskAsync(WebApplication server, Func<PveEndpoint, PveEndpoint> with)
    {
        var address = server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>().ShouldNotBeNull().Addresses.First();
        using var transport = new HttpsTransport(with(new PveEndpoint(new Uri(address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal)))));
        return await transport.SendAsync(new PveRequest("GET", "/version", []), Stop);
    }

    private static async Task<WebApplication> StartAsync(X509Certificate2 certificate)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = HttpProtocols.Http1AndHttp2;
            listen.UseHttps(certificate);
        }));
        var app = builder.Build();
        app.Run(context => context.Response.WriteAsync($"{{\"data\":\"{context.Request.Protocol}\"}}", context.RequestAborted));
        await app.StartAsync(Stop);
        return app;
    }

    private static X509Certificate2 Certificate(string name, DateTimeOffset from, DateTimeOffset to)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Exported(Request(name, key).CreateSelfSigned(from, to));
    }

    private static X509Certificate2 Authority()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Proxmox Virtual Environment", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return Exported(request.CreateSelfSigned(Now.AddDays(-1), Now.AddDays(10)));
    }

    private static X509Certificate2 Issued(X509Certificate2 authority, string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = Request(name, key).Create(authority, Now.AddDays(-1), Now.AddDays(5), [1, 2, 3, (byte)name.Length]);
        return Exported(certificate.CopyWithPrivateKey(key));
    }

    private static CertificateRequest Request(string name, ECDsa key)
    {
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        return request;
    }

    // A key that was just made cannot serve TLS everywhere until it went through a file.
    private static X509Certificate2 Exported(X509Certificate2 certificate)
    {
        using (certificate)
        {
            return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
        }
    }
}
