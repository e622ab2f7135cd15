using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Proxima.Server.Features.Access;

internal enum CodeVerdict
{
    /// <summary>Right, and taken: nobody else can use it until it is given back.</summary>
    Right,
    Wrong,
    Expired,

    /// <summary>Five wrong tries, or used.</summary>
    Spent,
}

/// <summary>
/// The one-time code that proves to see this machine's log. 128 bits, in Crockford's base32 (no I, L, O, U), good for some
/// minutes and five tries.
/// </summary>
internal sealed class SetupCode(IOptions<AccessOptions> options, TimeProvider time)
{
    public const int Tries = 5;
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int Bytes = 16;
    private const int GroupLength = 4;

    private readonly Lock _gate = new();
    private byte[]? _hash;
    private long _madeAt;
    private int _left;
    private bool _isTaken;

    /// <summary>Tries that are left.</summary>
    public int Left
    {
        get
        {
            lock (_gate)
            {
                return _left;
            }
        }
    }

    /// <summary>A fresh code in groups, for people; the one before is void.</summary>
    public string Make()
    {
        var text = Encode(RandomNumberGenerator.GetBytes(Bytes));
        lock (_gate)
        {
            _hash = Hash(text);
            _madeAt = time.GetTimestamp();
            _left = Tries;
            _isTaken = false;
        }

        return string.Join('-', text.Chunk(GroupLength).Select(group => new string(group)));
    }

    public CodeVerdict Take(string typed)
    {
        var hash = Hash(Normalize(typed));
        lock (_gate)
        {
            if (_hash is null || _left == 0 || _isTaken)
            {
                return CodeVerdict.Spent;
            }

            if (time.GetElapsedTime(_madeAt) >= options.Value.SetupCodeLifetime)
            {
                return CodeVerdict.Expired;
            }

            if (CryptographicOperations.FixedTimeEquals(hash, _hash))
            {
                _isTaken = true;
                return CodeVerdict.Right;
            }

            _left--;
            return CodeVerdict.Wrong;
        }
    }

    /// <summary>What the code was taken for did not come about.</summary>
    public void GiveBack()
    {
        lock (_gate)
        {
            _isTaken = false;
        }
    }

    /// <summary>Never good again.</summary>
    public void Spend()
    {
        lock (_gate)
        {
            _hash = null;
            _left = 0;
        }
    }

    internal static string Encode(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder((bytes.Length * 8 / 5) + 1);
        var (buffer, bits) = (0, 0);
        foreach (var value in bytes)
        {
            buffer = (buffer << 8) | value;
            for (bits += 8; bits >= 5; bits -= 5)
            {
                text.Append(Alphabet[(buffer >> (bits - 5)) & 31]);
            }

            buffer &= (1 << bits) - 1;
        }

        return bits == 0 ? text.ToString() : text.Append(Alphabet[(buffer << (5 - bits)) & 31]).ToString();
    }

    /// <summary>As typed by people: case, dashes and spaces do not count, O is 0, I and L are 1.</summary>
    internal static string Normalize(string typed)
    {
        var text = new StringBuilder(Math.Min(typed.Length, 64));
        foreach (var letter in typed)
        {
            if (text.Length == 64)
            {
                break;
            }

            if (letter != '-' && !char.IsWhiteSpace(letter))
            {
                text.Append(char.ToUpperInvariant(letter) switch { 'O' => '0', 'I' or 'L' => '1', var other => other });
            }
        }

        return text.ToString();
    }

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
