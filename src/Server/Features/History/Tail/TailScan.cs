namespace Proxima.Server.Features.History.Tail;

/// <summary>Reads a tail file record by record and steps over bytes that are none.</summary>
internal static class TailScan
{
    /// <summary>Damaged bytes: where in the file, and what is wrong.</summary>
    internal sealed record Gap(long At, byte[] Bytes, string Reason);

    /// <summary>Gives every whole record to <paramref name="take"/>. A record it refuses counts as damaged.</summary>
    public static List<Gap> Read(string file, TakeRecord take)
    {
        // A tail is closed every two hours, or when it outgrows its share of memory: the whole file is not much.
        var bytes = File.ReadAllBytes(file);
        var gaps = new List<Gap>();
        var at = 0;
        while (at < bytes.Length)
        {
            string? refusal = null;
            if (TailFrame.TryRead(bytes.AsSpan(at), out var payload) && Takes(take, payload, ref refusal))
            {
                at += TailFrame.HeaderLength + payload.Length;
                continue;
            }

            var next = NextRecord(bytes, at + 1);
            var reason = next == bytes.Length ? "it ends in the middle of a record" : "its checksum does not fit";
            gaps.Add(new Gap(at, bytes[at..next], refusal ?? reason));
            at = next;
        }

        return gaps;

        static bool Takes(TakeRecord take, ReadOnlySpan<byte> payload, ref string? refusal)
        {
            try
            {
                take(payload);
                return true;
            }
            catch (InvalidDataException exception)
            {
                refusal = exception.Message;
                return false;
            }
        }
    }

    private static int NextRecord(byte[] bytes, int from)
    {
        while (from < bytes.Length)
        {
            var found = bytes.AsSpan(from).IndexOf(TailFrame.Magic);
            if (found < 0)
                return bytes.Length;
            if (TailFrame.TryRead(bytes.AsSpan(from + found), out _))
                return from + found;
            from += found + 1;
        }

        return bytes.Length;
    }
}
