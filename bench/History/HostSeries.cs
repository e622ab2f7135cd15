namespace Proxima.HistoryBench;

/// <summary>One series of a host, a value a step.</summary>
internal abstract class HostSeries(string name)
{
    public string Name { get; } = name;

    public abstract double Step(Load load, double seconds);

    /// <summary>The host restarted: counters begin again.</summary>
    public virtual void Restart()
    {
        // A gauge does not care.
    }

    /// <summary>The sixty of one host.</summary>
    public static IReadOnlyList<HostSeries> Of(Dice dice)
    {
        var cores = 1 << (1 + dice.Below(5));
        var memory = cores * 4.0 * 1024 * 1024;
        List<HostSeries> all =
        [
            .. Constants(dice, cores, memory),
            .. new[] { ("user", 0.62), ("system", 0.25), ("iowait", 0.03), ("softirq", 0.02), ("steal", 0.004) }
                .Select(mode => new Counter($"cpu_seconds_total:{mode.Item1}", dice, cores * mode.Item2, 0.25, 100)),
            new IdleCounter("cpu_seconds_total:idle", dice, cores),
            new Counter("context_switches_total", dice, 400 * cores, 0.1, 1),
            new Counter("interrupts_total", dice, 250 * cores, 0.08, 1),
            new Counter("forks_total", dice, 1.5, 0.9, 1),
            new LoadAverage("load1", dice, cores, 60),
            new LoadAverage("load5", dice, cores, 300),
            new LoadAverage("load15", dice, cores, 900),
            new Walk("memory_free_bytes", dice, memory * 0.2, memory * 0.0006, 0.6, 1024),
            new Walk("memory_available_bytes", dice, memory * 0.5, memory * 0.0004, 0.6, 1024),
            new Walk("memory_cached_bytes", dice, memory * 0.3, memory * 0.0001, 0.5, 1024),
            new Walk("memory_buffers_bytes", dice, memory * 0.02, memory * 0.00001, 0.25, 4096),
            new Walk("memory_dirty_bytes", dice, memory * 0.001, memory * 0.00005, 0.5, 1024),
            new Walk("swap_free_bytes", dice, memory * 0.1, 800, 0.01, 4096),
            .. Disk(dice, "sda", 1), .. Disk(dice, "sdb", 0.15),
            .. Net(dice, "eth0", 1), .. Net(dice, "vmbr0", 0.3),
            new Walk("filesystem_avail_bytes:/", dice, 4e6, 40, 0.3, 4096),
            new Walk("filesystem_avail_bytes:/var", dice, 9e6, 300, 0.4, 4096),
            new Walk("filesystem_avail_bytes:/boot", dice, 1e5, 1, 0.0005, 4096),
            new Walk("temperature_celsius:cpu", dice, 52, 1.2, 0.6, 1), new Walk("temperature_celsius:nvme", dice, 41, 0.6, 0.08, 1),
            new Walk("fan_rpm", dice, 140, 1.5, 0.5, 10),
            new Walk("processes_running", dice, 3, 1.2, 0.5, 1), new Walk("processes_total", dice, 300, 2, 0.3, 1),
            new Walk("sockets_used", dice, 420, 3, 0.3, 1), new Walk("conntrack_entries", dice, 900, 25, 0.5, 1),
            new Counter("pressure_cpu_seconds_total", dice, 0.02, 0.8, 1e6),
            new Counter("pressure_io_seconds_total", dice, 0.008, 0.9, 1e6),
        ];
        return all.Count == 60 ? all : throw new InvalidOperationException($"{all.Count} series instead of 60");
    }

    private static IEnumerable<HostSeries> Constants(Dice dice, int cores, double memory) =>
    [
        new Constant("memory_total_bytes", memory * 1024), new Constant("cpu_count", cores),
        new Constant("swap_total_bytes", memory * 0.125 * 1024),
        new Constant("boot_time_seconds", 1_780_000_000 + dice.Below(1_000_000)), new Constant("filesystem_size_bytes:/", 68_719_476_736),
        new Constant("filesystem_size_bytes:/var", 137_438_953_472), new Constant("filesystem_size_bytes:/boot", 1_073_741_824),
        new Constant("network_up:eth0", 1), new Constant("network_speed_bytes:eth0", 125_000_000), new Constant("time_synced", 1),
    ];

    private static IEnumerable<HostSeries> Disk(Dice dice, string name, double share) =>
    [
        new Counter($"disk_reads_total:{name}", dice, 12 * share, 1.2, 1),
        new Counter($"disk_writes_total:{name}", dice, 40 * share, 0.5, 1),
        new Counter($"disk_read_bytes_total:{name}", dice, 500_000 * share, 1.4, 1, 4096),
        new Counter($"disk_written_bytes_total:{name}", dice, 900_000 * share, 0.6, 1, 4096),
        new Counter($"disk_io_seconds_total:{name}", dice, 0.05 * share, 0.6, 1000),
    ];

    private static IEnumerable<HostSeries> Net(Dice dice, string name, double share) =>
    [
        new Counter($"network_receive_bytes_total:{name}", dice, 120_000 * share, 0.4, 1),
        new Counter($"network_transmit_bytes_total:{name}", dice, 50_000 * share, 0.4, 1),
        new Counter($"network_receive_packets_total:{name}", dice, 450 * share, 0.4, 1),
        new Counter($"network_transmit_packets_total:{name}", dice, 250 * share, 0.4, 1),
        new Counter($"network_receive_errors_total:{name}", dice, 0.0001, 1, 1),
    ];
}
