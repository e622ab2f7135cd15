namespace Proxima.Server.Features.Access;

internal static partial class AccessLog
{
    // The one secret that is printed on purpose: reading the log of this machine is the proof of owning it.
    [LoggerMessage(
        4050, LogLevel.Warning, "Set-up code: {Code} valid until {Until}, {Tries} tries. Enter it at {Address}; a new one needs a restart")]
    public static partial void SetupCode(this ILogger logger, string code, string until, string tries, string address);

    [LoggerMessage(4051, LogLevel.Warning, "Wrong set-up code from {Address}, {Left} tries left")]
    public static partial void SetupCodeWrong(this ILogger logger, string address, int left);

    [LoggerMessage(4052, LogLevel.Information, "Set up: {User} is the first administrator, from {Address}")]
    public static partial void SetUp(this ILogger logger, string user, string address);

    [LoggerMessage(4053, LogLevel.Information, "{User} signed in from {Address}")]
    public static partial void SignedIn(this ILogger logger, string user, string address);

    [LoggerMessage(4054, LogLevel.Warning, "Sign-in refused from {Address}: wrong name or password")]
    public static partial void SignInRefused(this ILogger logger, string address);

    [LoggerMessage(4055, LogLevel.Warning, "Sign-in from {Address} put off for {Seconds} s after many wrong passwords")]
    public static partial void SignInPutOff(this ILogger logger, string address, long seconds);

    [LoggerMessage(4056, LogLevel.Information, "{User} signed out")]
    public static partial void SignedOut(this ILogger logger, string user);

    [LoggerMessage(4057, LogLevel.Critical, "The state database holds no administrator any more; nobody is let in until it is restored")]
    public static partial void AccountsDamaged(this ILogger logger);

    [LoggerMessage(4058, LogLevel.Information, "The password hash of {User} was renewed with today's parameters")]
    public static partial void PasswordRehashed(this ILogger logger, string user);
}
