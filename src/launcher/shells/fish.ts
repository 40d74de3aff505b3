import { lineByLine } from './change.ts';

/** For fish: `… | source`. Within single quotes only the backslash and the quote are special (fish manual, "Quotes"). */
export const fish = lineByLine(
  (name, value) => `set -gx -- ${name} '${value.replaceAll(/['\\]/g, '\\$&')}'`,
  (name) => `set -eg ${name}`,
);
