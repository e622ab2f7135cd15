namespace Proxima.Blocks.Tests;

public sealed class RoundTripTests
{
    [Fact]
    public void One_column_comes_back()
    {
        var writer = new BlockWriter();
        writer.StartSubject(7, [1000, 2000, 3500]);
        writer.AddColumn(3, [1, Block.Gap, 0.1]);
        var reader = BlockReader.Open(writer.Finish());
        reader.Subjects.ShouldBe([7]);
        var subject = reader.Subject(7).ShouldNotBeNull();
        subject.Times().ToArray().ShouldBe([1000L, 2000, 3500]);
        var values = new double[3];
        subject.Read(3, values).ShouldBeTrue();
        values[0].ShouldBe(1);
        Block.IsGap(values[1]).ShouldBeTrue();
        values[2].ShouldBe(0.1);
    }
}
