using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Proxima.Server.Features.History;

namespace Proxima.Server.Tests.History;

public sealed class HistoryOptionsTests
{
    [Fact]
    public void The_defaults_are_accepted()
    {
        new HistoryOptionsValidator().Validate(null, new HistoryOptions()).Succeeded.ShouldBeTrue();
        new HistoryOptionsOrder().Validate(null, new HistoryOptions()).Succeeded.ShouldBeTrue();
    }

    [Fact]
    public void A_coarser_summary_kept_shorter_is_refused_with_every_problem_named()
    {
        var options = new HistoryOptions { SampleHours = 100, FiveMinuteDays = 3, HourDays = 2, DayDays = 1 };
        new HistoryOptionsOrder().Validate(null, options).Failures.ShouldNotBeNull().Count().ShouldBe(3);
    }

    [Fact]
    public void Days_for_ever_are_longer_than_anything()
        => new HistoryOptionsOrder().Validate(null, new HistoryOptions { HourDays = 36_500, DayDays = 0 }).Succeeded.ShouldBeTrue();

    [Fact]
    public void Out_of_range_names_the_setting()
        => new HistoryOptionsValidator().Validate(
            null, new HistoryOptions { SampleHours = 0 }).FailureMessage.ShouldNotBeNull().ShouldContain("SampleHours");

    [Fact]
    public void Every_setting_has_a_range_and_a_meaning()
    {
        foreach (var property in typeof(HistoryOptions).GetProperties())
        {
            property.IsDefined(typeof(RangeAttribute), true).ShouldBeTrue(property.Name);
            property.IsDefined(typeof(DescriptionAttribute), true).ShouldBeTrue(property.Name);
        }
    }
}
