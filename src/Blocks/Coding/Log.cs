namespace Proxima.Blocks.Coding;

/// <summary>Estimates only: what is written does not depend on the last bit of a logarithm, only on which plan is cheaper.</summary>
internal static class Log
{
    private static readonly float[] Small =
        [.. Enumerable.Range(0, 4096).Select(count => count == 0 ? 0 : (float)(count * Math.Log2(count)))];

    /// <summary>n log2 n, which summed over symbols tells how many bits a column takes.</summary>
    public static double Times(int count) => count < Small.Length ? Small[count] : count * Math.Log2(count);
}
