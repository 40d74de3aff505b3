import { fail } from '../errors.ts';
import { pathOf } from '../settings/paths.ts';
import type { FileFacts, System } from '../system/system.ts';

/** A file as it is now; with the byte order mark that reading drops. */
export interface FileNow {
  /** Undefined: there is none. */
  readonly text: string | undefined;
  readonly facts: FileFacts | undefined;
}

const mark = '\uFEFF';
/** Bytes of a byte order mark in UTF-8 (RFC 3629, 6). */
const markBytes = 3;

/** Reads a file that is about to be changed. Throws LodeError `fix.unreadable`. */
export function fileNow({ files }: System, path: string): FileNow {
  const facts = files.facts(path);
  const read = files.readText(path);
  if (read.kind === 'unreadable') return refuse('unreadable', `${path} cannot be read: ${read.detail}; nothing was written.`);
  if (read.kind === 'missing') return { text: undefined, facts };
  const marked = facts?.size === new TextEncoder().encode(read.text).length + markBytes;
  return { text: marked ? `${mark}${read.text}` : read.text, facts };
}

/** The text to write instead of what is there, with the mark it had. Throws LodeError `fix.changed` when it is no longer what was looked at. */
export function nextText(path: string, { text }: FileNow, before: string, after: string): string {
  if ((text ?? '') === before) return after;
  if (text === `${mark}${before}`) return `${mark}${after}`;
  return refuse('changed', `${path} has changed since it was looked at; nothing was written.`, 'Look again: lode doctor --fix');
}

/** Throws LodeError where somebody meant a file to stay as it is. */
export function requireWritable(path: string, { facts }: FileNow): void {
  if (facts === undefined) return;
  if (!facts.ours) refuse('foreign', `${path} belongs to another user; nothing was written.`, 'Ask whoever it belongs to, or edit it as that user.');
  if ((facts.mode & 0o200) === 0)
    refuse(
      'read-only',
      `${path} is read-only (mode ${octal(facts.mode)}); nothing was written.`,
      `If you want it changed: chmod u+w ${path}, then lode doctor --fix`,
    );
}

/** Throws LodeError unless a path is a plain file in its own place. */
export function requirePlain(system: System, path: string): void {
  const target = linkTarget(system, path);
  if (target !== undefined)
    refuse('link', `${path} is a link to ${target}; lode removes only plain files of its own.`, 'Look where it leads, and remove it by hand.');
  if (system.files.facts(path)?.kind !== 'file') refuse('no-file', `${path} is no plain file any more; nothing was removed.`, 'Look again: lode doctor --fix');
}

/** Where a link leads; undefined when the path is no link itself. */
export function linkTarget({ files, platform }: System, path: string): string | undefined {
  const { dirname, basename, join } = pathOf(platform);
  const real = files.realPath(path);
  const folder = files.realPath(dirname(path));
  return real === undefined || folder === undefined || real === join(folder, basename(path)) ? undefined : real;
}

export function octal(mode: number): string {
  return (mode & 0o7777).toString(8).padStart(4, '0');
}

function refuse(what: string, message: string, ...hints: readonly string[]): never {
  return fail({ code: `fix.${what}`, exit: 'user', message, hints });
}
