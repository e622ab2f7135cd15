using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Proxima.PveFake.Access;

/// <summary>
/// Makes and checks tickets and CSRF tokens of the outer form the real API has (<c>PVE:user:HEXTIME::signature</c>), signed with a
/// key of our own.
/// </summary>
internal sealed class Tickets(byte[] key)
{
    /// <summary>A ticket is good for two hours.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(2);

    public string Ticket(string user, long second, string kind = "PVE") => Sign($"{kind}:{user}:{Hex(second)}") is var signature
        ? $"{kind}:{user}:{Hex(second)}::{signature}"
        : string.Empty;

    public string CsrfToken(string user, long second) => $"{Hex(second)}:{Sign($"csrf:{user}:{Hex(second)}")}";

    /// <summary>The user of a ticket that is ours, of this kind and fresh; null for any other text.</summary>
    public string? UserOf(string ticket, long now, string kind = "PVE")
    {
        var end = ticket.IndexOf("::", StringComparison.Ordinal);
        if (end < 0 || !ticket.StartsWith(kind + ":", StringComparison.Ordinal))
        {
            return null;
        }

        var plain = ticket[..end];
        var time = plain.LastIndexOf(':');
        return time > kind.Length && IsFresh(plain[(time + 1)..], now) && Same(ticket[(end + 2)..], Sign(plain))
            ? plain[(kind.Length + 1)..time] : null;
    }

    public bool IsCsrfTokenOf(string user, string token, long now)
        => token.Split(':') is [var time, var signature] && IsFresh(time, now) && Same(signature, Sign($"csrf:{user}:{time}"));

    private static bool IsFresh(string hex, long now)
        => long.TryParse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var made)
            && made <= now + 300 && now - made < (long)Lifetime.TotalSeconds;

    private static bool Same(string one, string other)
        => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));

    private static string Hex(long second) => second.ToString("X8", CultureInfo.InvariantCulture);

    private string Sign(string text) => Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text))).TrimEnd('=');
}
