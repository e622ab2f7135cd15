using System.Buffers.Binary;

namespace Proxima.Blocks;

/// <summary>
/// The head of a block: "PXB", version, kind, length of the directory, checksum of all that and the directory. Sections follow the
/// directory in its order, each ended by its checksum; nothing follows the last.
/// </summary>
internal static class PackLayout
{
    public const int HeadLength = 13;
    private const int ChecksumAt = 9;

    private static ReadOnlySpan<byte> Magic => "PXB"u8;

    public static void WriteHead(Span<byte> block, PackKind kind, ReadOnlySpan<byte> directory)
    {
        Magic.CopyTo(block);
        block[3] = Block.Version;
        block[4] = (byte)kind;
        BinaryPrimitives.WriteInt32LittleEndian(block[5..], directory.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(block[ChecksumAt..], HeadChecksum(block, directory));
    }

    /// <summary>The directory, after everything before it was found right.</summary>
    public static ReadOnlySpan<byte> ReadHead(ReadOnlySpan<byte> block, PackKind kind)
    {
        if (block.Length < HeadLength || !block.StartsWith(Magic))
            throw new BlockException(BlockFault.NotABlock, "the bytes do not begin like one");
        if (block[3] != Block.Version)
            throw new BlockException(BlockFault.UnknownVersion, $"it has version {block[3]}; this program reads {Block.Version}");
        var length = BinaryPrimitives.ReadInt32LittleEndian(block[5..]);
        if (length < 0 || length > block.Length - HeadLength)
            throw new BlockException(BlockFault.WrongLength, $"its directory has {length} bytes and {block.Length - HeadLength} are there");
        var directory = block.Slice(HeadLength, length);
        if (BinaryPrimitives.ReadUInt32LittleEndian(block[ChecksumAt..]) != HeadChecksum(block, directory))
            throw new BlockException(BlockFault.Damaged, "the checksum of its directory does not match");
        if (block[4] != (byte)kind)
            throw new BlockException(BlockFault.NotABlock, $"it is of kind {block[4]}, not {(byte)kind} ({kind})");
        return directory;
    }

    /// <summary>Ends a section with the checksum of what was written since <paramref name="start"/>.</summary>
    public static void Seal(ByteWriter sections, int start) => sections.Fixed32(Checksum.Of(sections.Written[start..]));

    /// <summary>The content of a sealed section.</summary>
    public static ReadOnlySpan<byte> Open(ReadOnlySpan<byte> section, string what)
    {
        var content = section[..^Checksum.Bytes];
        return BinaryPrimitives.ReadUInt32LittleEndian(section[content.Length..]) == Checksum.Of(content)
            ? content
            : throw new BlockException(BlockFault.Damaged, $"the checksum of {what} does not match");
    }

    private static uint HeadChecksum(ReadOnlySpan<byte> block, ReadOnlySpan<byte> directory)
        => Checksum.Of(block[..ChecksumAt], directory);
}
