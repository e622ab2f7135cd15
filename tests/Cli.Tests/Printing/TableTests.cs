using Proxima.Cli.Printing;

namespace Proxima.Cli.Tests.Printing;

public sealed class TableTests
{
    [Fact]
    public void Without_a_terminal_every_column_has_its_natural_width() => Made().Widths(null).ShouldBe([5, 20, 6]);

    [Fact]
    public void What_fits_is_left_alone() => Made().Widths(35).ShouldBe([5, 20, 6]);

    [Fact]
    public void The_flexible_column_gives_first() => Made().Widths(25).ShouldBe([5, 10, 6]);

    [Fact]
    public void Then_the_least_important_column_goes() => Made().Widths(20).ShouldBe([5, 13, null]);

    [Fact]
    public void Nothing_goes_that_must_stay() => Made().Widths(3).ShouldBe([5, 8, null]);

    [Fact]
    public void A_row_of_another_length_is_a_fault() => Should.Throw<ArgumentException>(() => Made().Row("one", "two"));

    private static Table Made()
    {
        var table = new Table(new Column("STATE"), new Column("NAME", Least: 8), new Column("AGE", IsRight: true, DropOrder: 1));
        table.Row("ok", new string('n', 20), "12 min");
        return table;
    }
}
