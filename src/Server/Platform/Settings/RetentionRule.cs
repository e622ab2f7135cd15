namespace Proxima.Server.Platform.Settings;

/// <summary>One thing that grows and how it shrinks. Every feature registers one for each of its tables and folders.</summary>
public interface IRetentionRule
{
    /// <summary>Table or folder, as in contracts/settings.txt.</summary>
    string Name { get; }

    /// <summary>Deletes what is older than the setting says; returns how many rows or files went.</summary>
    Task<long> SweepAsync(DateTimeOffset now, CancellationToken cancellationToken);
}
