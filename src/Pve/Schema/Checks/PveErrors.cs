namespace Proxima.Pve.Schema.Checks;

/// <summary>What is wrong with the parameters of a call, by parameter, in Proxmox's own words; empty when nothing is.</summary>
public sealed class PveErrors
{
    /// <summary>What Proxmox says above the map.</summary>
    public const string Message = "Parameter verification failed.";

    private readonly Dictionary<string, string> _errors = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, string> Map => _errors;

    public bool Any => _errors.Count > 0;

    /// <summary>A second error of the same parameter is joined as the server joins it: with a backslash and an n.</summary>
    public void Add(string path, string message)
    {
        var key = path.Length == 0 ? "_root" : path;
        _errors[key] = _errors.TryGetValue(key, out var before) ? before + "\\n" + message : message;
    }

    /// <summary>The map as the text of an error: <c>invalid format - format error\nnet0.model: …</c>.</summary>
    internal string Lines()
        => string.Concat(_errors.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}: {pair.Value}\n"));
}
