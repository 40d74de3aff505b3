import { lineByLine } from './change.ts';

/** For zsh: `eval "$(…)"`. Always in quotes, since zsh expands more unquoted words than other shells; they also hold under `RC_QUOTES`. */
export const zsh = lineByLine(
  (name, value) => `export ${name}='${value.replaceAll("'", `'\\''`)}'`,
  (name) => `unset ${name}`,
);
