namespace Proxima.TestKit;

/// <summary>
/// Texts that people review in a diff: a test compares what the program says with <c>contracts/NAME</c>;
/// with UPDATE_CONTRACTS=1 it writes the file instead.
/// </summary>
public static class Contracts
{
    public static bool IsUpdating => Environment.GetEnvironmentVariable("UPDATE_CONTRACTS") == "1";

    /// <summary>Fails with the first different line and the way to accept it.</summary>
    public static void Match(string name, string text)
    {
        var file = RepoRoot.Of("contracts", name);
        var actual = text.ReplaceLineEndings("\n").TrimEnd('\n') + "\n";
        if (IsUpdating)
        {
            Directory.CreateDirectory(RepoRoot.Of("contracts"));
            File.WriteAllText(file, actual);
            return;
        }

        var expected = File.Exists(file) ? File.ReadAllText(file).ReplaceLineEndings("\n") : "";
        if (expected == actual)
        {
            return;
        }

        var (old, now) = FirstDifference(expected, actual);
        throw new InvalidOperationException(
            $"contracts/{name} says «{old}», the program says «{now}». If that is meant: UPDATE_CONTRACTS=1 ./dev test, and review the diff.");
    }

    private static (string Old, string Now) FirstDifference(string expected, string actual)
    {
        var old = expected.Split('\n');
        var now = actual.Split('\n');
        var index = 0;
        while (index < old.Length && index < now.Length && old[index] == now[index])
        {
            index++;
        }

        return (index < old.Length ? old[index] : "(end)", index < now.Length ? now[index] : "(end)");
    }
}
