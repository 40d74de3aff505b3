import { quoteForPosix } from '../../posix-quote.ts';

/** For zsh 5. Fit for a file `_lode` in `fpath`, and for being sourced, before `compinit` too. Pure. */
export function zshScript(program: string): string {
  return `#compdef lode
# TAB completion of lode for zsh. To have it in every shell, add this line to ~/.zshrc:
#   source <(lode completion zsh)
_lode() {
  emulate -L zsh
  local row expl
  local -a rows texts shown
  rows=("\${(@f)$(command ${quoteForPosix(program)} completion --words zsh -- "\${(@Q)words[1,CURRENT-1]}" "\${(Q)PREFIX}" 2>/dev/null </dev/null)}")
  for row in "\${(@)rows[2,-1]}"; do
    texts+=("\${row%%$'\\t'*}")
    shown+=("\${\${row#*$'\\t'}[1,COLUMNS-1]}")
  done
  case $rows[1] in
    words) (( $#texts )) && _wanted values expl 'lode' compadd -l -d shown -a texts ;;
    files) _files ;;
    flag-files) compset -P '*=' && _files ;;
    commands) _command_names -e ;;
  esac
}
if [[ "\${zsh_eval_context[*]}" == *loadautofunc ]]; then
  _lode "$@"
else
  (( \${+functions[compdef]} )) || { autoload -Uz compinit && compinit -i; }
  compdef _lode lode
fi
`;
}
