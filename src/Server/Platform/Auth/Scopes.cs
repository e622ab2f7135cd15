using System.Collections.Frozen;

namespace Proxima.Server.Platform.Auth;

/// <summary>What a principal may do. A route declares exactly one; the list is closed.</summary>
public static class Scopes
{
    public const string Read = "read";
    public const string GuestControl = "guest.control";
    public const string GuestSnapshot = "guest.snapshot";
    public const string GuestMigrate = "guest.migrate";
    public const string BackupRun = "backup.run";
    public const string HostChange = "host.change";
    public const string ScriptRun = "script.run";
    public const string Terminal = "terminal";
    public const string TerminalReplay = "terminal.replay";
    public const string PvePass = "pve.pass";
    public const string NotifyManage = "notify.manage";
    public const string NetBoxSync = "netbox.sync";
    public const string PeerManage = "peer.manage";
    public const string AgentManage = "agent.manage";
    public const string EndpointManage = "endpoint.manage";
    public const string JobsManage = "jobs.manage";
    public const string SettingsManage = "settings.manage";
    public const string AccessManage = "access.manage";
    public const string AuditRead = "audit.read";

    /// <summary>No sign-in needed: set-up, login, health and the page itself.</summary>
    public const string Anonymous = "anonymous";

    /// <summary>Whoever is signed in, whatever they may do: their own password, their own tokens.</summary>
    public const string SignedIn = "signed-in";

    /// <summary>Every scope there is, also ones of later versions.</summary>
    public const string Every = "*";

    /// <summary>The catalogue, in the order people read it.</summary>
    public static IReadOnlyList<ScopeInfo> Catalogue { get; } =
    [
        new(Read, "See nodes, guests, figures, history and findings"),
        new(GuestControl, "Start, stop, shut down and restart guests") { Acts = true },
        new(GuestSnapshot, "Make, restore and delete snapshots of guests") { Acts = true },
        new(GuestMigrate, "Move guests to another node") { Acts = true },
        new(BackupRun, "Start backups of guests and hosts") { Acts = true },
        new(HostChange, "Change a host: packages, services, files, power") { Acts = true },
        new(ScriptRun, "Run scripts on hosts") { Acts = true },
        new(Terminal, "Open a terminal on a host or guest") { Acts = true },
        new(TerminalReplay, "Watch recorded terminals"),
        new(PvePass, "Pass requests through to a Proxmox API") { Acts = true },
        new(NotifyManage, "Manage channels, routes and silences") { IsWholeOnly = true },
        new(NetBoxSync, "Write to NetBox") { IsWholeOnly = true, Acts = true },
        new(PeerManage, "Trust and forget peers") { IsWholeOnly = true },
        new(AgentManage, "Enrol and forget agents") { IsWholeOnly = true },
        new(EndpointManage, "Manage connections to Proxmox and NetBox") { IsWholeOnly = true },
        new(JobsManage, "Cancel jobs: everybody's, or with bounds one's own"),
        new(SettingsManage, "Change settings of this server") { IsWholeOnly = true },
        new(AccessManage, "Manage users, roles, groups and tokens") { IsWholeOnly = true },
        new(AuditRead, "Read and export the audit trail") { IsWholeOnly = true },
    ];

    public static IReadOnlyList<string> All { get; } = [.. Catalogue.Select(scope => scope.Name)];

    private static readonly FrozenDictionary<string, ScopeInfo> ByName
        = Catalogue.ToFrozenDictionary(scope => scope.Name, StringComparer.Ordinal);

    /// <summary>Null for a word that is no scope.</summary>
    public static ScopeInfo? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>
    /// Scopes of a text as stored: words with spaces between, or <see cref="Every"/>. Words of later versions are dropped.
    /// </summary>
    public static IReadOnlySet<string> Parse(string text)
    {
        var words = text == Every ? All : text.Split(' ').Where(ByName.ContainsKey);
        return words.ToFrozenSet(StringComparer.Ordinal);
    }
}

/// <summary>One scope, for the page and the documents.</summary>
/// <param name="Name">As routes declare it.</param>
/// <param name="Description">One line.</param>
public sealed record ScopeInfo(string Name, string Description)
{
    /// <summary>Counts only without bounds: whoever has it for a part could get the rest by it, or it has no parts.</summary>
    public bool IsWholeOnly { get; init; }

    /// <summary>Something happens outside also when it is only asked with GET; never while looking as somebody else.</summary>
    public bool Acts { get; init; }
}

/// <summary>On every endpoint: the scope it needs. Repo.Tests fails on an endpoint without.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class ScopeAttribute(string scope) : Attribute
{
    public string Scope { get; } = scope;
}

/// <summary>On an endpoint that tells of the whole instance: a scope with bounds is not enough.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class WholeAttribute : Attribute;

/// <summary>On an endpoint that answers also while looking as somebody else, although its method says that it changes something.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class AlsoWhileSeeingAsAttribute : Attribute;

public static class ScopeRouteExtensions
{
    /// <summary>Declares what this route needs.</summary>
    public static TBuilder RequireScope<TBuilder>(this TBuilder builder, string scope)
        where TBuilder : IEndpointConventionBuilder
        => builder.WithMetadata(new ScopeAttribute(scope));

    /// <summary>Declares that this route tells of the whole instance: its scope must have no bounds.</summary>
    public static TBuilder OnTheWhole<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder
        => builder.WithMetadata(new WholeAttribute());

    /// <summary>Declares that this route changes nothing that matters, whatever its method.</summary>
    public static TBuilder AlsoWhileSeeingAs<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder
        => builder.WithMetadata(new AlsoWhileSeeingAsAttribute());
}
