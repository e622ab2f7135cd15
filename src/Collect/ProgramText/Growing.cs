namespace Proxima.Collect.ProgramText;

/// <summary>
/// Lists of records that grow line by line. Copying the list for each line would cost the square of a long text; who reads line by line
/// keeps one list, and only the newest record is looked at.
/// </summary>
internal static class Growing
{
    public static IReadOnlyList<T> With<T>(IReadOnlyList<T> list, T item)
    {
        var own = list as List<T> ?? [.. list];
        own.Add(item);
        return own;
    }

    /// <summary>The last item changed; the list must have one.</summary>
    public static IReadOnlyList<T> WithLast<T>(IReadOnlyList<T> list, T item)
    {
        var own = list as List<T> ?? [.. list];
        own[^1] = item;
        return own;
    }
}
