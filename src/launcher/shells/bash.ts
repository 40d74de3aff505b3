import { quoteForPosix } from '../../posix-quote.ts';
import { lineByLine } from './change.ts';

/** For bash and every other POSIX shell: `eval "$(…)"`. */
export const bash = lineByLine(
  (name, value) => `export ${name}=${quoteForPosix(value)}`,
  (name) => `unset ${name}`,
);
