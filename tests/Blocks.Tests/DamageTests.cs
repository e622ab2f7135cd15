using System.Buffers.Binary;
using System.Diagnostics;

namespace Proxima.Blocks.Tests;

/// <summary>Bytes nobody vouches for: damage is found, and whatever they say, reading ends soon with a typed error or with values.</summary>
public sealed class DamageTests
{
    private const int HeadLength = 13;

    [Fact]
    public void Every_changed_bit_is_found()
    {
        var block = Sample();
        for (var bit = 0; bit < block.Length * 8; bit++)
        {
            block[bit / 8] ^= (byte)(1 << (bit % 8));
            Should.Throw<BlockException>(() => BlockReader.Open(block).Verify(), $"bit {bit}");
            block[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        BlockReader.Open(block).Verify();
    }

    [Fact]
    public void Every_cut_and_every_byte_too_many_is_found()
    {
        var block = Sample();
        for (var length = 0; length < block.Length; length++)
            Should.Throw<BlockException>(() => BlockReader.Open(block.AsMemory(0, length)).Verify(), $"{length} bytes");
        Should.Throw<BlockException>(() => BlockReader.Open((byte[])[.. block, 0])).Fault.ShouldBe(BlockFault.WrongLength);
    }

    [Fact]
    public void Damage_to_one_subject_leaves_the_others()
    {
        var block = Sample();
        block[^10] ^= 1;
        var reader = BlockReader.Open(block);
        reader.Subject(1).ShouldNotBeNull();
        Should.Throw<BlockException>(() => reader.Subject(2)).Fault.ShouldBe(BlockFault.Damaged);
    }

    [Fact]
    public void Faults_have_their_names()
    {
        Fault([]).ShouldBe(BlockFault.NotABlock);
        Fault("a text that is long enough"u8.ToArray()).ShouldBe(BlockFault.NotABlock);
        var block = Sample();
        block[3] = 2;
        Should.Throw<BlockException>(() => BlockReader.Open(block)).Message.ShouldBe("history block: it has version 2; this program reads 1");
        Fault(block).ShouldBe(BlockFault.UnknownVersion);
        block[3] = 1;
        block[HeadLength] ^= 1;
        Fault(block).ShouldBe(BlockFault.Damaged);
        block[HeadLength] ^= 1;
        BinaryPrimitives.WriteInt32LittleEndian(block.AsSpan(5), int.MaxValue);
        Fault(block).ShouldBe(BlockFault.WrongLength);
        BinaryPrimitives.WriteInt32LittleEndian(block.AsSpan(5), -1);
        Fault(block).ShouldBe(BlockFault.WrongLength);
    }

    /// <summary>Two seconds of seeded damage under right checksums, as a faulty or hostile program would write it.</summary>
    [Fact]
    public void Hostile_bytes_with_right_checksums_give_values_or_a_typed_error_soon_and_in_little_memory()
    {
        var dice = new Random(20_260_728);
        var samples = new[] { Sample(), Summaries(), Blocks.Of(Blocks.Every(200, 1000), Noise(dice, 200), Noise(dice, 200)) };
        var watch = Stopwatch.StartNew();
        var (read, refused) = (0, 0);
        long slowest = 0, most = 0;
        while (watch.ElapsedMilliseconds < 2000)
        {
            var block = (byte[])samples[dice.Next(samples.Length)].Clone();
            Hurt(block, dice);
            Seal(block);
            var (begin, allocated) = (Stopwatch.GetTimestamp(), GC.GetAllocatedBytesForCurrentThread());
            try
            {
                if (block[4] == 1)
                    BlockReader.Open(block).Verify();
                else
                    SummaryReader.Open(block).Verify();
                read++;
            }
            catch (BlockException)
            {
                refused++;
            }

            slowest = Math.Max(slowest, (long)Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
            most = Math.Max(most, GC.GetAllocatedBytesForCurrentThread() - allocated);
        }

        read.ShouldBeGreaterThan(20);
        refused.ShouldBeGreaterThan(200);
        slowest.ShouldBeLessThan(1000);
        // Columns of the most timestamps there may be, for the handful of subjects and series the samples have.
        most.ShouldBeLessThan(60L * Block.MostSamples * sizeof(double));
    }

    private static BlockFault Fault(byte[] block) => Should.Throw<BlockException>(() => BlockReader.Open(block)).Fault;

    private static byte[] Sample()
    {
        var writer = new BlockWriter();
        var dice = new Random(3);
        for (var subject = 1; subject <= 2; subject++)
        {
            var times = Enumerable.Range(0, 80).Select(i => 1_790_000_000_000 + (i * 10_000L) + dice.Next(40)).ToArray();
            writer.StartSubject(subject, times);
            writer.AddColumn(0, Enumerable.Range(0, 80).Select(i => i % 9 == 3 ? Block.Gap : 5.0).ToArray());
            writer.AddColumn(1, Noise(dice, 80));
            writer.AddColumn(2, Enumerable.Range(0, 80).Select(i => i == 60 ? double.NaN : i / 10.0).ToArray());
            writer.AddColumn(3, Enumerable.Range(0, 80).Select(i => dice.Next(100, 1000) * Math.Pow(10, i % 8)).ToArray());
            writer.AddColumn(4, Enumerable.Range(0, 80).Select(_ => dice.NextDouble()).ToArray());
        }

        return writer.Finish();
    }

    private static byte[] Summaries()
    {
        var writer = new SummaryWriter();
        var dice = new Random(4);
        writer.StartSubject(1, Blocks.Every(100, 300_000));
        writer.AddColumn(1, Enumerable.Range(0, 100).Select(i => i % 20 == 0 ? default : new BucketSummary(30, dice.Next(50), 60.25, dice.Next(50, 90), 70)).ToArray());
        return writer.Finish();
    }

    private static double[] Noise(Random dice, int count) => Enumerable.Range(0, count).Select(_ => (double)dice.Next(-3000, 3000)).ToArray();

    private static void Hurt(byte[] block, Random dice)
    {
        for (var times = dice.Next(1, 5); times > 0; times--)
        {
            var at = dice.Next(4) == 0 ? HeadLength + dice.Next(20) : dice.Next(HeadLength, block.Length);
            block[at] = dice.Next(3) switch
            {
                0 => (byte)dice.Next(256),
                1 => (byte)(block[at] ^ (1 << dice.Next(8))),
                _ => dice.Next(2) == 0 ? byte.MaxValue : byte.MinValue,
            };
        }
    }

    /// <summary>Makes every checksum right again as far as the directory can still be followed.</summary>
    private static void Seal(byte[] block)
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(block.AsSpan(5));
        var directory = block.AsSpan(HeadLength, length);
        BinaryPrimitives.WriteUInt32LittleEndian(block.AsSpan(9), Checksum.Of(block.AsSpan(0, 9), directory));
        try
        {
            var reader = new ByteReader(directory);
            var at = HeadLength + length;
            for (var times = reader.Count(1000, "times"); times > 0; times--)
            {
                reader.Varint();
                reader.Varint();
                reader.Varint();
                Seal(block, ref at, reader.Count(block.Length, "bytes"));
            }

            for (var subjects = reader.Count(1000, "subjects"); subjects > 0; subjects--)
            {
                reader.Varint();
                reader.Varint();
                Seal(block, ref at, reader.Count(block.Length, "bytes"));
            }
        }
        catch (BlockException)
        {
            // The directory itself is hurt: the reader will find that too.
        }
    }

    private static void Seal(byte[] block, ref int at, int length)
    {
        if (length < Checksum.Bytes || at + length > block.Length)
            return;
        var content = block.AsSpan(at, length - Checksum.Bytes);
        BinaryPrimitives.WriteUInt32LittleEndian(block.AsSpan(at + content.Length), Checksum.Of(content));
        at += length;
    }
}
