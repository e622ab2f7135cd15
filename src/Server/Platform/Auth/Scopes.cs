namespace Proxima.Server.Platform.Auth;

/// <summary>What a principal may do. A route declares exactly one; the list is closed.</summary>
public static class Scopes
{
    public const string Read = "read";
    public const string AuditRead = "audit.read";
    public const string AccessManage = "access.manage";
    public const string SettingsManage = "settings.manage";
    public const string JobsManage = "jobs.manage";
    public const string HostChange = "host.change";

    /// <summary>No sign-in needed: set-up, login, health and the page itself.</summary>
    public const string Anonymous = "anonymous";

    public static IReadOnlyList<string> All { get; } = [Read, AuditRead, AccessManage, SettingsManage, JobsManage, HostChange];
}

/// <summary>On every endpoint: the scope it needs. Repo.Tests fails on an endpoint without.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class ScopeAttribute(string scope) : Attribute
{
    public string Scope { get; } = scope;
}

public static class ScopeRouteExtensions
{
    /// <summary>Declares what this route needs.</summary>
    public static TBuilder RequireScope<TBuilder>(this TBuilder builder, string scope)
        where TBuilder : IEndpointConventionBuilder
        => builder.WithMetadata(new ScopeAttribute(scope));
}
