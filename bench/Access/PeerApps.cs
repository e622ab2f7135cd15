using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Proxima.AccessBench;

/// <summary>ASP.NET Core's own cookie and JWT bearer authentication, each with one authorization policy that asks for a scope.</summary>
internal sealed class PeerApps : IAsyncDisposable
{
    private const string Scope = "scope";
    private const string Read = "read";
    private readonly List<WebApplication> _apps = [];

    public List<(string Name, Func<Task> Ask)> Subjects { get; } = [];

    public static async Task<PeerApps> CreateAsync()
    {
        var peers = new PeerApps();
        await peers.AddCookieAsync();
        peers.AddJwt();
        return peers;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var app in _apps)
        {
            await app.DisposeAsync();
        }
    }

    private async Task AddCookieAsync()
    {
        var builder = Builder();
        builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie();
        var (app, pipeline) = Build(builder);
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.Name, "anna"), new Claim(Scope, Read)], "bench");
        using var scope = Scopes(app).CreateScope();
        var signIn = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        await signIn.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme, new ClaimsPrincipal(identity));
        var cookie = signIn.Response.Headers.SetCookie.ToString().Split(';')[0];
        Subjects.Add(("peer cookie", () => AskAsync(app, pipeline, "Cookie", cookie)));
    }

    private void AddJwt()
    {
        var key = new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(32));
        var builder = Builder();
        builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(options =>
        {
            options.MapInboundClaims = false;
            options.TokenValidationParameters = new TokenValidationParameters
            {
                IssuerSigningKey = key, ValidIssuer = "bench", ValidAudience = "bench",
            };
        });
        var (app, pipeline) = Build(builder);
        var token = new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = "bench",
            Audience = "bench",
            Subject = new ClaimsIdentity([new Claim("sub", "anna"), new Claim(Scope, Read)]),
            SigningCredentials = new SigningCredentials(key, SecurityAlgorithms.HmacSha256),
        });
        Subjects.Add(("peer jwt", () => AskAsync(app, pipeline, "Authorization", $"Bearer {token}")));
    }

    private static WebApplicationBuilder Builder()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddAuthorization(options => options.AddPolicy(Read, policy => policy.RequireClaim(Scope, Read)));
        return builder;
    }

    private (WebApplication App, RequestDelegate Pipeline) Build(WebApplicationBuilder builder)
    {
        var app = builder.Build();
        _apps.Add(app);
        // Not the application itself: it would route anew and lose the endpoint set here.
        var branch = new ApplicationBuilder(app.Services);
        branch.UseAuthentication();
        branch.UseAuthorization();
        branch.Run(context =>
        {
            context.Items["reached"] = true;
            return Task.CompletedTask;
        });
        return (app, branch.Build());
    }

    private static IServiceScopeFactory Scopes(WebApplication app)
        => ActivatorUtilities.GetServiceOrCreateInstance<IServiceScopeFactory>(app.Services);

    private static Endpoint Endpoint { get; } = new RouteEndpoint(
        _ => Task.CompletedTask,
        RoutePatternFactory.Parse("/api/nodes"),
        0,
        new EndpointMetadataCollection(new AuthorizeAttribute(Read)),
        "nodes");

    private static async Task AskAsync(WebApplication app, RequestDelegate pipeline, string header, string value)
    {
        // Its handlers belong to one request, and so do their services: the server makes a scope for each.
        using var scope = Scopes(app).CreateScope();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        context.Request.Method = "GET";
        context.Request.Scheme = "http";
        context.Request.Host = new HostString("localhost");
        context.Request.Headers[header] = value;
        context.SetEndpoint(Endpoint);
        await pipeline(context);
        if (!context.Items.ContainsKey("reached"))
        {
            throw new InvalidOperationException($"the peer refused with {context.Response.StatusCode}");
        }
    }
}
