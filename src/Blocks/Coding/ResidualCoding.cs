using System.Numerics;
using System.Runtime.CompilerServices;

namespace Proxima.Blocks.Coding;

/// <summary>
/// How a residual becomes symbols. The token is the number of bits of its magnitude (0 for none, 15 for 15 and more); a token above 0
/// is followed by the detail: sign and the three bits below the leading one, as far as there are; lower bits are plain.
/// Token 15 tells its real number of bits first, in a symbol and two plain bits.
/// The model of a token is chosen by the token before: none, small or large.
/// </summary>
internal static class ResidualCoding
{
    public const int Escape = 15;
    public const int Classes = 3;

    // Models: three of tokens, one of detail for each token, one of lengths above the escape.
    public const int DetailModel = Classes - 1;
    public const int LengthModel = Classes + Escape;
    public const int Models = LengthModel + 1;
    public const int Sums = Models * NibbleModels.Symbols;
    private const int DetailBits = 3;
    private const int MostPlain = 16;

    // How many symbols each model has: any token; a sign and up to three bits; lengths of 15 to 64.
    private static readonly short[] StartSums =
        NibbleModels.Start([16, 16, 16, 2, 4, 8, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 16, 13]);

    /// <summary>The models of a column before its first residual.</summary>
    public static ReadOnlySpan<short> Start => StartSums;

    /// <summary>Bits of the magnitude, 0 to 64.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Bits(long residual) => 64 - BitOperations.LeadingZeroCount(Magnitude(residual));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Class(int token, int threshold)
        => threshold == 0 || token == 0 ? 0 : token <= threshold ? 1 : 2;

    public static void Encode(AnsEncoder coder, scoped in NibbleModels models, ReadOnlySpan<long> residuals, int threshold)
    {
        var previous = 0;
        foreach (var residual in residuals)
        {
            var magnitude = Magnitude(residual);
            var bits = 64 - BitOperations.LeadingZeroCount(magnitude);
            var token = Math.Min(bits, Escape);
            models.Encode(Class(previous, threshold), token, out var start, out var width);
            coder.Symbol(start, width);
            previous = token;
            if (token == 0)
                continue;
            if (token == Escape)
                EncodeLength(coder, models, bits - Escape);
            var shown = Math.Min(bits - 1, DetailBits);
            var rest = bits - 1 - shown;
            var top = (int)(magnitude >> rest) & ((1 << shown) - 1);
            models.Encode(DetailModel + token, (top << 1) | (int)((ulong)residual >> 63), out start, out width);
            coder.Symbol(start, width);
            for (; rest > 0; rest -= MostPlain)
            {
                var some = Math.Min(rest, MostPlain);
                coder.Plain((uint)(magnitude >> (rest - some)) & ((1U << some) - 1), some);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Decode(ref AnsDecoder coder, scoped in NibbleModels models, int model, out int token)
    {
        token = coder.Symbol(models, model);
        return token == 0 ? 0 : DecodeDetail(ref coder, models, token);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long DecodeDetail(ref AnsDecoder coder, scoped in NibbleModels models, int token)
    {
        var bits = token;
        if (token == Escape)
            bits = DecodeLength(ref coder, models);
        var detail = coder.Symbol(models, DetailModel + token);
        var shown = Math.Min(bits - 1, DetailBits);
        var rest = bits - 1 - shown;
        var magnitude = (1UL << shown) | ((ulong)(detail >> 1) & ((1UL << shown) - 1));
        for (; rest > 0; rest -= MostPlain)
        {
            var some = Math.Min(rest, MostPlain);
            magnitude = (magnitude << some) | coder.Plain(some);
        }

        return (detail & 1) == 0 ? (long)magnitude : -(long)magnitude;
    }

    private static void EncodeLength(AnsEncoder coder, scoped in NibbleModels models, int above)
    {
        models.Encode(LengthModel, above >> 2, out var start, out var width);
        coder.Symbol(start, width);
        coder.Plain((uint)above & 3, 2);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int DecodeLength(ref AnsDecoder coder, scoped in NibbleModels models)
    {
        var above = (coder.Symbol(models, LengthModel) << 2) | (int)coder.Plain(2);
        // 64 bits are the most a magnitude has; only hostile bytes say more.
        return Math.Min(Escape + above, 64);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Magnitude(long residual)
    {
        var sign = residual >> 63;
        return (ulong)((residual ^ sign) - sign);
    }
}
