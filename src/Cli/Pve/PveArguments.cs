using Proxima.Pve.Writing;

namespace Proxima.Cli.Pve;

/// <summary>Parameters as pvesh takes them: <c>--name value</c> or <c>--name=value</c>; a name alone is 1.</summary>
internal static class PveArguments
{
    public static PveParameters Read(IReadOnlyList<string> words)
    {
        var parameters = new PveParameters();
        for (var at = 0; at < words.Count; at++)
        {
            var word = words[at];
            if (!word.StartsWith("--", StringComparison.Ordinal) || word.Length < 3)
            {
                throw new CliException($"'{word}' is not a parameter; write --name value", ExitCodes.WrongUsage);
            }

            var equals = word.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
            {
                parameters.Add(word[2..equals], word[(equals + 1)..]);
            }
            else if (at + 1 < words.Count && !words[at + 1].StartsWith("--", StringComparison.Ordinal))
            {
                parameters.Add(word[2..], words[++at]);
            }
            else
            {
                parameters.Add(word[2..], "1");
            }
        }

        return parameters;
    }
}
