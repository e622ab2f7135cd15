using Proxima.Collect.Sources;
using Proxima.Model;

namespace Proxima.Collect;

/// <summary>Reads one aspect of a host. It says what it reads; a pure <c>XxxText.Parse</c> makes the record from the text.</summary>
internal interface ICollector<T>
    where T : class
{
    /// <summary>Short and stable: it names the collector in reports and metrics.</summary>
    string Name { get; }

    /// <summary>Files and folders read; <c>*</c> stands for one path element.</summary>
    IReadOnlyList<string> Inputs { get; }

    Reading<T> Collect(IHostSource host);
}
