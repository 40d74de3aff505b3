import { cannotWrite, lineByLine } from './change.ts';

/**
 * For cmd.exe, as a batch file that is then called. No quotes: everything special is escaped one by one, since an odd quote in the value
 * would end a quoted form and what follows it would run. A line break cannot be written at all.
 */
export const cmd = lineByLine(
  (name, value) => `set ${name}=${escapeForBatch(name, value)}`,
  (name) => `set ${name}=`,
);

function escapeForBatch(name: string, value: string): string {
  if (/[\r\n]/.test(value)) return cannotWrite(name, 'cmd.exe', 'a line break');
  return value.replaceAll(/[\^&|<>()"!]/g, '^$&').replaceAll('%', '%%');
}
