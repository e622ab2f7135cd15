using Proxima.Collect.Sources;
using Proxima.Model;

namespace Proxima.Collect.Storage;

/// <summary>
/// Reads one aspect of a host that changes slowly or is dear to ask. It says which files it reads and which programs it runs; what they
/// say is turned into the record by pure parsers.
/// </summary>
internal interface ISlowCollector<T>
    where T : class
{
    /// <summary>Short and stable.</summary>
    string Name { get; }

    /// <summary>Files and folders read; <c>*</c> stands for one path element.</summary>
    IReadOnlyList<string> Inputs { get; }

    /// <summary>Command lines run; none where files are enough. What depends on the host stands as a word in capitals.</summary>
    IReadOnlyList<string> Commands { get; }

    /// <summary>How often it is worth asking.</summary>
    TimeSpan Every { get; }

    Task<Reading<T>> CollectAsync(IHostSource host, CancellationToken cancellationToken);
}
