using Proxima.Server.Features.Access;

namespace Proxima.Server.Tests.Access;

/// <summary>Names that people would take for others.</summary>
public sealed class LookalikeTests
{
    /// <summary>The second is how the first is imitated.</summary>
    [Theory]
    [InlineData("admin", "\u0430dmin")]
    [InlineData("paypal", "\u0440\u0430\u0443\u0440\u0430l")]
    [InlineData("owner", "\u03BFwner")]
    [InlineData("alice", "aIice")]
    [InlineData("alice", "a1ice")]
    [InlineData("bob", "b0b")]
    [InlineData("OTTO", "\u039F\u03A4\u03A4\u039F")]
    [InlineData("kate", "\u039A\u0430te")]
    [InlineData("cosmos", "\u0441osmos")]
    [InlineData("morning", "moming")]
    [InlineData("william", "vvilliam")]
    [InlineData("jose", "\u0458\u043E\u0455\u0435")]
    public void A_name_that_is_drawn_like_another_imitates_it(string name, string imitation)
    {
        Lookalikes.Imitates(name, imitation).ShouldBeTrue();
        Lookalikes.Imitates(imitation, name).ShouldBeTrue();
    }

    [Theory]
    [InlineData("anna", "anne")]
    [InlineData("\u00C4nne", "Anne")]
    [InlineData("\u0438\u0432\u0430\u043D", "ivan")]
    [InlineData("max", "maxi")]
    [InlineData("user1", "user2")]
    [InlineData("jos\u00e9", "jose")]
    public void Names_that_look_different_do_not(string one, string other) => Lookalikes.Imitates(one, other).ShouldBeFalse();

    [Theory]
    [InlineData("\u0430dmin", "Cyrillic a")]
    [InlineData("\u03BFwner", "Greek o")]
    [InlineData("ad\u200Bmin", "zero width space")]
    [InlineData("ad\u00ADmin", "soft hyphen")]
    [InlineData("\u202Enimda", "right-to-left override")]
    [InlineData("\u3164", "Hangul filler, a letter that cannot be seen")]
    [InlineData("admin\u3164", "the same behind a name")]
    [InlineData("\u115F\u1160", "Hangul jamo fillers")]
    [InlineData("ad\u0000min", "NUL")]
    [InlineData("ad min", "space")]
    [InlineData("admin\uFE0F", "variation selector")]
    [InlineData("a\u0301\u0301\u0301\u0301dmin", "stacked marks")]
    [InlineData("\u13A0lice", "Cherokee")]
    [InlineData("\uD835", "half a letter")]
    [InlineData("local:0", "the name of the control socket")]
    public void Such_a_name_is_no_user_name(string name, string why)
        => UserName.TryParse(name, out _, out var problem).ShouldBeFalse($"{why}: {problem}");

    [Theory]
    [InlineData("\uFF41\uFF44\uFF4D\uFF49\uFF4E", "admin")]
    [InlineData("\u212Aate", "Kate")]
    [InlineData("\U0001D41Anna", "anna")]
    public void Other_shapes_of_the_same_letters_become_those_letters(string typed, string name)
    {
        UserName.TryParse(typed, out var parsed, out _).ShouldBeTrue();
        parsed.ShouldBe(name);
    }

    [Theory]
    [InlineData("\u0438\u0432\u0430\u043D")]
    [InlineData("\u0395\u03BB\u03AD\u03BD\u03B7")]
    [InlineData("\u738B\u5C0F\u660E")]
    [InlineData("\uAE40\uCCA0\uC218")]
    [InlineData("J\u00FCrgen.M\u00FCller@example")]
    public void People_of_one_script_have_names(string name) => UserName.TryParse(name, out _, out _).ShouldBeTrue();

    [Theory]
    [InlineData("night shift", true)]
    [InlineData("Caf\u00e9 \u2014 n\u00ba 1", true)]
    [InlineData("\u202Eevil", false)]
    [InlineData("a\nb", false)]
    [InlineData("zero\u200Bwidth", false)]
    [InlineData("   ", false)]
    [InlineData("", false)]
    public void A_title_is_one_line_that_shows(string text, bool isTitle) => Title.TryParse(text, "name", out _, out _).ShouldBe(isTitle);

    [Fact]
    public void A_name_of_a_megabyte_is_refused_without_looking_at_it()
    {
        UserName.TryParse(new string('a', 1_048_576), out _, out _).ShouldBeFalse();
        Title.TryParse(new string('a', 1_048_576), "name", out _, out _).ShouldBeFalse();
    }
}
