using System.Text;

namespace Proxima.Cli.Access;

/// <summary>Secrets come in by standard input or a prompt, never as an argument: arguments are seen by every user of the machine.</summary>
internal static class SecretInput
{
    private const int Longest = 4096;

    /// <summary>The first line of standard input, or what the person types, twice.</summary>
    public static string NewPassword(Surroundings around)
    {
        if (around.AskSecret is { } ask)
        {
            var first = ask("New password: ");
            return first == ask("The same again: ")
                ? first
                : throw new CliException("the two passwords differ; nothing was changed", ExitCodes.WrongUsage);
        }

        using var reader = new StreamReader(around.OpenInput(), Encoding.UTF8);
        var buffer = new char[Longest + 1];
        var read = reader.ReadBlock(buffer);
        var line = new string(buffer, 0, read).Split('\n')[0].TrimEnd('\r');
        return line.Length is > 0 and <= Longest
            ? line
            : throw new CliException("standard input holds no password; give it as its first line, or run this on a terminal", ExitCodes.WrongUsage);
    }

    /// <summary>On a terminal, without showing what is typed.</summary>
    public static string Ask(string prompt)
    {
        Console.Error.Write(prompt);
        var text = new StringBuilder();
        while (true)
        {
            var key = Console.ReadKey(intercept: true);
            switch (key.Key)
            {
                case ConsoleKey.Enter:
                    Console.Error.WriteLine();
                    return text.ToString();
                case ConsoleKey.Backspace when text.Length > 0:
                    text.Length--;
                    break;
                default:
                    if (!char.IsControl(key.KeyChar) && text.Length < Longest)
                    {
                        text.Append(key.KeyChar);
                    }

                    break;
            }
        }
    }
}
