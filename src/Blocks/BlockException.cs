namespace Proxima.Blocks;

/// <summary>Why bytes are not a block that can be read.</summary>
public enum BlockFault
{
    /// <summary>They do not begin like a block, or are of another kind than asked for.</summary>
    NotABlock,

    /// <summary>A block of a version this program does not know.</summary>
    UnknownVersion,

    /// <summary>They end too early or too late.</summary>
    WrongLength,

    /// <summary>A checksum does not match: the bytes were changed after they were written.</summary>
    Damaged,

    /// <summary>The checksum matches and the content makes no sense: written by a faulty or hostile program.</summary>
    Nonsense,
}

/// <summary>
/// The one thing reading a block throws, whatever the bytes are. Damage to the part of one subject says so when that part is
/// opened; the other subjects can still be read.
/// </summary>
public sealed class BlockException(BlockFault fault, string message) : Exception($"history block: {message}")
{
    public BlockFault Fault { get; } = fault;

    internal static BlockException CutShort() => new(BlockFault.WrongLength, "it ends in the middle of a field");

    internal static BlockException Nonsense(string message) => new(BlockFault.Nonsense, message);
}
