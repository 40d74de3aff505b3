import { quoteForPosix } from '../../posix-quote.ts';

/** For bash 3.2 and later. `command` passes over an alias or a function of that name. What lode says is only ever data: nothing of it is evaluated. Pure. */
export function bashScript(program: string): string {
  return `# TAB completion of lode for bash. To have it in every shell, add this line to ~/.bashrc:
#   eval "$(lode completion bash)"
_lode() {
  local kind='' row
  COMPREPLY=()
  while IFS= read -r row; do
    if [[ -z $kind ]]; then kind=$row; else COMPREPLY+=("$row"); fi
  done < <(command ${quoteForPosix(program)} completion --words bash -- "\${COMP_LINE:0:COMP_POINT}" "$COMP_WORDBREAKS" 2>/dev/null </dev/null)
  case $kind in
    words) compopt +o default +o bashdefault 2>/dev/null ;;
    commands) while IFS= read -r row; do COMPREPLY+=("$row"); done < <(compgen -c -- "$2") ;;
  esac
  return 0
}
complete -o default -o bashdefault -F _lode lode
`;
}
