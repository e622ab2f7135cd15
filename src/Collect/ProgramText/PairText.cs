using System.Text;

namespace Proxima.Collect.ProgramText;

/// <summary>Lines of <c>KEY="value" OTHER='value' THIRD=value</c>, as lsblk -P, blkid and others write them.</summary>
internal static class PairText
{
    private const int MostPairs = 1000;

    /// <summary>The pairs in their order; null where a quote is not closed or a word is no pair.</summary>
    public static List<(string Key, string Value)>? Parse(ReadOnlySpan<char> line)
    {
        List<(string Key, string Value)> pairs = [];
        var rest = line.Trim();
        while (!rest.IsEmpty)
        {
            var equals = rest.IndexOf('=');
            if (equals < 1 || pairs.Count >= MostPairs) return null;
            var key = rest[..equals];
            if (key.ContainsAny(" \t\"'")) return null;
            rest = rest[(equals + 1)..];
            ReadOnlySpan<char> value;
            if (!rest.IsEmpty && rest[0] is '"' or '\'')
            {
                var end = Closing(rest);
                if (end < 0) return null;
                value = rest[1..end];
                rest = rest[(end + 1)..].TrimStart();
            }
            else
            {
                var end = rest.IndexOfAny(' ', '\t');
                value = end < 0 ? rest : rest[..end];
                rest = end < 0 ? default : rest[end..].TrimStart();
            }

            pairs.Add((key.ToString(), Unescape(value).Trim()));
        }

        return pairs;
    }

    /// <summary>The quote that ends the value: followed by a blank or the end of the line, and not escaped.</summary>
    private static int Closing(ReadOnlySpan<char> text)
    {
        var quote = text[0];
        for (var i = 1; i < text.Length; i++)
        {
            if (text[i] == '\\') i++;
            else if (text[i] == quote && (i + 1 == text.Length || text[i + 1] is ' ' or '\t' or ',')) return i;
        }

        return -1;
    }

    /// <summary><c>\x20</c> is the byte 32, as lsblk and udev write what is no plain character; the bytes are UTF-8.</summary>
    public static string Unescape(ReadOnlySpan<char> text)
    {
        if (!text.Contains('\\')) return text.ToString();
        List<byte> bytes = new(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 3 < text.Length && text[i + 1] == 'x' && char.IsAsciiHexDigit(text[i + 2])
                && char.IsAsciiHexDigit(text[i + 3]))
            {
                bytes.Add((byte)((Hex(text[i + 2]) * 16) + Hex(text[i + 3])));
                i += 3;
            }
            else if (text[i] == '\\' && i + 1 < text.Length && text[i + 1] is '\\' or '"' or '\'')
            {
                bytes.Add((byte)text[++i]);
            }
            else if (text[i] < 128)
            {
                bytes.Add((byte)text[i]);
            }
            else
            {
                var length = char.IsHighSurrogate(text[i]) && i + 1 < text.Length ? 2 : 1;
                bytes.AddRange(Encoding.UTF8.GetBytes(text.Slice(i, length).ToArray()));
                i += length - 1;
            }
        }

        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    private static int Hex(char digit) => char.IsAsciiDigit(digit) ? digit - '0' : (digit | 32) - 'a' + 10;
}
