namespace Proxima.Collect.ProgramText;

/// <summary>Tells text from what is none.</summary>
internal static class PlainText
{
    private const int Looked = 65536;

    /// <summary>More than one character in ten, of the first 64 thousand, is none of a text.</summary>
    public static bool IsBinary(string text)
    {
        var strange = 0;
        var length = Math.Min(text.Length, Looked);
        foreach (var character in text.AsSpan(0, length))
        {
            if (character is '\uFFFD' or < ' ' and not ('\n' or '\r' or '\t' or '\u001b')) strange++;
        }

        return strange * 10 > length;
    }
}
