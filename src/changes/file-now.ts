import { withMark } from '../byte-order-mark.ts';
import { fail } from '../errors.ts';
import type { FileFacts, Files } from '../system/system.ts';
import type { ChangeOwner } from './change-owner.ts';

/** A file as it is now; with the byte order mark that reading drops. */
export interface FileNow {
  /** Undefined: there is none. */
  readonly text: string | undefined;
  readonly facts: FileFacts | undefined;
}

const mark = '\uFEFF';

/** Reads a file that is about to be changed. Throws LodeError `<owner>.unreadable`. */
export function fileNow({ files }: { readonly files: Pick<Files, 'readText' | 'facts'> }, path: string, { code }: ChangeOwner): FileNow {
  const facts = files.facts(path);
  const read = files.readText(path);
  if (read.kind === 'unreadable')
    return fail({ code: `${code}.unreadable`, exit: 'user', message: `${path} cannot be read: ${read.detail}; nothing was written.`, hints: [] });
  if (read.kind === 'missing') return { text: undefined, facts };
  return { text: withMark(read.text, facts?.size), facts };
}

/** What an edit worked out on `before` makes of the text that is there, with the mark that it has; undefined: it is another text by now. Pure. */
export function editedText(text: string, before: string, after: string): string | undefined {
  if (text === before) return after;
  return text === `${mark}${before}` ? `${mark}${after}` : undefined;
}

/** Whether nothing but a byte order mark is in a text. Pure. */
export function isBlankText(text: string): boolean {
  return text === '' || text === mark;
}

/** Throws LodeError `<owner>.foreign`, `<owner>.read-only` where somebody meant a file to stay as it is. */
export function requireWritable(path: string, { facts }: FileNow, { code, command }: ChangeOwner): void {
  if (facts === undefined) return;
  if (!facts.ours)
    fail({
      code: `${code}.foreign`,
      exit: 'user',
      message: `${path} belongs to another user; nothing was written.`,
      hints: ['Ask whoever it belongs to, or edit it as that user.'],
    });
  if ((facts.mode & 0o200) === 0)
    fail({
      code: `${code}.read-only`,
      exit: 'user',
      message: `${path} is read-only (mode ${octal(facts.mode)}); nothing was written.`,
      hints: [`If you want it changed: chmod u+w ${path}, then ${command}`],
    });
}

/** A mode as people type it, e.g. `0600`. Pure. */
export function octal(mode: number): string {
  return (mode & 0o7777).toString(8).padStart(4, '0');
}
