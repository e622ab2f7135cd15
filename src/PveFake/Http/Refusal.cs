namespace Proxima.PveFake.Http;

/// <summary>
/// The API says no. Thrown where the real one dies: far down in the work, with nothing to clean up on the way. Never leaves the
/// request that caused it.
/// </summary>
internal sealed class Refusal(int status, string message, IReadOnlyDictionary<string, string>? errors = null) : Exception(message)
{
    public int Status { get; } = status;

    /// <summary>What is wrong with each parameter, for a 400.</summary>
    public IReadOnlyDictionary<string, string>? Errors { get; } = errors;

    /// <summary>How long the real one takes until it says so.</summary>
    public TimeSpan After { get; init; }

    /// <summary>True: status and reason are all there is, no body.</summary>
    public bool IsBare { get; init; }

    /// <summary>A failed call, the text as Proxmox writes it.</summary>
    public static Refusal Failed(string message) => new(500, message);

    public static Refusal Parameter(string name, string text)
        => new(400, "Parameter verification failed.", new Dictionary<string, string>(StringComparer.Ordinal) { [name] = text });

    public static Refusal Parameters(IReadOnlyDictionary<string, string> errors) => new(400, "Parameter verification failed.", errors);

    public static Refusal Forbidden(string what = "")
        => new(403, what.Length == 0 ? "Permission check failed" : $"Permission check failed ({what})");

    public static Refusal NoCredentials(string why) => new(401, why) { IsBare = true };
}
