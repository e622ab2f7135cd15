namespace Proxima.Server.Features.Endpoints;

/// <summary>A stored connection, without its secret.</summary>
internal sealed record Endpoint
{
    public required string Id { get; init; }

    public required EndpointKind Kind { get; init; }

    public required string Name { get; init; }

    /// <summary><c>https://host:port</c>, the preferred first.</summary>
    public required IReadOnlyList<string> Addresses { get; init; }

    /// <summary>SHA-256 of the certificate, <c>AA:BB:…</c>.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>Certificates to trust besides the system's, PEM.</summary>
    public string? Authorities { get; init; }

    /// <summary><c>USER@REALM!NAME</c>: the part of the token that is no secret.</summary>
    public required string TokenId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>For the audit trail.</summary>
    public string Words
        => $"{Kind.Word()} at {string.Join(", ", Addresses)} as {TokenId}, "
            + (Fingerprint is { } pinned ? $"certificate {pinned}"
                : Authorities is null ? "certificate by the system" : "certificate by own authority");
}

/// <summary>A connection with its secret, on its way to the database or to a call; it is never printed.</summary>
internal sealed record EndpointWithToken(Endpoint Endpoint, string Token)
{
    public override string ToString() => Endpoint.Name;
}

internal static class EndpointKindText
{
    public static string Word(this EndpointKind kind) => kind == EndpointKind.Pbs ? "pbs" : "pve";

    public static int Port(this EndpointKind kind) => kind == EndpointKind.Pbs ? 8007 : 8006;
}
