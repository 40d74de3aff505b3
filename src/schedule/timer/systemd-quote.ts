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

/** A program and the first of its words in ExecStart. systemd refuses quotes and backslashes in its path, so such a one is run by `env`. */
export function quoteProgram(path: string): string {
  return /["'\\]/.test(path) ? `/usr/bin/env ${quoteArgument(path)}` : quoteForSystemd(path);
}
