# Completion of `hotwash` for bash. Put into ~/.bashrc:  eval "$(hotwash completion bash)"
_hotwash_complete() {
  local kind value word
  local -a words=()
  COMPREPLY=()
  # Bash makes three words of `--option=value`; the middle one says nothing.
  for word in "${COMP_WORDS[@]:0:COMP_CWORD}"; do
    [[ $word == = ]] || words+=("$word")
  done
  word=${COMP_WORDS[COMP_CWORD]}
  [[ $word == = ]] && word=
  while IFS=, read -r kind value; do
    case $kind in
      plain)
        # What holds more than a name's characters is quoted, so that it stays one word.
        [[ $value == *[!A-Za-z0-9_./,=@:+-]* ]] && printf -v value %q "$value"
        COMPREPLY+=("$value")
        ;;
      file) compopt -o default 2>/dev/null ;;
      dir) compopt -o dirnames 2>/dev/null ;;
    esac
  done < <(COMP_WORDS="${words[*]} $word" COMP_CWORD=${#words[@]} _HOTWASH_COMPLETE=bash_complete "$1" 2>/dev/null)
}
complete -o nosort -F _hotwash_complete hotwash 2>/dev/null || complete -F _hotwash_complete hotwash
