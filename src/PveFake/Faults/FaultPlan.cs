namespace Proxima.PveFake.Faults;

/// <summary>The faults that are on, and how often each was met.</summary>
public sealed class FaultPlan
{
    private readonly Lock _gate = new();
    private readonly List<(Fault Fault, int[] Met)> _faults = [];

    public IReadOnlyList<Fault> Faults
    {
        get
        {
            lock (_gate)
            {
                return [.. _faults.Select(entry => entry.Fault)];
            }
        }
    }

    public void Add(Fault fault)
    {
        lock (_gate)
        {
            _faults.Add((fault, [0]));
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _faults.Clear();
        }
    }

    /// <summary>The fault that this call meets, if any; counts the call.</summary>
    public Fault? Meet(string path)
    {
        lock (_gate)
        {
            foreach (var (fault, met) in _faults)
            {
                if (!fault.Hits(path))
                {
                    continue;
                }

                met[0]++;
                if (met[0] > fault.After && (fault.Times is not { } times || met[0] <= fault.After + times))
                {
                    return fault;
                }
            }

            return null;
        }
    }
}
