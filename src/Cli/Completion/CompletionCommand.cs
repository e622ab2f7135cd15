using System.CommandLine;

namespace Proxima.Cli.Completion;

/// <summary>
/// <c>proxima completion SHELL</c>: a script for that shell. The words come from the program itself through the
/// <c>[suggest]</c> directive of System.CommandLine, so that they are those of the version installed.
/// </summary>
internal static class CompletionCommand
{
    public static Command Make(Surroundings around)
    {
        var shell = new Argument<string>("shell") { Description = "bash, zsh or fish.", HelpName = "SHELL" };
        shell.AcceptOnlyFromAmong([.. Scripts.Keys]);
        var command = new Command(
            "completion", "Print a completion script: source <(proxima completion bash), or put it where your shell looks for them.")
        {
            shell,
        };
        command.SetAction(result => around.Output.Write(Scripts[result.GetRequiredValue(shell)]));
        return command;
    }

    private static readonly SortedDictionary<string, string> Scripts = new(StringComparer.Ordinal)
    {
        ["bash"] = """
            # bash completion for proxima: source it, or save it as /etc/bash_completion.d/proxima
            _proxima() {
                local IFS=$'\n'
                local words
                words=$(proxima "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null) || return
                COMPREPLY=($(compgen -W "$words" -- "${COMP_WORDS[COMP_CWORD]}"))
            }
            complete -o default -F _proxima proxima

            """,
        ["fish"] = """
            # fish completion for proxima: save it as ~/.config/fish/completions/proxima.fish
            function __proxima_words
                set -l line (commandline -cp)
                proxima "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
            end
            complete -c proxima -a '(__proxima_words)'

            """,
        ["zsh"] = """
            #compdef proxima
            # zsh completion for proxima: source it, or save it as _proxima in a folder of $fpath
            _proxima() {
                local -a words_found
                words_found=("${(@f)$(proxima "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)}")
                compadd -- ${words_found:#}
                _files
            }
            if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
                _proxima "$@"
            else
                compdef _proxima proxima
            fi

            """,
    };
}
