/**
 * A word in systemd's quotes, with `%` doubled, which else begins a specifier. Pure. Source: systemd.syntax(7) "Quoting",
 * systemd.unit(5) "Specifiers".
 */
export function quoteForSystemd(word: string): string {
  return `"${word.replaceAll(/[\\"]/g, '\\$&').replaceAll('%', '%%')}"`;
}

/** The same for an argument of ExecStart, where `$` begins a variable; in the path of the program itself it does not. Source: systemd.service(5). */
export function quoteArgument(word: string): string {
  return quoteForSystemd(word).replaceAll('$', '$$$$');
}
