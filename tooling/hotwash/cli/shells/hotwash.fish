# Completion of `hotwash` for fish. Once:  hotwash completion fish > ~/.config/fish/completions/hotwash.fish
function __hotwash_complete
    set -l words (commandline -opc)
    command --query $words[1]; or return
    set -lx _HOTWASH_COMPLETE fish_complete
    set -lx COMP_WORDS (commandline -cp | string collect)
    set -lx COMP_CWORD (commandline -ct | string collect)
    set -l answer (command $words[1] 2>/dev/null)
    # Of `--option=val`, the whole word is what fish completes.
    set -l before (commandline -ct | string match --regex -- '^--[a-z-]+=')
    for line in $answer
        set -l parts (string split --max 1 , -- $line)
        switch $parts[1]
            case plain
                echo "$before$parts[2]"
            case file
                __fish_complete_path (commandline -ct)
            case dir
                __fish_complete_directories (commandline -ct)
        end
    end
end
complete --no-files --command hotwash --arguments '(__hotwash_complete)'
