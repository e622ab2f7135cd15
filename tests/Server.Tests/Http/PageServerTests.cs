using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Proxima.Server.Platform.Http;

namespace Proxima.Server.Tests.Http;

public sealed partial class PageServerTests
{
    private const string Html =
        """
        <html><head><meta name="csp-nonce" content="__CSP_NONCE__"></head>
        <body>page<script nonce="__CSP_NONCE__"></script></body></html>
        """;

    private static readonly Dictionary<string, string> Built = new(StringComparer.Ordinal)
    {
        ["index.html"] = Html,
        ["sw.js"] = "worker",
        ["manifest.webmanifest"] = "{}",
        ["assets/app-1a2b.js"] = "plain",
        ["assets/app-1a2b.js.br"] = "brotli",
        ["assets/app-1a2b.js.gz"] = "gzip",
        ["icons/mark.svg"] = "<svg/>",
    };

    [Theory]
    [InlineData("/")]
    [InlineData("/index.html")]
    [InlineData("/nodes/abc")]
    [InlineData("/nodes/abc/?range=24h")]
    public async Task Every_address_of_the_page_is_the_page(string path)
    {
        await using var server = await StartAsync();
        var answer = await server.Client().SendAsync(HttpMethod.Get, path, ("Accept", "text/html,application/xhtml+xml,*/*;q=0.8"));
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await TextAsync(answer)).ShouldContain("<body>page");
        answer.Header("Content-Type").ShouldBe("text/html; charset=utf-8");
        answer.Header("Cache-Control").ShouldBe("no-cache");
        answer.Header("ETag").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/assets/gone-9f9f.js", "*/*")]
    [InlineData("/robots.txt", "text/html")]
    [InlineData("/nodes/abc", "application/json")]
    [InlineData("/assets/../index.html.cs", "*/*")]
    [InlineData("/..%2f..%2fetc%2fpasswd", "*/*")]
    [InlineData("/%2e%2e/%2e%2e/etc/hosts.conf", "*/*")]
    [InlineData("/assets/app-1a2b.js.br", "application/json")]
    public async Task What_is_not_in_the_table_is_not_served(string path, string accept)
    {
        await using var server = await StartAsync();
        var answer = await server.Client().SendAsync(HttpMethod.Get, path, ("Accept", accept));
        await answer.ShouldBeProblemAsync(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task Each_answer_has_a_nonce_of_its_own_that_policy_and_page_agree_on()
    {
        await using var server = await StartAsync();
        var first = await NonceAsync(await server.Client().ReadAsync("/"));
        var second = await NonceAsync(await server.Client().ReadAsync("/"));
        first.ShouldNotBe(second);
        first.Length.ShouldBeGreaterThanOrEqualTo(22);
    }

    [Fact]
    public async Task The_policy_of_the_page_allows_no_inline_code_and_no_frames()
    {
        await using var server = await StartAsync();
        var policy = (await server.Client().ReadAsync("/")).Header("Content-Security-Policy");
        policy.ShouldNotContain("unsafe-inline");
        policy.ShouldNotContain("unsafe-eval");
        policy.ShouldContain("default-src 'self'");
        policy.ShouldContain("frame-ancestors 'none'");
        policy.ShouldContain("object-src 'none'");
        policy.ShouldContain("base-uri 'none'");
    }

    [Fact]
    public async Task A_worker_may_fetch_its_own_files_and_run_nothing_else()
    {
        await using var server = await StartAsync();
        var policy = (await server.Client().ReadAsync("/sw.js")).Header("Content-Security-Policy");
        policy.ShouldContain("connect-src 'self'");
        policy.ShouldContain("script-src 'self';");
    }

    [Fact]
    public async Task A_page_built_without_a_place_for_the_nonce_gets_one()
    {
        await using var server = await StartAsync(new() { ["index.html"] = "<html><head><title>x</title></head></html>" });
        (await TextAsync(await server.Client().ReadAsync("/"))).ShouldContain("<head><meta name=\"csp-nonce\" content=\"");
    }

    [Theory]
    [InlineData("br, gzip", "brotli", "br")]
    [InlineData("gzip, deflate", "gzip", "gzip")]
    [InlineData("br;q=0, gzip;q=0.5", "gzip", "gzip")]
    [InlineData("identity", "plain", "")]
    public async Task The_best_variant_the_browser_understands_is_sent(string accepted, string body, string encoding)
    {
        await using var server = await StartAsync();
        var answer = await server.Client().SendAsync(HttpMethod.Get, "/assets/app-1a2b.js", ("Accept-Encoding", accepted));
        (await TextAsync(answer)).ShouldBe(body);
        answer.Header("Content-Encoding").ShouldBe(encoding);
        answer.Header("Content-Type").ShouldBe("text/javascript; charset=utf-8");
        answer.Header("Vary").ShouldBe("Accept-Encoding");
    }

    [Theory]
    [InlineData("/assets/app-1a2b.js", "public, max-age=31536000, immutable")]
    [InlineData("/sw.js", "no-cache")]
    [InlineData("/manifest.webmanifest", "no-cache")]
    [InlineData("/icons/mark.svg", "no-cache")]
    public async Task Only_names_with_a_hash_are_kept_for_ever(string path, string caching)
    {
        await using var server = await StartAsync();
        (await server.Client().ReadAsync(path)).Header("Cache-Control").Split(", ").Order().ShouldBe(caching.Split(", ").Order());
    }

    [Fact]
    public async Task What_the_browser_has_already_is_not_sent_again()
    {
        await using var server = await StartAsync();
        var tag = (await server.Client().ReadAsync("/sw.js")).Header("ETag");
        var again = await server.Client().SendAsync(HttpMethod.Get, "/sw.js", ("If-None-Match", $"\"other\", {tag}"));
        again.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        (await server.Client().SendAsync(HttpMethod.Get, "/sw.js", ("If-None-Match", "\"other\""))).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Each_variant_has_a_tag_of_its_own()
    {
        await using var server = await StartAsync();
        var plain = await server.Client().ReadAsync("/assets/app-1a2b.js");
        var brotli = await server.Client().SendAsync(HttpMethod.Get, "/assets/app-1a2b.js", ("Accept-Encoding", "br"));
        plain.Header("ETag").ShouldNotBe(brotli.Header("ETag"));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/assets/app-1a2b.js")]
    public async Task Head_says_how_long_it_would_be_and_sends_nothing(string path)
    {
        await using var server = await StartAsync();
        var head = await server.Client().SendAsync(HttpMethod.Head, path);
        head.StatusCode.ShouldBe(HttpStatusCode.OK);
        var whole = await server.Client().ReadAsync(path);
        var length = (await whole.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length;
        head.Content.Headers.ContentLength.ShouldBe(length);
        (await TextAsync(head)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_binary_without_the_page_says_so_in_one_sentence()
    {
        await using var server = await StartAsync([]);
        var answer = await server.Client().ReadAsync("/");
        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await TextAsync(answer)).ShouldContain("The page is not built into this binary; run ./dev run");
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/assets/app-1a2b.js")]
    [InlineData("/api/nothing")]
    public async Task Every_answer_carries_the_headers_that_keep_browsers_careful(string path)
    {
        await using var server = await StartAsync();
        var answer = await server.Client().ReadAsync(path);
        answer.Header("X-Content-Type-Options").ShouldBe("nosniff");
        answer.Header("Referrer-Policy").ShouldBe("no-referrer");
        answer.Header("Cross-Origin-Opener-Policy").ShouldBe("same-origin");
        answer.Header("Permissions-Policy").ShouldContain("camera=()");
        answer.Header("Content-Security-Policy").ShouldContain("frame-ancestors 'none'");
        answer.Header("Server").ShouldBeEmpty();
    }

    [Fact]
    public async Task Answers_of_the_api_are_kept_nowhere()
    {
        await using var server = await StartAsync();
        (await server.Client().ReadAsync("/api/nothing")).Header("Cache-Control").ShouldBe("no-store");
    }

    private static Task<SmallServer> StartAsync(Dictionary<string, string>? files = null) => SmallServer.StartAsync(
        configure: builder => builder.Services.AddSingleton(new PageFiles(
            (files ?? Built).ToDictionary(file => file.Key, file => Encoding.UTF8.GetBytes(file.Value), StringComparer.Ordinal))));

    private static Task<string> TextAsync(HttpResponseMessage answer)
        => answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    private static async Task<string> NonceAsync(HttpResponseMessage answer)
    {
        var inPage = Nonces().Matches(await TextAsync(answer)).Select(match => match.Groups[1].Value).Distinct().ShouldHaveSingleItem();
        answer.Header("Content-Security-Policy").ShouldContain($"script-src 'self' 'nonce-{inPage}'");
        answer.Header("Content-Security-Policy").ShouldContain($"style-src 'self' 'nonce-{inPage}'");
        return inPage;
    }

    [GeneratedRegex("(?:nonce|content)=\"([^\"]+)\"")]
    private static partial Regex Nonces();
}
