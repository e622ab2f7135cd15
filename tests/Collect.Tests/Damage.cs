using System.Text;
using System.Text.Json.Serialization;

namespace Proxima.Collect.Tests;

/// <summary>Damages samples in the ways files and programs do, and in the ways somebody would who means harm. The dice decide all.</summary>
internal sealed class Damage(Random dice, IReadOnlyList<(string Text, string? Name)> corpus)
{
    private const int Largest = 2_000_000;

    private static readonly string[] Patches =
    [
        "", "\0", "-", "99999999999999999999999999", "9223372036854775807", "-9223372036854775808", "1e308", "NaN", "∞", "(", ")", "[", "]", "{", "}",
        "\"", "'", ":", "=", "\n", "\r\n", "\t", "   ", "\ud800", "\udfff", "\uFFFD", "\uFEFF", "\u202e", "1.000.000,5", "1 000 000", "٣٤٥", "%s%n", "../..",
        "\u001b[31m", "null", "true", "{}", "[]", "\\u0000", "\\", "<script>", "0x", "0xffffffffffffffffffff", "---", "===", "FAILED!", "100%", "-0", "é",
    ];

    public (string Text, string? Name) Next()
    {
        // The first entries are of the kind itself and are taken more often.
        var (text, name) = corpus[dice.Next(dice.Next(2) == 0 ? Math.Min(corpus.Count, 60) : corpus.Count)];
        for (var i = dice.Next(1, 5); i > 0; i--) text = Once(text);
        return (text, dice.Next(3) == 0 ? null : name);
    }

    private string Once(string text) => dice.Next(12) switch
    {
        0 => text[..dice.Next(text.Length + 1)],
        1 => Replace(text, Patches[dice.Next(Patches.Length)]),
        2 => Replace(text, Bytes(dice.Next(1, 60))),
        3 => Repeat(text),
        4 => Lines(text),
        5 => Digits(text),
        6 => Replace(text, Piece(corpus[dice.Next(corpus.Count)].Text)),
        7 => text.Replace("\n", dice.Next(2) == 0 ? "\r\n" : "\r", StringComparison.Ordinal),
        8 => text.Replace(" ", dice.Next(2) == 0 ? "  " : "\u00a0", StringComparison.Ordinal),
        9 => Nested(text),
        10 => text.Replace(".", ",", StringComparison.Ordinal),
        _ => Flip(text),
    };

    private string Replace(string text, string patch)
    {
        var at = dice.Next(text.Length + 1);
        var end = Math.Min(text.Length, at + dice.Next(40));
        return string.Concat(text.AsSpan(0, at), patch, text.AsSpan(end));
    }

    private string Piece(string text)
    {
        var at = dice.Next(text.Length + 1);
        return text[at..Math.Min(text.Length, at + dice.Next(400))];
    }

    /// <summary>A stretch many times over: seldom very many.</summary>
    private string Repeat(string text)
    {
        var piece = Piece(text);
        var times = dice.Next(20) == 0 ? 20_000 : dice.Next(2, 50);
        times = Math.Min(times, (Largest - Math.Min(Largest, text.Length)) / Math.Max(1, piece.Length));
        return Replace(text, new StringBuilder().Insert(0, piece, Math.Max(0, times)).ToString());
    }

    private string Lines(string text)
    {
        var lines = text.Split('\n');
        dice.Shuffle(lines);
        return string.Join('\n', lines.Take(dice.Next(lines.Length + 1)));
    }

    private string Digits(string text)
    {
        var damaged = new StringBuilder(text);
        for (var i = 0; i < damaged.Length; i++)
        {
            if (char.IsAsciiDigit(damaged[i]) && dice.Next(4) == 0) damaged[i] = (char)('0' + dice.Next(10));
        }

        return damaged.ToString();
    }

    private string Nested(string text)
    {
        var depth = dice.Next(3) == 0 ? 5000 : dice.Next(1, 100);
        return Replace(text, dice.Next(2) == 0 ? new string('[', depth) : string.Concat(Enumerable.Repeat("{\"a\":", depth)));
    }

    private string Flip(string text)
    {
        if (text.Length == 0) return "x";
        var damaged = new StringBuilder(text);
        damaged[dice.Next(damaged.Length)] ^= (char)(1 << dice.Next(16));
        return damaged.ToString();
    }

    private string Bytes(int count)
    {
        var bytes = new byte[count];
        dice.NextBytes(bytes);
        return Encoding.UTF8.GetString(bytes);
    }
}

[JsonSerializable(typeof(string))]
internal sealed partial class TextJson : JsonSerializerContext;
