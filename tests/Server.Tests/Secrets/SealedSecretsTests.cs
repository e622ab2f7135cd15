using System.Buffers.Text;
using FsCheck;
using FsCheck.Fluent;
using Proxima.Server.Platform.Secrets;

namespace Proxima.Server.Tests.Secrets;

public sealed class SealedSecretsTests
{
    private static readonly SecretPlace Place = new("endpoints", "42", "token");
    private static readonly RootKey Key = new([.. Enumerable.Range(0, 32).Select(number => (byte)number)]);
    private static readonly RootKey OtherKey = new(new byte[32]);

    [Fact]
    public void Whatever_is_sealed_opens_in_its_place()
        => Prop.ForAll<byte[], NonNull<string>, NonNull<string>>((secret, row, field) =>
        {
            var place = new SecretPlace("table", row.Get, field.Get);
            return With(Key).Open(place, With(Key).Seal(place, secret)).AsSpan().SequenceEqual(secret);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_text_says_format_and_key_and_no_two_are_alike()
    {
        var secrets = With(Key);

        var text = secrets.Seal(Place, "same"u8);

        text.ShouldStartWith($"sealed:1:{Key.Id}:");
        text.ShouldNotBe(secrets.Seal(Place, "same"u8));
    }

    [Theory]
    [InlineData("endpoints", "43", "token")]
    [InlineData("endpoints", "42", "password")]
    [InlineData("users", "42", "token")]
    [InlineData("endpoints4", "2", "token")]
    [InlineData("endpoints", "42t", "oken")]
    public void A_value_moved_elsewhere_does_not_open(string table, string row, string field)
    {
        var text = With(Key).Seal(Place, "secret"u8);

        Should.Throw<SecretException>(() => With(Key).Open(new SecretPlace(table, row, field), text)).Message.ShouldContain("moved");
    }

    [Fact]
    public void Any_flipped_bit_keeps_it_shut()
    {
        var text = With(Key).Seal(Place, "secret"u8);
        var start = text.LastIndexOf(':') + 1;
        var box = Base64Url.DecodeFromChars(text.AsSpan(start));
        for (var bit = 0; bit < box.Length * 8; bit++)
        {
            box[bit / 8] ^= (byte)(1 << (bit % 8));
            Should.Throw<SecretException>(() => With(Key).Open(Place, text[..start] + Base64Url.EncodeToString(box)));
            box[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Fact]
    public void A_value_of_another_key_names_the_key_that_is_missing()
    {
        var text = With(OtherKey).Seal(Place, "secret"u8);

        Should.Throw<SecretException>(() => With(Key).Open(Place, text)).Message.ShouldContain(OtherKey.Id);
    }

    [Fact]
    public void A_value_relabelled_with_another_key_does_not_open()
    {
        var text = With(OtherKey).Seal(Place, "secret"u8).Replace(OtherKey.Id, Key.Id, StringComparison.Ordinal);

        Should.Throw<SecretException>(() => With(Key, OtherKey).Open(Place, text));
    }

    [Fact]
    public void A_key_of_before_still_opens_what_it_sealed()
        => With(Key, OtherKey).Open(Place, With(OtherKey).Seal(Place, "old"u8)).ShouldBe("old"u8.ToArray());

    [Theory]
    [InlineData("")]
    [InlineData("hunter2-hunter2")]
    [InlineData("sealed:1:")]
    [InlineData("sealed:2:00000000:AAAA")]
    [InlineData("sealed:1:00000000:hunter2-hunter2")]
    [InlineData("sealed:1:00000000:***")]
    [InlineData("sealed:1:000:hunter2hunter2hunter2hunter2hunter2hunter2")]
    public void What_is_no_sealed_value_is_refused_without_repeating_it(string text)
    {
        var failure = Should.Throw<SecretException>(() => With(Key).Open(Place, text));

        failure.Message.ShouldContain("endpoints/42/token");
        failure.ToString().ShouldNotContain("hunter2");
    }

    [Fact]
    public void No_failure_tells_the_secret_or_the_key()
    {
        var text = With(Key).Seal(Place, "hunter2"u8);

        var failure = Should.Throw<SecretException>(() => With(Key).Open(Place with { Row = "7" }, text));

        failure.ToString().ShouldNotContain("hunter2");
        failure.ToString().ShouldNotContain(text[^20..]);
    }

    [Fact]
    public void Each_purpose_has_its_own_key_and_always_the_same()
    {
        var secrets = With(Key);

        secrets.DeriveKey("audit").ShouldBe(With(Key).DeriveKey("audit"));
        secrets.DeriveKey("audit").Length.ShouldBe(32);
        secrets.DeriveKey("audit").ShouldNotBe(secrets.DeriveKey("sessions"));
        secrets.DeriveKey("audit").ShouldNotBe(With(OtherKey).DeriveKey("audit"));
    }

    [Fact]
    public void Before_start_there_is_no_key_and_no_default()
        => Should.Throw<InvalidOperationException>(() => new SealedSecrets(new KeyRing()).Seal(Place, "x"u8));

    private static SealedSecrets With(RootKey active, params RootKey[] others)
    {
        var ring = new KeyRing();
        ring.Load(active, others);
        return new SealedSecrets(ring);
    }
}
