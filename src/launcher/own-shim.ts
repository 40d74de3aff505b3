import { posix, win32 } from 'node:path';
import { quoteForPosix } from '../posix-quote.ts';
import type { System } from '../system/system.ts';

const largestScript = 64 * 1024;

/** True for lode itself: its entry file, or anything in the folder it was built into. */
export function isOwnProgram(system: System, realPath: string): boolean {
  const { dirname, basename, sep } = system.platform === 'win32' ? win32 : posix;
  const folder = dirname(system.programPath);
  return realPath === system.programPath || (basename(folder) === 'dist' && realPath.startsWith(folder + sep));
}

/** The text of a small script, which is all that a shim can be; undefined for programs and large files. */
export function scriptText(system: System, realPath: string): string | undefined {
  const size = system.files.facts(realPath)?.size ?? 0;
  if (size > largestScript) return undefined;
  const read = system.files.readText(realPath, largestScript);
  return read.kind === 'text' ? read.text : undefined;
}

/** Whether a script runs `lode … <name>`: a wrapper put on PATH so that the assistant's own name starts lode. */
export function callsLode(text: string, names: readonly string[], programPath: string): boolean {
  const name = `\\b(?:${names.map(escapeForPattern).join('|')})\\b`;
  const command = `(?:^|[\\s"'\`/\\\\;&|(@])lode(?:\\.(?:cmd|exe|ps1|js))?["']?[\\s,]`;
  const paths = [programPath, quoteForPosix(programPath)].map(escapeForPattern);
  const calls = new RegExp(`(?:${command}|${paths.join('|')})[^\\n]*${name}`);
  return text.split('\n').some((line) => !isComment(line) && calls.test(line));
}

function isComment(line: string): boolean {
  return /^\s*(?:#(?!!)|::|rem\s|\/\/)/i.test(line);
}

function escapeForPattern(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
