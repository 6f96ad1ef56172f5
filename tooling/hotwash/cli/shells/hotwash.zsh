#compdef hotwash
# Completion of `hotwash` for zsh. Put into ~/.zshrc, after compinit:  eval "$(hotwash completion zsh)"
_hotwash() {
  local kind value about
  local -a answer plain described
  answer=("${(@f)$(COMP_WORDS="${words[*]}" COMP_CWORD=$((CURRENT - 1)) _HOTWASH_COMPLETE=zsh_complete "${(Q)words[1]}" 2>/dev/null)}")
  [[ $words[CURRENT] == --*=* ]] && compset -P '*='
  for kind value about in "${answer[@]}"; do
    case $kind in
      plain)
        if [[ $about == _ ]]; then
          plain+=("$value")
        else
          described+=("$value:$about")
        fi
        ;;
      file) _files ;;
      dir) _files -/ ;;
    esac
  done
  (( $#described )) && _describe -V hotwash described
  (( $#plain )) && compadd -V hotwash -- "${plain[@]}"
  return 0
}
if [[ ${zsh_eval_context[-1]} == loadautofunc ]]; then
  _hotwash "$@"
elif (( $+functions[compdef] )); then
  compdef _hotwash hotwash
fi
