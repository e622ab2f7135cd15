using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Proxima.Server.Features.Access;

/// <summary>Settings <c>Access:*</c>.</summary>
public sealed class AccessOptions
{
    [Range(1, 365)]
    [Description("Days without use after which a session ends.")]
    public int SessionIdleDays { get; set; } = 7;

    [Range(1, 365)]
    [Description("Days after which a session ends however much it is used.")]
    public int SessionDays { get; set; } = 30;

    [Range(1, 1_000)]
    [Description("Sessions one user may have at once; the one unused for longest goes first.")]
    public int SessionsPerUser { get; set; } = 50;

    [Range(1, 60)]
    [Description("Minutes the set-up code is valid after start.")]
    public int SetupCodeMinutes { get; set; } = 15;

    [Range(210_000, 10_000_000)]
    [Description("Rounds of PBKDF2-SHA512 for a password; raised, stored hashes follow at the next sign-in.")]
    public int PasswordIterations { get; set; } = 210_000;

    [Range(1, 3650)]
    [Description("Days a revoked or expired API token stays in the list.")]
    public int TokenKeptDays { get; set; } = 90;

    public TimeSpan SessionIdle => TimeSpan.FromDays(SessionIdleDays);

    public TimeSpan SessionLifetime => TimeSpan.FromDays(SessionDays);

    public TimeSpan SetupCodeLifetime => TimeSpan.FromMinutes(SetupCodeMinutes);
}

[OptionsValidator]
internal sealed partial class AccessOptionsValidator : IValidateOptions<AccessOptions>;
