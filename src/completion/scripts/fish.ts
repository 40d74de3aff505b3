/** For fish 3. fish splits nothing and expands nothing in what a variable holds. Pure. */
export function fishScript(program: string): string {
  return `# TAB completion of lode for fish. To have it in every shell:
#   lode completion fish > ~/.config/fish/completions/lode.fish
function __lode_look
    set -l current (commandline -ct)
    set -l rows (command ${quoted(program)} completion --words fish -- (commandline -opc) "$current" 2>/dev/null </dev/null)
    set -g __lode_rows $rows[2..-1]
    test "$rows[1]" = commands; and set -g __lode_rows (complete -C -- "$current")
    test "$rows[1]" = words; or test "$rows[1]" = commands
end
complete -c lode -e
complete -c lode -n __lode_look -f -k -a '$__lode_rows'
`;
}

/** Within single quotes only the backslash and the quote are special (fish manual, "Quotes"). */
function quoted(word: string): string {
  return /^[\w./-]+$/.test(word) ? word : `'${word.replaceAll(/['\\]/g, '\\$&')}'`;
}
